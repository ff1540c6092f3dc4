/* test_access.c: proves that one function decides as security section 2 says: each role over each relation, allowed
 * beside refused; movers, closed and coming units; lists that show exactly what the decision allows; grants that never
 * exceed the giver's; and a hundred thousand random questions on a random tree equal to a naive second reckoning. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access/scope.h"
#include "account/account.h"
#include "audit/audit.h"
#include "report/log.h"
#include "support/org.h"

#define TODAY ((hn_day)20000)

/* Province 1; committees 10 and 20; cells 11, 12 under 10 and 21 under 20. 13 was under 10 and is closed, 14 comes
 * next month, 22 moved from 10 to 20. */
static const struct hn_org_unit units[] = {
    { 1, 0, 0, HN_DAY_OPEN },
    { 10, 1, 0, HN_DAY_OPEN },
    { 20, 1, 0, HN_DAY_OPEN },
    { 11, 10, 0, HN_DAY_OPEN },
    { 12, 10, 0, HN_DAY_OPEN },
    { 13, 10, 0, TODAY - 100 },
    { 14, 10, TODAY + 30, HN_DAY_OPEN },
    { 21, 20, 0, HN_DAY_OPEN },
    { 22, 10, 0, TODAY - 50 },
    { 22, 20, TODAY - 50, HN_DAY_OPEN },
};
/* 511 in cell 11; 512 in 12; 521 in 21; 599 moved from 11 to 21; 513 was last in the closed 13; 514 comes to 14. */
static const struct hn_org_member members[] = {
    { 511, 11, 100, HN_DAY_OPEN },        { 512, 12, 100, HN_DAY_OPEN },        { 521, 21, 100, HN_DAY_OPEN },
    { 599, 11, 100, TODAY - 10 },         { 599, 21, TODAY - 10, HN_DAY_OPEN }, { 513, 13, 100, TODAY - 100 },
    { 514, 14, TODAY + 30, HN_DAY_OPEN },
};

struct cast {
    struct hn_user_id member, secretary, clerk, leader, inspector, counter, manager, manager2, auditor,
        operator_, none;
};

static enum hn_rc
set_cast(struct hn_ctx *c, struct cast *k)
{
    int64_t inspection;

    hn_org_on(c, TODAY);
    EXPECT_RC(hn_org_units(c, units, sizeof units / sizeof units[0]), HN_OK);
    EXPECT_RC(hn_org_members(c, members, sizeof members / sizeof members[0]), HN_OK);
    k->member = hn_org_account(c, "member", 511);
    k->secretary = hn_org_account(c, "secretary", 0);
    k->clerk = hn_org_account(c, "clerk", 0);
    k->leader = hn_org_account(c, "leader", 0);
    k->inspector = hn_org_account(c, "inspector", 0);
    k->counter = hn_org_account(c, "counter", 0);
    k->manager = hn_org_account(c, "manager", 0);
    k->manager2 = hn_org_account(c, "manager2", 0);
    k->auditor = hn_org_account(c, "auditor", 0);
    k->operator_ = hn_org_account(c, "operator", 0);
    k->none = hn_org_account(c, "none", 0);
    EXPECT_RC(hn_org_grant(c, k->inspector, "inspection_officer", 20), HN_INVALID);
    hn_fault_clear(c);
    EXPECT_RC(hn_case_open(c, (struct hn_unit_id){ 20 }, "01/QĐ", TODAY - 5, &inspection), HN_OK);
    EXPECT_RC(hn_case_add(c, inspection, (struct hn_person_id){ 521 }), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->secretary, "cell_secretary", 11), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->clerk, "committee_clerk", 10), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->leader, "committee_leader", 1), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->inspector, "inspection_officer", 20), HN_OK);
    const struct hn_case_new second = {
        .id = 9001, .unit = { 1 }, .number = "02/QĐ", .from = TODAY - 5, .subject_unit = { 10 }
    };
    const struct hn_grant officer = { .user = k->inspector,
                                      .role = "inspection_officer",
                                      .inspection = 9001,
                                      .from = TODAY,
                                      .to = HN_DAY_OPEN,
                                      .reason = "x" };

    EXPECT_RC(hn_case_begin(c, &second), HN_OK);
    EXPECT_RC(hn_grant_give(c, &officer, NULL, NULL), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->counter, "counting_officer", 21), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->manager, "account_manager", 10), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->manager2, "account_manager", 1), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->auditor, "auditor", 1), HN_OK);
    EXPECT_RC(hn_org_grant(c, k->operator_, "operator", 1), HN_OK);
    return HN_OK;
}

/* --- each role over each relation --- */

enum who {
    MEMBER,
    SECRETARY,
    CLERK,
    LEADER,
    INSPECTOR,
    COUNTER,
    MANAGER,
    AUDITOR,
    OPERATOR,
    NONE,
    STRANGER,
    SYSTEM
};

static enum hn_rc
story_roles(struct hn_ctx *c, void *arg)
{
    static const struct {
        enum who who;
        enum hn_right right;
        int64_t unit, person;
        enum hn_group group;
        enum hn_rc wanted;
    } cases[] = {
        /* a member: the own record, all of it; the own cell and its meetings; nothing of anybody else */
        { MEMBER, HN_MAY_SIGNED_IN, 0, 0, 0, HN_OK },
        { MEMBER, HN_MAY_READ_MEMBER, 0, 511, HN_GROUP_HEALTH, HN_OK },
        { MEMBER, HN_MAY_READ_LOG, 0, 511, 0, HN_OK },
        { MEMBER, HN_MAY_EXPORT, 0, 511, 0, HN_OK },
        { MEMBER, HN_MAY_EDIT_MEMBER, 0, 511, 0, HN_DENIED },
        { MEMBER, HN_MAY_READ_MEMBER, 0, 512, 0, HN_NOT_FOUND },
        { MEMBER, HN_MAY_READ_MEMBER, 0, 999, 0, HN_NOT_FOUND },
        { MEMBER, HN_MAY_READ_UNIT, 11, 0, 0, HN_OK },
        { MEMBER, HN_MAY_READ_MEETING, 11, 0, 0, HN_OK },
        { MEMBER, HN_MAY_EDIT_MEETING, 11, 0, 0, HN_DENIED },
        { MEMBER, HN_MAY_READ_MEETING, 12, 0, 0, HN_NOT_FOUND },
        { MEMBER, HN_MAY_READ_MEETING, 0, 512, 0, HN_NOT_FOUND },
        /* a secretary: the own cell */
        { SECRETARY, HN_MAY_READ_UNIT, 11, 0, 0, HN_OK },
        { SECRETARY, HN_MAY_READ_MEMBER, 0, 511, 0, HN_OK },
        { SECRETARY, HN_MAY_READ_MEMBER, 0, 511, HN_GROUP_CONTACT, HN_DENIED },
        { SECRETARY, HN_MAY_REVEAL, 0, 511, HN_GROUP_CONTACT, HN_OK },
        { SECRETARY, HN_MAY_EDIT_MEMBER, 11, 0, 0, HN_OK },
        { SECRETARY, HN_MAY_EDIT_UNIT, 11, 0, 0, HN_DENIED },
        { SECRETARY, HN_MAY_READ_LOG, 0, 511, 0, HN_DENIED },
        { SECRETARY, HN_MAY_EDIT_MEETING, 11, 0, 0, HN_OK },
        { SECRETARY, HN_MAY_KEEP_FEES, 11, 0, 0, HN_OK },
        { SECRETARY, HN_MAY_MONITOR, 11, 0, 0, HN_DENIED },
        { SECRETARY, HN_MAY_EDIT_MEETING, 12, 0, 0, HN_NOT_FOUND },
        { SECRETARY, HN_MAY_DIRECT, 11, 0, 0, HN_OK },
        { SECRETARY, HN_MAY_INSPECT, 11, 0, 0, HN_OK },
        { SECRETARY, HN_MAY_FIND, 11, 0, 0, HN_DENIED },
        { SECRETARY, HN_MAY_DIRECT, 12, 0, 0, HN_NOT_FOUND },
        { SECRETARY, HN_MAY_READ_UNIT, 12, 0, 0, HN_NOT_FOUND },
        { SECRETARY, HN_MAY_READ_UNIT, 10, 0, 0, HN_NOT_FOUND },
        { SECRETARY, HN_MAY_READ_MEMBER, 0, 512, 0, HN_NOT_FOUND },
        { SECRETARY, HN_MAY_READ_UNIT, 77, 0, 0, HN_NOT_FOUND },
        /* a clerk: the committee and below, basic fields */
        { CLERK, HN_MAY_READ_UNIT, 10, 0, 0, HN_OK },
        { CLERK, HN_MAY_READ_MEETING, 11, 0, 0, HN_OK },
        { CLERK, HN_MAY_EDIT_MEETING, 10, 0, 0, HN_OK },
        { CLERK, HN_MAY_EDIT_MEETING, 11, 0, 0, HN_DENIED },
        { CLERK, HN_MAY_MONITOR, 11, 0, 0, HN_OK },
        { CLERK, HN_MAY_KEEP_FEES, 11, 0, 0, HN_DENIED },
        { CLERK, HN_MAY_DIRECT, 10, 0, 0, HN_OK },
        { CLERK, HN_MAY_DIRECT, 11, 0, 0, HN_DENIED },
        { CLERK, HN_MAY_INSPECT, 10, 0, 0, HN_OK },
        { CLERK, HN_MAY_INSPECT, 11, 0, 0, HN_DENIED },
        { CLERK, HN_MAY_EDIT_UNIT, 11, 0, 0, HN_OK },
        { CLERK, HN_MAY_READ_FIGURES, 12, 0, 0, HN_OK },
        { CLERK, HN_MAY_READ_MEMBER, 0, 511, 0, HN_OK },
        { CLERK, HN_MAY_REVEAL, 0, 511, HN_GROUP_CONTACT, HN_DENIED },
        { CLERK, HN_MAY_EDIT_MEMBER, 0, 511, HN_GROUP_CONTACT, HN_OK },
        { CLERK, HN_MAY_EDIT_MEMBER, 0, 511, HN_GROUP_HEALTH, HN_DENIED },
        { CLERK, HN_MAY_READ_UNIT, 1, 0, 0, HN_NOT_FOUND },
        { CLERK, HN_MAY_READ_UNIT, 20, 0, 0, HN_NOT_FOUND },
        { CLERK, HN_MAY_READ_MEMBER, 0, 521, 0, HN_NOT_FOUND },
        /* closed and coming units stay somebody's; a unit that moved is the new chain's */
        { CLERK, HN_MAY_READ_UNIT, 13, 0, 0, HN_OK },
        { CLERK, HN_MAY_READ_UNIT, 14, 0, 0, HN_OK },
        { CLERK, HN_MAY_READ_UNIT, 22, 0, 0, HN_NOT_FOUND },
        { CLERK, HN_MAY_READ_MEMBER, 0, 513, 0, HN_OK },
        { CLERK, HN_MAY_EDIT_MEMBER, 0, 513, 0, HN_OK },
        { CLERK, HN_MAY_READ_MEMBER, 0, 514, 0, HN_OK },
        { SECRETARY, HN_MAY_READ_MEMBER, 0, 513, 0, HN_NOT_FOUND },
        /* a leader: the whole tree, to read */
        { LEADER, HN_MAY_READ_MEMBER, 0, 521, 0, HN_OK },
        { LEADER, HN_MAY_REVEAL, 0, 521, HN_GROUP_DISCIPLINE, HN_OK },
        { LEADER, HN_MAY_EDIT_MEMBER, 0, 521, 0, HN_DENIED },
        { LEADER, HN_MAY_READ_FIGURES, 1, 0, 0, HN_OK },
        { LEADER, HN_MAY_INSPECT, 20, 0, 0, HN_OK },
        { LEADER, HN_MAY_DIRECT, 1, 0, 0, HN_OK },
        { LEADER, HN_MAY_DIRECT, 20, 0, 0, HN_DENIED },
        { LEADER, HN_MAY_FIND, 20, 0, 0, HN_DENIED },
        /* an inspection officer: the persons of the case, its units and what is below, nobody who belongs to them */
        { INSPECTOR, HN_MAY_READ_MEMBER, 0, 521, 0, HN_OK },
        { INSPECTOR, HN_MAY_REVEAL, 0, 521, HN_GROUP_DISCIPLINE, HN_OK },
        { INSPECTOR, HN_MAY_REVEAL, 0, 521, HN_GROUP_HEALTH, HN_DENIED },
        { INSPECTOR, HN_MAY_EDIT_MEMBER, 0, 521, 0, HN_DENIED },
        { INSPECTOR, HN_MAY_READ_MEMBER, 0, 599, 0, HN_NOT_FOUND },
        { INSPECTOR, HN_MAY_READ_UNIT, 20, 0, 0, HN_NOT_FOUND },
        { INSPECTOR, HN_MAY_READ_UNIT, 10, 0, 0, HN_OK },
        { INSPECTOR, HN_MAY_READ_MEETING, 12, 0, 0, HN_OK },
        { INSPECTOR, HN_MAY_READ_MEETING, 13, 0, 0, HN_OK },
        { INSPECTOR, HN_MAY_READ_MEETING, 22, 0, 0, HN_NOT_FOUND },
        { INSPECTOR, HN_MAY_FIND, 12, 0, 0, HN_OK },
        { INSPECTOR, HN_MAY_INSPECT, 12, 0, 0, HN_DENIED },
        { INSPECTOR, HN_MAY_READ_MEMBER, 12, 0, 0, HN_DENIED },
        { INSPECTOR, HN_MAY_EDIT_MEETING, 12, 0, 0, HN_DENIED },
        { INSPECTOR, HN_MAY_READ_MEMBER, 0, 511, 0, HN_NOT_FOUND },
        { COUNTER, HN_MAY_READ_UNIT, 21, 0, 0, HN_OK },
        { COUNTER, HN_MAY_READ_MEMBER, 0, 521, 0, HN_DENIED },
        { COUNTER, HN_MAY_READ_UNIT, 20, 0, 0, HN_NOT_FOUND },
        { MANAGER, HN_MAY_GRANT, 11, 0, 0, HN_OK },
        { MANAGER, HN_MAY_READ_MEMBER, 0, 511, 0, HN_DENIED },
        { MANAGER, HN_MAY_GRANT, 21, 0, 0, HN_NOT_FOUND },
        { AUDITOR, HN_MAY_READ_LOG, 0, 511, 0, HN_OK },
        { AUDITOR, HN_MAY_READ_LOG, 20, 0, 0, HN_OK },
        { AUDITOR, HN_MAY_READ_FIGURES, 1, 0, 0, HN_OK },
        { AUDITOR, HN_MAY_READ_MEMBER, 0, 511, 0, HN_DENIED },
        { OPERATOR, HN_MAY_OPERATE, 0, 0, 0, HN_OK },
        { OPERATOR, HN_MAY_READ_UNIT, 1, 0, 0, HN_NOT_FOUND },
        { OPERATOR, HN_MAY_READ_FIGURES, 0, 0, 0, HN_DENIED },
        { NONE, HN_MAY_SIGNED_IN, 0, 0, 0, HN_OK },
        { NONE, HN_MAY_READ_UNIT, 0, 0, 0, HN_DENIED },
        { NONE, HN_MAY_READ_UNIT, 1, 0, 0, HN_NOT_FOUND },
        { STRANGER, HN_MAY_ANYONE, 0, 0, 0, HN_OK },
        { STRANGER, HN_MAY_SIGNED_IN, 0, 0, 0, HN_DENIED },
        { STRANGER, HN_MAY_READ_MEMBER, 0, 511, 0, HN_NOT_FOUND },
        { SYSTEM, HN_MAY_REVEAL, 0, 511, HN_GROUP_HEALTH, HN_OK },
        { SYSTEM, HN_MAY_NOTHING, 0, 0, 0, HN_DENIED },
        { LEADER, HN_MAY_NOTHING, 1, 0, 0, HN_NOT_FOUND },
    };
    struct cast k;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    const struct hn_user_id users[] = { k.member,    k.secretary, k.clerk,   k.leader,
                                        k.inspector, k.counter,   k.manager, k.auditor,
                                        k.operator_, k.none,      { 0 },     HN_USER_SYSTEM };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct hn_record record = { { cases[i].unit }, { cases[i].person } };

        hn_org_as(c, users[cases[i].who]);
        enum hn_rc rc = hn_access_allows(c, cases[i].right, record, cases[i].group);

        if (rc != cases[i].wanted)
            print_error("case %zu: %s gave %d\n", i, hn_right_name(cases[i].right), rc);
        EXPECT(rc == cases[i].wanted);
        EXPECT(c->fault_count == 0 && !hn_audit_owes(c));
    }
    /* The refusing faces say why and leave a line for the log. */
    hn_org_as(c, k.secretary);
    EXPECT_RC(hn_need(c, HN_MAY_EDIT_UNIT, (struct hn_unit_id){ 11 }), HN_DENIED);
    EXPECT(strcmp(c->faults[0].key, "access.denied") == 0 && hn_audit_owes(c));
    hn_org_as(c, k.secretary);
    EXPECT_RC(hn_need_person(c, HN_MAY_READ_MEMBER, (struct hn_person_id){ 512 }, 0), HN_NOT_FOUND);
    EXPECT(strcmp(c->faults[0].key, "access.not_found") == 0 && hn_audit_owes(c));
    /* No unit is no place: who edits one unit does not make a new root. */
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_access_anywhere(c, HN_MAY_EDIT_UNIT), HN_OK);
    EXPECT_RC(hn_need(c, HN_MAY_EDIT_UNIT, (struct hn_unit_id){ 0 }), HN_DENIED);
    EXPECT_RC(hn_need_person(c, HN_MAY_EDIT_MEMBER, (struct hn_person_id){ 0 }, 0), HN_DENIED);
    EXPECT_RC(hn_need(c, HN_MAY_SIGNED_IN, (struct hn_unit_id){ 0 }), HN_OK);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_need(c, HN_MAY_EDIT_UNIT, (struct hn_unit_id){ 0 }), HN_OK);
    /* An account that is off holds nothing. */
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_account_set_active(c, k.leader, false), HN_OK);
    hn_org_as(c, k.leader);
    EXPECT_RC(hn_access_allows(c, HN_MAY_SIGNED_IN, HN_NO_RECORD, 0), HN_DENIED);
    EXPECT_RC(hn_need(c, HN_MAY_READ_UNIT, (struct hn_unit_id){ 1 }), HN_NOT_FOUND);
    return HN_OK;
}

/* The former unit reads what it wrote, as it left it; the new chain holds the file. */
static enum hn_rc
story_mover(struct hn_ctx *c, void *arg)
{
    const struct hn_person_id mover = { 599 };
    const struct hn_record record = { .person = { 599 } };
    enum hn_reach reach;
    struct cast k;
    hn_day last;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    struct hn_user_id new_secretary = hn_org_account(c, "moi", 0);

    EXPECT_RC(hn_org_grant(c, new_secretary, "cell_secretary", 21), HN_OK);
    hn_org_as(c, k.secretary);
    EXPECT_RC(hn_access_reach(c, mover, &reach, &last), HN_OK);
    EXPECT(reach == HN_REACH_FORMER && last == TODAY - 11);
    EXPECT_RC(hn_access_allows(c, HN_MAY_EDIT_MEMBER, record, 0), HN_DENIED);
    EXPECT_RC(hn_access_allows(c, HN_MAY_REVEAL, record, HN_GROUP_CONTACT), HN_DENIED);
    EXPECT_RC(hn_access_allows(c, HN_MAY_EXPORT, record, 0), HN_DENIED);
    EXPECT_RC(hn_need_person(c, HN_MAY_READ_MEMBER, mover, 0), HN_OK);
    EXPECT(c->on == TODAY - 11 && c->known == hn_day_end(TODAY - 11));
    hn_org_on(c, TODAY);
    c->on = TODAY - 500; /* an earlier day asked for stays */
    EXPECT_RC(hn_need_person(c, HN_MAY_READ_MEMBER, mover, 0), HN_OK);
    EXPECT(c->on == TODAY - 500);
    hn_org_on(c, TODAY);
    hn_org_as(c, new_secretary);
    EXPECT_RC(hn_access_reach(c, mover, &reach, &last), HN_OK);
    EXPECT(reach == HN_REACH_PRESENT && last == HN_DAY_OPEN);
    EXPECT_RC(hn_access_allows(c, HN_MAY_EDIT_MEMBER, record, 0), HN_OK);
    EXPECT_RC(hn_need_person(c, HN_MAY_READ_MEMBER, mover, 0), HN_OK);
    EXPECT(c->on == TODAY && c->known == HN_TIME_OPEN);
    /* A leader over both sees it through today's unit, not through the past one. */
    hn_org_as(c, k.leader);
    EXPECT_RC(hn_need_person(c, HN_MAY_READ_MEMBER, mover, 0), HN_OK);
    EXPECT(c->on == TODAY && c->known == HN_TIME_OPEN);
    /* The auditor of the former unit alone has no sight of the person there. */
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_org_grant(c, k.none, "auditor", 10), HN_OK);
    hn_org_as(c, k.none);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_LOG, record, 0), HN_NOT_FOUND);
    /* Before the move the old cell held the file, also for papers of that time. */
    hn_org_as(c, k.secretary);
    hn_org_on(c, TODAY - 20);
    EXPECT_RC(hn_access_allows(c, HN_MAY_EDIT_MEMBER, record, 0), HN_NOT_FOUND); /* the grant begins later */
    return HN_OK;
}

/* --- an inspection by the word of who inspects --- */

/* 511 is inspected by committee 10: 512 is put on the team, by the secretary of the committee's inspection. */
static enum hn_rc
story_case(struct hn_ctx *c, void *arg)
{
    const struct hn_record person = { .person = { 511 } }, cell = { .unit = { 11 } };
    struct hn_case_new in = { .id = 7001, .unit = { 10 }, .number = "03/QĐ", .from = TODAY };
    struct cast k;
    bool may;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    struct hn_user_id officer = hn_org_account(c, "officer", 512);
    struct hn_user_id keeper = hn_org_account(c, "keeper", 521);

    EXPECT_RC(hn_org_grant(c, keeper, "cell_deputy", 11), HN_OK);
    in.subject_person.v = 521; /* was never here */
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_case_begin(c, &in), HN_INVALID);
    hn_fault_clear(c);
    in.subject_person.v = 599; /* has left: may be inspected still */
    EXPECT_RC(hn_case_begin(c, &in), HN_OK);
    in = (struct hn_case_new){
        .id = 7002, .unit = { 10 }, .number = "", .from = TODAY, .subject_unit = { 11 }
    };
    EXPECT_RC(hn_case_begin(c, &in), HN_INVALID);
    in.number = "04/QĐ";
    in.from = TODAY + 1;
    EXPECT_RC(hn_case_begin(c, &in), HN_INVALID);
    in.from = TODAY;
    hn_org_as(c, k.secretary); /* of the cell: not over committee 10 */
    EXPECT_RC(hn_case_begin(c, &in), HN_NOT_FOUND);
    hn_org_as(c, k.clerk);
    in.subject_unit.v = 21; /* of another committee */
    EXPECT_RC(hn_case_begin(c, &in), HN_INVALID);
    in.subject_unit.v = 14; /* not yet */
    EXPECT_RC(hn_case_begin(c, &in), HN_INVALID);
    in.subject_unit.v = 11;
    hn_fault_clear(c);
    EXPECT_RC(hn_case_begin(c, &in), HN_OK);
    /* Not the subject, not one of the unit, not its keeper, not without an account, not oneself, not over none. */
    EXPECT_RC(hn_case_give(c, 7002, (struct hn_person_id){ 511 }, "QĐ"), HN_INVALID);
    EXPECT_RC(hn_case_give(c, 7002, (struct hn_person_id){ 521 }, "QĐ"), HN_INVALID);
    EXPECT_RC(hn_case_give(c, 7002, (struct hn_person_id){ 599 }, "QĐ"), HN_INVALID);
    EXPECT_RC(hn_case_give(c, 7003, (struct hn_person_id){ 512 }, "QĐ"), HN_INVALID);
    hn_org_as(c, officer);
    EXPECT_RC(hn_case_give(c, 7002, (struct hn_person_id){ 512 }, "QĐ"), HN_NOT_FOUND);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_org_grant(c, officer, "committee_leader", 10), HN_OK);
    hn_org_as(c, officer);
    EXPECT_RC(hn_case_give(c, 7002, (struct hn_person_id){ 512 }, "QĐ"), HN_DENIED);
    EXPECT(strcmp(c->faults[c->fault_count - 1].key, "access.to_oneself") == 0);
    hn_org_as(c, HN_USER_SYSTEM);
    {
        const struct hn_grant *rows;
        size_t count;

        EXPECT_RC(hn_grant_list(c, officer, &rows, &count), HN_OK);
        EXPECT_RC(hn_grant_end(c, rows[0].id, TODAY - 1, "x"), HN_OK);
    }
    hn_org_as(c, officer);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_MEETING, cell, 0), HN_NOT_FOUND);
    EXPECT_RC(hn_access_case(c, HN_MAY_FIND, 7002, &may), HN_OK);
    EXPECT(!may);
    /* Named, twice as once: the case's unit, nobody of it; gone with the removal. */
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_case_give(c, 7002, (struct hn_person_id){ 512 }, "QĐ"), HN_OK);
    EXPECT_RC(hn_case_give(c, 7002, (struct hn_person_id){ 512 }, "QĐ"), HN_OK);
    EXPECT_RC(hn_case_give(c, 7001, (struct hn_person_id){ 512 }, "QĐ"), HN_OK);
    hn_org_as(c, officer);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_MEETING, cell, 0), HN_OK);
    EXPECT_RC(hn_access_allows(c, HN_MAY_INSPECT, cell, 0), HN_DENIED);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_MEMBER, person, 0), HN_NOT_FOUND);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_MEMBER, (struct hn_record){ .person = { 599 } }, 0), HN_OK);
    EXPECT_RC(hn_access_case(c, HN_MAY_FIND, 7002, &may), HN_OK);
    EXPECT(may);
    EXPECT_RC(hn_access_case(c, HN_MAY_FIND, 9001, &may), HN_OK);
    EXPECT(!may);
    hn_org_as(c, k.secretary);
    EXPECT_RC(hn_case_take(c, 7002, (struct hn_person_id){ 512 }, "QĐ"), HN_NOT_FOUND);
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_case_take(c, 7002, (struct hn_person_id){ 512 }, "QĐ"), HN_OK);
    hn_org_as(c, officer);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_MEETING, cell, 0), HN_NOT_FOUND);
    EXPECT_RC(hn_access_case(c, HN_MAY_FIND, 7001, &may), HN_OK);
    EXPECT(may);
    /* The case over, nothing is left of it, and none is given any more. */
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_case_end(c, 7001, "lưu"), HN_OK);
    EXPECT_RC(hn_case_give(c, 7001, (struct hn_person_id){ 512 }, "QĐ"), HN_INVALID);
    hn_org_as(c, officer);
    EXPECT_RC(hn_access_case(c, HN_MAY_FIND, 7001, &may), HN_OK);
    EXPECT(!may);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_MEMBER, (struct hn_record){ .person = { 599 } }, 0),
              HN_NOT_FOUND);
    return HN_OK;
}

/* Four open inspections are as many as a list's scope can name; a fifth is refused, one over leaves room. */
static enum hn_rc
story_room(struct hn_ctx *c, void *arg)
{
    struct cast k;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    struct hn_user_id officer = hn_org_account(c, "officer", 521);

    for (int64_t i = 0; i < HN_SCOPE_CASES; i++) {
        const struct hn_case_new in = {
            .id = 7100 + i, .unit = { 10 }, .number = "1", .from = TODAY - 1, .subject_unit = { 11 + i % 2 }
        };

        EXPECT_RC(hn_case_begin(c, &in), HN_OK);
        EXPECT_RC(hn_case_give(c, in.id, (struct hn_person_id){ 521 }, "QĐ"), HN_OK);
    }
    const struct hn_case_new fifth = {
        .id = 7200, .unit = { 10 }, .number = "1", .from = TODAY, .subject_unit = { 12 }
    };

    EXPECT_RC(hn_case_begin(c, &fifth), HN_OK);
    EXPECT_RC(hn_case_give(c, 7200, (struct hn_person_id){ 521 }, "QĐ"), HN_INVALID);
    EXPECT_RC(hn_case_end(c, 7100, "lưu"), HN_OK);
    EXPECT_RC(hn_case_give(c, 7200, (struct hn_person_id){ 521 }, "QĐ"), HN_OK);
    for (int i = 0; i < HN_SCOPE_ROOTS - 2; i++)
        EXPECT_RC(hn_org_grant(c, officer, "cell_secretary", (const int64_t[]){ 1, 10, 20, 13, 21, 22 }[i]),
                  HN_OK);
    EXPECT_RC(hn_org_grant(c, officer, "cell_secretary", 14), HN_INVALID);
    return HN_OK;
}

/* --- grants --- */

static enum hn_rc
give(struct hn_ctx *c, struct hn_user_id giver, struct hn_user_id to, const char *role, int64_t unit,
     hn_day until, bool *pending, int64_t *id)
{
    const struct hn_grant g = {
        .user = to, .role = role, .unit = { unit }, .from = TODAY, .to = until, .reason = "phân công"
    };

    hn_org_as(c, giver);
    return hn_grant_give(c, &g, id, pending);
}

static enum hn_rc
story_grants(struct hn_ctx *c, void *arg)
{
    const struct hn_record cell = { .unit = { 12 } };
    const struct hn_grant *rows;
    const struct hn_role *roles;
    const char *why;
    struct cast k;
    int64_t id, made;
    bool pending, allowed;
    size_t count;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    /* Within the giver's scope and roles; beyond; to oneself; by somebody without the right. */
    EXPECT_RC(give(c, k.manager, k.none, "cell_secretary", 12, HN_DAY_OPEN, &pending, &id), HN_OK);
    EXPECT(!pending);
    hn_org_as(c, k.none);
    EXPECT_RC(hn_access_allows(c, HN_MAY_EDIT_MEMBER, cell, 0), HN_OK);
    EXPECT_RC(give(c, k.manager, k.none, "committee_clerk", 20, HN_DAY_OPEN, &pending, NULL), HN_NOT_FOUND);
    EXPECT_RC(give(c, k.manager, k.none, "committee_clerk", 1, HN_DAY_OPEN, &pending, NULL), HN_NOT_FOUND);
    EXPECT_RC(give(c, k.manager, k.manager, "committee_clerk", 10, HN_DAY_OPEN, &pending, NULL), HN_DENIED);
    EXPECT_RC(give(c, k.clerk, k.none, "cell_secretary", 11, HN_DAY_OPEN, &pending, NULL), HN_DENIED);
    EXPECT_RC(give(c, k.none, k.member, "cell_secretary", 21, HN_DAY_OPEN, &pending, NULL), HN_NOT_FOUND);
    EXPECT_RC(give(c, k.manager, k.none, "emperor", 11, HN_DAY_OPEN, &pending, NULL), HN_INVALID);
    EXPECT_RC(give(c, k.manager, k.none, "cell_secretary", 11, TODAY, &pending, NULL), HN_INVALID);
    EXPECT_RC(give(c, k.manager2, k.none, "cell_secretary", 77, HN_DAY_OPEN, &pending, NULL), HN_INVALID);
    EXPECT_RC(give(c, k.manager2, (struct hn_user_id){ 5 }, "auditor", 1, HN_DAY_OPEN, &pending, NULL),
              HN_INVALID);
    /* Not longer than the giver's own. */
    EXPECT_RC(hn_grant_list(c, k.manager2, &rows, &count), HN_OK);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_grant_end(c, rows[0].id, TODAY + 100, "hết nhiệm kỳ"), HN_OK);
    EXPECT_RC(give(c, k.manager2, k.none, "auditor", 21, TODAY + 102, &pending, NULL), HN_DENIED);
    EXPECT_RC(give(c, k.manager2, k.none, "auditor", 21, TODAY + 101, &pending, NULL), HN_OK);
    /* Operator and manager: a second person, neither the asker nor the receiver. */
    EXPECT_RC(give(c, k.manager, k.none, "account_manager", 11, HN_DAY_OPEN, &pending, &id), HN_OK);
    EXPECT(pending);
    hn_org_as(c, k.none);
    EXPECT_RC(hn_access_allows(c, HN_MAY_GRANT, HN_NO_RECORD, 0), HN_DENIED);
    EXPECT_RC(hn_grant_decide(c, id, true, &made), HN_NOT_FOUND);
    hn_org_as(c, k.manager);
    EXPECT_RC(hn_grant_decide(c, id, true, &made), HN_DENIED);
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_grant_decide(c, id, true, &made), HN_DENIED);
    hn_org_as(c, HN_USER_SYSTEM);
    struct hn_user_id second = hn_org_account(c, "second", 0);

    EXPECT_RC(hn_org_grant(c, second, "account_manager", 10), HN_OK);
    hn_org_as(c, second);
    EXPECT_RC(hn_grant_list(c, k.none, &rows, &count), HN_OK);
    EXPECT(count == 2 && rows[1].pending && rows[1].id == id && strcmp(rows[1].giver_name, "manager") == 0);
    EXPECT_RC(hn_grant_decide(c, id, true, &made), HN_OK);
    EXPECT_RC(hn_grant_decide(c, id, true, &made), HN_CONFLICT);
    hn_org_as(c, k.none);
    EXPECT_RC(hn_access_allows(c, HN_MAY_GRANT, (struct hn_record){ .unit = { 11 } }, 0), HN_OK);
    /* Refused, it never comes into force. An operator takes a manager of the whole tree. */
    EXPECT_RC(give(c, k.manager, k.member, "account_manager", 12, HN_DAY_OPEN, &pending, &id), HN_OK);
    hn_org_as(c, second);
    EXPECT_RC(hn_grant_decide(c, id, false, &made), HN_OK);
    hn_org_as(c, k.member);
    EXPECT_RC(hn_access_allows(c, HN_MAY_GRANT, HN_NO_RECORD, 0), HN_DENIED);
    EXPECT_RC(give(c, k.manager, k.member, "operator", 0, HN_DAY_OPEN, &pending, NULL), HN_DENIED);
    EXPECT_RC(give(c, k.manager2, k.member, "operator", 0, TODAY + 50, &pending, NULL), HN_OK);
    EXPECT(pending);
    /* What may be given, and who may change whose account. */
    hn_org_as(c, k.manager);
    EXPECT_RC(hn_role_list(c, &roles, &count), HN_OK);
    EXPECT(count == 10);
    EXPECT_RC(hn_access_over_user(c, k.secretary), HN_OK);
    EXPECT_RC(hn_access_over_user(c, k.manager), HN_DENIED);
    EXPECT_RC(hn_access_over_user(c, second), HN_DENIED);
    EXPECT_RC(hn_access_over_user(c, k.leader), HN_NOT_FOUND);
    EXPECT_RC(hn_access_over_user(c, k.counter), HN_NOT_FOUND);
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_role_list(c, &roles, &count), HN_DENIED);
    /* Why. */
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(
        hn_access_explain(c, k.clerk, HN_MAY_EDIT_UNIT, (struct hn_record){ .unit = { 11 } }, &allowed, &why),
        HN_OK);
    EXPECT(allowed && strstr(why, "committee_clerk over unit 10"));
    EXPECT_RC(
        hn_access_explain(c, k.clerk, HN_MAY_REVEAL, (struct hn_record){ .person = { 511 } }, &allowed, &why),
        HN_OK);
    EXPECT(!allowed && strstr(why, "none holds this right"));
    EXPECT_RC(
        hn_access_explain(c, k.inspector, HN_MAY_FIND, (struct hn_record){ .unit = { 12 } }, &allowed, &why),
        HN_OK);
    EXPECT(allowed && strstr(why, "inspection_officer over inspection 9001"));
    EXPECT_RC(
        hn_access_explain(c, k.clerk, HN_MAY_READ_UNIT, (struct hn_record){ .unit = { 21 } }, &allowed, &why),
        HN_OK);
    EXPECT(!allowed && strstr(why, "no grant reaches it"));
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_access_explain(c, k.leader, HN_MAY_READ_UNIT, HN_NO_RECORD, &allowed, &why), HN_DENIED);
    return HN_OK;
}

/* A grant ends: by hand from the next day or at once; dated ones by themselves. At most eight units a user. */
static enum hn_rc
story_grant_days(struct hn_ctx *c, void *arg)
{
    const struct hn_record cell = { .unit = { 11 } };
    const struct hn_grant *rows;
    struct cast k;
    int64_t id;
    size_t count;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    EXPECT_RC(give(c, HN_USER_SYSTEM, k.none, "cell_secretary", 11, TODAY + 2, NULL, &id), HN_OK);
    for (hn_day day = TODAY - 1; day < TODAY + 4; day++) {
        hn_org_as(c, k.none);
        hn_org_on(c, day);
        EXPECT_RC(hn_access_allows(c, HN_MAY_READ_UNIT, cell, 0),
                  day >= TODAY && day < TODAY + 2 ? HN_OK : HN_NOT_FOUND);
    }
    hn_org_on(c, TODAY);
    hn_org_as(c, k.manager);
    EXPECT_RC(hn_grant_end(c, id, TODAY + 1, "x"), HN_INVALID);
    EXPECT_RC(hn_grant_end(c, id, TODAY - 2, "x"), HN_INVALID);
    EXPECT_RC(hn_grant_end(c, 5, TODAY, "x"), HN_NOT_FOUND);
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_grant_end(c, id, TODAY - 1, "x"), HN_DENIED);
    hn_org_as(c, k.manager);
    EXPECT_RC(hn_grant_end(c, id, TODAY - 1, "thôi"), HN_OK);
    hn_org_as(c, k.none);
    EXPECT_RC(hn_access_allows(c, HN_MAY_READ_UNIT, cell, 0), HN_NOT_FOUND);
    hn_org_as(c, HN_USER_SYSTEM);
    EXPECT_RC(hn_grant_list(c, k.none, &rows, &count), HN_OK);
    EXPECT(count == 0);
    EXPECT_RC(hn_org_grant(c, k.none, "cell_secretary", 1), HN_OK);
    const int64_t many[] = { 10, 11, 12, 13, 14, 20, 21 };

    for (size_t i = 0; i < 7; i++)
        EXPECT_RC(hn_org_grant(c, k.none, "cell_secretary", many[i]), HN_OK);
    EXPECT_RC(hn_org_grant(c, k.none, "cell_deputy", 21), HN_OK);
    EXPECT_RC(hn_org_grant(c, k.none, "cell_secretary", 22), HN_INVALID);
    EXPECT(strcmp(c->faults[0].key, "access.too_many_roots") == 0);
    return HN_OK;
}

/* --- the log, by rights --- */

struct seen {
    int count;
    int64_t newest, unit_zero;
};

static void
see(void *sink, const struct hn_audit_line *line)
{
    struct seen *s = sink;

    if (s->count++ == 0)
        s->newest = line->sequence;
    s->unit_zero += line->unit.v == 0;
}

static enum hn_rc
story_log(struct hn_ctx *c, void *arg)
{
    struct hn_audit_filter all = { 0 };
    struct hn_audit_root root;
    struct seen s = { 0 };
    struct cast k;
    int64_t n;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    EXPECT_RC(hn_org_grant(c, k.none, "auditor", 10), HN_OK);
    EXPECT_RC(hn_audit_person(c, "person.edit", 511, (struct hn_person_id){ 511 }, (struct hn_unit_id){ 11 }),
              HN_OK);
    EXPECT_RC(hn_audit_person(c, "person.edit", 521, (struct hn_person_id){ 521 }, (struct hn_unit_id){ 21 }),
              HN_OK);
    EXPECT_RC(hn_audit(c, "standing.put", 512), HN_OK);
    EXPECT_RC(hn_audit(c, "standing.put", 521), HN_OK);
    EXPECT_RC(hn_audit_root(c, &root), HN_OK);
    /* The whole tree's auditor sees every line; one of a committee its own units' and none without a unit. */
    hn_org_as(c, k.auditor);
    EXPECT_RC(hn_audit_count(c, &all, &n), HN_OK);
    EXPECT(n == root.size);
    EXPECT_RC(hn_audit_lines(c, &all, 0, 5, see, &s), HN_OK);
    EXPECT(s.count == 5 && s.newest == root.size);
    const struct hn_audit_filter edits = { .what = "person." }, exact = { .what = "person" };

    EXPECT_RC(hn_audit_count(c, &edits, &n), HN_OK);
    EXPECT(n == 2);
    EXPECT_RC(hn_audit_count(c, &exact, &n), HN_OK);
    EXPECT(n == 0);
    const struct hn_audit_filter within = { .within = { 20 }, .what = "person.edit" };

    EXPECT_RC(hn_audit_count(c, &within, &n), HN_OK);
    EXPECT(n == 1);
    const struct hn_audit_filter days = { .from = TODAY, .to = TODAY + 1 },
                                 later = { .from = TODAY + 1, .to = TODAY + 9 };

    EXPECT_RC(hn_audit_count(c, &days, &n), HN_OK);
    EXPECT(n == root.size);
    EXPECT_RC(hn_audit_count(c, &later, &n), HN_OK);
    EXPECT(n == 0);
    hn_org_as(c, k.none);
    memset(&s, 0, sizeof s);
    EXPECT_RC(hn_audit_lines(c, &all, 0, 200, see, &s), HN_OK);
    EXPECT(s.count > 0 && s.count < root.size && s.unit_zero == 1);
    const struct hn_audit_filter standing = { .what = "standing." };

    EXPECT_RC(hn_audit_count(c, &standing, &n), HN_OK);
    EXPECT(n == 1); /* of 512, in cell 12 under 10; not of 521 */
    EXPECT_RC(hn_audit_count(c, &within, &n), HN_NOT_FOUND);
    /* Who looked at me: that person and the auditor; nobody else. */
    const struct hn_audit_filter mine = { .person = { 511 } };

    hn_org_as(c, k.member);
    EXPECT_RC(hn_audit_count(c, &mine, &n), HN_OK);
    EXPECT(n == 2); /* the account was linked, the record was edited */
    EXPECT_RC(hn_audit_count(c, &all, &n), HN_OK);
    EXPECT(n == 0);
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_audit_count(c, &mine, &n), HN_DENIED);
    EXPECT_RC(hn_audit_count(c, &all, &n), HN_DENIED);
    return HN_OK;
}

/* --- accounts, by rights --- */

static void
note_name(void *sink, const struct hn_account *row)
{
    char *names = sink;

    snprintf(names + strlen(names), 256 - strlen(names), "%s ", row->name);
}

static enum hn_rc
story_accounts(struct hn_ctx *c, void *arg)
{
    const char hash[] = "$argon2id$x";
    struct hn_account row;
    struct hn_signed_in out;
    struct hn_user_id user;
    char names[256] = "";
    struct cast k;
    int64_t n;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    /* Those with a grant in the scope, those linked to a person in it, those of nobody yet; no other. */
    hn_org_as(c, k.manager);
    EXPECT_RC(hn_account_list(c, "", 0, 50, note_name, names), HN_OK);
    EXPECT(strcmp(names, "clerk manager member none secretary ") == 0);
    EXPECT_RC(hn_account_count(c, "", &n), HN_OK);
    EXPECT(n == 5);
    EXPECT_RC(hn_account_count(c, "M", &n), HN_OK);
    EXPECT(n == 2);
    EXPECT_RC(hn_account_get(c, k.secretary, &row), HN_OK);
    EXPECT_RC(hn_account_get(c, k.leader, &row), HN_NOT_FOUND);
    EXPECT_RC(hn_account_find(c, "leader", &user), HN_NOT_FOUND);
    EXPECT_RC(hn_account_passwd(c, k.secretary, hash, NULL, NULL, &out), HN_OK);
    EXPECT_RC(hn_account_passwd(c, k.leader, hash, NULL, NULL, &out), HN_NOT_FOUND);
    EXPECT_RC(hn_account_passwd(c, k.manager, hash, NULL, NULL, &out), HN_DENIED);
    EXPECT_RC(hn_account_set_active(c, k.manager, false), HN_DENIED);
    EXPECT_RC(hn_account_set_active(c, k.manager2, false), HN_NOT_FOUND);
    EXPECT_RC(hn_account_set_active(c, k.clerk, false), HN_OK);
    EXPECT_RC(hn_account_set_active(c, HN_USER_SYSTEM, false), HN_NOT_FOUND);
    EXPECT_RC(hn_account_set_lang(c, k.clerk, HN_EN), HN_NOT_FOUND);
    /* Linked to a person: only to one in the scope. */
    const struct hn_account_new near = { .name = "near", .person = { 512 } },
                                far = { .name = "far", .person = { 521 } };

    EXPECT_RC(hn_account_add(c, &near, &user), HN_OK);
    EXPECT_RC(hn_account_add(c, &far, &user), HN_NOT_FOUND);
    /* Without the right: nobody but oneself. */
    hn_org_as(c, k.secretary);
    EXPECT_RC(hn_account_list(c, "", 0, 50, note_name, names), HN_DENIED);
    EXPECT_RC(hn_account_get(c, k.member, &row), HN_NOT_FOUND);
    EXPECT_RC(hn_account_get(c, k.secretary, &row), HN_OK);
    EXPECT_RC(hn_account_set_lang(c, k.secretary, HN_EN), HN_OK);
    EXPECT_RC(hn_account_get(c, k.secretary, &row), HN_OK);
    EXPECT(row.lang == HN_EN && row.active);
    /* The whole tree's manager sees all but the system. */
    hn_org_as(c, k.manager2);
    EXPECT_RC(hn_account_count(c, "", &n), HN_OK);
    EXPECT(n == 12);
    return HN_OK;
}

/* --- a scope that need not be asked row by row --- */

static enum hn_rc
story_below(struct hn_ctx *c, void *arg)
{
    const struct hn_unit_id committee = { 10 }, cell = { 11 }, other = { 20 };
    struct hn_scope scope;
    struct cast k;

    (void)arg;
    EXPECT_RC(set_cast(c, &k), HN_OK);
    hn_org_as(c, k.clerk);
    EXPECT_RC(hn_scope_below(c, HN_MAY_READ_MEETING, committee, &scope), HN_OK);
    EXPECT(scope.all);
    EXPECT_RC(hn_scope_below(c, HN_MAY_READ_MEETING, other, &scope), HN_NOT_FOUND);
    EXPECT(!scope.all);
    hn_fault_clear(c);
    /* Cell 22 stood there on that day and is somebody else's today: rows are to be asked. So are those of what was known
     * once. */
    c->on = TODAY - 60;
    EXPECT_RC(hn_scope_below(c, HN_MAY_READ_MEETING, committee, &scope), HN_OK);
    EXPECT(!scope.all && scope.subtree[0] == 10);
    c->on = TODAY;
    c->known = c->now - 1;
    EXPECT_RC(hn_scope_below(c, HN_MAY_READ_MEETING, committee, &scope), HN_OK);
    EXPECT(!scope.all && scope.subtree[0] == 10);
    c->known = HN_TIME_OPEN;
    /* A right over the unit alone says nothing of what is below. */
    hn_org_as(c, k.secretary);
    EXPECT_RC(hn_scope_below(c, HN_MAY_READ_MEETING, cell, &scope), HN_OK);
    EXPECT(!scope.all && scope.subtree[0] == 0 && scope.unit[0] == 11);
    return HN_OK;
}

#define STORY(name)                                                                                          \
    static void test_##name(void **state)                                                                    \
    {                                                                                                        \
        HN_TEST_PLACE(state);                                                                                \
        hn_org_story(t, story_##name);                                                                       \
    }
STORY(roles)
STORY(mover)
STORY(case)
STORY(room)
STORY(grants)
STORY(grant_days)
STORY(log)
STORY(accounts)
STORY(below)

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_BOTH(test_roles),  HN_TEST_BOTH(test_mover),
                                        HN_TEST_BOTH(test_case),   HN_TEST_BOTH(test_room),
                                        HN_TEST_BOTH(test_grants), HN_TEST_BOTH(test_grant_days),
                                        HN_TEST_BOTH(test_log),    HN_TEST_BOTH(test_accounts),
                                        HN_TEST_BOTH(test_below) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
