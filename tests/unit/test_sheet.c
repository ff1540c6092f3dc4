/* test_sheet.c: proves that a table goes out as CSV, XLSX and JSON, that nothing in it can act as a formula, that
 * what goes out comes back the same, and that a receiver who stops is heard. */
#include "support/unit_test.h"

#include <dirent.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/vi.h"
#include "file/sheet.h"
#include "file/table.h"
#include "support/platform_test.h"

#define LARGE_ID 1882662229763948544

static const struct hn_sheet_column columns[] = {
    { "code", "Mã", HN_SHEET_TEXT, 0 },     { "count", NULL, HN_SHEET_INT, 0 },
    { "share", NULL, HN_SHEET_DECIMAL, 3 }, { "id", NULL, HN_SHEET_ID, 0 },
    { "on", NULL, HN_SHEET_DAY, 0 },        { "birth", NULL, HN_SHEET_PDATE, 0 },
    { "at", NULL, HN_SHEET_TIME, 0 },       { "open", NULL, HN_SHEET_BOOL, 0 },
};
#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

struct receiver {
    struct hn_buf bytes;
    size_t most; /* bytes it takes */
};

static bool
take(void *arg, const void *bytes, size_t len)
{
    struct receiver *r = arg;

    if (len > r->most - r->bytes.len)
        return false;
    hn_buf_add(&r->bytes, bytes, len);
    return true;
}

static struct hn_test_platform machine;

static struct hn_ctx *
context(struct hn_arena *a)
{
    struct hn_ctx *c = HN_NEW(a, struct hn_ctx);

    hn_test_platform_init(&machine);
    hn_ctx_init(c, a, &machine.platform, HN_USER_SYSTEM);
    return c;
}

static struct hn_sheet_out
config(struct hn_arena *a, enum hn_sheet_format format, struct receiver *r)
{
    hn_buf_init(&r->bytes, a, 0);
    r->most = (size_t)32 << 20;
    return (struct hn_sheet_out){
        .format = format, .columns = columns, .column_count = COLUMNS, .sink = take, .sink_arg = r
    };
}

static enum hn_rc
write_rows(struct hn_ctx *c, const struct hn_sheet_out *out, int rows)
{
    struct hn_sheet *s;
    enum hn_rc rc = hn_sheet_begin(c, out, &s);

    if (rc)
        return rc;
    for (int i = 0; i < rows && rc == HN_OK; i++) {
        const struct hn_cell full[] = {
            hn_cell_text("Đầm Hà, \"2\""), hn_cell_int(104700 + i), hn_cell_int(-1234),
            hn_cell_int(LARGE_ID),         hn_cell_day(18992),      hn_cell_pdate(19560700),
            hn_cell_int(c->now),           hn_cell_int(1),
        };
        const struct hn_cell empty[COLUMNS] = {
            hn_cell_text(NULL),       HN_CELL_EMPTY,    HN_CELL_EMPTY, HN_CELL_EMPTY,
            hn_cell_day(HN_DAY_OPEN), hn_cell_pdate(0), HN_CELL_EMPTY, HN_CELL_EMPTY,
        };

        rc = hn_sheet_row(s, i % 2 ? empty : full);
    }

    enum hn_rc end = hn_sheet_end(s);

    return rc ? rc : end;
}

static void
test_csv(void **state)
{
    struct hn_arena *a = *state;
    struct receiver r;
    struct hn_sheet_out out = config(a, HN_SHEET_CSV, &r);

    assert_int_equal(write_rows(context(a), &out, 2), HN_OK);
    assert_string_equal(r.bytes.data,
                        "Mã,count,share,id,on,birth,at,open\n"
                        "\"Đầm Hà, \"\"2\"\"\",104700,-1.2340,1882662229763948544,2021-12-31,1956-07,"
                        "2021-12-31T02:30:00.000000Z,true\n"
                        ",,,,,,,\n");
    out = config(a, HN_SHEET_CSV, &r);
    out.bom = out.crlf = true;
    assert_int_equal(write_rows(context(a), &out, 0), HN_OK);
    assert_string_equal(r.bytes.data, "\xef\xbb\xbfMã,count,share,id,on,birth,at,open\r\n");
}

static void
test_json(void **state)
{
    struct hn_arena *a = *state;
    struct receiver r;
    struct hn_sheet_out out = config(a, HN_SHEET_JSON, &r);

    out.notice = "Số liệu minh họa";
    assert_int_equal(write_rows(context(a), &out, 2), HN_OK);
    assert_string_equal(
        r.bytes.data,
        "{\"rows\":[\n{\"code\":\"Đầm Hà, \\\"2\\\"\",\"count\":104700,\"share\":-1.2340,"
        "\"id\":\"1882662229763948544\",\"on\":\"2021-12-31\",\"birth\":\"1956-07\","
        "\"at\":\"2021-12-31T02:30:00.000000Z\",\"open\":true},\n"
        "{\"code\":null,\"count\":null,\"share\":null,\"id\":null,\"on\":null,\"birth\":null,\"at\":null,"
        "\"open\":null}\n],\"total\":2,\"notice\":\"Số liệu minh họa\"}\n");
    out = config(a, HN_SHEET_JSON, &r);
    assert_int_equal(write_rows(context(a), &out, 0), HN_OK);
    assert_string_equal(r.bytes.data, "{\"rows\":[],\"total\":0}\n");
}

/* --- formulas --- */

static const char *const hostile[] = {
    "=1+1", "+84 33", "-x", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "'quoted", "plain",
    "a\nb", "A,B;C",  "\"", " x"
};
#define HOSTILE (sizeof(hostile) / sizeof(hostile[0]))

static const struct hn_sheet_column two[] = { { "text", NULL, HN_SHEET_TEXT, 0 },
                                              { "n", NULL, HN_SHEET_INT, 0 } };

static void
write_hostile(struct hn_arena *a, enum hn_sheet_format format, struct receiver *r)
{
    struct hn_sheet_out out = config(a, format, r);
    struct hn_sheet *s;

    out.columns = two;
    out.column_count = 2;
    out.notice = "Số liệu minh họa";
    assert_int_equal(hn_sheet_begin(context(a), &out, &s), HN_OK);
    for (size_t i = 0; i < HOSTILE; i++) {
        const struct hn_cell cells[] = { hn_cell_text(hostile[i]), hn_cell_int(-(int64_t)i) };

        assert_int_equal(hn_sheet_row(s, cells), HN_OK);
    }
    assert_int_equal(hn_sheet_end(s), HN_OK);
}

static void
test_nothing_acts_as_a_formula(void **state)
{
    struct hn_arena *a = *state;
    struct receiver r;
    char *text, *line;

    write_hostile(a, HN_SHEET_CSV, &r);
    assert_non_null(strstr(r.bytes.data, "\"'=1+1\",0\n"));
    assert_non_null(strstr(r.bytes.data, "\"'+84 33\",-1\n")); /* a number keeps its minus */
    text = r.bytes.data;
    while ((line = hn_test_line(&text)) != NULL)
        assert_null(strchr("=+-@", line[line[0] == '"'] ? line[line[0] == '"'] : 'x'));
}

static void
test_what_goes_out_comes_back(void **state)
{
    static const enum hn_sheet_format formats[] = { HN_SHEET_CSV, HN_SHEET_XLSX };
    struct hn_arena *a = *state;

    for (int f = 0; f < 2; f++) {
        struct receiver r;
        struct hn_table *t;
        size_t i = 0;

        write_hostile(a, formats[f], &r);

        struct hn_table_in in = { .bytes = r.bytes.data, .len = r.bytes.len };

        assert_int_equal(hn_table_open(context(a), &in, &t), HN_OK);
        for (; hn_table_next(t); i++) {
            const char *column;

            assert_null(hn_table_row_fault(t, &column));
            assert_string_equal(hn_table_cell(t, "text"),
                                hn_vi_clean(a, hostile[i], strlen(hostile[i]), true));
            assert_int_equal(strtol(hn_table_cell(t, "n"), NULL, 10), -(long)i);
        }
        assert_int_equal(i, HOSTILE); /* the notice is no row */
        assert_int_equal(hn_table_end(t), HN_OK);
    }
}

static void
test_xlsx(void **state)
{
    struct hn_arena *a = *state;
    struct receiver r;
    struct hn_sheet_out out = config(a, HN_SHEET_XLSX, &r);
    struct hn_table *t;

    out.title = "Đảng viên";
    assert_int_equal(write_rows(context(a), &out, 1), HN_OK);
    assert_memory_equal(r.bytes.data, "PK\3\4", 4);

    struct hn_table_in in = { .bytes = r.bytes.data, .len = r.bytes.len };

    assert_int_equal(hn_table_open(context(a), &in, &t), HN_OK);
    assert_true(hn_table_next(t));
    assert_string_equal(hn_table_cell(t, "Mã"), "Đầm Hà, \"2\"");
    assert_string_equal(hn_table_cell(t, "count"), "104700");
    assert_int_equal(hn_table_cell_kind(t, "count"), HN_TABLE_NUMBER);
    assert_string_equal(hn_table_cell(t, "share"), "-1.234");
    assert_string_equal(hn_table_cell(t, "id"), "1882662229763948544"); /* no digit lost */
    assert_string_equal(hn_table_cell(t, "on"), "2021-12-31");
    assert_int_equal(hn_table_cell_kind(t, "on"), HN_TABLE_DAY);
    assert_string_equal(hn_table_cell(t, "birth"), "1956-07");
    assert_string_equal(hn_table_cell(t, "at"), "2021-12-31");
    assert_string_equal(hn_table_cell(t, "open"), "true");
    assert_false(hn_table_next(t));
    assert_int_equal(hn_table_end(t), HN_OK);
    /* A title the format does not allow is left out, not refused. */
    out = config(a, HN_SHEET_XLSX, &r);
    out.title = "a/b[c]";
    assert_int_equal(write_rows(context(a), &out, 1), HN_OK);
}

static void
test_memory_does_not_grow_with_the_rows(void **state)
{
    static const enum hn_sheet_format formats[] = { HN_SHEET_CSV, HN_SHEET_JSON, HN_SHEET_XLSX };
    struct hn_arena *sink = *state;

    for (int f = 0; f < 3; f++) {
        struct hn_arena *a = hn_arena_new((size_t)64 << 10);
        struct receiver r;
        struct hn_sheet_out out = config(sink, formats[f], &r);

        assert_int_equal(write_rows(context(a), &out, 20000), HN_OK);
        hn_arena_free(a);
    }
}

static int
entries(const char *folder)
{
    DIR *dir = opendir(folder);
    int count = 0;

    for (struct dirent *e = readdir(dir); e; e = readdir(dir))
        count += e->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void
test_a_receiver_who_stops_is_heard(void **state)
{
    static const enum hn_sheet_format formats[] = { HN_SHEET_CSV, HN_SHEET_JSON, HN_SHEET_XLSX };
    struct hn_arena *a = *state;
    const char *temp = getenv("TMPDIR");
    char *folder = hn_print(a, "%s/hatnhan-test-XXXXXX", temp ? temp : "/tmp");

    assert_non_null(mkdtemp(folder));
    for (int f = 0; f < 3; f++) {
        struct receiver r;
        struct hn_sheet_out out = config(a, formats[f], &r);
        struct hn_ctx *c = context(a);
        struct hn_sheet *s;
        struct hn_mark mark;

        r.most = 1000;
        out.folder = folder;
        assert_int_equal(write_rows(c, &out, 5000), HN_UNAVAILABLE);
        assert_string_equal(c->faults[0].key, "file.not_taken");
        /* Abandoned halfway: nothing stays behind. */
        mark = hn_arena_mark(a);
        assert_int_equal(hn_sheet_begin(c, &out, &s), HN_OK);
        hn_arena_rewind(a, mark);
    }
    assert_int_equal(entries(folder), 0);
    rmdir(folder);

    struct receiver r;
    struct hn_sheet_out out = config(a, HN_SHEET_XLSX, &r);
    struct hn_ctx *c = context(a);

    out.folder = folder; /* which is gone */
    assert_int_equal(write_rows(c, &out, 1), HN_UNAVAILABLE);
    assert_string_equal(c->faults[0].key, "file.no_room");
}

static void
test_types(void **state)
{
    (void)state;
    assert_string_equal(hn_sheet_type(HN_SHEET_CSV), "text/csv; charset=utf-8");
    assert_string_equal(hn_sheet_suffix(HN_SHEET_XLSX), ".xlsx");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(test_csv),
        HN_TEST(test_json),
        HN_TEST(test_nothing_acts_as_a_formula),
        HN_TEST(test_what_goes_out_comes_back),
        HN_TEST(test_xlsx),
        HN_TEST(test_memory_does_not_grow_with_the_rows),
        HN_TEST(test_a_receiver_who_stops_is_heard),
        HN_TEST(test_types),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
