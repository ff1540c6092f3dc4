/* xlsx_inner.h: what the xlsx_read*.c files share: an XLSX file being read. */
#ifndef HN_FILE_XLSX_INNER_H
#define HN_FILE_XLSX_INNER_H

#include <expat.h>
#include <zip.h>

#include "file/table_inner.h"

/* What is listened to in a part: names come without their prefix. */
struct hn_xlsx_part {
    struct hn_table *t;
    XML_Parser parser;
    zip_file_t *file;
    uint64_t packed, read;
    int depth;
    void (*on_start)(struct hn_xlsx_part *p, const char *name, const char **pairs);
    void (*on_end)(struct hn_xlsx_part *p, const char *name);
    void (*on_text)(struct hn_xlsx_part *p, const char *text, size_t len);
    void *state;
};

struct hn_xlsx {
    zip_t *zip;
    uint64_t unpacked; /* bytes of all parts read so far */
    struct hn_xlsx_part sheet;

    /* From the workbook. */
    bool from_1904; /* days are counted from 1904, as old Macintoshes did */
    char sheet_link[64];
    const char *sheet_path, *strings_path, *styles_path;

    /* Shared texts, one behind the other; text i ends where text i + 1 begins. */
    char *texts;
    size_t texts_len, texts_room;
    uint32_t *starts;
    size_t text_count, starts_room;

    /* Styles: which of them show a day. */
    bool *day_style;
    size_t style_count;
};

#define HN_XLSX_STYLES_MOST ((size_t)65536)

/* Begin reading a part. false: no such part, or t->rc is set. size: of the part unpacked. */
bool hn_xlsx_part_open(struct hn_xlsx_part *p, const char *path, uint64_t *size);
/* Read on until the parser is stopped or the part ends. */
enum hn_xlsx_step { HN_XLSX_STOPPED, HN_XLSX_ENDED, HN_XLSX_BROKEN };
enum hn_xlsx_step hn_xlsx_part_step(struct hn_xlsx_part *p);
void hn_xlsx_part_close(struct hn_xlsx_part *p);
/* All of a part. A part that is not there is read as empty. false: t->rc is set. */
bool hn_xlsx_part_all(struct hn_xlsx_part *p, const char *path);

/* Value of an attribute by its name without prefix; "" when absent. */
const char *hn_xlsx_pair(const char **pairs, const char *name);

/* Workbook, links, styles and shared texts. false: t->rc is set. */
bool hn_xlsx_book(struct hn_table *t);

#endif
