/* dataset.c: the kinds of table, and what is done around every import and export. See dataset.h. */
#include "dataset/dataset.h"

#include <string.h>

#include "access/access.h"
#include "audit/audit.h"
#include "dataset/kinds.h"
#include "unit/unit.h"

/* --- kinds --- */

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define T(name)                                                                                              \
    {                                                                                                        \
        name, NULL, HN_SHEET_TEXT, 0                                                                         \
    }
#define D(name)                                                                                              \
    {                                                                                                        \
        name, NULL, HN_SHEET_DAY, 0                                                                          \
    }
#define N(name)                                                                                              \
    {                                                                                                        \
        name, NULL, HN_SHEET_INT, 0                                                                          \
    }
#define M(name)                                                                                              \
    {                                                                                                        \
        name, NULL, HN_SHEET_MILLI, 0                                                                        \
    }
#define P(name)                                                                                              \
    {                                                                                                        \
        name, NULL, HN_SHEET_PDATE, 0                                                                        \
    }

static const struct hn_sheet_column places[] = {
    T("code"),     T("name"),       T("kind"),    T("parent"), D("valid_from"),
    D("valid_to"), T("short_name"), T("name_en"), T("slug"),
};
static const struct hn_sheet_column units[] = {
    T("code"),     T("name"),       T("kind"),   T("parent"), D("valid_from"),
    D("valid_to"), T("short_name"), T("sector"), T("place"),
};
static const struct hn_sheet_column people[] = {
    T("code"),       T("full_name"),     T("sex"),        P("birth_date"),       T("birth_name"),
    T("ethnicity"),  T("edu_general"),   T("edu_degree"), T("political_theory"), T("occupation"),
    P("admit_date"), P("official_date"),
};
static const struct hn_sheet_column memberships[] = {
    T("person"), T("unit"), T("standing"), T("activity"), D("valid_from"), D("valid_to"), T("decision"),
};
static const struct hn_sheet_column offices[] = {
    T("person"), T("unit"), T("office"), D("valid_from"), D("valid_to"), T("basis"), T("term"), T("decision"),
};
static const struct hn_sheet_column meetings[] = {
    T("unit"),  T("kind"),  T("month"), D("day"),      T("start"), T("held"),
    T("began"), T("ended"), T("place"), T("thematic"), T("topic"), T("why"),
};
static const struct hn_sheet_column attendance[] = {
    T("unit"), T("kind"), D("day"), T("start"), T("person"), T("state"),
};
static const struct hn_sheet_column papers[] = {
    T("unit"),          T("kind"),     T("origin"),     T("number"),  D("day"),
    T("title"),         T("issuer"),   T("bodies"),     T("basis"),   T("carries_out"),
    D("in_force_from"), D("ended_on"), T("end_reason"), T("summary"), T("text"),
};
static const struct hn_sheet_column duties[] = {
    T("unit"), T("paper"),   T("sender"), T("owes"),        D("sent_on"),
    D("due"),  D("read_on"), T("answer"), D("answered_on"), T("waived"),
};
static const struct hn_sheet_column targets[] = {
    T("paper"), T("strand"), T("position"), T("title"),      T("measure"), T("baseline"),
    T("value"), T("better"), T("rule"),     D("valid_from"), D("due"),
};
static const struct hn_sheet_column target_values[] = {
    T("unit"), T("paper"), T("target"), D("on"), T("value"), T("qualifier"), T("source"), T("note"),
};
static const struct hn_sheet_column tasks[] = {
    T("unit"),    T("doer"),     T("meeting"), T("title"),     T("detail"),   T("responsible"),
    T("checker"), D("set_on"),   D("starts"),  D("due"),       D("check_on"), T("weight"),
    T("state"),   T("progress"), T("result"),  D("closed_on"), T("paper"),
};
static const struct hn_sheet_column areas[] = {
    T("unit"), T("kind"), T("name"), T("place"), D("valid_from"), D("valid_to"),
};
static const struct hn_sheet_column area_charges[] = {
    T("unit"), T("kind"), T("name"), T("person"), T("role"), T("decision"), D("valid_from"), D("valid_to"),
};
static const struct hn_sheet_column resources[] = {
    T("unit"),       T("paper"), T("project"), T("source"), T("amount"),
    T("worth_dong"), D("on"),    T("said_by"), T("note"),
};
static const struct hn_sheet_column milestones[] = {
    T("unit"), T("kind"), T("title"), T("source"), P("on"),
};
static const struct hn_sheet_column indicators[] = {
    T("code"),   T("name"),  T("measure"), T("over_tree"), T("over_time"), T("formula"),    T("name_en"),
    T("better"), T("every"), N("places"),  T("note"),      T("unit"),      D("valid_from"), D("valid_to"),
};
static const struct hn_sheet_column values[] = {
    T("indicator"), T("unit"), T("period"), M("value"), T("qualifier"), T("source"), T("plan"), T("note"),
};
static const struct hn_sheet_column forms[] = {
    T("code"),     T("name"),          T("unit"), T("asked"),      T("every"),
    N("due_days"), T("source_needed"), T("note"), D("valid_from"), D("valid_to"),
};
static const struct hn_sheet_column form_lines[] = {
    T("form"),
    T("indicator"),
    N("position"),
    T("required"),
};
static const struct hn_sheet_column form_checks[] = {
    T("form"),
    T("formula"),
    T("message"),
    T("strict"),
};
static const struct hn_sheet_column criteria[] = {
    T("set"),         T("unit"),           T("set_name"),          T("set_name_en"),
    T("level"),       T("needs"),          T("legal_basis"),       T("set_note"),
    D("valid_from"),  D("valid_to"),       T("residents_least"),   T("invented"),
    T("criterion"),   T("criterion_name"), T("criterion_name_en"), T("no"),
    T("name"),        T("measure"),        T("operator"),          T("threshold"),
    T("threshold_1"), T("threshold_2"),    T("threshold_3"),       T("most"),
    T("authority"),   T("evidence"),       T("indicator"),
};
static const struct hn_sheet_column criteria_groups[] = {
    T("unit"), T("group"), T("decision"), D("valid_from"), D("valid_to"),
};
static const struct hn_sheet_column criteria_marks[] = {
    T("unit"),  T("set"), D("on"),    T("what"),      T("criterion"), T("no"),
    T("value"), T("met"), T("asked"), T("satisfied"), D("day"),       T("note"),
};
static const struct hn_sheet_column recognitions[] = {
    T("unit"),       T("level"),      T("set"),        D("sheet_on"), T("decision"),
    T("decided_by"), D("decided_on"), D("valid_from"), D("valid_to"), T("withdrawn_by"),
};
static const struct hn_sheet_column criteria_plans[] = { T("unit"), T("level"), D("due"), T("basis") };
static const struct hn_sheet_column changes[] = {
    D("on"), T("op"), T("code"), T("name"), T("kind"), T("parent"), T("into"), T("decision"),
};

static const char *const need_tree[] = { "code", "name", "parent", "valid_from", "valid_to", NULL };
static const char *const need_people[] = { "code", "full_name", NULL };
static const char *const need_memberships[] = { "person", "unit", "valid_from", NULL };
static const char *const need_offices[] = { "person", "unit", "office", "valid_from", NULL };
static const char *const need_meetings[] = { "unit", "kind", "day", "start", NULL };
static const char *const need_attendance[] = { "unit", "kind", "day", "start", "person", "state", NULL };
static const char *const need_papers[] = { "unit", "kind", "number", "day", "title", NULL };
static const char *const need_duties[] = { "unit", "paper", "sender", "owes", "sent_on", "due", NULL };
static const char *const need_targets[] = { "paper",  "title", "measure", "value",
                                            "better", "rule",  "due",     NULL };
static const char *const need_target_values[] = { "unit",  "paper",     "target", "on",
                                                  "value", "qualifier", "source", NULL };
static const char *const need_tasks[] = { "unit", "title", "responsible", "set_on", "due", "state", NULL };
static const char *const need_areas[] = { "unit", "kind", "name", "valid_from", NULL };
static const char *const need_area_charges[] = {
    "unit", "kind", "name", "person", "role", "valid_from", NULL
};
static const char *const need_resources[] = { "unit", "source", "amount", "on", "said_by", NULL };
static const char *const need_milestones[] = { "unit", "kind", "title", "source", "on", NULL };
static const char *const need_indicators[] = { "code", "name", "measure", "over_tree", "over_time", NULL };
static const char *const need_values[] = {
    "indicator", "unit", "period", "value", "qualifier", "source", NULL
};
static const char *const need_forms[] = { "code", "name", "unit", "asked", "every", "due_days", NULL };
static const char *const need_form_lines[] = { "form", "indicator", NULL };
static const char *const need_form_checks[] = { "form", "formula", "message", NULL };
static const char *const need_criteria[] = { "set", "set_name", "level", "legal_basis", "valid_from", NULL };
static const char *const need_criteria_groups[] = { "unit", "group", "valid_from", NULL };
static const char *const need_criteria_marks[] = { "unit", "set", "on", "what", NULL };
static const char *const need_recognitions[] = { "unit", "level", "decision", "valid_from", NULL };
static const char *const need_criteria_plans[] = { "unit", "level", "due", "basis", NULL };
static const char *const need_changes[] = { "on", "op", "code", NULL };

static const struct hn_dataset kinds[] = {
    { "places", &hn_tree_places, places, COUNT(places), need_tree, hn_take_tree, hn_give_tree },
    { "units", &hn_tree_units, units, COUNT(units), need_tree, hn_take_tree, hn_give_tree },
    { "people", NULL, people, COUNT(people), need_people, hn_take_people, hn_give_people },
    { "memberships", NULL, memberships, COUNT(memberships), need_memberships, hn_take_memberships,
      hn_give_memberships },
    { "offices", NULL, offices, COUNT(offices), need_offices, hn_take_offices, hn_give_offices },
    { "meetings", NULL, meetings, COUNT(meetings), need_meetings, hn_take_meetings, hn_give_meetings },
    { "attendance", NULL, attendance, COUNT(attendance), need_attendance, hn_take_attendance,
      hn_give_attendance },
    { "papers", NULL, papers, COUNT(papers), need_papers, hn_take_papers, hn_give_papers },
    { "duties", NULL, duties, COUNT(duties), need_duties, hn_take_duties, hn_give_duties },
    { "targets", NULL, targets, COUNT(targets), need_targets, hn_take_targets, hn_give_targets },
    { "target_values", NULL, target_values, COUNT(target_values), need_target_values, hn_take_target_values,
      hn_give_target_values },
    { "tasks", NULL, tasks, COUNT(tasks), need_tasks, hn_take_tasks, hn_give_tasks },
    { "areas", NULL, areas, COUNT(areas), need_areas, hn_take_areas, hn_give_areas },
    { "area_charges", NULL, area_charges, COUNT(area_charges), need_area_charges, hn_take_area_charges,
      hn_give_area_charges },
    { "resources", NULL, resources, COUNT(resources), need_resources, hn_take_resources, hn_give_resources },
    { "milestones", NULL, milestones, COUNT(milestones), need_milestones, hn_take_milestones,
      hn_give_milestones },
    { "indicators", NULL, indicators, COUNT(indicators), need_indicators, hn_take_indicators,
      hn_give_indicators },
    { "forms", NULL, forms, COUNT(forms), need_forms, hn_take_forms, hn_give_forms },
    { "form_lines", NULL, form_lines, COUNT(form_lines), need_form_lines, hn_take_form_lines,
      hn_give_form_lines },
    { "form_checks", NULL, form_checks, COUNT(form_checks), need_form_checks, hn_take_form_checks,
      hn_give_form_checks },
    { "values", NULL, values, COUNT(values), need_values, hn_take_values, hn_give_values },
    { "criteria", NULL, criteria, COUNT(criteria), need_criteria, hn_take_criteria, hn_give_criteria },
    { "criteria_groups", NULL, criteria_groups, COUNT(criteria_groups), need_criteria_groups,
      hn_take_criteria_groups, hn_give_criteria_groups },
    { "criteria_marks", NULL, criteria_marks, COUNT(criteria_marks), need_criteria_marks,
      hn_take_criteria_marks, hn_give_criteria_marks },
    { "recognitions", NULL, recognitions, COUNT(recognitions), need_recognitions, hn_take_recognitions,
      hn_give_recognitions },
    { "criteria_plans", NULL, criteria_plans, COUNT(criteria_plans), need_criteria_plans,
      hn_take_criteria_plans, hn_give_criteria_plans },
    { "changes", NULL, changes, COUNT(changes), need_changes, hn_take_changes, NULL },
};

const struct hn_dataset *
hn_dataset_of(const char *name)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

bool
hn_dataset_exports(const struct hn_dataset *kind)
{
    return kind->give != NULL;
}

/* --- rows --- */

static enum hn_rc
read_day(struct hn_ctx *c, struct hn_table *t, const char *column, hn_day open, hn_day *out)
{
    const char *text = hn_table_cell(t, column);

    *out = open;
    if (*text == '\0' || hn_day_parse(text, out))
        return HN_OK;
    return hn_fail(c, HN_INVALID, column, "not_date");
}

enum hn_rc
hn_dataset_days(struct hn_ctx *c, struct hn_table *t, hn_day *from, hn_day *to)
{
    enum hn_rc rc = read_day(c, t, "valid_from", HN_DAY_START, from);

    if (rc == HN_OK)
        rc = read_day(c, t, "valid_to", HN_DAY_OPEN, to);
    if (rc)
        return rc;
    if (*to != HN_DAY_OPEN)
        (*to)++;
    return *from < *to ? HN_OK : hn_fail(c, HN_INVALID, "valid_to", "dataset.days");
}

struct hn_cell
hn_dataset_last(hn_day valid_to)
{
    return valid_to == HN_DAY_OPEN ? HN_CELL_EMPTY : hn_cell_day(valid_to - 1);
}

enum hn_rc
hn_dataset_row_fault(struct hn_ctx *c, struct hn_table *t)
{
    const char *column = "", *key = hn_table_row_fault(t, &column);

    return key ? hn_fail(c, HN_INVALID, column, key) : HN_OK;
}

void
hn_dataset_bad(struct hn_ctx *c, struct hn_import *in, int64_t row)
{
    static const struct hn_fault unknown = { HN_INVALID, "", "broken", "" };

    in->bad++;
    in->verdict(in->sink, row, "bad", c->fault_count ? &c->faults[0] : &unknown);
    hn_fault_clear(c);
}

void
hn_dataset_good(struct hn_import *in, int64_t row, const char *status)
{
    in->taken++;
    in->verdict(in->sink, row, status, NULL);
}

void
hn_dataset_progress(const struct hn_import *in, struct hn_table *t)
{
    if (in->progress)
        in->progress(in->sink, hn_table_done(t), hn_table_size(t));
}

bool
hn_dataset_is_row_fault(enum hn_rc rc)
{
    return rc == HN_INVALID || rc == HN_CONFLICT || rc == HN_NOT_FOUND || rc == HN_DENIED;
}

/* --- in --- */

/* Tells the transaction to roll back although all went well: the dry run's end. */
struct attempt {
    struct hn_import *in;
    bool judged;
};

static enum hn_rc
refuse_rows(struct hn_ctx *c, const struct hn_import *in)
{
    return hn_fail_arg(c, HN_CONFLICT, "", "cli.import_refused",
                       hn_print(c->arena, "%lld", (long long)in->bad));
}

static enum hn_rc
attempt(struct hn_ctx *c, void *arg)
{
    struct attempt *a = arg;
    struct hn_import *in = a->in;
    struct hn_table *t;
    enum hn_rc rc = hn_access_anywhere(c, HN_MAY_IMPORT);

    in->taken = in->bad = 0;
    if (rc)
        return c->fault_count ? rc : hn_fail(c, rc, "", "denied");
    in->in.required = in->kind->required;
    rc = hn_table_open(c, &in->in, &t);
    if (rc)
        return rc;
    rc = in->kind->take(c, in, t);

    enum hn_rc ended = hn_table_end(t);

    if (rc || ended)
        return rc ? rc : ended;
    a->judged = true;
    if (in->bad && !in->partial)
        return refuse_rows(c, in);
    if (in->dry_run)
        return HN_CONFLICT;
    return hn_audit(c, hn_print(c->arena, "import.%s", in->kind->name), in->taken);
}

enum hn_rc
hn_import(struct hn_store *s, struct hn_ctx *c, struct hn_import *in)
{
    struct attempt a = { .in = in };
    enum hn_rc rc = hn_store_write_alone(s, c, attempt, &a);

    if (in->dry_run)
        return a.judged && !(in->bad && !in->partial) ? HN_OK : rc;
    return rc ? rc : hn_store_settle(s, c);
}

/* --- out --- */

enum hn_rc
hn_export_count(struct hn_ctx *c, struct hn_export *out)
{
    enum hn_rc rc = hn_access_anywhere(c, HN_MAY_EXPORT);

    if (rc)
        return c->fault_count ? rc : hn_fail(c, rc, "", "denied");
    out->rows = 0;
    out->about.v = 0;
    if (out->unit && out->kind->tree != &hn_tree_places)
        rc = hn_unit_find(c, out->unit, &out->about);
    return rc ? rc : out->kind->give(c, out, NULL);
}

enum hn_rc
hn_export(struct hn_ctx *c, struct hn_export *out)
{
    const struct hn_sheet_out sheet = {
        .format = out->format,
        .columns = out->kind->columns,
        .column_count = out->kind->column_count,
        .sink = out->sink,
        .sink_arg = out->sink_arg,
        .title = out->kind->name,
        .notice = out->notice,
        .folder = out->folder,
    };
    struct hn_sheet *s;
    enum hn_rc rc = hn_access_anywhere(c, HN_MAY_EXPORT);

    if (rc)
        return c->fault_count ? rc : hn_fail(c, rc, "", "denied");
    out->rows = 0;
    rc = hn_sheet_begin(c, &sheet, &s);
    if (rc)
        return rc;
    rc = out->kind->give(c, out, s);

    enum hn_rc ended = hn_sheet_end(s);

    return rc ? rc : ended;
}
