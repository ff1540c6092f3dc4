/* test_table.c: proves that CSV and XLSX come in as the same clean cells by name of column, whatever program
 * wrote them, and that a file that is broken, hostile or too large is refused in words. */
#include "support/unit_test.h"

#include <unistd.h>

#include "base/limits.h"
#include "file/table.h"
#include "support/platform_test.h"
#include "support/zip_test.h"

static struct hn_test_platform machine;

static struct hn_ctx *
context(struct hn_arena *a)
{
    struct hn_ctx *c = HN_NEW(a, struct hn_ctx);

    hn_test_platform_init(&machine);
    hn_ctx_init(c, a, &machine.platform, HN_USER_SYSTEM);
    return c;
}

/* The table as one text: names, then rows with their numbers, cells in brackets, faults behind. */
static const char *
dump(struct hn_arena *a, const struct hn_table_in *in)
{
    struct hn_ctx *c = context(a);
    struct hn_table *t;
    const char *const *names, *column;
    char *out = hn_dup(a, "");

    if (hn_table_open(c, in, &t))
        return hn_print(a, "%s(%s)", c->faults[0].key, c->faults[0].arg);

    size_t count = hn_table_columns(t, &names);

    while (hn_table_next(t)) {
        const char *fault = hn_table_row_fault(t, &column);

        out = hn_print(a, "%s%lld:", out, (long long)hn_table_row(t));
        for (size_t i = 0; i < count; i++)
            out = hn_print(a, "%s[%s]", out, hn_table_cell(t, names[i]));
        if (fault)
            out = hn_print(a, "%s%s(%s)", out, fault, column);
        out = hn_print(a, "%s ", out);
    }
    if (hn_table_end(t))
        out = hn_print(a, "%s%s(%s)", out, c->faults[0].key, c->faults[0].arg);
    return out;
}

static const char *
dump_bytes(struct hn_arena *a, const void *bytes, size_t len)
{
    struct hn_table_in in = { .bytes = bytes, .len = len };

    return dump(a, &in);
}

static const char *
dump_text(struct hn_arena *a, const char *text)
{
    return dump_bytes(a, text, strlen(text));
}

static void
test_csv_of_every_program(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(dump_text(a, "code,name\nA,Đầm Hà\nB,Tân Bình\n"), "2:[A][Đầm Hà] 3:[B][Tân Bình] ");
    assert_string_equal(dump_text(a, "\ufeff code ;name;\r\nA;\"Xóm \"\"Mới\"\", 2\";\r\n"),
                        "2:[A][Xóm \"Mới\", 2] ");
    assert_string_equal(dump_text(a, "code\tname\rA\tx\rB\t\"y\rz\"\r"), "2:[A][x] 3:[B][y\nz] ");
    assert_string_equal(dump_text(a, "code,name\nA,x"), "2:[A][x] "); /* no last line end */
    assert_string_equal(dump_text(a, "\n\ncode,name\n\n,\nA\n"),
                        "6:[A][] "); /* empty rows count, and are passed */
    assert_string_equal(dump_text(a, "code,name\n'=1+1,'x\n"), "2:[=1+1]['x] "); /* the guard comes off */
    assert_string_equal(dump_text(a, "code,name\n A  b ,\u00d0ảng\u00a0bộ\n"), "2:[A b][Đảng bộ] ");
}

static void
test_csv_in_utf16(void **state)
{
    static const char little[] = "\xff\xfe"
                                 "c\0\t\0n\0\r\0\n\0A\0\t\0\x10\x01\x3c\xd8\x3e\xdf\r\0\n\0";
    static const char big[] = "\xfe\xff"
                              "\0c\0,\0n\0\n\0A\0,\x01\x10\0\n";
    static const char lone[] = "\xff\xfe"
                               "c\0\n\0\x3c\xd8\n\0";
    struct hn_arena *a = *state;

    assert_string_equal(dump_bytes(a, little, sizeof(little) - 1), "2:[A][Đ🌾] ");
    assert_string_equal(dump_bytes(a, big, sizeof(big) - 1), "2:[A][Đ] ");
    assert_string_equal(dump_bytes(a, lone, sizeof(lone) - 1), "2:[]file.cell_not_text(c) ");
}

static void
test_csv_in_old_encodings(void **state)
{
    static const char bytes[] = "code,name\nA,C\xe9ng h\xdf"
                                "a x\xb7 h\xe9i\n";
    const char *as_text = "code,name\nA,Coäng hoøa xaõ hoäi\nB,Nguyeãn Vaên Huøng\n";
    struct hn_arena *a = *state;
    struct hn_table_in in = { .bytes = bytes, .len = sizeof(bytes) - 1 };
    enum hn_legacy legacy = HN_LEGACY_NONE;

    assert_string_equal(dump(a, &in), "file.not_utf8()");
    assert_int_equal(hn_table_guess(context(a), &in, &legacy), HN_OK);
    assert_int_equal(legacy, HN_LEGACY_TCVN3);
    in.legacy = HN_LEGACY_TCVN3;
    assert_string_equal(dump(a, &in), "2:[A][Cộng hòa xã hội] ");
    in = (struct hn_table_in){ .bytes = as_text, .len = strlen(as_text) };
    assert_int_equal(hn_table_guess(context(a), &in, &legacy), HN_OK);
    assert_int_equal(legacy, HN_LEGACY_VNI);
    in.legacy = HN_LEGACY_VNI;
    assert_string_equal(dump(a, &in), "2:[A][Cộng hòa xã hội] 3:[B][Nguyễn Văn Hùng] ");
}

static void
test_columns(void **state)
{
    static const char *const required[] = { "code", "name", NULL };
    static const struct hn_table_map map[] = { { "Mã", "code" }, { "Tên", "name" }, { NULL, NULL } };
    const char *text = "Tên,Mã,note\nĐầm Hà,A,x\n";
    struct hn_arena *a = *state;
    struct hn_table_in in = { .bytes = text, .len = strlen(text), .required = required };
    struct hn_table *t;

    assert_string_equal(dump(a, &in), "file.column_missing(code)");
    in.map = map;
    assert_int_equal(hn_table_open(context(a), &in, &t), HN_OK);
    assert_true(hn_table_next(t));
    assert_string_equal(hn_table_cell(t, "code"), "A");
    assert_string_equal(hn_table_cell(t, "name"), "Đầm Hà");
    assert_string_equal(hn_table_cell(t, "note"), "x");
    assert_string_equal(hn_table_cell(t, "Tên"), "");
    assert_true(hn_table_has(t, "note") && !hn_table_has(t, "Mã"));
    assert_int_equal(hn_table_cell_kind(t, "code"), HN_TABLE_TEXT);
    assert_int_equal(hn_table_cell_kind(t, "none"), HN_TABLE_EMPTY);
    assert_int_equal(hn_table_size(t), strlen(text));
    assert_int_equal(hn_table_done(t), strlen(text));
    assert_false(hn_table_next(t));
    assert_int_equal(hn_table_end(t), HN_OK);
    assert_string_equal(dump_text(a, "code,code\n"), "file.column_twice(code)");
    assert_string_equal(dump_text(a, "a,,b\nA,x,B\n"), "2:[A][B]file.too_many_cells() ");
    assert_string_equal(dump_text(a, "a,b\nA,B,C\nA,B,\n"), "2:[A][B]file.too_many_cells() 3:[A][B] ");
}

static void
test_csv_that_cannot_be_read(void **state)
{
    struct hn_arena *a = *state;
    char *many = hn_alloc(a, 2000), *large = hn_alloc(a, HN_LIMIT_TABLE_ROW + 100);
    struct hn_table_in in = { .path = "/nonexistent/file.csv" };

    assert_string_equal(dump(a, &in), "file.missing(/nonexistent/file.csv)");
    in.path = "/tmp";
    assert_string_equal(dump(a, &in), "file.unreadable(/tmp)");
    assert_string_equal(dump_text(a, ""), "file.empty()");
    assert_string_equal(dump_text(a, "\n ,\n"), "file.empty()");
    assert_string_equal(dump_text(a, "code\nA\n\"open\n"), "2:[A] file.broken(3)");
    assert_string_equal(dump_bytes(a, "a\0b", 3), "file.broken()");
    assert_string_equal(dump_bytes(a, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8), "file.broken()");
    assert_string_equal(dump_text(a, "a\x01,b\n"), "file.not_utf8()");
    assert_string_equal(dump_text(a, "a,b\nx\x01,y\nz,w\n"), "2:[][y]file.cell_not_text(a) 3:[z][w] ");
    memset(many, ',', 256); /* 257 columns */
    many[256] = 'x';
    assert_string_equal(dump_text(a, many), "file.too_many_columns()");
    memcpy(large, "a,b\n\"", 5);
    memset(large + 5, 'x', HN_LIMIT_TABLE_ROW);
    assert_string_equal(dump_text(a, large), "file.row_too_long(2)");
    memcpy(large + 5 + HN_LIMIT_TABLE_CELL + 1, "\",y\n", 5);
    assert_string_equal(dump_text(a, large), "2:[][y]file.cell_too_long(a) ");
    memcpy(large + 5 + HN_LIMIT_TABLE_CELL, "\",y\n", 5); /* just inside */
    assert_int_equal(strlen(dump_text(a, large)), HN_LIMIT_TABLE_CELL + 8);
    in = (struct hn_table_in){ .bytes = "a\nb\n", .len = 4, .most = 3 };
    assert_string_equal(dump(a, &in), "file.too_large()");
    in.most = 4;
    assert_string_equal(dump(a, &in), "2:[b] ");
}

/* --- XLSX --- */

#define NAMES "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>day</t></is></c></row>"
#define TEXTS "<si><t>code</t></si><si><r><t>Đầm </t></r><r><t>Hà</t></r><rPh><t>đọc</t></rPh></si>"
#define STYLES                                                                                               \
    "<numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/><numFmt numFmtId='165' formatCode='0\" "       \
    "day\"'/>"                                                                                               \
    "</numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='14'/><xf "                       \
    "numFmtId='165'/></cellXfs>"

static const char *
dump_xlsx(struct hn_arena *a, const char *rows)
{
    size_t len;
    void *bytes = hn_test_xlsx(a, rows, TEXTS, STYLES, &len);

    return dump_bytes(a, bytes, len);
}

static void
test_xlsx_cells(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(
        dump_xlsx(a, NAMES "<row r='2'><c r='A2' t='s'><v>1</v></c><c r='B2' s='1'><v>44561</v></c></row>"),
        "2:[Đầm Hà][2021-12-31] ");
    assert_string_equal(dump_xlsx(a, NAMES "<row r='7'><c r='B7' s='2'><v>44561.75</v></c></row>"
                                           "<row><c><v>104700</v></c><c s='3'><v>44561</v></c></row>"),
                        "7:[][2021-12-31] 8:[104700][44561] ");
    assert_string_equal(dump_xlsx(a, NAMES "<row r='2'><c r='A2'><f>1/3</f><v>187.90000000000001</v></c>"
                                           "<c r='B2' t='d'><v>2021-12-31T00:00:00</v></c></row>"),
                        "2:[187.9][2021-12-31] ");
    assert_string_equal(
        dump_xlsx(a, NAMES "<row r='2'><c r='A2'><v>1.5E-7</v></c><c r='B2'><v>1E+20</v></c></row>"),
        "2:[0.00000015][100000000000000000000] ");
    assert_string_equal(
        dump_xlsx(a, NAMES "<row r='2'><c r='A2' t='b'><v>1</v></c><c r='B2' t='str'><v>x</v></c></row>"),
        "2:[true][x] ");
    assert_string_equal(
        dump_xlsx(a, NAMES "<row r='2'><c r='A2' t='e'><v>#REF!</v></c><c r='B2'><v>x</v></c></row>"),
        "2:[][]file.cell_error(code) ");
    assert_string_equal(
        dump_xlsx(a, NAMES
                  "<row r='2'><c r='A2' t='inlineStr'><is><t>a_x000A_b_x005F_x000A_</t></is></c></row>"),
        "2:[a\nb_x000A_][] ");
    assert_string_equal(dump_xlsx(a, NAMES "<row r='2'><c r='C2'><v>1</v></c></row>"),
                        "2:[][]file.too_many_cells() ");
    assert_string_equal(dump_xlsx(a, NAMES "<row r='2'/><row r='3'><c r='A3'/></row>"), "");
}

/* 1900 had no 29 February, though spreadsheets count one. */
static void
test_xlsx_days(void **state)
{
    struct hn_arena *a = *state;

    assert_string_equal(
        dump_xlsx(a,
                  NAMES "<row r='2'><c r='A2' s='1'><v>1</v></c><c r='B2' s='1'><v>59</v></c></row>"
                        "<row r='3'><c r='A3' s='1'><v>60</v></c><c r='B3' s='1'><v>61</v></c></row>"
                        "<row r='4'><c r='A4' s='1'><v>0.5</v></c><c r='B4' s='1'><v>2958465</v></c></row>"),
        "2:[1900-01-01][1900-02-28] 3:[60][1900-03-01] 4:[0.5][9999-12-31] ");
}

static void
test_xlsx_that_cannot_be_read(void **state)
{
    struct hn_arena *a = *state;
    size_t len;
    char *bytes = hn_test_xlsx(a, NAMES, TEXTS, STYLES, &len);
    const struct hn_test_part none[] = { { "a.txt", "x", 1 }, { NULL, NULL, 0 } };

    assert_string_equal(dump_bytes(a, bytes, len), "");
    assert_string_equal(dump_bytes(a, bytes, len / 2), "file.broken()");
    assert_string_equal(dump_xlsx(a, ""), "file.empty()");
    assert_string_equal(dump_xlsx(a, NAMES "<row r='2'><c t='s'><v>2</v></c></row>"), "file.broken()");
    assert_string_equal(dump_xlsx(a, NAMES "<row r='2'>"), "file.broken()");
    assert_string_equal(dump_xlsx(a, "<!DOCTYPE x>" NAMES), "file.broken()");
    bytes = hn_test_zip(a, none, &len);
    assert_string_equal(dump_bytes(a, bytes, len), "file.broken()");
}

/* A declaration of entities is refused before any of them is used. */
static void
test_xlsx_with_a_doctype(void **state)
{
    struct hn_arena *a = *state;
    const char *book = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'>]><workbook>&x;</workbook>";
    const struct hn_test_part parts[] = { { "xl/workbook.xml", book, strlen(book) }, { NULL, NULL, 0 } };
    size_t len;
    void *bytes = hn_test_zip(a, parts, &len);

    assert_string_equal(dump_bytes(a, bytes, len), "file.broken()");
}

static void
test_xlsx_depth_and_size(void **state)
{
    struct hn_arena *a = *state;
    size_t size = 20u << 20, len;
    char *deep = hn_alloc(a, 2000), *bomb = hn_alloc(a, size + 1);

    for (int i = 0; i < 100; i++)
        memcpy(deep + 3 * i, "<a>", 3);
    assert_string_equal(dump_xlsx(a, deep), "file.broken()");
    memset(bomb, ' ', size); /* packs a thousand to one */

    void *bytes = hn_test_xlsx(a, bomb, NULL, NULL, &len);

    assert_true(len < size / 500);
    assert_string_equal(dump_bytes(a, bytes, len), "file.too_large()");
}

/* Closed with the context's memory when nobody ends it. */
static void
test_an_abandoned_table_is_closed(void **state)
{
    struct hn_arena *a = *state;
    struct hn_table_in in = { .bytes = "a\nb\n", .len = 4 };
    struct hn_table *t;
    struct hn_mark mark = hn_arena_mark(a);

    assert_int_equal(hn_table_open(context(a), &in, &t), HN_OK);
    hn_arena_rewind(a, mark); /* the sanitizer would tell */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_csv_of_every_program),
        HN_TEST(test_csv_in_utf16),
        HN_TEST(test_csv_in_old_encodings),
        HN_TEST(test_columns),
        HN_TEST(test_csv_that_cannot_be_read),
        HN_TEST(test_xlsx_cells),
        HN_TEST(test_xlsx_days),
        HN_TEST(test_xlsx_that_cannot_be_read),
        HN_TEST(test_xlsx_with_a_doctype),
        HN_TEST(test_xlsx_depth_and_size),
        HN_TEST(test_an_abandoned_table_is_closed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
