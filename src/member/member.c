/* member.c: the head of a member's record, and a new member in one deed (member.h). */
#include "member/member.h"

#include <assert.h>
#include <string.h>

#include "audit/audit.h"
#include "member/inside.h"
#include "person/inside.h"

enum hn_rc
hn_member_get(struct hn_ctx *c, struct hn_person_id id, struct hn_member *out)
{
    enum hn_rc rc = hn_person_get(c, id, &out->person);

    if (!rc)
        rc = hn_membership_on(c, id, &out->membership);
    if (!rc)
        rc = hn_standing_on(c, id, &out->standing);
    if (!rc)
        rc = hn_activity_on(c, id, &out->activity);
    if (!rc)
        rc = hn_office_of_person(c, id, false, &out->offices, &out->office_count);
    if (rc)
        return rc;
    out->age = hn_pdate_age(out->person.basic.birth_date, c->on);
    out->party_age = hn_pdate_age(out->person.basic.admit_date, c->on);
    return HN_OK;
}

/* All that can be said against it is said at once. */
static enum hn_rc
check(struct hn_ctx *c, const struct hn_member_new *in, const struct hn_person_basic *basic)
{
    struct hn_person_rules rules;
    enum hn_rc rc = hn_person_rules(c, &rules), faults, worst;

    if (rc)
        return rc;
    worst = hn_person_check(c, &rules, basic);
    if (!in->standing || (!hn_standing_counts(in->standing) && strcmp(in->standing, "candidate") != 0))
        worst = hn_fail_arg(c, HN_INVALID, "standing", "standing.unknown", in->standing);
    if (in->activity && *in->activity && !hn_activity_known(in->activity))
        worst = hn_fail_arg(c, HN_INVALID, "activity", "activity.unknown", in->activity);
    faults = hn_cell_open(c, in->unit, in->from);
    return worst ? worst : faults;
}

static enum hn_rc
write_facts(struct hn_ctx *c, const struct hn_member_new *in, struct hn_person_id id)
{
    bool counts = hn_standing_counts(in->standing);
    struct hn_status_new status = {
        .person = id, .value = in->standing, .from = in->from, .to = HN_DAY_OPEN, .decision = in->decision
    };
    enum hn_rc rc = hn_after_birth(c, id, in->from);

    if (!rc)
        rc = hn_status_write(c, false, &status, HN_DAY_OPEN);
    if (rc || !counts)
        return rc;
    status.value = in->activity && *in->activity ? in->activity : "active";
    rc = hn_membership_write(c, id, in->unit, in->from, HN_DAY_OPEN, in->decision, "");
    return rc ? rc : hn_status_write(c, true, &status, HN_DAY_OPEN);
}

enum hn_rc
hn_member_new(struct hn_ctx *c, const struct hn_member_new *in, struct hn_person_id *out)
{
    const struct hn_person_basic basic = hn_person_basic_clean(&in->basic);
    struct hn_person_id id = { 0 };
    enum hn_rc rc = hn_need(c, HN_MAY_EDIT_MEMBER, in->unit);

    if (!rc)
        rc = check(c, in, &basic);
    if (!rc)
        rc = hn_person_add(c, in->code ? in->code : "", &basic, &id);
    if (!rc)
        rc = write_facts(c, in, id);
    if (rc)
        return rc;
    *out = id;
    return hn_audit_change(c, "member.new", id.v, in->unit, "", hn_person_basic_text(c, &basic));
}
