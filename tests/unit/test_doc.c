/* test_doc.c: a paper's ceilings and its JSON and plain text; and its PDF, drawn by the real child: pages, the same bytes
 * twice, and a drawing that breaks beside one that does not (print/). */
#include "support/unit_test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "print/inside.h"

static struct hn_doc *
sample(struct hn_arena *a)
{
    static const char *const headings[] = { "Nhiệm vụ", "Người thực hiện", "Kết quả" };
    static const int shares[] = { 50, 30, 20 };
    static const char *const cells[] = { "Vận động \"gia đình văn hóa\"\nđợt 2", "Người Một", "9/12" };
    struct hn_doc *d = hn_doc_new(a);

    d->superior = "ĐẢNG BỘ XÃ MẪU";
    d->issuer = "CHI BỘ THÔN MỘT";
    d->number = "Số 05-NQ/CB";
    d->motto = "ĐẢNG CỘNG SẢN VIỆT NAM";
    d->place_day = "Xã Mẫu, ngày 05 tháng 02 năm 2026";
    d->title = "NGHỊ QUYẾT";
    d->summary = "sinh hoạt thường kỳ tháng 02/2026";
    d->notice = "Số liệu minh họa";
    hn_doc_heading(d, 1, "I. Đánh giá");
    hn_doc_paragraph(d, "Dòng một\n\nDòng hai");
    hn_doc_bold(d, "Đậm");
    hn_doc_item(d, "Một việc");
    hn_doc_table(d, "Bảng", 3, headings, shares);
    hn_doc_row(d, cells);
    hn_doc_break(d);
    d->recipients[0] = "Đảng ủy xã,";
    d->recipients[1] = "Lưu chi bộ.";
    d->right = (struct hn_doc_sign){ "T/M CHI BỘ", "BÍ THƯ", "Người Hai" };
    return d;
}

static const char *
json_of(struct hn_arena *a, const struct hn_doc *d)
{
    struct hn_buf out;

    hn_buf_init(&out, a, 0);
    hn_doc_write(&out, d);
    return out.data;
}

static void
a_round_trip_changes_nothing(void **state)
{
    struct hn_arena *a = *state;
    const struct hn_doc *d = sample(a);
    const char *json = json_of(a, d);
    struct hn_doc *again;

    assert_true(hn_doc_read(a, json, strlen(json), &again));
    assert_string_equal(json_of(a, again), json);
    assert_int_equal(again->block_count, 7); /* the empty line of the paragraph made none */
    assert_string_equal(again->blocks[2].text, "Dòng hai");
    assert_true(again->blocks[3].bold);
    assert_string_equal(again->blocks[5].rows[0].cell[0], "Vận động \"gia đình văn hóa\"\nđợt 2");
    assert_string_equal(again->recipients[1], "Lưu chi bộ.");
    assert_string_equal(again->right.office, "BÍ THƯ");
    assert_string_equal(again->left.name, "");
}

static void
what_is_no_paper_is_refused(void **state)
{
    struct hn_arena *a = *state;
    static const char *const wrong[] = {
        "",
        "[]",
        "{}",
        "{\"version\":2}",
        "{\"version\":1,\"plain\":false,\"landscape\":false}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    };
    static const struct {
        const char *from, *to;
    } spoilt[] = {
        { "\"kind\":\"item\"", "\"kind\":\"image\"" },
        { "\"level\":1", "\"level\":3" },
        { "\"shares\":[50,30,20]", "\"shares\":[50,30]" },
        { "\"shares\":[50,30,20]", "\"shares\":[0,30,20]" },
        { "[\"T/M CHI BỘ\",", "[" },
        { "\"summary\"", "\"sumary\"" },
        { "Dòng hai", "D\\u0000" },
    };
    const char *json = json_of(a, sample(a));
    struct hn_doc *out;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(hn_doc_read(a, wrong[i], strlen(wrong[i]), &out));
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
        const char *at = strstr(json, spoilt[i].from), *text;

        assert_non_null(at);
        text = hn_print(a, "%.*s%s%s", (int)(at - json), json, spoilt[i].to, at + strlen(spoilt[i].from));
        assert_false(hn_doc_read(a, text, strlen(text), &out));
    }
    assert_true(hn_doc_read(a, json, strlen(json), &out));
}

static void
plain_text_has_a_line_for_each_row(void **state)
{
    struct hn_arena *a = *state;
    struct hn_buf out;

    hn_buf_init(&out, a, 0);
    hn_doc_text(&out, sample(a));
    assert_non_null(strstr(out.data, "\nNGHỊ QUYẾT\nsinh hoạt"));
    assert_non_null(strstr(out.data, "\nVận động \"gia đình văn hóa\" đợt 2 | Người Một | 9/12\n"));
    assert_non_null(strstr(out.data, "\n- Một việc\n"));
    assert_non_null(strstr(out.data, "Nơi nhận:\n- Đảng ủy xã,\n"));
}

static void
past_the_ceiling_the_last_says_so(void **state)
{
    struct hn_doc *d = hn_doc_new(*state);
    static const char *const one[] = { "a" };
    static const int share[] = { 100 };

    hn_doc_table(d, "", 1, one, share);
    for (int i = 0; i < HN_DOC_ROWS; i++)
        hn_doc_row(d, one);
    assert_string_equal(d->blocks[0].rows[HN_DOC_ROWS - 1].cell[0], "a");
    hn_doc_row(d, one);
    assert_int_equal(d->blocks[0].row_count, HN_DOC_ROWS);
    assert_string_equal(d->blocks[0].rows[HN_DOC_ROWS - 1].cell[0], "…");
    while (d->block_count < HN_DOC_BLOCKS)
        hn_doc_item(d, "a");
    hn_doc_table(d, "", 1, one, share);
    hn_doc_row(d, one); /* of a table that is not there */
    assert_int_equal(d->block_count, HN_DOC_BLOCKS);
    assert_string_equal(d->blocks[HN_DOC_BLOCKS - 1].text, "…");
}

/* --- as PDF --- */

static struct hn_ctx
context(struct hn_arena *a)
{
    struct hn_ctx c;

    hn_ctx_init(&c, a, hn_platform_real(), HN_USER_SYSTEM);
    return c;
}

static size_t
times(struct hn_bytes in, const char *what)
{
    size_t found = 0, len = strlen(what);

    for (size_t i = 0; i + len <= in.len; i++)
        found += memcmp(in.data + i, what, len) == 0;
    return found;
}

static void
a_paper_becomes_pages(void **state)
{
    struct hn_ctx c = context(*state);
    struct hn_printer *p = hn_printer_start();
    struct hn_doc *d = sample(*state);
    struct hn_bytes first, again;

    assert_non_null(p);
    assert_int_equal(hn_pdf(&c, p, d, &first), HN_OK);
    assert_memory_equal(first.data, "%PDF-1.", 7);
    assert_memory_equal(first.data + first.len - 6, "%%EOF\n", 6);
    assert_int_equal(times(first, "/Type /Page %"), 2);
    assert_true(times(first, "+LiberationSerif-Bold") > 0);
    assert_int_equal(times(first, "Noto"), 0); /* one face has every Vietnamese letter */
    assert_int_equal(hn_pdf(&c, p, d, &again), HN_OK);
    assert_int_equal(first.len, again.len);
    assert_memory_equal(first.data, again.data, first.len);
    hn_printer_stop(p);
}

static void
a_long_table_goes_on_over_pages(void **state)
{
    static const char *const headings[] = { "Số thứ tự", "Việc" };
    static const int shares[] = { 20, 80 };
    struct hn_ctx c = context(*state);
    struct hn_printer *p = hn_printer_start();
    struct hn_doc *d = sample(*state);
    struct hn_bytes out;
    char tall[6000];

    memset(tall, 'x', sizeof tall);
    for (size_t i = 9; i < sizeof tall; i += 10)
        tall[i] = ' ';
    tall[sizeof tall - 1] = '\0';
    hn_doc_table(d, "Việc", 2, headings, shares);
    for (int i = 0; i < 100; i++)
        hn_doc_row(d, (const char *const[]){ hn_print(*state, "%d", i + 1), "Một việc của chi bộ" });
    hn_doc_row(d, (const char *const[]){ "101", tall }); /* taller than a page */
    assert_int_equal(hn_pdf(&c, p, d, &out), HN_OK);
    assert_in_range(times(out, "/Type /Page %"), 5, 8);
    hn_printer_stop(p);
}

/* What breaks a drawing breaks only that one: the next is drawn. */
static void
a_broken_drawing_harms_no_other(void **state)
{
    struct hn_ctx c = context(*state);
    struct hn_printer *p = hn_printer_start();
    struct hn_doc *d = sample(*state);
    struct hn_bytes out, no_paper = { (const uint8_t *)"{\"version\":1", 12 };

    assert_int_equal(hn_printer_ask(&c, p, no_paper, &out), HN_UNAVAILABLE);
    assert_string_equal(c.faults[0].key, "print.unavailable");
    for (int i = 0; i < HN_PDF_PAGES; i++)
        hn_doc_break(d);
    assert_int_equal(hn_pdf(&c, p, d, &out), HN_UNAVAILABLE); /* one page too many */
    assert_int_equal(hn_pdf(&c, p, sample(*state), &out), HN_OK);
    hn_printer_stop(p);
    assert_int_equal(hn_pdf(&c, NULL, sample(*state), &out), HN_UNAVAILABLE);
}

/* Ended by its end of the socket, and not by what a terminal sends to all. */
static void
the_child_stays_until_it_is_stopped(void **state)
{
    struct hn_ctx c = context(*state);
    struct hn_printer *p = hn_printer_start();
    struct hn_bytes out;

    assert_int_equal(hn_pdf(&c, p, sample(*state), &out), HN_OK); /* so it is past its beginning */
    assert_int_equal(kill(hn_printer_child(p), SIGTERM), 0);
    assert_int_equal(hn_pdf(&c, p, sample(*state), &out), HN_OK);
    hn_printer_stop(p);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* The keeper's one child: the number the kernel lists. */
static int
child_of(int keeper)
{
    char path[64];
    int pid = 0;
    FILE *list;

    snprintf(path, sizeof path, "/proc/%d/task/%d/children", keeper, keeper);
    list = fopen(path, "r");
    assert_non_null(list);
    assert_int_equal(fscanf(list, "%d", &pid), 1);
    fclose(list);
    return pid;
}

static void
a_child_that_is_killed_is_started_anew(void **state)
{
    struct hn_ctx c = context(*state);
    struct hn_printer *p = hn_printer_start();
    struct hn_bytes out;
    int before;

    assert_int_equal(hn_pdf(&c, p, sample(*state), &out), HN_OK);
    before = child_of(hn_printer_child(p));
    assert_int_equal(kill(before, SIGKILL), 0);
    for (int i = 0; i < 5000 && kill(before, 0) == 0; i++)
        usleep(1000); /* until it is gone: what it has taken on goes with it */
    assert_int_equal(hn_pdf(&c, p, sample(*state), &out), HN_OK);
    assert_int_not_equal(child_of(hn_printer_child(p)), before);
    hn_printer_stop(p);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST(a_round_trip_changes_nothing),
        HN_TEST(what_is_no_paper_is_refused),
        HN_TEST(plain_text_has_a_line_for_each_row),
        HN_TEST(past_the_ceiling_the_last_says_so),
        HN_TEST(a_paper_becomes_pages),
        HN_TEST(a_long_table_goes_on_over_pages),
        HN_TEST(a_broken_drawing_harms_no_other),
        HN_TEST(the_child_stays_until_it_is_stopped),
        HN_TEST(a_child_that_is_killed_is_started_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
