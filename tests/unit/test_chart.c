/* Proves: the tile map shows the units in force on its day and no others, colours by ranges that hold every figure
 * once, keeps "nothing known" apart from 0; bars keep their proportions; every picture says its figures in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "view_chart.h"

static struct hn_arena *arena;

static int
begin(void **state)
{
    (void)state;
    arena = hn_arena_new(4 << 20);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    hn_arena_free(arena);
    return 0;
}

static const struct hn_map_cell *
cell_at(const struct hn_map *m, int64_t x, int64_t y)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->cells[i].x == x * 81 && m->cells[i].y == y * 81)
            return &m->cells[i];
    return NULL;
}

static void
test_tiles_by_date(void **state)
{
    const struct hn_chart none = { .caption = "x" };

    (void)state;
    assert_int_equal(hn_chart_map(arena, &none, hn_day_of(2021, 12, 31)).count, 13);
    assert_int_equal(hn_chart_map(arena, &none, hn_day_of(2025, 6, 30)).count, 13);
    assert_int_equal(hn_chart_map(arena, &none, hn_day_of(2025, 7, 1)).count, 54);
    /* No two tiles of one day share a place. */
    struct hn_map m = hn_chart_map(arena, &none, hn_day_of(2026, 1, 1));

    for (size_t i = 0; i < m.count; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(m.cells[i].x != m.cells[j].x || m.cells[i].y != m.cells[j].y);
}

static void
test_classes(void **state)
{
    const struct hn_figure figures[] = {
        { .label = "Hạ Long", .code = "193", .value = 17800, .href = "/to-chuc/193" },
        { .label = "Móng Cái", .code = "194", .value = 0 },
        { .label = "Cẩm Phả", .code = "195", .value = 4321 },
        { .label = "Uông Bí", .code = "196", .value = HN_NO_FIGURE },
        { .label = "đâu đó", .code = "999", .value = 9000 },
    };
    const struct hn_chart chart = { .caption = "x", .figures = figures, .count = 5 };
    struct hn_map m = hn_chart_map(arena, &chart, hn_day_of(2021, 12, 31));

    (void)state;
    assert_true(m.linked);
    assert_true(m.class_count >= 1 && m.class_count <= HN_MAP_CLASSES);
    assert_true(m.classes[0].low <= 0);
    assert_true(m.classes[m.class_count - 1].high >= 17800);
    for (size_t i = 1; i < m.class_count; i++)
        assert_int_equal(m.classes[i].low, m.classes[i - 1].high + 1);
    assert_string_equal(cell_at(&m, 2, 2)->fill, m.classes[m.class_count - 1].fill); /* Hạ Long: darkest */
    assert_string_equal(cell_at(&m, 7, 0)->fill, m.classes[0].fill);                 /* 0 is a figure */
    assert_string_equal(cell_at(&m, 1, 2)->fill, "#e1e4e7");                         /* nothing known */
    assert_string_equal(cell_at(&m, 2, 2)->first, "Hạ");
    assert_string_equal(cell_at(&m, 2, 2)->second, "Long");
}

static void
test_classes_any_range(void **state)
{
    static const int64_t highs[] = { 0, 1, 4, 5, 6, 9, 10, 99, 100, 101, 999, 1000, 104700, 5600000 };

    (void)state;
    for (size_t i = 0; i < sizeof(highs) / sizeof(highs[0]); i++)
        for (int64_t low = 0; low <= highs[i]; low = low * 3 + 1) {
            const struct hn_figure figures[] = { { .label = "a", .code = "193", .value = low },
                                                 { .label = "b", .code = "194", .value = highs[i] } };
            const struct hn_chart chart = { .caption = "x", .figures = figures, .count = 2 };
            struct hn_map m = hn_chart_map(arena, &chart, hn_day_of(2021, 12, 31));

            assert_true(m.class_count >= 1 && m.class_count <= HN_MAP_CLASSES);
            assert_true(m.classes[0].low <= low && low <= m.classes[0].high);
            assert_true(m.classes[m.class_count - 1].low <= highs[i]);
            assert_true(highs[i] <= m.classes[m.class_count - 1].high);
        }
}

static void
test_lengths(void **state)
{
    const struct hn_figure figures[] = { { .label = "a", .value = 1000 },
                                         { .label = "b", .value = 1, .other = 2000 } };
    const struct hn_chart chart = { .caption = "x", .figures = figures, .count = 2 };
    const struct hn_chart share = { .caption = "x", .figures = figures, .count = 2, .top = 4000 };

    (void)state;
    assert_int_equal(hn_chart_length(&chart, 1000, 360), 180); /* the largest is 2000, of the other */
    assert_int_equal(hn_chart_length(&chart, 2000, 360), 360);
    assert_int_equal(hn_chart_length(&chart, 1, 360), 1); /* never invisible */
    assert_int_equal(hn_chart_length(&chart, 0, 360), 0);
    assert_int_equal(hn_chart_length(&chart, HN_NO_FIGURE, 360), 0);
    assert_int_equal(hn_chart_length(&share, 1000, 360), 90);
    assert_int_equal(hn_chart_length(&share, 9000, 360), 360); /* never beyond its place */
}

static void
test_words(void **state)
{
    const struct hn_figure figures[] = {
        { .label = "A", .value = 5 },
        { .label = "B", .value = HN_NO_FIGURE },
        { .label = "C", .value = 12000, .other = 3, .shown = "gần 12.000" }
    };
    const struct hn_chart chart = { .caption = "Thử", .figures = figures, .count = 3 };
    const struct hn_chart *sorted = hn_chart_sorted(arena, &chart);

    (void)state;
    assert_string_equal(hn_chart_label(arena, HN_VI, &chart, false),
                        "Thử: A 5; B chưa có số liệu; C gần 12.000");
    assert_string_equal(sorted->figures[0].label, "C");
    assert_string_equal(sorted->figures[2].label, "B");
    assert_string_equal(
        hn_chart_label(arena, HN_EN, &(struct hn_chart){ .caption = "T", .figures = figures + 2, .count = 1 },
                       true),
        "T: C Men 12,000, Women 3");
}

static void
test_pictures(void **state)
{
    const struct hn_figure figures[] = {
        { .label = "Hạ <Long>", .code = "193", .value = 17800, .other = 5, .href = "/to-chuc/193" }
    };
    const struct hn_chart chart = { .caption = "Đảng viên \"<x>\"", .figures = figures, .count = 1 };
    struct hn_out o = { .at = "?ngay=2021-12-31", .on = hn_day_of(2021, 12, 31) };

    (void)state;
    hn_buf_init(&o.buf, arena, 0);
    hn_view_chart_map(&o, &chart);
    assert_non_null(
        strstr(o.buf.data, "role=\"group\" aria-label=\"Bản đồ ô: Đảng viên &quot;&lt;x&gt;&quot;\""));
    assert_non_null(strstr(o.buf.data, "<a href=\"/to-chuc/193?ngay=2021-12-31\"><rect"));
    assert_non_null(strstr(o.buf.data, "<div class=\"app-only-narrow\">"));
    assert_non_null(strstr(o.buf.data, "<caption"));
    hn_view_chart_bars(&o, &chart);
    hn_view_chart_columns(&o, &chart);
    hn_view_chart_pyramid(&o, &chart);
    assert_null(strstr(o.buf.data, "<Long>"));
    assert_null(strstr(o.buf.data, "style="));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tiles_by_date),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_classes_any_range),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_pictures),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
