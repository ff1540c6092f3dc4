/* test_owed: proves that what is owed is the same however it is asked for: the sums over children, the rows of the lists
 * and what each unit owes one by one, all equal to a recount by hand over random worlds, as seen on random days.
 */
#include "support/store_test.h"

#include <string.h>

#include "access/access.h"
#include "fact/fact.h"
#include "fact/fact_sql.h"
#include "indicator/period.h"
#include "report/owed.h"
#include "rule/rule.h"
#include "subjects.h"
#include "tree/tree.h"

enum { ORGS = 4, CELLS = 4, UNITS_MOST = 64, ITEMS_MOST = 1500, MONTHS = 5, FORMS = 14, SENT_MOST = 12000 };

#define FIRST_MONTH ((int64_t)2026 * 12 + 6) /* July 2026 */
#define START       hn_day_of(2026, 3, 1)

static const struct hn_sql sql_units = {
    .name = "test.units",
    .text = "SELECT unit_id, parent_id, kind FROM unit_version WHERE " HN_SQL_AT("unit_version", "$1", "$2")
};
static const struct hn_sql sql_month = {
    .name = "test.month",
    .text = "INSERT INTO cell_month (month, unit_id, meeting_id, met_day, met_known, late, thematic_day,"
            " adopted_at, sent_at, sent_late, members, base, present, excused, unexcused, unrecorded,"
            " score_cell, score_monitor, excused_month)"
            " VALUES ($1, $2, $3, $4, $5, 0, $6, 0, $7, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0)"
};
static const struct hn_sql sql_excuse = {
    .name = "test.excuse",
    .text = "INSERT INTO cell_excuse (unit_id, month, reason, at, ended_at, entered_by)"
            " VALUES ($1, $2, 'x', 1, 0, 1)"
};
static const struct hn_sql sql_task = {
    .name = "test.task",
    .text = "INSERT INTO task (unit_id, id, item_key, meeting_id, title, detail, responsible_id, due, state,"
            " progress, result, closed_on, version, created_at, removed_at, entered_by, doer_id, check_on,"
            " finding_id, search) VALUES ($1, $2, $3, 0, 't', '', 1, $4, $5, 0, '', 0, 1, $6, 0, 1, $7, $8, "
            "$9, '')"
};
static const struct hn_sql sql_event = {
    .name = "test.event",
    .text =
        "INSERT INTO task_event (unit_id, task_id, id, what, state, progress, note, meeting_id, acting_for,"
        " at, entered_by) VALUES ($1, $2, $3, 'reported', $4, 0, '', 0, 0, $5, 1)"
};
static const struct hn_sql sql_study = {
    .name = "test.study",
    .text = "INSERT INTO study_paper (unit_id, id, owed_by, due, ended_at, version, at, entered_by, paper_id)"
            " VALUES ($1, $2, 'cell', $3, 0, 1, 1, 1, $4)"
};
static const struct hn_sql sql_session = {
    .name = "test.session",
    .text =
        "INSERT INTO study_session (unit_id, id, paper_id, meeting_id, day, others, speaker, adds, training,"
        " removed_at, version, at, entered_by, called) VALUES ($1, $2, $3, 0, $4, 0, '', '', 0, 0, 1, 1, 1, "
        "0)"
};
static const struct hn_sql sql_paper = {
    .name = "test.paper",
    .text =
        "INSERT INTO paper (unit_id, id, kind, origin, number, day, title, summary, basis, basis_id, root_id,"
        " issuer, text, search, state, in_force_from, ended_on, end_reason, issued_at, version, at,"
        " entered_by) VALUES ($1, $2, 'resolution', 'own', 'n', $3, 't', '', '', 0, $2, '', '', '', 'issued',"
        " $3, $4, '', 1, 1, 1, 1)"
};
static const struct hn_sql sql_duty = {
    .name = "test.duty",
    .text = "INSERT INTO duty (unit_id, paper_id, owes, from_day, due, answer_id, answered_on, answered_at,"
            " read_at, waived_at, waived_reason, version, at)"
            " VALUES ($1, $2, $3, $4, $5, 0, $6, 0, $7, $8, '', 1, 1)"
};
static const struct hn_sql sql_sending = {
    .name = "test.sending",
    .text = "INSERT INTO duty_sending (unit_id, paper_id, sending_id, sender_id, due)"
            " VALUES ($1, $2, $3, $4, 2147483647)"
};
static const struct hn_sql sql_movement = {
    .name = "test.movement",
    .text =
        "INSERT INTO movement (unit_id, id, title, search, purpose, paper_id, who, starts, ends, entry_until,"
        " state, judged_on, closed_on, version, at, entered_by)"
        " VALUES ($1, $2, 't', '', '', 0, 'units', 1, $3, 1, $4, $5, 0, 1, 1, 1)"
};
static const struct hn_sql sql_inspection = {
    .name = "test.inspection",
    .text =
        "INSERT INTO inspection (unit_id, id, kind, item_id, subject_unit_id, subject_person_id, decision,"
        " decided_on, content, outline, period_from, period_to, report_due, due, state, self_report,"
        " reported_at, conclusion, conclusion_number, concluded_on, archived_on, archive_note, version, at,"
        " entered_by) VALUES ($1, $2, 'inspection', 0, $3, 0, 'd', $4, 'c', '', 0, 0, $5, $5 + 20,"
        " 'reporting', '', $6, '', '', 0, 0, '', 1, 1, 1)"
};
static const struct hn_sql sql_team = {
    .name = "test.team",
    .text = "INSERT INTO team (unit_id, id, name, search, purpose, decision, paper_id, place_id, area_id,"
            " households, starts, ends, closed_on, outcome, handed_to, version, at, entered_by)"
            " VALUES ($1, $2, 't', '', '', '', 0, 0, 0, 0, $3, $4, 2147483647, '', '', 1, 1, 1)"
};
static const struct hn_sql sql_measure = {
    .name = "test.measure",
    .text = "INSERT INTO team_measure (unit_id, team_id, position, name) VALUES ($1, $2, 1, 'm')"
};
static const struct hn_sql sql_tally = {
    .name = "test.tally",
    .text =
        "INSERT INTO team_tally (unit_id, team_id, day, position, known_from, known_to, count, entered_by)"
        " VALUES ($1, $2, $3, 1, 1, 9223372036854775807, 4, 1)"
};
static const struct hn_sql sql_form = {
    .name = "test.form",
    .text =
        "INSERT INTO form (unit_id, id, code, name, asked, every, due_days, source_needed, note, valid_from,"
        " valid_to, version, at, entered_by) VALUES ($1, $2, $3, 'b', $4, $5, $6, 0, '', $7, $8, 1, $9, 1)"
};
static const struct hn_sql sql_form_line = {
    .name = "test.form_line",
    .text = "INSERT INTO form_line (form_id, id, indicator_id, position, required, removed_at, entered_by)"
            " VALUES ($1, $2, $2, 1, 1, 0, 1)"
};
static const struct hn_sql sql_sheet = { .name = "test.sheet",
                                         .text = "INSERT INTO sheet (unit_id, id, form_id, period_kind, "
                                                 "period_from, period_to, version, at, entered_by)"
                                                 " VALUES ($1, $2, $3, $4, $5, $6, 1, 1, 1)" };
static const struct hn_sql sql_sent = {
    .name = "test.sent",
    .text = "INSERT INTO sheet_step (unit_id, sheet_id, id, level, by_unit_id, note, at, entered_by, "
            "taken_back_at,"
            " taken_back_by, reason) VALUES ($1, $2, $3, $4, $1, '', $5, 1, $6, 0, '')"
};
static const struct hn_sql *const own[] = { &sql_units,     &sql_month,   &sql_excuse,   &sql_task,
                                            &sql_event,     &sql_study,   &sql_session,  &sql_paper,
                                            &sql_duty,      &sql_sending, &sql_movement, &sql_inspection,
                                            &sql_team,      &sql_measure, &sql_tally,    &sql_form,
                                            &sql_form_line, &sql_sheet,   &sql_sent,     NULL };

/* What a unit will owe, as the test knows it: from the day it is asked for until the day it is done. */
struct debt {
    size_t what;
    int64_t unit;
    hn_day from, due, done; /* due HN_DAY_OPEN: none; done HN_DAY_OPEN: never */
    bool while_month;       /* only in the month of its due day */
};
struct form {
    int64_t id, unit;
    const char *asked;
    enum hn_period_kind every;
    int due_days;
    hn_day from, to, at;
    bool asks; /* something: it has a line */
};
struct sent {
    size_t form;
    int64_t unit;
    hn_day from, on, back; /* of the period; sent; taken back, HN_DAY_OPEN: never */
};
struct world {
    uint32_t seed;
    int64_t units[UNITS_MOST], cells[UNITS_MOST], orgs[UNITS_MOST];
    size_t unit_count, cell_count, org_count, debt_count;
    struct debt debts[ITEMS_MOST];
    struct form forms[FORMS];
    struct sent sent[SENT_MOST];
    size_t sent_count;
};

static uint32_t
roll(struct world *w, uint32_t below)
{
    w->seed = w->seed * 1664525u + 1013904223u;
    return (w->seed >> 8) % below;
}

static hn_day
some_day(struct world *w)
{
    return hn_month_first(FIRST_MONTH) + (hn_day)roll(w, 30 * MONTHS);
}

static hn_time
noon(hn_day day)
{
    return hn_day_end(day) - HN_DAY_US / 2;
}

static size_t
what_of(const char *word)
{
    for (size_t i = 0; hn_owed_whats[i]; i++) {
        if (strcmp(hn_owed_whats[i], word) == 0)
            return i;
    }
    fail();
    return 0;
}

static void
owe(struct world *w, const char *what, int64_t unit, hn_day from, hn_day due, hn_day done)
{
    assert_true(w->debt_count < ITEMS_MOST);
    w->debts[w->debt_count++] = (struct debt){ what_of(what), unit, from, due, done, false };
}

/* --- a world --- */

static enum hn_rc
add_unit(struct world *w, struct hn_tree_load *l, const char *kind, const char *code, const char *parent,
         int64_t *list, size_t *count)
{
    const struct hn_node n = { .kind = kind, .code = code, .name = code, .from = START, .to = HN_DAY_OPEN };
    int64_t id;
    enum hn_rc rc = hn_tree_load_version(l, &n, parent, &id);

    w->units[w->unit_count++] = id;
    list[(*count)++] = id;
    return rc;
}

static enum hn_rc
load_units(struct hn_ctx *c, struct world *w)
{
    struct hn_tree_load *l;
    int64_t other[8];
    size_t others = 0;
    enum hn_rc rc = hn_tree_load_begin(c, &hn_tree_units, &l);

    if (!rc)
        rc = add_unit(w, l, "province", "22", "", other, &others);
    for (int i = 0; i < 2 && !rc; i++) {
        const char *up = hn_print(c->arena, "22.%d", i);

        rc = add_unit(w, l, "upper_grassroots", up, "22", other, &others);
        for (int j = 0; j < ORGS && !rc; j++) {
            const char *org = hn_print(c->arena, "%s.%d", up, j);

            rc = add_unit(w, l, "grassroots_committee_org", org, up, w->orgs, &w->org_count);
            for (int k = 0; k < CELLS && !rc; k++)
                rc = add_unit(w, l, "cell", hn_print(c->arena, "%s.%d", org, k), org, w->cells,
                              &w->cell_count);
        }
    }
    return rc ? rc : hn_tree_load_finish(l);
}

/* Meetings of months, some held, some not; minutes sent two days after, later, or never. */
static enum hn_rc
live_cell(struct hn_ctx *c, struct world *w, int64_t cell)
{
    bool themed = false;
    enum hn_rc rc = HN_OK;

    for (int64_t m = FIRST_MONTH - 1; m < FIRST_MONTH + MONTHS && !rc; m++) {
        bool excused = roll(w, 8) == 0, held = roll(w, 3) != 0;
        hn_day met = hn_month_first(m) + (hn_day)roll(w, 28);
        hn_day sent = roll(w, 3) ? met + (hn_day)roll(w, 9) : HN_DAY_OPEN;
        hn_day theme = held && roll(w, 4) == 0 ? met : 0;
        const struct hn_param row[] = { hn_p_int(m),
                                        hn_p_id(cell),
                                        hn_p_id(held ? m : 0),
                                        hn_p_day(met),
                                        hn_p_time(noon(met)),
                                        hn_p_day(theme),
                                        hn_p_time(sent == HN_DAY_OPEN ? 0 : noon(sent)),
                                        HN_P_END };
        const struct hn_param excuse[] = { hn_p_id(cell), hn_p_int(m), HN_P_END };

        themed = (m % 3 == 0 ? false : themed) || theme;
        if (held)
            rc = hn_store_do(c, &sql_month, row);
        if (excused && !rc)
            rc = hn_store_do(c, &sql_excuse, excuse);
        if (held)
            owe(w, "minutes", cell, met, met + 2, sent);
        if (!excused && m >= FIRST_MONTH) {
            owe(w, "meeting", cell, START, hn_month_last(m), held ? met : HN_DAY_OPEN);
            w->debts[w->debt_count - 1].while_month = true;
        }
        /* Of a quarter seen whole: of this month's own rows the last one with a topic tells the day. */
        if (m % 3 == 2 && !excused && m >= FIRST_MONTH) {
            owe(w, "thematic", cell, START, hn_month_last(m), themed ? START : HN_DAY_OPEN);
            w->debts[w->debt_count - 1].while_month = true;
        }
    }
    return rc;
}

static enum hn_rc
one_task(struct hn_ctx *c, struct world *w, int64_t setter, int64_t doer)
{
    int64_t id = hn_new_id(c), finding = roll(w, 5) ? 0 : 77;
    hn_day set = some_day(w), due = set + (hn_day)roll(w, 60), check = roll(w, 2) ? due + 5 : 0;
    hn_day told = roll(w, 2) ? set + (hn_day)roll(w, 40) : HN_DAY_OPEN;
    hn_day checked = told != HN_DAY_OPEN && roll(w, 2) ? told + (hn_day)roll(w, 20) : HN_DAY_OPEN;
    const char *state = checked != HN_DAY_OPEN ? "done" : told != HN_DAY_OPEN ? "waiting_check" : "assigned";
    const struct hn_param row[] = {
        hn_p_id(setter), hn_p_id(id),      hn_p_text(hn_print(c->arena, "k%lld", (long long)id)),
        hn_p_day(due),   hn_p_text(state), hn_p_time(noon(set)),
        hn_p_id(doer),   hn_p_day(check),  hn_p_id(finding),
        HN_P_END
    };
    const hn_day days[] = { set, told, checked };
    const char *const states[] = { "assigned", "waiting_check", "done" };
    enum hn_rc rc = hn_store_do(c, &sql_task, row);

    for (int i = 0; i < 3 && !rc && days[i] != HN_DAY_OPEN; i++) {
        const struct hn_param event[] = { hn_p_id(setter),          hn_p_id(id),
                                          hn_p_id(hn_new_id(c)),    hn_p_text(states[i]),
                                          hn_p_time(noon(days[i])), HN_P_END };

        rc = hn_store_do(c, &sql_event, event);
    }
    owe(w, finding ? "remedy" : "task", doer, set, due, told);
    if (told != HN_DAY_OPEN)
        owe(w, "check", setter, told, check ? check : due, checked);
    return rc;
}

/* A paper sent by two levels to every unit of an organisation: one duty each; and one to be studied. */
static enum hn_rc
one_paper(struct hn_ctx *c, struct world *w, size_t org)
{
    int64_t id = hn_new_id(c), study = hn_new_id(c);
    hn_day from = some_day(w), due = from + (hn_day)roll(w, 50), ended = roll(w, 4) ? HN_DAY_OPEN : due + 9;
    const struct hn_param paper[] = { hn_p_id(w->units[0]), hn_p_id(id), hn_p_day(from), hn_p_day(ended),
                                      HN_P_END };
    const struct hn_param studied[] = { hn_p_id(w->units[0]), hn_p_id(study), hn_p_day(due), hn_p_id(id),
                                        HN_P_END };
    /* The organisation has the same paper studied too, later: it is owed once. */
    const struct hn_param again[] = { hn_p_id(w->orgs[org]), hn_p_id(hn_new_id(c)), hn_p_day(due + 5),
                                      hn_p_id(id), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_paper, paper);

    if (!rc)
        rc = hn_store_do(c, &sql_study, studied);
    if (!rc)
        rc = hn_store_do(c, &sql_study, again);
    for (size_t i = org * CELLS; i < (org + 1) * CELLS && !rc; i++) {
        bool answer = roll(w, 2) == 0, waived = roll(w, 6) == 0;
        hn_day done = roll(w, 2) ? from + (hn_day)roll(w, 70) : HN_DAY_OPEN;
        const struct hn_param duty[] = { hn_p_id(w->cells[i]),
                                         hn_p_id(id),
                                         hn_p_text(answer ? "answer" : "read"),
                                         hn_p_day(from),
                                         hn_p_day(answer ? due : HN_DAY_OPEN),
                                         hn_p_day(answer ? done : HN_DAY_OPEN),
                                         hn_p_time(!answer && done != HN_DAY_OPEN ? noon(done) : 0),
                                         hn_p_time(waived ? 1 : 0),
                                         HN_P_END };
        const struct hn_param session[] = { hn_p_id(w->cells[i]), hn_p_id(hn_new_id(c)), hn_p_id(study),
                                            hn_p_day(from + 10), HN_P_END };
        bool held = roll(w, 2) == 0;

        rc = hn_store_do(c, &sql_duty, duty);
        for (int s = 0; s < 2 && !rc; s++) {
            const struct hn_param sending[] = { hn_p_id(w->cells[i]), hn_p_id(id), hn_p_id(hn_new_id(c)),
                                                hn_p_id(s ? w->orgs[org] : w->units[0]), HN_P_END };

            rc = hn_store_do(c, &sql_sending, sending);
        }
        if (held && !rc)
            rc = hn_store_do(c, &sql_session, session);
        if (!waived)
            owe(w, answer ? "answer" : "read", w->cells[i], from, answer ? due : HN_DAY_OPEN,
                done < ended ? done : ended);
        owe(w, "study", w->cells[i], from, due, held ? from + 10 : HN_DAY_OPEN);
    }
    /* All cells of the province owe that session, wherever they move. */
    for (size_t i = 0; i < w->cell_count; i++) {
        if (i / CELLS != org)
            owe(w, "study", w->cells[i], from, due, HN_DAY_OPEN);
    }
    return rc;
}

/* A movement to be judged, an inspection that asks a report, a team that counts every day. */
static enum hn_rc
other_work(struct hn_ctx *c, struct world *w, size_t org)
{
    int64_t team = hn_new_id(c), unit = w->orgs[org];
    hn_day ends = some_day(w), judged = roll(w, 2) ? ends + 12 : HN_DAY_OPEN, asked = some_day(w);
    hn_day told = roll(w, 2) ? asked + 8 : HN_DAY_OPEN, starts = some_day(w), hole = (hn_day)roll(w, 12);
    const struct hn_param movement[] = { hn_p_id(unit),
                                         hn_p_id(hn_new_id(c)),
                                         hn_p_day(ends),
                                         hn_p_text(judged == HN_DAY_OPEN ? "launched" : "judged"),
                                         hn_p_day(judged == HN_DAY_OPEN ? 0 : judged),
                                         HN_P_END };
    const struct hn_param inspection[] = { hn_p_id(w->units[0]),
                                           hn_p_id(hn_new_id(c)),
                                           hn_p_id(w->cells[org * CELLS]),
                                           hn_p_day(asked),
                                           hn_p_day(asked + 6),
                                           hn_p_time(told == HN_DAY_OPEN ? 0 : noon(told)),
                                           HN_P_END };
    const struct hn_param row[] = { hn_p_id(unit), hn_p_id(team), hn_p_day(starts), hn_p_day(starts + 40),
                                    HN_P_END };
    const struct hn_param measure[] = { hn_p_id(unit), hn_p_id(team), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_movement, movement);

    if (!rc)
        rc = hn_store_do(c, &sql_inspection, inspection);
    if (!rc)
        rc = hn_store_do(c, &sql_team, row);
    if (!rc)
        rc = hn_store_do(c, &sql_measure, measure);
    for (hn_day d = 0; d < 15 && !rc; d++) {
        const struct hn_param tally[] = { hn_p_id(unit), hn_p_id(team), hn_p_day(starts + d), HN_P_END };

        if (d != hole)
            rc = hn_store_do(c, &sql_tally, tally);
    }
    owe(w, "movement", unit, ends, ends, judged);
    owe(w, "self_report", w->cells[org * CELLS], asked, asked + 6, told);
    owe(w, "tally", unit, starts + hole, starts + hole, HN_DAY_OPEN);
    return rc;
}

/* --- forms --- */

static enum hn_rc
one_sheet(struct hn_ctx *c, struct world *w, size_t form, int64_t unit, struct hn_period p)
{
    const struct form *f = &w->forms[form];
    int64_t id = hn_new_id(c);
    hn_day on = p.to - 3 + (hn_day)roll(w, 30), back = roll(w, 4) ? HN_DAY_OPEN : on + (hn_day)roll(w, 20);
    bool sent = roll(w, 5) != 0; /* else it was only begun, or approved by nobody knows whom */
    const struct hn_param sheet[] = { hn_p_id(unit),    hn_p_id(id),
                                      hn_p_id(f->id),   hn_p_text(hn_period_kind_name(f->every)),
                                      hn_p_day(p.from), hn_p_day(p.to),
                                      HN_P_END };
    const struct hn_param step[] = { hn_p_id(unit),
                                     hn_p_id(id),
                                     hn_p_id(hn_new_id(c)),
                                     hn_p_int(sent ? 0 : 1),
                                     hn_p_time(noon(on)),
                                     hn_p_time(back == HN_DAY_OPEN ? 0 : noon(back)),
                                     HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_sheet, sheet);

    assert_true(w->sent_count < SENT_MOST);
    if (sent)
        w->sent[w->sent_count++] = (struct sent){ form, unit, p.from, on, back };
    return rc ? rc : hn_store_do(c, &sql_sent, step);
}

/* Every unit may have sent it, asked or not: what is not asked is not owed. */
static enum hn_rc
send_sheets(struct hn_ctx *c, struct world *w, size_t form)
{
    const struct form *f = &w->forms[form];
    bool daily = f->every == HN_PERIOD_DAY;
    hn_day last = hn_month_last(FIRST_MONTH + MONTHS);
    enum hn_rc rc = HN_OK;

    for (size_t u = 0; u < w->unit_count; u++) {
        struct hn_period p = hn_period_at(f->every, hn_month_first(FIRST_MONTH) - (daily ? 5 : 400));

        if (daily && roll(w, 4))
            continue;
        for (; p.to <= last && !rc; p = hn_period_shift(p, 1))
            if (roll(w, daily ? 8 : 2))
                rc = one_sheet(c, w, form, w->units[u], p);
    }
    return rc;
}

static enum hn_rc
one_form(struct hn_ctx *c, struct world *w, size_t form)
{
    static const char *const asked[] = { "self", "children", "grassroots_org", "any_cell", "cell" };
    static const int due_most[] = { 0, 4, 20, 40, 60, 367 };
    struct form *f = &w->forms[form];

    *f = (struct form){ .id = hn_new_id(c),
                        .unit = w->units[form < 6 ? roll(w, 3) : roll(w, (uint32_t)w->unit_count)],
                        .asked = asked[roll(w, 5)],
                        .every = form == 0 ? HN_PERIOD_DAY
                                           : HN_PERIOD_MONTH + (enum hn_period_kind)roll(w, 4),
                        .from = roll(w, 2) ? HN_DAY_START : some_day(w),
                        .to = roll(w, 3) ? HN_DAY_OPEN : some_day(w),
                        .at = roll(w, 3) ? START : some_day(w),
                        .asks = form < 3 || roll(w, 6) != 0 };
    f->due_days = (int)roll(w, (uint32_t)due_most[f->every]);
    const struct hn_param row[] = { hn_p_id(f->unit),
                                    hn_p_id(f->id),
                                    hn_p_text(hn_print(c->arena, "f%zu", form)),
                                    hn_p_text(f->asked),
                                    hn_p_text(hn_period_kind_name(f->every)),
                                    hn_p_int(f->due_days),
                                    hn_p_day(f->from),
                                    hn_p_day(f->to),
                                    hn_p_time(noon(f->at)),
                                    HN_P_END };
    const struct hn_param line[] = { hn_p_id(f->id), hn_p_id(hn_new_id(c)), HN_P_END };
    enum hn_rc rc = hn_store_do(c, &sql_form, row);

    if (!rc && f->asks)
        rc = hn_store_do(c, &sql_form_line, line);
    return rc ? rc : send_sheets(c, w, form);
}

static enum hn_rc
make_world(struct hn_ctx *c, void *arg)
{
    struct world *w = arg;
    enum hn_rc rc;

    c->now = noon(START - 5);
    rc = load_units(c, w);
    for (size_t i = 0; i < w->cell_count && !rc; i++)
        rc = live_cell(c, w, w->cells[i]);
    for (int i = 0; i < 60 && !rc; i++) {
        size_t cell = roll(w, (uint32_t)w->cell_count);

        rc = one_task(c, w, roll(w, 2) ? w->orgs[cell / CELLS] : w->cells[cell], w->cells[cell]);
    }
    for (size_t i = 0; i < w->org_count && !rc; i++) {
        rc = one_paper(c, w, i);
        if (!rc)
            rc = other_work(c, w, i);
    }
    for (size_t i = 0; i < FORMS && !rc; i++)
        rc = one_form(c, w, i);
    return rc;
}

/* --- one by one --- */

struct tree {
    int64_t unit[UNITS_MOST], parent[UNITS_MOST];
    char kind[UNITS_MOST];
    size_t count;
};

static void
read_tree(struct hn_ctx *c, struct tree *out)
{
    const struct hn_param params[] = { hn_p_day(c->on), hn_p_time(hn_fact_known(c)), HN_P_END };
    struct hn_rows *rows;

    out->count = 0;
    assert_int_equal(hn_store_query(c, &sql_units, params, &rows), HN_OK);
    while (hn_rows_next(rows)) {
        out->unit[out->count] = hn_row_int(rows, "unit_id");
        out->kind[out->count] = hn_row_text(rows, "kind")[0];
        out->parent[out->count++] = hn_row_int(rows, "parent_id");
    }
    assert_int_equal(hn_rows_end(rows), HN_OK);
}

static bool
below(const struct tree *t, int64_t unit, int64_t top)
{
    while (unit && unit != top) {
        int64_t up = 0;

        for (size_t i = 0; i < t->count; i++)
            up = t->unit[i] == unit ? t->parent[i] : up;
        unit = up;
    }
    return unit == top;
}

/* Of units by their place in the tree; moves hold from the beginning on, so it is the tree of every day asked about. */
static bool
asks_of(const struct form *f, const struct tree *t, size_t unit)
{
    bool children = strcmp(f->asked, "children") == 0, self = strcmp(f->asked, "self") == 0;

    if (self || children)
        return (self ? t->unit[unit] : t->parent[unit]) == f->unit;
    return t->kind[unit] == (strcmp(f->asked, "grassroots_org") == 0 ? 'g' : 'c') &&
           below(t, t->unit[unit], f->unit);
}

static bool
was_sent(const struct world *w, size_t form, int64_t unit, hn_day from, hn_day on)
{
    for (size_t i = 0; i < w->sent_count; i++) {
        const struct sent *s = &w->sent[i];

        if (s->form == form && s->unit == unit && s->from == from && s->on <= on && s->back > on)
            return true;
    }
    return false;
}

/* The earliest of the periods that fall due in the month and are not sent. */
static void
naive_sheet(const struct hn_ctx *c, const struct world *w, const struct tree *t, size_t unit, size_t form,
            int64_t month, struct hn_owed_line *sum)
{
    const struct form *f = &w->forms[form];
    struct hn_period p = hn_period_at(f->every, START);

    for (; p.to - 1 + f->due_days <= hn_month_last(month); p = hn_period_shift(p, 1)) {
        hn_day last = p.to - 1;

        if (last + f->due_days < hn_month_first(month) || last < START || last < f->from || last >= f->to ||
            f->at > c->on || !f->asks || !asks_of(f, t, unit) ||
            was_sent(w, form, t->unit[unit], p.from, c->on))
            continue;
        sum->count[what_of("sheet")]++;
        sum->late += last + f->due_days < c->on;
        return;
    }
}

static struct hn_owed_line
naive(struct hn_ctx *c, const struct world *w, const struct tree *t, int64_t top, int64_t month)
{
    struct hn_owed_line sum = { 0 };
    hn_day last = hn_month_last(month);

    for (size_t i = 0; i < w->debt_count; i++) {
        const struct debt *d = &w->debts[i];
        bool read = d->due == HN_DAY_OPEN;

        if (d->from > c->on || d->done <= c->on || !below(t, d->unit, top))
            continue;
        if (read ? d->from > last : d->due > last)
            continue;
        if (d->while_month && hn_month_of(d->due) != month)
            continue;
        /* Minutes of meetings further back are not this month's matter. */
        if (d->what == what_of("minutes") && hn_month_of(d->from) < month - 1)
            continue;
        sum.count[d->what]++;
        sum.late += !read && d->due < c->on;
    }
    for (size_t u = 0; u < t->count; u++)
        for (size_t f = 0; f < FORMS && below(t, t->unit[u], top); f++)
            naive_sheet(c, w, t, u, f, month, &sum);
    return sum;
}

static void
same(const struct hn_owed_line *got, const struct hn_owed_line *want)
{
    for (size_t i = 0; i < HN_OWED_WHATS; i++) {
        if (got->count[i] != want->count[i])
            print_error("%s: %lld, not %lld\n", hn_owed_whats[i], (long long)got->count[i],
                        (long long)want->count[i]);
        assert_int_equal(got->count[i], want->count[i]);
    }
    assert_int_equal(got->late, want->late);
}

struct told {
    int64_t units, owed, late;
    const char *last;
};

static void
take_unit(void *sink, const struct hn_owed_unit *u)
{
    struct told *s = sink;

    assert_true(s->last == NULL || strcmp(s->last, u->code) < 0);
    assert_true(u->owed > 0);
    s->last = u->code;
    s->units++;
    s->owed += u->owed;
    s->late += u->late;
}

static void
lists_have_their_rows(struct hn_ctx *c, struct hn_unit_id unit, int64_t month, const struct hn_owed_line *sum)
{
    for (size_t i = 0; hn_owed_whats[i]; i++) {
        struct told told = { 0 };
        int64_t count;

        assert_int_equal(hn_owed_units(c, unit, month, hn_owed_whats[i], 0, 0, take_unit, &told), HN_OK);
        assert_int_equal(told.owed, sum->count[i]);
        assert_int_equal(hn_owed_unit_count(c, unit, month, hn_owed_whats[i], &count), HN_OK);
        assert_int_equal(count, told.units);
        told = (struct told){ 0 };
        assert_int_equal(hn_owed_units(c, unit, month, hn_owed_whats[i], 1, 2, take_unit, &told), HN_OK);
        assert_int_equal(told.units, count < 1 ? 0 : count - 1 < 2 ? count - 1 : 2);
    }
}

/* Of one unit: as many of each as counted, late ones first, each once. */
static struct hn_owed_line
one_unit(struct hn_ctx *c, int64_t unit, int64_t month)
{
    struct hn_owed_line sum = { 0 };
    const struct hn_owed *rows;
    size_t count;
    bool more;

    assert_int_equal(hn_owed_of(c, (struct hn_unit_id){ unit }, month, &rows, &count, &more), HN_OK);
    assert_false(more);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || rows[i - 1].late >= rows[i].late);
        assert_true(i == 0 || rows[i - 1].late != rows[i].late || rows[i - 1].due <= rows[i].due);
        assert_true(rows[i].href[0] == '/');
        if (strcmp(rows[i].what, "sheet") == 0) {
            const char *path = hn_print(c->arena, "/chi-tieu/nhap/%lld?don-vi=22", (long long)rows[i].id);

            assert_int_equal(strncmp(rows[i].href, path, strlen(path)), 0);
            assert_non_null(strstr(rows[i].href, "&ky=20"));
            assert_non_null(strstr(rows[i].title, "b, "));
        }
        for (size_t k = 0; k < i && rows[i].id; k++)
            assert_false(rows[k].id == rows[i].id && strcmp(rows[k].what, rows[i].what) == 0);
        if (strcmp(rows[i].what, "answer") == 0 || strcmp(rows[i].what, "read") == 0)
            assert_non_null(strchr(rows[i].from, ',')); /* both levels that sent it */
        sum.count[what_of(rows[i].what)]++;
        sum.late += rows[i].late;
    }
    return sum;
}

static void
check_once(struct hn_ctx *c, struct world *w)
{
    int64_t month = FIRST_MONTH + (int64_t)roll(w, MONTHS);
    struct hn_unit_id unit = { w->units[roll(w, (uint32_t)w->unit_count)] };
    struct hn_owed_line sum, want, added = { 0 };
    const struct hn_owed_line *lines;
    struct tree tree;
    size_t count;

    c->today = hn_month_first(FIRST_MONTH) + 30 * MONTHS + 150; /* all has been told by then */
    c->on = roll(w, 3) ? some_day(w) : c->today;
    /* The topic of a quarter is told by its last month: the world is asked when it is over. */
    if (c->on < hn_month_last(month))
        month -= month % 3 == 2;
    read_tree(c, &tree);
    assert_int_equal(hn_owed_below(c, unit, month, &sum, &lines, &count), HN_OK);
    want = naive(c, w, &tree, unit.v, month);
    same(&sum, &want);
    for (size_t i = 0; i < count; i++) {
        want = naive(c, w, &tree, lines[i].unit.v, month);
        same(&lines[i], &want);
    }
    for (size_t i = 0; i < w->unit_count; i++) {
        if (!below(&tree, w->units[i], unit.v))
            continue;
        struct hn_owed_line one = one_unit(c, w->units[i], month);

        for (size_t k = 0; k < HN_OWED_WHATS; k++)
            added.count[k] += one.count[k];
        added.late += one.late;
    }
    same(&added, &sum);
    lists_have_their_rows(c, unit, month, &sum);
}

struct move {
    struct world *w;
    hn_time now;
};

static enum hn_rc
move_one(struct hn_ctx *c, void *arg)
{
    struct move *m = arg;
    struct world *w = m->w;
    int64_t org = w->orgs[roll(w, (uint32_t)w->org_count)];

    c->now = m->now;
    return hn_tree_move(c, &hn_tree_units, w->cells[roll(w, (uint32_t)w->cell_count)], START + 10, org, "");
}

/* What several levels ask for is owed once; who asks for it is named. */
static void
sums_lists_and_units_agree(void **state)
{
    HN_TEST_PLACE(state);
    struct hn_arena *keep = hn_arena_new((size_t)8 << 20);
    struct world *w = HN_NEW(keep, struct world);

    t->cfg.lists = (const struct hn_sql *const *const[]){
        hn_tree_sql, HN_OWED_SQL, hn_rule_sql, hn_rule_spread_sql, HN_ACCESS_SQL, own, NULL
    };
    hn_arena_free(t->arena);
    t->arena = hn_arena_new((size_t)256 << 20);
    t->c.arena = t->arena;
    assert_int_equal(hn_test_store_open(t), HN_OK);
    w->seed = 20261123;
    assert_int_equal(hn_store_write(t->store, hn_test_store_fresh(t), make_world, w), HN_OK);
    for (int round = 0; round < 12; round++) {
        struct move m = { w, noon(START + 20 + round) };
        struct hn_ctx *c = hn_test_store_fresh(t);

        assert_int_equal(hn_store_write(t->store, c, move_one, &m), HN_OK);
        c = hn_test_store_fresh(t);
        c->actor = HN_USER_SYSTEM;
        assert_int_equal(hn_store_read_begin(t->store, c), HN_OK);
        for (int i = 0; i < 3; i++)
            check_once(c, w);
        hn_store_read_end(t->store, c);
    }
    hn_arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_BOTH(sums_lists_and_units_agree) };

    return cmocka_run_group_tests_name("owed", tests, NULL, NULL);
}
