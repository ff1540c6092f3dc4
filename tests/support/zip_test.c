/* zip_test.c: XLSX files put together part by part (zip_test.h), by libzip as they are read. */
#include "support/zip_test.h"

#include <assert.h>
#include <string.h>
#include <zip.h>

void *
hn_test_zip(struct hn_arena *a, const struct hn_test_part *parts, size_t *len)
{
    zip_error_t err;
    zip_stat_t st;

    zip_error_init(&err);

    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &err);

    zip_source_keep(whole);

    zip_t *zip = zip_open_from_source(whole, ZIP_TRUNCATE, &err);

    assert(zip);
    for (; parts->path; parts++) {
        zip_source_t *part = zip_source_buffer(zip, parts->bytes, parts->len, 0);

        assert(part);
        zip_file_add(zip, parts->path, part, ZIP_FL_OVERWRITE);
    }
    zip_close(zip);
    zip_source_open(whole);
    zip_source_stat(whole, &st);

    void *bytes = hn_alloc(a, st.size);

    zip_source_read(whole, bytes, st.size);
    zip_source_close(whole);
    zip_source_free(whole);
    zip_error_fini(&err);
    *len = st.size;
    return bytes;
}

#define LINK "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static struct hn_test_part
part(const char *path, const char *text)
{
    return (struct hn_test_part){ path, text, strlen(text) };
}

void *
hn_test_xlsx(struct hn_arena *a, const char *rows, const char *texts, const char *styles, size_t *len)
{
    struct hn_test_part parts[6] = {
        part("xl/workbook.xml",
             "<workbook xmlns:r='" LINK "'><sheets><sheet name='a' sheetId='1' r:id='rId1'/>"
             "</sheets></workbook>"),
        part("xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id='rId1' Type='" LINK
             "/worksheet' Target='worksheets/sheet1.xml'/>"
             "<Relationship Id='rId2' Type='" LINK "/sharedStrings' Target='sharedStrings.xml'/>"
             "<Relationship Id='rId3' Type='" LINK "/styles' Target='/xl/styles.xml'/></Relationships>"),
        part("xl/worksheets/sheet1.xml",
             hn_print(a, "<worksheet><sheetData>%s</sheetData></worksheet>", rows)),
    };
    size_t count = 3;

    if (texts)
        parts[count++] = part("xl/sharedStrings.xml", hn_print(a, "<sst>%s</sst>", texts));
    if (styles)
        parts[count++] = part("xl/styles.xml", hn_print(a, "<styleSheet>%s</styleSheet>", styles));
    return hn_test_zip(a, parts, len);
}
