/* people.c: the small organisation of people.h. */
#include "support/people.h"

#include <stdlib.h>
#include <string.h>

#include "access/access.h"
#include "base/seal.h"
#include "place/place.h"
#include "subjects.h"
#include "unit/unit.h"

#define NOW ((hn_time)hn_day_of(2024, 3, 10) * HN_DAY_US + (hn_time)3600 * 1000000)

static const struct hn_sql sql_account = {
    .name = "people.account",
    .text =
        "INSERT INTO account (id, name, name_key, person_id, hash, state, lang, totp, totp_offer, totp_step,"
        " created_at, changed_at, seen_at) VALUES ($1, $2, $2, 0, '', 'active', 'vi', NULL, NULL, 0, 0, 0, 0)"
};
static const struct hn_sql sql_link = { .name = "people.link",
                                        .text = "UPDATE account SET person_id = $2 WHERE id = $1" };
static const struct hn_sql sql_adopt = {
    .name = "people.adopt", .text = "UPDATE meeting SET adopted_at = $3 WHERE unit_id = $1 AND id = $2"
};
static const struct hn_sql sql_sheet = { .name = "people.sheet",
                                         .text = "INSERT INTO sheet (unit_id, id, form_id, period_kind, "
                                                 "period_from, period_to, version, at, entered_by)"
                                                 " VALUES ($1, $2, $3, $4, $5, $6, 1, $7, 0)" };
static const struct hn_sql sql_step = {
    .name = "people.step",
    .text = "INSERT INTO sheet_step (unit_id, sheet_id, id, level, by_unit_id, note, at, entered_by, "
            "taken_back_at,"
            " taken_back_by, reason) VALUES ($1, $2, $3, $4, $1, '', $5, 0, 0, 0, '')"
};
static const struct hn_sql *const own[] = {
    &sql_account, &sql_link, &sql_adopt, &sql_sheet, &sql_step, NULL
};

/* The statements of every subject, and this file's. */
static const struct hn_sql *const *const *
all_lists(void)
{
    static const struct hn_sql *const *lists[400];
    size_t n = 0;

    for (; hn_all_sql[n]; n++) {
        assert_true(n < 398);
        lists[n] = hn_all_sql[n];
    }
    lists[n] = own;
    return lists;
}

static enum hn_rc
unit(struct hn_ctx *c, struct hn_unit_id parent, const char *kind, const char *code, const char *name,
     struct hn_place_id place, struct hn_unit_id *out)
{
    const struct hn_unit_new in = { .parent = parent,
                                    .kind = kind,
                                    .code = code,
                                    .name = name,
                                    .short_name = "",
                                    .sector = "residential",
                                    .decision = "",
                                    .from = HN_DAY_START,
                                    .place = place };

    return hn_unit_create(c, &in, out);
}

static enum hn_rc
account(struct hn_ctx *c, struct hn_user_id id, const char *name, const char *role, struct hn_unit_id where)
{
    const struct hn_param params[] = { hn_p_id(id.v), hn_p_text(name), HN_P_END };
    const struct hn_grant grant = { .user = id,
                                    .role = role,
                                    .unit = where,
                                    .from = hn_day_of(2020, 1, 1),
                                    .to = HN_DAY_OPEN,
                                    .reason = "test" };
    enum hn_rc rc = hn_store_do(c, &sql_account, params);

    return rc || !role ? rc : hn_grant_give(c, &grant, NULL, NULL);
}

static enum hn_rc
places(struct hn_ctx *c, struct hn_people *p)
{
    static const struct hn_node nodes[] = {
        { .kind = "province", .code = "QN", .name = "Tỉnh Quảng Ninh" },
        { .kind = "district", .code = "D", .name = "Huyện Đầm Hà" },
        { .kind = "commune", .code = "X", .name = "Xã Minh Họa" },
        { .kind = "village", .code = "V", .name = "Thôn Minh Họa" },
    };
    struct hn_place_id at = { 0 };

    for (size_t i = 0; i < 4; i++) {
        struct hn_node n = nodes[i];
        enum hn_rc rc;

        n.parent = at.v;
        n.from = HN_DAY_START;
        n.to = HN_DAY_OPEN;
        n.short_name = n.name_en = n.slug = n.sector = n.decision = "";
        rc = hn_place_create(c, &n, &at);
        if (rc)
            return rc;
    }
    p->village = at;
    return HN_OK;
}

static enum hn_rc
build(struct hn_ctx *c, void *arg)
{
    struct hn_people *p = arg;
    const struct hn_place_id nowhere = { 0 };
    enum hn_rc rc = places(c, p);

    rc = rc ? rc : unit(c, (struct hn_unit_id){ 0 }, "province", "22", "Đảng bộ tỉnh", nowhere, &p->province);
    rc = rc ? rc : unit(c, p->province, "upper_grassroots", "22.001", "Đảng bộ huyện A", nowhere, &p->a);
    rc = rc ? rc : unit(c, p->province, "upper_grassroots", "22.002", "Đảng bộ huyện B", nowhere, &p->b);
    rc = rc ? rc
            : unit(c, p->a, "grassroots_committee_org", "22.001.001", "Đảng bộ xã A", nowhere, &p->org_a);
    rc = rc ? rc
            : unit(c, p->b, "grassroots_committee_org", "22.002.001", "Đảng bộ xã B", nowhere, &p->org_b);
    rc = rc ? rc : unit(c, p->org_a, "cell", "C1", "Chi bộ thôn Một", p->village, &p->c1);
    rc = rc ? rc : unit(c, p->org_a, "cell", "C2", "Chi bộ thôn Hai", nowhere, &p->c2);
    rc = rc ? rc : unit(c, p->org_b, "cell", "C3", "Chi bộ thôn Ba", nowhere, &p->c3);
    rc = rc ? rc : account(c, CLERK, "clerk", "committee_clerk", p->a);
    rc = rc ? rc : account(c, SECRETARY, "secretary", "cell_secretary", p->c1);
    rc = rc ? rc : account(c, LEADER, "leader", "committee_leader", p->a);
    rc = rc ? rc : account(c, SELF, "self", NULL, p->c1);
    return rc;
}

/* A context at the world's own time. */
static struct hn_ctx *
at_now(struct hn_people *p, struct hn_user_id actor)
{
    struct hn_ctx *c = hn_test_store_fresh(p->t);

    hn_ctx_init(c, p->t->arena, hn_platform_real(), actor.v ? actor : HN_USER_SYSTEM);
    p->now += 1000000;
    c->now = p->now;
    c->today = c->on = p->today;
    c->keys = p->keys;
    return c;
}

struct hn_people *
hn_people_open(struct hn_test_store *t)
{
    struct hn_people *p = calloc(1, sizeof *p);

    assert_non_null(p);
    p->t = t;
    p->now = NOW;
    p->today = hn_day_of(2024, 3, 10);
    t->cfg.lists = all_lists();
    hn_arena_free(t->arena);
    t->arena = hn_arena_new((size_t)512 << 20);
    t->c.arena = t->arena;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    assert_int_equal(hn_keys_load(at_now(p, HN_USER_SYSTEM), t->dir, true, &p->keys), HN_OK);

    struct hn_ctx *c = at_now(p, HN_USER_SYSTEM);
    enum hn_rc rc = hn_store_write(t->store, c, build, p);

    if (rc)
        print_message("people: %s %s\n", c->fault_count ? c->faults[0].field : "",
                      c->fault_count ? c->faults[0].key : "");
    assert_int_equal(rc, HN_OK);
    return p;
}

void
hn_people_day(struct hn_people *p, hn_day today)
{
    p->today = today;
    p->now = (hn_time)today * HN_DAY_US + (hn_time)3600 * 1000000;
}

void
hn_people_close(struct hn_people *p)
{
    hn_test_store_close(p->t);
    hn_keys_free(p->keys);
    free(p);
}

struct linking {
    struct hn_person_id person;
};

static enum hn_rc
link_self(struct hn_ctx *c, void *arg)
{
    const struct linking *l = arg;
    const struct hn_param params[] = { hn_p_id(SELF.v), hn_p_id(l->person.v), HN_P_END };

    return hn_store_do(c, &sql_link, params);
}

void
hn_people_link(struct hn_people *p, struct hn_person_id person)
{
    struct linking l = { person };

    assert_int_equal(hn_store_write(p->t->store, at_now(p, HN_USER_SYSTEM), link_self, &l), HN_OK);
}

enum hn_rc
hn_people_adopt(struct hn_ctx *c, const struct hn_meeting *m)
{
    const struct hn_param params[] = { hn_p_id(m->unit.v), hn_p_id(m->id.v), hn_p_time(c->now), HN_P_END };

    return hn_store_do(c, &sql_adopt, params);
}

enum hn_rc
hn_people_sheet(struct hn_ctx *c, int64_t form, struct hn_unit_id unit, struct hn_period period, int levels)
{
    int64_t id = hn_new_id(c);
    const struct hn_param sheet[] = { hn_p_id(unit.v),       hn_p_id(id),
                                      hn_p_id(form),         hn_p_text(hn_period_kind_name(period.kind)),
                                      hn_p_day(period.from), hn_p_day(period.to),
                                      hn_p_time(c->now),     HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_sheet, sheet);

    for (int level = 0; !rc && level < levels; level++) {
        const struct hn_param step[] = { hn_p_id(unit.v), hn_p_id(id),       hn_p_id(hn_new_id(c)),
                                         hn_p_int(level), hn_p_time(c->now), HN_P_END };

        rc = hn_store_do(c, &sql_step, step);
    }
    return rc;
}

/* --- deeds --- */

static enum hn_rc
person_deed(struct hn_ctx *c, struct hn_deed *d)
{
    const struct hn_person_list *list = d->list ? hn_person_list(d->list) : NULL;
    hn_day to = d->to ? d->to : HN_DAY_OPEN;

    switch (d->kind) {
    case HN_DEED_CREATE:
        return hn_person_create(c, d->unit, d->code, d->basic, &d->made);
    case HN_DEED_PUT_BASIC:
        return hn_person_put_basic(c, d->person, d->basic, d->from, to, d->reason, d->row);
    case HN_DEED_PUT_FIELD:
        return hn_person_put_field(c, d->person, d->field, d->value, d->from, d->reason);
    case HN_DEED_PUT_ENTRY:
        return hn_person_put_entry(c, d->person, list, &d->entry, d->cells, d->reason);
    case HN_DEED_END_ENTRY:
        return hn_person_end_entry(c, d->person, list, d->entry, d->reason);
    case HN_DEED_ERASE:
        return hn_person_erase_key(c, d->person, d->requester, d->reason);
    default:
        return d->call(c, d->arg);
    }
}

static enum hn_rc
run(struct hn_ctx *c, void *arg)
{
    struct hn_deed *d = arg;
    hn_day to = d->to ? d->to : HN_DAY_OPEN;
    const struct hn_membership_new membership = { d->person, d->unit, d->from, d->decision };
    const struct hn_status_new status = { d->person, d->value, d->from, to, d->decision, d->reason };
    const struct hn_office_new office = { d->person, d->unit,     d->place, d->value, "elected",
                                          "",        d->decision, d->from,  to };

    switch (d->kind) {
    case HN_DEED_NEW: {
        const struct hn_member_new in = { d->code,  *d->basic, d->unit,    d->standing,
                                          d->value, d->from,   d->decision };

        return hn_member_new(c, &in, &d->made);
    }
    case HN_DEED_BEGIN:
        return hn_membership_begin(c, &membership);
    case HN_DEED_END:
        return hn_membership_end(c, d->person, d->from, d->decision, d->reason);
    case HN_DEED_MOVE:
        return hn_membership_move(c, &membership, d->reason);
    case HN_DEED_STANDING:
        return hn_standing_put(c, &status);
    case HN_DEED_ACTIVITY:
        return hn_activity_put(c, &status);
    case HN_DEED_OFFICE:
        return hn_office_begin(c, &office);
    case HN_DEED_OFFICE_END:
        return hn_office_end(c, d->person, d->row, d->from, d->decision);
    default:
        return person_deed(c, d);
    }
}

enum hn_rc
hn_do(struct hn_people *p, struct hn_deed *d)
{
    struct hn_ctx *c = at_now(p, d->actor);
    enum hn_rc rc = hn_store_write(p->t->store, c, run, d);

    d->fault = (struct hn_fault){ HN_OK, "", "", "" };
    if (c->fault_count)
        d->fault = c->faults[0];
    return rc;
}

void
hn_check(struct hn_people *p, struct hn_user_id actor, enum hn_rc (*call)(struct hn_ctx *c, void *arg),
         void *arg, enum hn_rc code, const char *key)
{
    struct hn_deed d = { .kind = HN_DEED_CALL, .actor = actor, .call = call, .arg = arg };
    enum hn_rc rc = hn_do(p, &d);

    if (rc != code || strcmp(d.fault.key, key) != 0)
        print_message("wanted %d %s, got %d %s %s\n", code, key, rc, d.fault.field, d.fault.key);
    assert_int_equal(rc, code);
    assert_string_equal(d.fault.key, key);
}

struct hn_ctx *
hn_people_read(struct hn_people *p, struct hn_user_id actor)
{
    struct hn_ctx *c = at_now(p, actor);

    assert_int_equal(hn_store_read_begin(p->t->store, c), HN_OK);
    return c;
}

void
hn_people_read_end(struct hn_people *p)
{
    hn_store_read_end(p->t->store, &p->t->c);
}

struct hn_person_id
hn_people_member(struct hn_people *p, struct hn_unit_id where, const char *code, const char *name,
                 const char *sex, hn_pdate birth, hn_pdate admitted)
{
    const struct hn_person_basic basic = {
        .full_name = name, .sex = sex, .ethnicity = "kinh", .birth_date = birth, .admit_date = admitted
    };
    hn_day from;
    struct hn_deed d = { .kind = HN_DEED_NEW,
                         .basic = &basic,
                         .unit = where,
                         .code = code,
                         .standing = "official",
                         .value = "",
                         .decision = "QĐ 1" };

    assert_true(hn_pdate_day(admitted, &from));
    d.from = from;
    enum hn_rc rc = hn_do(p, &d);

    if (rc)
        print_message("member %s: %s %s %s\n", code, d.fault.field, d.fault.key, d.fault.arg);
    assert_int_equal(rc, HN_OK);
    return d.made;
}
