/* fill.c: units, people and accounts of the demo, in one transaction (fill.h). What follows them: make.c. */
#include "demo/fill.h"

#include <assert.h>
#include <string.h>

#include "audit/audit.h"
#include "base/log.h"
#include "demo/people.h"
#include "demo/roster.h"
#include "member/load.h"
#include "place/place.h"
#include "setting/setting.h"
#include "unit/unit.h"

static const struct hn_sql sql_units = { .name = "demo.units", .text = "SELECT count(*) AS n FROM unit" };

const struct hn_sql *const hn_demo_sql[] = { &sql_units, NULL };

void
hn_demo_tell(const struct hn_demo_fill *f, const char *what, int64_t done, int64_t total)
{
    if (f->progress)
        f->progress(f->self, what, done, total);
}

/* Eight in the morning of a day in Viet Nam, when the book is written. */
static hn_time
morning(const struct hn_demo_plan *p, hn_day day)
{
    hn_day written = day > p->first_day ? day : p->first_day;

    return (hn_time)written * HN_DAY_US + HN_DAY_US / 24;
}

static enum hn_rc
must_be_empty(struct hn_ctx *c)
{
    const struct hn_param none[] = { HN_P_END };
    const char *demo;
    int64_t units = 0;
    bool found;
    enum hn_rc rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);

    if (rc == HN_OK && strcmp(demo, HN_DEMO_FILLING) == 0)
        return hn_fail(c, HN_CONFLICT, "", "cli.demo_half");
    if (rc)
        return rc;
    rc = hn_store_int(c, &sql_units, none, &units, &found);

    if (rc)
        return rc;
    return units ? hn_fail(c, HN_CONFLICT, "", "cli.exists") : HN_OK;
}

/* --- trees --- */

static enum hn_rc
fill_places(struct hn_ctx *c, const struct hn_demo_plan *p)
{
    struct hn_tree_load *load;
    enum hn_rc rc = hn_tree_load_begin(c, &hn_tree_places, &load);
    int64_t id;

    for (int i = 0; rc == HN_OK && i < p->place_count; i++) {
        const struct hn_demo_place *place = &p->places[i];
        const struct hn_node node = { .kind = place->kind,
                                      .code = place->code,
                                      .name = place->name,
                                      .short_name = "",
                                      .name_en = place->name_en,
                                      .slug = place->slug,
                                      .sector = "",
                                      .decision = "",
                                      .from = HN_DAY_START,
                                      .to = HN_DAY_OPEN,
                                      .sort_order = i };

        rc = hn_tree_load_version(load, &node, place->parent, &id);
    }
    return rc ? rc : hn_tree_load_finish(load);
}

static struct hn_node
node_of(const struct hn_demo_unit *u, int order)
{
    return (struct hn_node){ .kind = u->kind,
                             .code = u->code,
                             .name = u->name,
                             .short_name = u->short_name,
                             .name_en = "",
                             .slug = "",
                             .sector = u->sector,
                             .decision = u->decision,
                             .from = u->from,
                             .to = HN_DAY_OPEN,
                             .sort_order = order };
}

/* The tree as it stands on the first day. */
static enum hn_rc
load_units(struct hn_ctx *c, const struct hn_demo_plan *p, int64_t *ids)
{
    struct hn_tree_load *load;
    enum hn_rc rc = hn_tree_load_begin(c, &hn_tree_units, &load);

    for (int i = 0; rc == HN_OK && i < p->unit_count; i++) {
        const struct hn_demo_unit *u = &p->units[i];
        const struct hn_node node = node_of(u, i);

        if (u->from <= p->first_day)
            rc = hn_tree_load_version(load, &node, u->parent < 0 ? "" : p->units[u->parent].code, &ids[i]);
    }
    return rc ? rc : hn_tree_load_finish(load);
}

/* Those founded later are told to the book on their own day: before it, nobody knows of them. */
static enum hn_rc
found_units(struct hn_ctx *c, const struct hn_demo_plan *p, int64_t *ids)
{
    for (int i = 0; i < p->unit_count; i++) {
        const struct hn_demo_unit *u = &p->units[i];
        struct hn_node node = node_of(u, i);
        enum hn_rc rc;

        if (u->from <= p->first_day)
            continue;
        node.parent = ids[u->parent];
        c->now = morning(p, u->from);
        rc = hn_tree_create(c, &hn_tree_units, &node, &ids[i]);
        if (rc)
            return rc;
    }
    return HN_OK;
}

static enum hn_rc
fill_units(struct hn_ctx *c, const struct hn_demo_plan *p, int64_t *ids)
{
    enum hn_rc rc = load_units(c, p, ids);

    return rc ? rc : found_units(c, p, ids);
}

static enum hn_rc
fill_unit_places(struct hn_ctx *c, const struct hn_demo_fill *f, const int64_t *ids)
{
    const struct hn_demo_plan *p = f->plan;

    for (int i = 0; i < p->unit_count; i++) {
        struct hn_place_id place;
        enum hn_rc rc;

        hn_demo_tell(f, "cli.filling_units", i + 1, p->unit_count);
        if (*p->units[i].place == '\0')
            continue;

        struct hn_mark mark = hn_arena_mark(c->arena);

        rc = hn_place_find(c, p->units[i].place, &place);
        if (rc == HN_OK)
            rc = hn_unit_put_place(c, (struct hn_unit_id){ ids[i] }, place, HN_DAY_START, HN_DAY_OPEN);
        if (rc)
            return rc;
        hn_ctx_rewind(c, mark);
    }
    return HN_OK;
}

/* --- people --- */

struct filling {
    struct hn_demo_fill *fill;
    struct hn_load *load;
    struct hn_demo_accounts_of *accounts;
    int inspected, outsiders;
};

/* The stretches of days of one person, cut wherever unit, standing or activity changes. */
static enum hn_rc
fill_membership(struct filling *f, const struct hn_demo_person *p, const char *unit)
{
    const struct hn_demo_plan *plan = f->fill->plan;
    hn_day begins = p->came_from >= 0 ? (p->admitted > plan->first_day ? p->admitted : plan->first_day)
                                      : p->joined;
    hn_day cuts[6] = { p->admitted, p->official, begins, p->joined, p->activity_from, HN_DAY_OPEN };

    for (int i = 1; i < 6; i++) /* six of them: insertion sorts as well as anything */
        for (int k = i; k > 0 && cuts[k] < cuts[k - 1]; k--) {
            hn_day lower = cuts[k];

            cuts[k] = cuts[k - 1];
            cuts[k - 1] = lower;
        }
    for (int i = 0; i < 5; i++) {
        hn_day from = cuts[i];
        const struct hn_load_membership row = {
            .person = p->code,
            .unit = from < begins      ? ""
                    : from < p->joined ? plan->units[p->came_from].code
                                       : unit,
            .standing = from < p->official ? "probationary" : "official",
            .activity = from < begins             ? ""
                        : from < p->activity_from ? "active"
                                                  : p->activity,
            .from = from,
            .to = cuts[i + 1],
            .decision = "",
        };
        enum hn_rc rc;

        if (from == cuts[i + 1])
            continue;
        hn_load_known(f->load, morning(plan, from));
        rc = hn_load_membership(f->load, &row);
        if (rc)
            return rc;
    }
    return HN_OK;
}

static enum hn_rc
fill_offices(struct filling *f, const struct hn_demo_person *p)
{
    for (int i = 0; i < p->office_count; i++) {
        const struct hn_demo_office *o = &p->offices[i];
        const struct hn_load_office row = {
            .person = p->code,
            .where = o->unit >= 0 ? f->fill->plan->units[o->unit].code : o->place,
            .office = o->office,
            .basis = o->basis,
            .term = o->term,
            .decision = "",
            .from = o->from,
            .to = o->to,
        };
        enum hn_rc rc;

        hn_load_known(f->load, morning(f->fill->plan, o->from));
        rc = hn_load_office(f->load, &row);
        if (rc)
            return rc;
    }
    return HN_OK;
}

static hn_pdate
pdate_of(hn_day day)
{
    struct hn_date d = hn_date_of(day);

    return d.year * 10000 + d.month * 100 + d.day;
}

/* The encrypted fields of a few: clearly made up, so that masks and reveals can be seen. */
static size_t
private_fields(struct hn_arena *a, const struct hn_demo_person *p, struct hn_load_text out[4])
{
    const char *number = p->code + 2;

    out[0] = (struct hn_load_text){ "phone", hn_print(a, "0000%s", number) };
    out[1] = (struct hn_load_text){ "citizen_id", hn_print(a, "000000%s", number) };
    out[2] = (struct hn_load_text){ "party_card_no", hn_print(a, "220000%s", number) };
    out[3] = (struct hn_load_text){ "home_place", "Quê quán minh họa" };
    return 4;
}

static enum hn_rc
fill_person(struct filling *f, struct hn_arena *a, const struct hn_demo_person *p, const char *unit,
            struct hn_person_id *id)
{
    struct hn_load_text fields[4];
    struct hn_load_person in = {
        .code = p->code,
        .basic = { .full_name = p->full_name,
                   .birth_name = "",
                   .sex = p->sex,
                   .ethnicity = p->ethnicity,
                   .edu_general = p->edu_general,
                   .edu_degree = p->edu_degree,
                   .political_theory = p->political_theory,
                   .occupation = p->occupation,
                   .birth_date = p->birth_date,
                   .admit_date = pdate_of(p->admitted),
                   .official_date = pdate_of(p->official) },
        .fields = fields,
    };
    enum hn_rc rc;

    if (strncmp(unit, HN_DEMO_TAN_BINH, 10) == 0)
        in.field_count = private_fields(a, p, fields);
    hn_load_known(f->load, morning(f->fill->plan, p->admitted));
    rc = hn_load_person(f->load, &in, id);
    if (rc == HN_OK)
        rc = fill_membership(f, p, unit);
    return rc ? rc : fill_offices(f, p);
}

/* Who was head of a village in the term before and belonged to no cell. */
static enum hn_rc
fill_outsider(struct filling *f, struct hn_arena *a, const struct hn_names *names, int unit)
{
    struct hn_demo_person p;
    struct hn_load_person in = { .basic = { .birth_name = "", .edu_general = "", .edu_degree = "" } };
    struct hn_person_id id;
    enum hn_rc rc;

    hn_demo_outsider(a, f->fill->plan, names, unit, ++f->outsiders, &p);
    in.code = p.code;
    in.basic.full_name = p.full_name;
    in.basic.sex = p.sex;
    in.basic.ethnicity = p.ethnicity;
    in.basic.political_theory = in.basic.occupation = "";
    hn_load_known(f->load, morning(f->fill->plan, p.offices[0].from));
    rc = hn_load_person(f->load, &in, &id);
    return rc ? rc : fill_offices(f, &p);
}

/* The demo's own rows are right by construction: a refused one is a mistake in this folder, and the log says which. */
static void
tell_refused(void *sink, int64_t line, const char *status, const struct hn_fault *fault)
{
    (void)sink, (void)line;
    if (strcmp(status, "bad") == 0)
        hn_log(HN_LOG_ERROR, "demo: a row is refused: %s %s (%s)", fault->field, fault->key, fault->arg);
}

/* The first village cell of Tân Bình gives the accounts their persons, the first invented cell the inspection's. */
static void
note_accounts(struct filling *f, const struct hn_demo_unit *u, const struct hn_demo_person *p,
              struct hn_person_id id)
{
    if (u->invented && f->inspected < HN_DEMO_INSPECTED &&
        (f->accounts->inspected_cell == NULL || f->accounts->inspected_cell == u->code)) {
        f->accounts->inspected_cell = u->code;
        f->accounts->inspected[f->inspected++] = id;
    }
    if (u->invented && !f->accounts->officer_cell && f->accounts->inspected_cell &&
        strcmp(f->accounts->inspected_cell, u->code) != 0 && p->official <= f->fill->plan->first_day) {
        f->accounts->officer_cell = u->code;
        f->accounts->officer = id;
    }
    if (!u->village || strncmp(u->code, HN_DEMO_TAN_BINH, 10) != 0 ||
        (f->accounts->cell && f->accounts->cell != u->code))
        return;
    f->accounts->cell = u->code;
    if (p->office_count && strcmp(p->offices[0].office, "secretary") == 0)
        f->accounts->secretary = id;
    else if (p->office_count == 0 && f->accounts->member.v == 0 && p->official <= f->fill->plan->last_day)
        f->accounts->member = id;
}

static enum hn_rc
fill_people(struct hn_ctx *c, struct filling *f)
{
    const struct hn_demo_plan *plan = f->fill->plan;
    const struct hn_names *names = hn_names_load(c->arena);
    struct hn_arena *scratch = hn_arena_new((size_t)16 << 20);
    enum hn_rc rc = hn_load_begin(c, tell_refused, NULL, &f->load);
    int64_t taken = 0, bad = 0;
    int number = 0;

    for (int i = 0; rc == HN_OK && i < plan->unit_count; i++) {
        const struct hn_demo_unit *u = &plan->units[i];
        struct hn_demo_person *people;

        if (u->members == 0)
            continue;
        hn_demo_people(scratch, plan, names, i, number, &people);
        if (u->outsider)
            rc = fill_outsider(f, scratch, names, i);
        for (int k = 0; rc == HN_OK && k < u->members; k++) {
            struct hn_person_id id;

            rc = fill_person(f, scratch, &people[k], u->code, &id);
            hn_demo_roster_add(f->fill->roster, i, &people[k], id);
            note_accounts(f, u, &people[k], id);
        }
        number += u->members;
        hn_arena_reset(scratch);
        hn_demo_tell(f->fill, "cli.filling_people", number, plan->members);
    }
    hn_arena_free(scratch);
    if (rc == HN_OK)
        rc = hn_load_finish(f->load, &taken, &bad);
    return rc || bad == 0 ? rc : hn_fail(c, HN_BROKEN, "", "broken");
}

/* --- all of it --- */

enum hn_rc
hn_demo_fill(struct hn_ctx *c, void *arg)
{
    struct hn_demo_fill *fill = arg;
    const struct hn_demo_plan *plan = fill->plan;
    struct filling f = { .fill = fill, .accounts = &fill->accounts };
    hn_time now = c->now;
    enum hn_rc rc = must_be_empty(c);

    fill->unit_ids = HN_NEW_N(c->arena, int64_t, (size_t)plan->unit_count);
    fill->roster = hn_demo_roster_new(c->arena, plan);
    fill->accounts = (struct hn_demo_accounts_of){ 0 };
    c->now = morning(plan, plan->first_day);
    if (rc == HN_OK)
        rc = fill_places(c, plan);
    if (rc == HN_OK)
        rc = fill_units(c, plan, fill->unit_ids);
    c->now = morning(plan, plan->first_day);
    if (rc == HN_OK)
        rc = fill_unit_places(c, fill, fill->unit_ids);
    if (rc == HN_OK)
        rc = fill_people(c, &f);
    hn_demo_roster_close(fill->roster);
    c->now = now;
    if (rc == HN_OK)
        rc = hn_demo_accounts_make(c, plan->seed, &fill->accounts, plan->last_day);
    if (rc == HN_OK)
        rc = hn_setting_put(c, HN_SETTING_DEMO, HN_DEMO_FILLING);
    return rc;
}
