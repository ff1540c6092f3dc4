/* test_target: proves that strands and targets are put by who directs the paper's unit alone, with a value that goes its
 * way; that shares go downward and values come from where the target is followed, with a source and never ahead of today; that
 * what is corrected stays to be read; and that how a target stands equals a naive recount on a random tree whose units move,
 * for every rule, year and day. Each refusal stands beside what is accepted. */
#include "support/people.h"

#include <stdlib.h>
#include <string.h>

#include "target/target.h"
#include "unit/unit.h"

struct asked {
    struct hn_paper paper;
    struct hn_strand strand;
    struct hn_target target;
    struct hn_target_value value;
    struct hn_unit_id giver, unit;
    int year;
    int64_t milli, id, of;
};

static enum hn_rc
put_paper(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;
    enum hn_rc rc = hn_paper_put(c, &a->paper, &a->paper.id);

    return rc ? rc : hn_paper_issue(c, a->paper.id);
}

static enum hn_rc
end_paper(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_paper_end(c, a->paper.id, c->today, "Đã có văn bản khác thay thế");
}

static enum hn_rc
put_strand(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_strand_put(c, &a->strand, &a->id);
}

static enum hn_rc
drop_strand(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_strand_remove(c, a->of);
}

static enum hn_rc
put_target(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_target_put(c, &a->target, &a->id);
}

static enum hn_rc
drop_target(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_target_remove(c, a->of);
}

static enum hn_rc
put_share(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_share_put(c, a->of, a->giver, a->unit, a->year, a->milli);
}

static enum hn_rc
put_value(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_value_put(c, a->of, &a->value);
}

static void
check_at(struct hn_people *p, int line, struct hn_user_id actor, enum hn_rc (*call)(struct hn_ctx *, void *),
         struct asked *a, enum hn_rc code, const char *key)
{
    struct hn_deed d = { .kind = HN_DEED_CALL, .actor = actor, .call = call, .arg = a };
    enum hn_rc rc = hn_do(p, &d);

    if (rc != code || strcmp(d.fault.key, key) != 0)
        print_message("line %d: wanted %d %s, got %d %s %s\n", line, code, key, rc, d.fault.field,
                      d.fault.key);
    assert_int_equal(rc, code);
    assert_string_equal(d.fault.key, key);
}
#define CHECK(actor, call, a, code, key) check_at(p, __LINE__, actor, call, a, code, key)

static struct asked
paper_of(struct hn_unit_id unit)
{
    return (struct asked){ .paper = { .unit = unit,
                                      .kind = "resolution",
                                      .origin = "own",
                                      .number = "",
                                      .title = "Nghị quyết minh họa",
                                      .summary = "",
                                      .basis = "",
                                      .text = "",
                                      .day = DAY(2021, 2, 1) } };
}

static struct hn_target
target_of(struct hn_paper_id paper, const char *rule)
{
    return (struct hn_target){ .paper = paper,
                               .title = "Tỷ lệ hộ dùng nước sạch",
                               .measure = "%",
                               .better = "up",
                               .rule = rule,
                               .value_milli = 98000,
                               .from = DAY(2021, 2, 1),
                               .due = DAY(2024, 12, 31) };
}

static void
strands(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = paper_of(p->a), other = paper_of(p->a);
    const struct hn_strand *list;
    size_t count = 0;

    CHECK(CLERK, put_paper, &a, HN_OK, "");
    other.paper.day = DAY(2021, 2, 2);
    CHECK(CLERK, put_paper, &other, HN_OK, "");
    a.strand = (struct hn_strand){ .paper = a.paper.id, .title = "" };
    CHECK(CLERK, put_strand, &a, HN_INVALID, "strand.title");
    a.strand.title = "Tái cơ cấu";
    CHECK(SECRETARY, put_strand, &a, HN_NOT_FOUND, "not_found");
    CHECK(CLERK, put_strand, &a, HN_OK, "");
    a.of = a.id;
    a.strand.title = "Con người";
    CHECK(CLERK, put_strand, &a, HN_OK, "");

    a.target = target_of(other.paper.id, "sum");
    a.target.strand = a.of; /* of another paper */
    CHECK(CLERK, put_target, &a, HN_INVALID, "target.strand");
    a.target.paper = a.paper.id;
    CHECK(CLERK, put_target, &a, HN_OK, "");
    CHECK(CLERK, drop_strand, &a, HN_CONFLICT, "strand.used");
    {
        int64_t strand = a.of;

        a.of = a.id;
        CHECK(SECRETARY, drop_target, &a, HN_NOT_FOUND, "not_found");
        CHECK(CLERK, drop_target, &a, HN_OK, "");
        CHECK(CLERK, drop_target, &a, HN_NOT_FOUND, "not_found");
        a.of = strand;
    }
    a.strand = (struct hn_strand){ .id = a.of, .paper = a.paper.id, .title = "Cơ cấu lại", .version = 7 };
    CHECK(CLERK, put_strand, &a, HN_CONFLICT, "changed");
    a.strand.version = 1;
    CHECK(CLERK, put_strand, &a, HN_OK, "");
    assert_int_equal(hn_strands(hn_people_read(p, CLERK), a.paper.id, &list, &count), HN_OK);
    assert_int_equal(count, 2);
    assert_string_equal(list[0].title, "Cơ cấu lại");
    assert_string_equal(list[1].title, "Con người");
    hn_people_read_end(p);
    CHECK(CLERK, drop_strand, &a, HN_OK, "");
    CHECK(CLERK, drop_strand, &a, HN_NOT_FOUND, "not_found");
    hn_people_close(p);
}

static void
targets(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = paper_of(p->a);
    const struct hn_target *list;
    size_t count = 0;

    CHECK(CLERK, put_paper, &a, HN_OK, "");
    a.target = target_of(a.paper.id, "sum");
    a.target.title = "";
    CHECK(CLERK, put_target, &a, HN_INVALID, "target.title");
    a.target = target_of(a.paper.id, "sum");
    a.target.measure = "";
    CHECK(CLERK, put_target, &a, HN_INVALID, "target.measure");
    a.target = target_of(a.paper.id, "guess");
    CHECK(CLERK, put_target, &a, HN_INVALID, "target.rule");
    a.target = target_of(a.paper.id, "sum");
    a.target.due = DAY(2021, 1, 31);
    CHECK(CLERK, put_target, &a, HN_INVALID, "target.due");
    a.target = target_of(a.paper.id, "sum");
    a.target.has_baseline = true;
    a.target.baseline_milli = 98000; /* the same as the value */
    CHECK(CLERK, put_target, &a, HN_INVALID, "target.value");
    a.target.baseline_milli = 99000;
    CHECK(CLERK, put_target, &a, HN_INVALID, "target.value");
    a.target.better = "sideways";
    CHECK(CLERK, put_target, &a, HN_INVALID, "target.value");
    a.target.better = "down";
    CHECK(SECRETARY, put_target, &a, HN_NOT_FOUND, "not_found");
    CHECK(CLERK, put_target, &a, HN_OK, "");
    a.target.id = a.id;
    a.target.version = 1;
    a.target.better = "up";
    a.target.baseline_milli = 90000;
    CHECK(CLERK, put_target, &a, HN_OK, "");
    CHECK(CLERK, put_target, &a, HN_CONFLICT, "changed"); /* the version moved on */
    assert_int_equal(hn_targets(hn_people_read(p, CLERK), a.paper.id, true, &list, &count), HN_OK);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].baseline_milli, 90000);
    assert_int_equal(list[0].version, 2);
    hn_people_read_end(p);
    assert_int_equal(hn_target_get(hn_people_read(p, SECRETARY), a.id, &a.target), HN_NOT_FOUND);
    hn_people_read_end(p);

    CHECK(CLERK, end_paper, &a, HN_OK, "");
    a.target.id = 0;
    CHECK(CLERK, put_target, &a, HN_CONFLICT, "paper.ended");
    hn_people_close(p);
}

static void
shares(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = paper_of(p->a), whole = paper_of(p->province);

    CHECK(CLERK, put_paper, &a, HN_OK, "");
    a.target = target_of(a.paper.id, "sum");
    CHECK(CLERK, put_target, &a, HN_OK, "");
    a.of = a.id;
    a.giver = p->a;
    a.unit = p->org_a;
    a.milli = 50000;
    CHECK(SECRETARY, put_share, &a, HN_NOT_FOUND, "not_found");
    a.giver = p->org_a;
    a.unit = p->c1;
    CHECK(CLERK, put_share, &a, HN_DENIED, "access.denied"); /* over A, not over what is below it */
    a.giver = p->a;
    a.unit = p->org_b;
    CHECK(CLERK, put_share, &a, HN_INVALID, "share.unit");
    a.unit = p->org_a;
    a.year = 2020;
    CHECK(CLERK, put_share, &a, HN_INVALID, "share.year");
    a.year = 2022;
    a.milli = -5;
    CHECK(CLERK, put_share, &a, HN_INVALID, "share.value");
    a.milli = 20000;
    CHECK(CLERK, put_share, &a, HN_OK, "");
    a.unit = p->a; /* its own, year by year */
    CHECK(CLERK, put_share, &a, HN_OK, "");
    CHECK(CLERK, drop_target, &a, HN_CONFLICT, "target.used");
    a.unit = p->c1;
    CHECK(CLERK, put_share, &a, HN_OK, "");
    a.giver = p->org_a;
    a.milli = 1;
    CHECK(HN_USER_SYSTEM, put_share, &a, HN_CONFLICT, "share.above");
    a.unit = p->org_a;
    CHECK(HN_USER_SYSTEM, put_share, &a, HN_INVALID,
          "share.unit"); /* what it was given is not its own to set */
    a.unit = p->c2;
    CHECK(HN_USER_SYSTEM, put_share, &a, HN_OK, "");
    for (int i = 0; i < 4; i++) { /* all taken back */
        const struct hn_unit_id units[] = { p->a, p->org_a, p->c1, p->c2 };

        a.unit = units[i];
        a.giver = i == 3 ? p->org_a : p->a;
        a.milli = -1;
        CHECK(HN_USER_SYSTEM, put_share, &a, HN_OK, "");
    }
    CHECK(CLERK, drop_target, &a, HN_OK, "");

    CHECK(HN_USER_SYSTEM, put_paper, &whole, HN_OK, "");
    whole.target = target_of(whole.paper.id, "sum");
    CHECK(HN_USER_SYSTEM, put_target, &whole, HN_OK, "");
    hn_people_close(p);
}

static void
values(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = paper_of(p->a);
    const struct hn_target_value *list;
    size_t count = 0;
    struct hn_target_value good;

    CHECK(CLERK, put_paper, &a, HN_OK, "");
    a.target = target_of(a.paper.id, "average");
    CHECK(CLERK, put_target, &a, HN_OK, "");
    a.of = a.id;
    good = (struct hn_target_value){ .unit = p->c1,
                                     .on = DAY(2024, 3, 10),
                                     .value_milli = 71500,
                                     .qualifier = "exact",
                                     .source = "Báo cáo tháng 3",
                                     .note = "" };
    a.value = good;
    a.value.on = DAY(2024, 3, 11);
    CHECK(CLERK, put_value, &a, HN_INVALID, "value.day");
    a.value.on = DAY(2021, 1, 31);
    CHECK(CLERK, put_value, &a, HN_INVALID, "value.day");
    a.value = good;
    a.value.source = "";
    CHECK(CLERK, put_value, &a, HN_INVALID, "value.source");
    a.value = good;
    a.value.qualifier = "roughly";
    CHECK(CLERK, put_value, &a, HN_INVALID, "value.qualifier");
    a.value = good;
    a.value.value_milli = -1;
    CHECK(CLERK, put_value, &a, HN_INVALID, "value.value");
    a.value = good;
    a.value.unit = p->c3;
    CHECK(HN_USER_SYSTEM, put_value, &a, HN_INVALID, "value.unit");
    a.value = good;
    CHECK(SECRETARY, put_value, &a, HN_NOT_FOUND, "not_found"); /* the paper is out of sight */
    CHECK(CLERK, put_value, &a, HN_OK, "");
    CHECK(CLERK, put_value, &a, HN_OK, ""); /* the same told again is no correction */
    a.value.value_milli = 72500;
    CHECK(CLERK, put_value, &a, HN_OK, "");
    a.value.on = DAY(2023, 12, 31);
    CHECK(CLERK, put_value, &a, HN_OK, "");
    assert_int_equal(hn_values(hn_people_read(p, CLERK), a.of, p->c1, &list, &count), HN_OK);
    assert_int_equal(count, 3);
    assert_int_equal(list[0].value_milli, 72500);
    assert_true(list[0].known_to == HN_TIME_OPEN);
    assert_int_equal(list[1].value_milli, 71500);
    assert_true(list[1].known_to == list[0].known_from); /* the corrected one stays */
    assert_int_equal(list[2].on, DAY(2023, 12, 31));
    hn_people_read_end(p);
    hn_people_close(p);
}

/* --- a random tree against a naive recount --- */

enum { UNITS = 60, MOVES = 3, SHARES = 400, VALUES = 300, ASKED = 120 };

struct unit {
    struct hn_unit_id id;
    int level;                 /* 1 a committee of the province, 2 an organisation, 3 a cell */
    int parent[MOVES];         /* its place among the units, -1 the province */
    hn_day parent_from[MOVES]; /* in order; INT32_MAX: none */
};
struct share {
    int unit, year;
    int64_t milli;
};
struct value {
    int unit;
    hn_day on;
    int64_t milli;
};
struct world {
    struct hn_people *p;
    struct unit units[UNITS];
    size_t unit_count;
    struct share shares[SHARES];
    size_t share_count;
    struct value values[VALUES];
    size_t value_count;
    uint64_t seed;
    struct asked asked;
    const char *rule, *better;
    int64_t milli;
};

static int64_t
draw(struct world *w, int64_t below)
{
    w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((w->seed >> 33) % (uint64_t)below);
}

static int
parent_on(const struct unit *u, hn_day on)
{
    int at = u->parent[0];

    for (int i = 1; i < MOVES; i++) {
        if (u->parent_from[i] <= on)
            at = u->parent[i];
    }
    return at;
}

/* Some unit of that level. */
static int
some_of(struct world *w, int level)
{
    for (;;) {
        int k = (int)draw(w, (int64_t)w->unit_count);

        if (w->units[k].level == level)
            return k;
    }
}

static enum hn_rc
grow(struct hn_ctx *c, void *arg)
{
    static const char *const kinds[] = { "", "upper_grassroots", "grassroots_committee_org", "cell" };
    struct world *w = arg;
    enum hn_rc rc = HN_OK;

    for (int i = 0; i < UNITS && !rc; i++) {
        const int level = i < 4 ? 1 : i < 16 ? 2 : 3;
        struct unit *u = &w->units[i];

        *u = (struct unit){ .level = level,
                            .parent = { -1 },
                            .parent_from = { HN_DAY_START, HN_DAY_OPEN, HN_DAY_OPEN } };
        if (level > 1)
            u->parent[0] = some_of(w, level - 1);
        const struct hn_unit_new in = { .parent = level > 1 ? w->units[u->parent[0]].id : w->p->province,
                                        .kind = kinds[level],
                                        .code = hn_print(c->arena, "R%d", i),
                                        .name = hn_print(c->arena, "Đơn vị %d", i),
                                        .short_name = "",
                                        .sector = level == 3 ? "residential" : "",
                                        .decision = "",
                                        .from = HN_DAY_START };

        rc = hn_unit_create(c, &in, &u->id);
        w->unit_count++;
    }
    return rc;
}

static enum hn_rc
shift(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc = HN_OK;

    for (int i = 4; i < UNITS && !rc; i += 2) {
        struct unit *u = &w->units[i];

        for (int m = 1; m < MOVES && !rc; m++) {
            const int to = some_of(w, u->level - 1);
            const hn_day on = DAY(2021 + m, 1, 1) + (hn_day)draw(w, 300);

            u->parent_from[m] = on;
            u->parent[m] = to;
            if (parent_on(u, on - 1) != to)
                rc = hn_unit_move(c, u->id, on, w->units[to].id, "");
        }
    }
    return rc;
}

static enum hn_rc
spread(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc = HN_OK;

    w->share_count = w->value_count = 0;
    for (int i = 0; i < UNITS && !rc; i++) {
        for (int year = 2020; year <= 2024 && !rc; year++) {
            const struct share s = { i, year == 2020 ? 0 : year, 1000 * draw(w, 90) };

            if (draw(w, 3) == 0)
                continue;
            w->shares[w->share_count++] = s;
            rc = hn_share_put(c, w->asked.of, w->p->province, w->units[i].id, s.year, s.milli);
        }
    }
    while (w->value_count < VALUES && !rc) {
        const struct value v = { (int)draw(w, UNITS), DAY(2021, 2, 1) + (hn_day)draw(w, 1100),
                                 draw(w, 90000) };
        struct hn_target_value in = { .unit = w->units[v.unit].id,
                                      .on = v.on,
                                      .value_milli = v.milli,
                                      .qualifier = "exact",
                                      .source = "Biên bản" };

        if (w->units[v.unit].level < 3 && draw(w, 4))
            continue; /* those above seldom say themselves */
        w->values[w->value_count++] = v;
        rc = hn_value_put(c, w->asked.of, &in);
    }
    return rc;
}

struct naive {
    bool has_share, has_value, own, reached, marked;
    int64_t share, value, units, with_value, reaching, shares, sum, count;
};

/* As the header says it, from the top down. */
static struct naive
recount(const struct world *w, int unit, int year, hn_day on)
{
    const bool counting = strcmp(w->rule, "count") == 0 || strcmp(w->rule, "all") == 0;
    const hn_day first = year ? DAY(year, 1, 1) : HN_DAY_START;
    struct naive n = { 0 };
    hn_day last = HN_DAY_START;

    for (size_t i = 0; unit >= 0 && i < w->share_count; i++) {
        if (w->shares[i].unit == unit && w->shares[i].year == year) {
            n.has_share = true;
            n.share = w->shares[i].milli;
        }
    }
    for (size_t i = 0; unit >= 0 && i < w->value_count; i++) {
        const struct value *v = &w->values[i];

        if (v->unit == unit && v->on <= on && v->on >= first && v->on >= last) { /* a later row corrects */
            n.own = true;
            n.value = v->milli;
            last = v->on;
        }
    }
    n.marked = n.has_share || n.own;
    if (unit < 0 && year == 0) {
        n.has_share = true;
        n.share = w->milli;
    }
    for (int k = 0; k < UNITS; k++) {
        struct naive b;

        if (parent_on(&w->units[k], on) != unit)
            continue;
        b = recount(w, k, year, on);
        if (!b.marked || (counting && b.units > 0)) {
            n.units += b.units;
            n.with_value += b.with_value;
            n.reaching += b.reaching;
            n.shares += b.shares;
            n.sum += !b.marked ? b.sum : b.has_value ? b.value : 0;
            n.count += !b.marked ? b.count : b.has_value;
            continue;
        }
        n.units += b.has_share;
        n.shares += b.has_share ? b.share : 0;
        n.with_value += b.has_share && b.has_value;
        n.reaching += b.has_share && b.reached;
        if (counting && b.has_share && b.has_value)
            n.sum += b.reached ? 1000 : 0, n.count++;
        else if (!counting && b.has_value)
            n.sum += b.value, n.count++;
    }
    n.has_value = n.own || n.count > 0;
    if (!n.own && n.count)
        n.value = strcmp(w->rule, "average") ? n.sum : (n.sum + n.count / 2) / n.count;
    if (!n.own && counting)
        n.reached = strcmp(w->rule, "all") == 0 ? n.units > 0 && n.reaching == n.units
                                                : n.has_share && n.value >= n.share;
    else
        n.reached = n.has_share && (strcmp(w->better, "up") == 0 ? n.value >= n.share : n.value <= n.share);
    n.reached = n.reached && n.has_value;
    return n;
}

static void
same(const struct hn_target_stand *got, const struct naive *n)
{
    assert_int_equal(got->has_share, n->has_share);
    assert_int_equal(got->has_value, n->has_value);
    if (n->has_share)
        assert_int_equal(got->share_milli, n->share);
    if (n->has_value)
        assert_int_equal(got->value_milli, n->value);
    assert_int_equal(got->units, n->units);
    assert_int_equal(got->with_value, n->with_value);
    assert_int_equal(got->reaching, n->reaching);
    assert_int_equal(got->shares_milli, n->shares);
    assert_int_equal(got->reached, n->reached);
}

static int
of_id(const struct world *w, int64_t id)
{
    for (int i = 0; i < UNITS; i++) {
        if (w->units[i].id.v == id)
            return i;
    }
    return -1;
}

static void
ask_at(struct world *w, struct hn_ctx *c)
{
    const int unit = (int)draw(w, UNITS + 1) - 1;
    const int year = draw(w, 2) ? 0 : 2021 + (int)draw(w, 4);
    const struct hn_target_stand *lines;
    struct hn_target_stand sum = { 0 };
    struct naive wanted;
    size_t count = 0;
    hn_day on;

    c->on = DAY(2021, 2, 1) + (hn_day)draw(w, 1130);
    on = year && DAY(year, 12, 31) < c->on ? DAY(year, 12, 31) : c->on;
    assert_int_equal(hn_target_stands(c, w->asked.of, unit < 0 ? w->p->province : w->units[unit].id, year,
                                      &sum, &lines, &count),
                     HN_OK);
    wanted = recount(w, unit, year, on);
    same(&sum, &wanted);
    for (size_t i = 0; i < count; i++) {
        int child = of_id(w, lines[i].unit.v);

        if (child < 0)
            continue; /* the small organisation beside it, which has no part in this */
        assert_int_equal(parent_on(&w->units[child], on), unit);
        wanted = recount(w, child, year, on);
        same(&lines[i], &wanted);
    }
}

static void
years_agree(struct world *w, struct hn_ctx *c)
{
    const struct hn_target_year *years;
    size_t count = 0;

    c->on = DAY(2023, 6, 15);
    assert_int_equal(hn_target_years(c, w->asked.of, w->p->province, &years, &count), HN_OK);
    assert_int_equal(count, 4);
    for (size_t i = 0; i < count; i++) {
        const int year = 2021 + (int)i;
        struct naive n = recount(w, -1, year, year < 2023 ? DAY(year, 12, 31) : c->on);

        assert_int_equal(years[i].year, year);
        assert_int_equal(years[i].has_value, n.has_value);
        if (n.has_value)
            assert_int_equal(years[i].value_milli, n.value);
    }
    assert_false(years[3].has_value); /* not measured yet is none, not 0 */
}

static void
random_trees(void **state)
{
    static const char *const betters[] = { "up", "down" };
    HN_TEST_PEOPLE(state);
    struct world w = { .p = p, .seed = 20241210, .asked = paper_of(p->province) };
    struct hn_deed d = { .kind = HN_DEED_CALL, .actor = HN_USER_SYSTEM, .arg = &w };

    CHECK(HN_USER_SYSTEM, put_paper, &w.asked, HN_OK, "");
    d.call = grow;
    assert_int_equal(hn_do(p, &d), HN_OK);
    d.call = shift;
    assert_int_equal(hn_do(p, &d), HN_OK);
    for (size_t r = 0; r < 4; r++) {
        struct hn_ctx *c;

        w.rule = hn_target_rules[r];
        w.better = betters[draw(&w, 2)];
        w.asked.target = target_of(w.asked.paper.id, w.rule);
        w.asked.target.better = w.better;
        w.milli = w.asked.target.value_milli;
        CHECK(HN_USER_SYSTEM, put_target, &w.asked, HN_OK, "");
        w.asked.of = w.asked.id;
        d.call = spread;
        assert_int_equal(hn_do(p, &d), HN_OK);
        c = hn_people_read(p, HN_USER_SYSTEM);
        for (int i = 0; i < ASKED; i++)
            ask_at(&w, c);
        years_agree(&w, c);
        hn_people_read_end(p);
    }
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(strands), HN_TEST_BOTH(targets),      HN_TEST_BOTH(shares),
        HN_TEST_BOTH(values),  HN_TEST_BOTH(random_trees),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
