/* indicator.c: indicators set up, changed from a day on, ended (indicator.h). Found and listed: list.c. */
#include "indicator/indicator.h"

#include "audit/audit.h"
#include "base/code.h"
#include "base/one_of.h"
#include "base/vi.h"
#include "indicator/figure.h"
#include "indicator/inside.h"

const char *const hn_over_tree[] = { "sum", "average", "max", "min", "none", NULL };
const char *const hn_over_time[] = { "sum", "average", "max", "min", "last", "first", "none", NULL };
const char *const hn_betters[] = { "up", "down", "none", NULL };
const char *const hn_value_qualifiers[] = { "exact", "nearly", "over", "about", NULL };

enum { NAME_MOST = 300, MEASURE_MOST = 60, NOTE_MOST = 2000, PLACES_MOST = 3 };

const struct hn_fact_table hn_indicator_versions_table = {
    .name = "indicator_version",
    HN_FACT_SQL("indicator_version", "indicator_id", "", "",
                "name, name_en, search, measure, better, over_tree, over_time, every, places, formula, note",
                HN_MARKS_18),
    .series_count = 0,
    .value_count = 11,
    .values = (const char *const[]){ "name", "name_en", "search", "measure", "better", "over_tree",
                                     "over_time", "every", "places", "formula", "note" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_TEXT, HN_P_TEXT,
                                           HN_P_TEXT, HN_P_TEXT, HN_P_INT, HN_P_TEXT, HN_P_TEXT },
};

/* --- rules --- */

static bool
is_text(const char *text, size_t least, size_t most)
{
    size_t letters = text ? hn_utf8_count(text) : 0;

    return letters >= least && letters <= most;
}

static enum hn_rc
check_words(struct hn_ctx *c, const struct hn_indicator *in)
{
    enum hn_rc rc = HN_OK;

    if (!hn_one_of(in->better, hn_betters))
        rc = hn_fail(c, HN_INVALID, "better", "indicator.better");
    if (!hn_one_of(in->over_tree, hn_over_tree))
        rc = hn_fail(c, HN_INVALID, "over_tree", "indicator.over_tree");
    if (!hn_one_of(in->over_time, hn_over_time))
        rc = hn_fail(c, HN_INVALID, "over_time", "indicator.over_time");
    if ((unsigned)in->every >= HN_PERIOD_KINDS)
        rc = hn_fail(c, HN_INVALID, "every", "indicator.every");
    if (in->places < 0 || in->places > PLACES_MOST)
        rc = hn_fail(c, HN_INVALID, "places", "indicator.places");
    if (in->from >= in->to)
        rc = hn_fail(c, HN_INVALID, "from", "fact.days");
    return rc;
}

static enum hn_rc
check(struct hn_ctx *c, const struct hn_indicator *in)
{
    enum hn_rc rc = check_words(c, in);

    if (!in->id && !hn_is_code(in->code, HN_CODE_MOST))
        rc = hn_fail(c, HN_INVALID, "code", "indicator.code");
    if (!is_text(in->name, 1, NAME_MOST))
        rc = hn_fail(c, HN_INVALID, "name", "indicator.name");
    if (!is_text(in->measure, 1, MEASURE_MOST))
        rc = hn_fail(c, HN_INVALID, "measure", "indicator.measure");
    if (!is_text(in->name_en, 0, NAME_MOST))
        rc = hn_fail(c, HN_INVALID, "name_en", "indicator.long");
    if (!is_text(in->note, 0, NOTE_MOST))
        rc = hn_fail(c, HN_INVALID, "note", "indicator.long");
    return rc;
}

static const struct hn_sql sql_code = { .name = "indicator.code",
                                        .text = "SELECT id FROM indicator WHERE code = $1" };
/* What was entered under another meaning: values of another kind of period, or any where a formula now reckons. */
static const struct hn_sql sql_other_values = {
    .name = "indicator.other_values",
    .text = "SELECT unit_id FROM indicator_value WHERE indicator_id = $1 AND known_to = " HN_SQL_OPEN_TIME
            " AND removed_at = 0 AND period_to > $2 AND period_from < $3 AND ($4 = 1 OR ($5 <> '' AND"
            " period_kind <> $5)) LIMIT 1"
};

static enum hn_rc
must_be_free(struct hn_ctx *c, const struct hn_indicator *in)
{
    const struct hn_param code[] = { hn_p_text(in->code), HN_P_END };
    const struct hn_param values[] = { hn_p_id(in->id),
                                       hn_p_day(in->from),
                                       hn_p_day(in->to),
                                       hn_p_int(*in->formula != '\0'),
                                       hn_p_text(hn_period_kind_name(in->every)),
                                       HN_P_END };
    int64_t id;
    bool found;
    enum hn_rc rc = hn_store_int(c, in->id ? &sql_other_values : &sql_code, in->id ? values : code, &id,
                                 &found);

    if (rc || !found)
        return rc;
    return in->id ? hn_fail(c, HN_CONFLICT, *in->formula ? "formula" : "every", "indicator.has_values")
                  : hn_fail(c, HN_CONFLICT, "code", "indicator.code_taken");
}

/* A line of a form is of the form's kind of period. */
static enum hn_rc
must_fit_form(struct hn_ctx *c, const struct hn_indicator *in, const struct hn_indicator *old)
{
    struct hn_indicator_form f;
    enum hn_rc rc;

    if (!old->form || in->every == HN_PERIOD_ANY || *in->formula || in->every == old->every)
        return HN_OK;
    rc = hn_indicator_form_read(c, old->form, &f);
    return rc || f.every == in->every ? rc
                                      : hn_fail_arg(c, HN_CONFLICT, "every", "form.every_differs", in->code);
}

/* *out NULL: values are entered. */
static enum hn_rc
compile(struct hn_ctx *c, const struct hn_indicator *in, const struct hn_formula **out)
{
    enum hn_rc rc = *in->formula ? hn_formula_compile(c, in->formula, "formula", out) : HN_OK;

    if (!rc && *out && hn_formula_is_truth(*out))
        rc = hn_fail(c, HN_INVALID, "formula", "indicator.truth");
    return rc;
}

static enum hn_rc
check_reckoned(struct hn_ctx *c, const struct hn_indicator *in, const struct hn_formula *f)
{
    enum hn_rc rc = hn_indicator_check_formula(c, in, f);

    return rc ? rc : hn_indicator_check_closed(c, in, f, false);
}

/* --- deeds --- */

static const struct hn_sql sql_insert = {
    .name = "indicator.insert",
    .text = "INSERT INTO indicator (id, unit_id, code, created_at, entered_by) VALUES ($1, $2, $3, $4, $5)"
};

static enum hn_rc
write_version(struct hn_ctx *c, const struct hn_indicator *in, int64_t id)
{
    const char *search = hn_vi_fold(c->arena, hn_print(c->arena, "%s %s", in->code, in->name));
    const struct hn_param values[] = { hn_p_text(in->name),      hn_p_text(in->name_en),
                                       hn_p_text(search),        hn_p_text(in->measure),
                                       hn_p_text(in->better),    hn_p_text(in->over_tree),
                                       hn_p_text(in->over_time), hn_p_text(hn_period_kind_name(in->every)),
                                       hn_p_int(in->places),     hn_p_text(in->formula),
                                       hn_p_text(in->note) };
    const struct hn_fact fact = { .owner = id, .from = in->from, .to = in->to, .values = values };

    return hn_fact_put(c, &hn_indicator_versions_table, &fact, NULL);
}

static enum hn_rc
write_new(struct hn_ctx *c, const struct hn_indicator *in, int64_t id)
{
    const struct hn_param params[] = { hn_p_id(id),       hn_p_id(in->unit.v), hn_p_text(in->code),
                                       hn_p_time(c->now), hn_p_id(c->actor.v), HN_P_END };

    return hn_store_do(c, &sql_insert, params);
}

/* Texts that are not said are empty; what never changes is what it was. */
static struct hn_indicator
filled(const struct hn_indicator *in, const struct hn_indicator *old)
{
    struct hn_indicator as = *in;

    as.name_en = in->name_en ? in->name_en : "";
    as.formula = in->formula ? in->formula : "";
    as.note = in->note ? in->note : "";
    if (in->id) {
        as.unit = old->unit;
        as.code = old->code;
    }
    return as;
}

static enum hn_rc
check_all(struct hn_ctx *c, const struct hn_indicator *in, const struct hn_indicator *old,
          const struct hn_formula **f)
{
    enum hn_rc rc = check(c, in), wrong = compile(c, in, f);

    rc = rc ? rc : wrong;
    if (!rc)
        rc = must_be_free(c, in);
    if (!rc)
        rc = must_fit_form(c, in, old);
    return rc ? rc : check_reckoned(c, in, *f);
}

enum hn_rc
hn_indicator_put(struct hn_ctx *c, const struct hn_indicator *in, int64_t *out)
{
    struct hn_indicator old = { .name = "" }, as;
    const struct hn_formula *f = NULL;
    int64_t id = in->id ? in->id : hn_new_id(c);
    enum hn_rc rc = in->id ? hn_indicator_read(c, in->id, &old) : HN_OK;

    as = filled(in, &old);
    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, as.unit);
    if (!rc)
        rc = check_all(c, &as, &old, &f);
    if (!rc && !in->id)
        rc = write_new(c, &as, id);
    if (!rc)
        rc = write_version(c, &as, id);
    if (!rc && f)
        rc = hn_indicator_write_refs(c, id, f);
    if (!rc)
        rc = hn_indicator_stamp_bump(c, id);
    if (rc)
        return rc;
    if (out)
        *out = id;
    return hn_audit_change(c, in->id ? "indicator.change" : "indicator.put", id, as.unit, old.name, as.name);
}

enum hn_rc
hn_indicator_end(struct hn_ctx *c, int64_t id, hn_day on)
{
    const struct hn_fact none = { .owner = id, .from = on, .to = HN_DAY_OPEN };
    struct hn_indicator old;
    enum hn_rc rc = hn_indicator_read(c, id, &old);

    if (!rc)
        rc = hn_need(c, HN_MAY_DIRECT, old.unit);
    if (!rc)
        rc = hn_indicator_check_unused(c, &old, on);
    old.from = on;
    old.to = HN_DAY_OPEN;
    if (!rc)
        rc = hn_indicator_check_closed(c, &old, NULL, true);
    if (!rc)
        rc = hn_fact_put(c, &hn_indicator_versions_table, &none, NULL);
    if (!rc)
        rc = hn_indicator_stamp_bump(c, id);
    return rc ? rc : hn_audit_change(c, "indicator.end", id, old.unit, old.name, "");
}

/* --- may it be measured there --- */

/* A day on which the unit stands, at or below the owner. $1 unit, $2 owner, $3 day */
static const struct hn_sql sql_stands = {
    .name = "indicator.stands",
    .text = "SELECT des FROM unit_closure WHERE des = $1 AND anc = $2 AND valid_from <= $3 AND valid_to > $3"
            " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_lives = {
    .name = "indicator.lives",
    .text = "SELECT id FROM indicator_version WHERE indicator_id = $1 AND valid_from <= $2 AND valid_to > $2"
            " AND known_to = " HN_SQL_OPEN_TIME
};
static const struct hn_sql sql_owner = { .name = "indicator.owner",
                                         .text = "SELECT unit_id FROM indicator WHERE id = $1" };

static enum hn_rc
ask_stands(struct hn_ctx *c, int64_t unit, int64_t above, hn_day on, bool *out)
{
    const struct hn_param params[] = { hn_p_id(unit), hn_p_id(above), hn_p_day(on), HN_P_END };
    int64_t id;

    return hn_store_int(c, &sql_stands, params, &id, out);
}

enum hn_rc
hn_indicator_fits(struct hn_ctx *c, int64_t id, struct hn_unit_id unit, struct hn_period period)
{
    const struct hn_param of[] = { hn_p_id(id), HN_P_END };
    const struct hn_param lives[] = { hn_p_id(id), hn_p_day(period.to - 1), HN_P_END };
    bool found = false, below = false;
    int64_t owner = 0, version;
    enum hn_rc rc = hn_store_int(c, &sql_owner, of, &owner, &found);

    if (!rc && !found)
        return hn_fail(c, HN_NOT_FOUND, "", "indicator.not_found");
    if (!rc)
        rc = hn_store_int(c, &sql_lives, lives, &version, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "period", "value.indicator_life");
    if (!rc)
        rc = ask_stands(c, unit.v, unit.v, period.to - 1, &found);
    if (!rc && !found)
        rc = hn_fail(c, HN_INVALID, "period", "value.unit_life");
    if (!rc)
        rc = ask_stands(c, unit.v, owner, period.to - 1, &below);
    return rc || below ? rc : hn_fail(c, HN_INVALID, "unit", "value.below");
}

const struct hn_sql *const hn_indicator_sql[] = { HN_FACT_LIST(hn_indicator_versions_table),
                                                  &sql_code,
                                                  &sql_other_values,
                                                  &sql_insert,
                                                  &sql_stands,
                                                  &sql_lives,
                                                  &sql_owner,
                                                  NULL };
