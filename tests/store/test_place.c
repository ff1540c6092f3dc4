/* test_place: proves that the whole map of the country, with its history, is held right: the national list goes in and
 * every version comes back equal, and on each date as many stand as the list's makers counted. */
#include "support/store_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access/access.h"
#include "audit/audit.h"
#include "place/place.h"

static const struct hn_sql *const *const lists[] = { hn_tree_sql, hn_place_sql, hn_audit_sql, HN_ACCESS_SQL,
                                                     NULL };

#define ROWS_MAX 16000
#define FIELDS   9

struct row {
    char *field[FIELDS]; /* code name type level parent valid_from valid_to slug name_en */
    bool seen;
};
static struct row rows[ROWS_MAX];
static size_t row_count;
static char *file_text;
static struct hn_arena *file_arena;

static const char *
fixture(void)
{
    static char path[512];
    const char *folder = getenv("HN_TEST_DATA");

    snprintf(path, sizeof path, "%s/units-vn.csv", folder ? folder : "tests/fixture");
    return path;
}

static int
read_rows(void **state)
{
    size_t len;
    char *rest;

    (void)state;
    file_arena = hn_arena_new((size_t)8 << 20);
    assert_int_equal(
        hn_platform_real()->read_file(NULL, file_arena, fixture(), (size_t)4 << 20, &file_text, &len), 0);
    rest = strchr(file_text, '\n') + 1;
    while (*rest) {
        char *line = rest;

        rest = strchr(rest, '\n');
        *rest++ = '\0';
        assert_true(row_count < ROWS_MAX);
        for (int i = 0; i < FIELDS; i++)
            rows[row_count].field[i] = strsep(&line, ",");
        row_count++;
    }
    return 0;
}

static int
free_rows(void **state)
{
    (void)state;
    hn_arena_free(file_arena);
    return 0;
}

static const char *
kind_of(const struct row *r)
{
    static const char *const kinds[][3] = {
        { "Tỉnh", "1", "province" },     { "Thành phố", "1", "municipality" },
        { "Huyện", "2", "district" },    { "Quận", "2", "urban_district" },
        { "Thị xã", "2", "town" },       { "Thành phố", "2", "city" },
        { "Xã", "3", "commune" },        { "Phường", "3", "ward" },
        { "Thị trấn", "3", "township" }, { "Đặc khu", "3", "special_zone" },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i][0], r->field[2]) == 0 && strcmp(kinds[i][1], r->field[3]) == 0)
            return kinds[i][2];
    }
    return "";
}

static hn_day
first_day(const struct row *r)
{
    hn_day day = HN_DAY_START;

    assert_true(r->field[5][0] == '\0' || hn_day_parse_iso(r->field[5], &day));
    return day;
}

static hn_day
end_day(const struct row *r)
{
    hn_day day = HN_DAY_OPEN;

    if (r->field[6][0]) {
        assert_true(hn_day_parse_iso(r->field[6], &day));
        day++; /* files show the last day */
    }
    return day;
}

static enum hn_rc
run_load(struct hn_ctx *c, void *arg)
{
    struct hn_tree_load *load;
    enum hn_rc rc = hn_tree_load_begin(c, &hn_tree_places, &load);

    (void)arg;
    /* Backwards, so that parents come after their children. */
    for (size_t i = row_count; i-- > 0 && rc == HN_OK;) {
        const struct row *r = &rows[i];
        const struct hn_node n = { .kind = kind_of(r),
                                   .code = r->field[0],
                                   .name = r->field[1],
                                   .name_en = r->field[8],
                                   .slug = r->field[7],
                                   .from = first_day(r),
                                   .to = end_day(r) };

        rc = hn_tree_load_version(load, &n, r->field[4], NULL);
    }
    return rc ? rc : hn_tree_load_finish(load);
}

static void
load_country(struct hn_test_store *t)
{
    t->cfg.lists = lists;
    hn_arena_free(t->arena);
    t->arena = hn_arena_new((size_t)512 << 20);
    t->c.arena = t->arena;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(hn_store_write_alone(t->store, hn_test_store_fresh(t), run_load, NULL), HN_OK);
}

static enum hn_rc
compare(void *sink, const struct hn_node *n, const char *parent_code)
{
    for (size_t i = 0; i < row_count; i++) {
        struct row *r = &rows[i];

        if (strcmp(r->field[0], n->code) != 0 || first_day(r) != n->from)
            continue;
        assert_false(r->seen);
        r->seen = true;
        assert_string_equal(n->name, r->field[1]);
        assert_string_equal(n->kind, kind_of(r));
        assert_string_equal(parent_code, r->field[4]);
        assert_int_equal(n->to, end_day(r));
        assert_string_equal(n->slug, r->field[7]);
        assert_string_equal(n->name_en, r->field[8]);
        ++*(size_t *)sink;
        return HN_OK;
    }
    fail_msg("%s was never in the list", n->code);
    return HN_BROKEN;
}

static int64_t
standing(struct hn_ctx *c, const char *kinds)
{
    char text[80], *rest = text, *kind;
    int64_t sum = 0, n;

    strcpy(text, kinds);
    while ((kind = strsep(&rest, " ")) != NULL) {
        assert_int_equal(hn_place_count(c, &(struct hn_place_filter){ .kind = kind }, &n), HN_OK);
        sum += n;
    }
    return sum;
}

static void
test_country(void **state)
{
    HN_TEST_PLACE(state);
    static const struct {
        int year, month, day;
        int64_t first, second, third;
    } known[] = {
        { 2021, 12, 31, 63, 705, 10599 },
        { 2025, 6, 30, 63, 696, 10035 },
        { 2025, 7, 1, 34, 0, 3321 },
    };
    size_t back = 0;

    load_country(t);
    struct hn_ctx *c = hn_test_store_fresh(t);

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    for (size_t i = 0; i < 3; i++) {
        c->on = hn_day_of(known[i].year, known[i].month, known[i].day);
        assert_int_equal(standing(c, "province municipality"), known[i].first);
        assert_int_equal(standing(c, "district urban_district town city"), known[i].second);
        assert_int_equal(standing(c, "commune ward township special_zone"), known[i].third);
    }
    for (size_t i = 0; i < row_count; i++)
        rows[i].seen = false;
    assert_int_equal(hn_tree_each_version(c, &hn_tree_places, compare, &back), HN_OK);
    assert_int_equal(back, row_count);
    hn_store_read_end(t->store, c);
}

static void
emit(void *sink, const struct hn_node *place)
{
    char *text = sink;

    snprintf(text + strlen(text), 400 - strlen(text), "%s %s;", place->code, place->name);
}

static void
test_a_town_that_became_a_commune(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_place_id dam_ha, province;
    struct hn_nodes nodes;
    struct hn_node n;
    char text[400] = "";
    int64_t count;

    load_country(t);
    struct hn_ctx *c = hn_test_store_fresh(t);

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_place_find(c, "06895", &dam_ha), HN_OK);
    assert_int_equal(hn_place_find(c, "22", &province), HN_OK);
    c->on = hn_day_of(2025, 6, 30);
    assert_int_equal(hn_place_get(c, dam_ha, &n), HN_OK);
    assert_string_equal(n.kind, "township");
    assert_int_equal(hn_place_ancestors(c, dam_ha, &nodes), HN_OK);
    assert_int_equal(nodes.count, 2);
    c->on = hn_day_of(2025, 7, 1);
    assert_int_equal(hn_place_get(c, dam_ha, &n), HN_OK);
    assert_string_equal(n.kind, "commune");
    assert_int_equal(hn_place_ancestors(c, dam_ha, &nodes), HN_OK);
    assert_int_equal(nodes.count, 1);
    assert_int_equal(nodes.at[0].id, province.v);
    assert_int_equal(hn_place_history(c, dam_ha, &nodes), HN_OK);
    assert_int_equal(nodes.count, 2);
    assert_int_equal(hn_place_children(c, province, &nodes), HN_OK);
    assert_int_equal(nodes.count, 54);
    assert_int_equal(hn_place_list(c, &(struct hn_place_filter){ .words = "dam ha", .within = province }, 0,
                                   10, emit, text),
                     HN_OK);
    assert_string_equal(text, "06895 Đầm Hà;");
    assert_int_equal(
        hn_place_count(c, &(struct hn_place_filter){ .words = "dam", .kind = "district" }, &count), HN_OK);
    assert_int_equal(count, 0);
    assert_int_equal(hn_place_count(c, &(struct hn_place_filter){ .within = province }, &count), HN_OK);
    assert_int_equal(count, 54);
    c->on = hn_day_of(2021, 12, 31);
    assert_int_equal(hn_place_count(c, &(struct hn_place_filter){ .within = province }, &count), HN_OK);
    assert_int_equal(count, 13 + 177);
    hn_store_read_end(t->store, c);
}

struct change {
    struct hn_place_id id;
    hn_day on;
    enum hn_rc (*run)(struct hn_ctx *c, struct change *ch);
};

static enum hn_rc
rename_it(struct hn_ctx *c, struct change *ch)
{
    return hn_place_rename(c, ch->id, ch->on, "Tên mới", "New name", "NQ 1");
}

static enum hn_rc
close_it(struct hn_ctx *c, struct change *ch)
{
    return hn_place_close(c, ch->id, ch->on, "NQ 2");
}

static enum hn_rc
district_it(struct hn_ctx *c, struct change *ch)
{
    return hn_place_change_kind(c, ch->id, ch->on, "district", "NQ 3");
}

static enum hn_rc
ward_it(struct hn_ctx *c, struct change *ch)
{
    return hn_place_change_kind(c, ch->id, ch->on, "ward", "NQ 4");
}

static enum hn_rc
run_change(struct hn_ctx *c, void *arg)
{
    struct change *ch = arg;

    return ch->run(c, ch);
}

static struct hn_place_id
place_of(struct hn_test_store *t, const char *code)
{
    struct hn_ctx *c = hn_test_store_fresh(t);
    struct hn_place_id id;

    assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
    assert_int_equal(hn_place_find(c, code, &id), HN_OK);
    hn_store_read_end(t->store, c);
    return id;
}

static void
test_changes(void **state)
{
    HN_TEST_PLACE(state);
    static const struct {
        const char *code;
        int64_t actor;
        enum hn_rc (*run)(struct hn_ctx *c, struct change *ch);
        enum hn_rc rc;
        const char *key;
    } steps[] = {
        { "06895", 77, rename_it, HN_DENIED, "access.denied" },
        { "06895", 1, rename_it, HN_OK, "" },
        { "22", 1, close_it, HN_CONFLICT, "tree.has_children" },
        { "06895", 1, district_it, HN_INVALID, "tree.kind_unknown" },
        { "06895", 1, ward_it, HN_OK, "" },
        { "06895", 1, close_it, HN_OK, "" },
        { "06895", 1, close_it, HN_CONFLICT, "tree.closed" },
    };

    load_country(t);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct change ch = { .id = place_of(t, steps[i].code),
                             .on = hn_day_of(2026, 6, 1) + (hn_day)(i > 4),
                             .run = steps[i].run };
        struct hn_ctx *c = hn_test_store_fresh(t);

        c->actor = (struct hn_user_id){ steps[i].actor };
        c->grants = NULL;
        c->looks = NULL;
        c->now++;
        assert_int_equal(hn_store_write(t->store, c, run_change, &ch), steps[i].rc);
        assert_string_equal(c->fault_count ? c->faults[0].key : "", steps[i].key);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(test_country),
        HN_TEST_BOTH(test_a_town_that_became_a_commune),
        HN_TEST_BOTH(test_changes),
    };

    return cmocka_run_group_tests_name("place", tests, read_rows, free_rows);
}
