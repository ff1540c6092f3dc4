/* xlsx_part.c: one part of an XLSX file: unpacked by libzip, parsed by expat, with ceilings on all of it.
 *
 * A document type declaration is refused, and with it every entity; sizes are counted as bytes come out, not
 * believed from the directory. (security/ sections 4 and 6)
 */
#include <string.h>

#include "file/xlsx_inner.h"

#define BLOCK      (32 * 1024)
#define DEPTH_MOST 64
/* Small parts pack well without meaning harm. */
#define RATIO_FROM ((uint64_t)1 << 20)

static const char *
without_prefix(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon ? colon + 1 : name;
}

const char *
hn_xlsx_pair(const char **pairs, const char *name)
{
    for (; pairs[0]; pairs += 2)
        if (strcmp(without_prefix(pairs[0]), name) == 0)
            return pairs[1];
    return "";
}

static void
stop(struct hn_xlsx_part *p, const char *key)
{
    hn_table_break(p->t, key, "");
    XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL
start_element(void *arg, const char *name, const char **pairs)
{
    struct hn_xlsx_part *p = arg;

    if (++p->depth > DEPTH_MOST) {
        stop(p, "file.broken");
        return;
    }
    p->on_start(p, without_prefix(name), pairs);
}

static void XMLCALL
end_element(void *arg, const char *name)
{
    struct hn_xlsx_part *p = arg;

    p->depth--;
    if (p->on_end)
        p->on_end(p, without_prefix(name));
}

static void XMLCALL
character_data(void *arg, const char *text, int len)
{
    struct hn_xlsx_part *p = arg;

    if (p->on_text && len > 0)
        p->on_text(p, text, (size_t)len);
}

static void XMLCALL
start_doctype(void *arg, const char *name, const char *system_id, const char *public_id, int internal)
{
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)internal;
    stop(arg, "file.broken");
}

bool
hn_xlsx_part_open(struct hn_xlsx_part *p, const char *path, uint64_t *size)
{
    struct hn_xlsx *x = p->t->reader;
    zip_int64_t at = zip_name_locate(x->zip, path, ZIP_FL_NOCASE);
    zip_stat_t st;

    if (at < 0)
        return false;
    if (zip_stat_index(x->zip, (zip_uint64_t)at, 0, &st) != 0 || !(st.valid & ZIP_STAT_SIZE) ||
        !(st.valid & ZIP_STAT_COMP_SIZE))
        return hn_table_break(p->t, "file.broken", "");
    if (st.size > HN_LIMIT_UNPACKED)
        return hn_table_break(p->t, "file.too_large", "");
    p->packed = st.comp_size;
    *size = st.size;
    p->file = zip_fopen_index(x->zip, (zip_uint64_t)at, 0);
    p->parser = p->file ? XML_ParserCreate("UTF-8") : NULL;
    if (!p->parser) {
        hn_xlsx_part_close(p);
        return hn_table_break(p->t, "file.broken", "");
    }
    XML_SetUserData(p->parser, p);
    XML_SetElementHandler(p->parser, start_element, end_element);
    XML_SetCharacterDataHandler(p->parser, character_data);
    XML_SetStartDoctypeDeclHandler(p->parser, start_doctype);
    return true;
}

void
hn_xlsx_part_close(struct hn_xlsx_part *p)
{
    if (p->parser)
        XML_ParserFree(p->parser);
    if (p->file)
        zip_fclose(p->file);
    p->parser = NULL;
    p->file = NULL;
}

/* The next bytes of the part, counted against the ceilings. */
static bool
more(struct hn_xlsx_part *p, void *block, zip_int64_t *got)
{
    struct hn_xlsx *x = p->t->reader;

    *got = zip_fread(p->file, block, BLOCK);
    if (*got < 0)
        return hn_table_break(p->t, "file.broken", "");
    p->read += (uint64_t)*got;
    x->unpacked += (uint64_t)*got;
    if (x->unpacked > HN_LIMIT_UNPACKED ||
        (p->read > RATIO_FROM && p->read / HN_LIMIT_UNPACK_RATIO > p->packed))
        return hn_table_break(p->t, "file.too_large", "");
    return true;
}

/* What parsing a block, or going on with one, came to. */
static enum hn_xlsx_step
judge(struct hn_xlsx_part *p, enum XML_Status status)
{
    XML_ParsingStatus now;

    if (status == XML_STATUS_SUSPENDED)
        return HN_XLSX_STOPPED;
    if (status == XML_STATUS_ERROR || p->t->rc) {
        hn_table_break(p->t, "file.broken", "");
        return HN_XLSX_BROKEN;
    }
    XML_GetParsingStatus(p->parser, &now);
    return now.finalBuffer ? HN_XLSX_ENDED : HN_XLSX_STOPPED;
}

enum hn_xlsx_step
hn_xlsx_part_step(struct hn_xlsx_part *p)
{
    XML_ParsingStatus now;

    XML_GetParsingStatus(p->parser, &now);
    if (now.parsing == XML_FINISHED)
        return HN_XLSX_ENDED;
    if (now.parsing == XML_SUSPENDED) {
        enum XML_Status status = XML_ResumeParser(p->parser);

        if (status != XML_STATUS_OK || now.finalBuffer)
            return judge(p, status);
    }
    for (;;) {
        zip_int64_t got;
        void *block = XML_GetBuffer(p->parser, BLOCK);

        if (!block) {
            hn_table_break(p->t, "file.broken", "");
            return HN_XLSX_BROKEN;
        }
        if (!more(p, block, &got))
            return HN_XLSX_BROKEN;

        enum XML_Status status = XML_ParseBuffer(p->parser, (int)got, got == 0);

        if (status != XML_STATUS_OK || got == 0)
            return judge(p, status);
    }
}

bool
hn_xlsx_part_all(struct hn_xlsx_part *p, const char *path)
{
    uint64_t size;

    if (!hn_xlsx_part_open(p, path, &size))
        return p->t->rc == HN_OK;
    while (hn_xlsx_part_step(p) == HN_XLSX_STOPPED)
        continue;
    hn_xlsx_part_close(p);
    return p->t->rc == HN_OK;
}
