/* page_indicator.c: what the pages of indicators share: the unit, the indicator and the period asked about; figures in words
 * (page_indicator.h). */
#include "web/page_indicator.h"

#include <string.h>

#include "base/vi.h"

enum hn_rc
hn_indicator_unit_asked(struct hn_req *q, struct hn_unit_stand *out)
{
    const char *code = hn_form_text(q, "don-vi");
    struct hn_record over = HN_NO_RECORD;
    enum hn_rc rc = *code ? hn_unit_find(&q->ctx, code, &over.unit) : HN_OK;

    if (rc)
        return rc;
    rc = hn_access_allows(&q->ctx, HN_MAY_READ_FIGURES, over, HN_GROUP_BASIC);
    return hn_unit_asked(q, rc ? HN_MAY_READ_MEETING : HN_MAY_READ_FIGURES, out);
}

enum hn_rc
hn_indicator_of_path(struct hn_req *q, struct hn_indicator *out)
{
    int64_t id;
    enum hn_rc rc = hn_indicator_find(&q->ctx, hn_path_text(q, "indicator"), &id);

    return rc ? rc : hn_indicator_get(&q->ctx, id, out);
}

enum hn_rc
hn_asking_of_path(struct hn_req *q, struct hn_indicator_form *out)
{
    int64_t id;
    enum hn_rc rc = hn_indicator_form_find(&q->ctx, hn_path_text(q, "form"), &id);

    return rc ? rc : hn_indicator_form_get(&q->ctx, id, out);
}

enum hn_rc
hn_period_asked(struct hn_req *q, const char *field, struct hn_period *out)
{
    const char *text = hn_form_text(q, field);

    if (!*text || hn_period_parse(text, out) || hn_period_relative(text, q->ctx.today, out))
        return HN_OK;

    /* "7/2021" is how a month is read and so how it is typed. */
    hn_pdate month;

    if (hn_pdate_parse(text, &month)) {
        const char *iso = hn_pdate_iso(q->ctx.arena, month);

        if (hn_period_parse(iso, out))
            return HN_OK;
    }
    return hn_fail(&q->ctx, HN_INVALID, field, "period.unread");
}

struct hn_period
hn_period_over(enum hn_period_kind kind, hn_day on)
{
    const struct hn_period p = hn_period_at(kind, on);

    return p.to == on + 1 ? p : hn_period_shift(p, -1);
}

enum { PERIODS_OFFERED = 24 };

const struct hn_option *
hn_period_options(struct hn_req *q, struct hn_period p, size_t *count)
{
    struct hn_arena *a = q->ctx.arena;
    struct hn_option *out = HN_NEW_N(a, struct hn_option, PERIODS_OFFERED + 1);
    const bool span = p.kind == HN_PERIOD_SPAN || p.kind == HN_PERIOD_ANY;
    struct hn_period at = span ? p : hn_period_at(p.kind, q->ctx.today);

    /* One that lies outside of those offered is offered too. */
    *count = 0;
    for (int i = 0; i < PERIODS_OFFERED && !span; i++, at = hn_period_shift(at, -1)) {
        if (*count == 0 && p.from > at.from)
            out[(*count)++] = (struct hn_option){ hn_period_iso(a, p), hn_period_text(a, p, q->ctx.lang) };
        out[(*count)++] = (struct hn_option){ hn_period_iso(a, at), hn_period_text(a, at, q->ctx.lang) };
    }
    if (span || p.from <= at.from)
        out[(*count)++] = (struct hn_option){ hn_period_iso(a, p), hn_period_text(a, p, q->ctx.lang) };
    return out;
}

enum hn_rc
hn_number_typed(struct hn_req *q, const char *field, const char *text, int64_t *milli)
{
    switch (hn_vi_number(text, 3, milli)) {
    case HN_NUMBER_AMBIGUOUS:
        return hn_fail_arg(&q->ctx, HN_INVALID, field, "value.ambiguous", text);
    case HN_NUMBER_BAD:
        return hn_fail_arg(&q->ctx, HN_INVALID, field, "value.number", text);
    case HN_NUMBER_OK:
        break;
    }
    return HN_OK;
}

/* --- figures in words --- */

const char *
hn_indicator_number(struct hn_arena *a, enum hn_lang lang, const struct hn_indicator *i, int64_t milli)
{
    static const int64_t thousandths[] = { 1000, 100, 10, 1 }; /* in one of the last place shown */
    int64_t rounded;

    if (!*i->formula || !hn_decimal_milli(hn_decimal_round(hn_decimal_of_milli(milli), i->places), &rounded))
        return hn_vi_milli(a, milli, lang == HN_EN);
    return hn_vi_decimal(a, rounded / thousandths[i->places], i->places, lang == HN_EN);
}

const char *
hn_indicator_words(struct hn_arena *a, enum hn_lang lang, const struct hn_indicator *i, int64_t milli,
                   const char *qualifier)
{
    const char *figure = hn_indicator_number(a, lang, i, milli);
    const char *word = "", *measure = i->measure;

    if (qualifier && *qualifier && strcmp(qualifier, "exact") != 0)
        word = hn_words(lang, hn_print(a, "qualifier_word.%s", qualifier));
    return hn_print(a, "%s%s%s%s%s", word, *word ? " " : "", figure,
                    !*measure                   ? ""
                    : strcmp(measure, "%") == 0 ? ""
                                                : "\u00a0",
                    measure);
}

const char *
hn_indicator_figure_words(struct hn_arena *a, enum hn_lang lang, const struct hn_indicator *i,
                          const struct hn_indicator_figure *f)
{
    switch (f->state) {
    case HN_FORMULA_VALUE:
        return hn_indicator_words(a, lang, i, f->milli, f->qualifier);
    case HN_FORMULA_DIVIDED:
        return hn_words(lang, "figure.divided");
    case HN_FORMULA_LARGE:
        return hn_words(lang, "figure.large");
    case HN_FORMULA_NONE:
        break;
    }
    return hn_words(lang, "figure.none");
}

const char *
hn_indicator_path(struct hn_arena *a, const char *indicator, const char *part, const char *unit,
                  const char *period)
{
    return hn_print(a, "/chi-tieu/%s/%s?don-vi=%s%s%s", indicator, part, unit, *period ? "&ky=" : "", period);
}

const char *
hn_entry_path(struct hn_arena *a, const char *form, const char *part, const char *unit,
              struct hn_period period)
{
    return hn_print(a, "/chi-tieu/nhap/%s%s%s?don-vi=%s&ky=%s", form, *part ? "/" : "", part, unit,
                    hn_period_iso(a, period));
}
