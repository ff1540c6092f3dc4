/* page_fee_person.c: what kind of payer somebody is and by what base, one payment with its sum, and the reliefs of a cell.
 *
 * The base is shown to who keeps the book and to the person himself; each sight of it is in the log and has its hourly
 * number. Not for: the book (page_fee.c).
 */
#include <inttypes.h>
#include <string.h>

#include "person/person.h"
#include "rule/rule.h"
#include "view_fee.h"
#include "web/page_fee.h"

static const struct hn_field profile_ask[] = {
    { .name = "thang", .kind = HN_PDATE, .label = "fee.month" },
    { 0 },
};
const struct hn_form hn_form_fee_profile_ask = { .fields = profile_ask, .again = hn_page_fee_profile };

static const struct hn_field profile_fields[] = {
    { .name = "month", .kind = HN_PDATE, .label = "fee.month" },
    { .name = "payer", .kind = HN_CHOICE, .choices = hn_payers, .required = true, .label = "fee.payer" },
    { .name = "base", .kind = HN_INT, .low = 1, .high = 1000000000, .label = "fee.base" },
    { .name = "from", .kind = HN_DAY, .required = true },
    { 0 },
};
const struct hn_form hn_form_fee_profile = { .fields = profile_fields, .again = hn_page_fee_profile };

static const struct hn_field one_fields[] = {
    { .name = "month", .kind = HN_PDATE, .required = true, .label = "fee.month" },
    { .name = "amount", .kind = HN_INT, .low = 1, .high = 1000000000, .label = "fee.amount" },
    { .name = "method",
      .kind = HN_CHOICE,
      .choices = hn_fee_methods,
      .required = true,
      .label = "fee.method" },
    { .name = "paid_on", .kind = HN_DAY, .required = true, .label = "fee.paid_on" },
    { 0 },
};
const struct hn_form hn_form_fee_pay_one = { .fields = one_fields, .again = hn_page_fee_profile };

static const char *const shares[] = { "3000", "5000", "7000", NULL };

static const struct hn_field relief_fields[] = {
    { .name = "person", .kind = HN_ID, .required = true, .label = "field.person" },
    { .name = "kind",
      .kind = HN_CHOICE,
      .choices = hn_fee_relief_kinds,
      .required = true,
      .label = "fee.relief_kind" },
    { .name = "ground", .kind = HN_CHOICE, .choices = hn_fee_grounds, .label = "fee.ground" },
    { .name = "share", .kind = HN_CHOICE, .choices = shares, .label = "fee.share" },
    { .name = "amount", .kind = HN_INT, .low = 1, .high = 1000000000, .label = "fee.amount_wished" },
    { .name = "month_from", .kind = HN_PDATE, .required = true, .label = "fee.month_from" },
    { .name = "month_to", .kind = HN_PDATE, .label = "fee.month_to" },
    { .name = "reason", .kind = HN_TEXT, .required = true, .label = "field.reason" },
    { 0 },
};
const struct hn_form hn_form_fee_relief = { .fields = relief_fields, .again = hn_page_fee_reliefs };

static const struct hn_field end_fields[] = {
    { .name = "relief", .kind = HN_ID, .required = true, .label = "fee.reliefs" },
    { .name = "last_month", .kind = HN_PDATE, .required = true, .label = "fee.month_to" },
    { 0 },
};
const struct hn_form hn_form_fee_relief_end = { .fields = end_fields, .again = hn_page_fee_reliefs };

/* --- one person --- */

static enum hn_rc
read_line(struct hn_req *q, struct hn_fee_person_page *p, int64_t month)
{
    const struct hn_fee_line *lines;
    struct hn_fee_sum sum;
    size_t count;
    enum hn_rc rc = hn_fee_book(&q->ctx, p->unit->id, month, &lines, &count, &sum);

    for (size_t i = 0; i < count && !rc; i++) {
        if (lines[i].person.v == p->profile.person.v)
            p->line = &lines[i];
    }
    return rc;
}

static enum hn_rc
read_person(struct hn_req *q, struct hn_fee_person_page *p, int64_t month)
{
    struct hn_ctx *c = &q->ctx;
    struct hn_person_id id = { hn_path_id(q, "person") };
    hn_day last = hn_month_last(month);
    struct hn_person person;
    enum hn_rc rc = hn_need_pace(q, id, true);

    if (!rc)
        rc = hn_person_get(c, id, &person);
    if (!rc)
        rc = hn_fee_profile_get(c, id, last < c->today ? last : c->today, &p->profile);
    if (!rc)
        rc = hn_fee_of_person(c, id, &p->lines, &p->months, &p->count);
    if (!rc)
        rc = read_line(q, p, month);
    if (rc)
        return rc;
    p->code = person.code;
    p->full_name = person.basic.full_name;
    return HN_OK;
}

enum hn_rc
hn_page_fee_profile(struct hn_req *q)
{
    static const struct hn_view view = { .title = "fee.profile_of",
                                         .section = "units",
                                         .html = hn_view_fee_person_any,
                                         .json = hn_json_fee_person_any };
    struct hn_fee_person_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    int64_t month;
    enum hn_rc rc = hn_fee_month_asked(q, &month);

    if (!rc)
        rc = hn_fee_unit_of(q, &stand, hn_text(q->ctx.lang, "fee.profile"));
    if (rc)
        return rc;
    p.unit = &stand.unit;
    p.month = hn_fee_month_shown(q, month);
    p.today = hn_day_table(q->ctx.arena, q->ctx.today);
    rc = read_person(q, &p, month);
    return rc ? rc : hn_show(q, &view, &p, p.full_name);
}

enum hn_rc
hn_page_fee_profile_save(struct hn_req *q)
{
    const struct hn_fee_profile in = { .person = { hn_path_id(q, "person") },
                                       .payer = hn_form_text(q, "payer"),
                                       .base_dong = hn_form_has(q, "base") ? hn_form_int(q, "base") : -1,
                                       .from = hn_form_day(q, "from"),
                                       .to = HN_DAY_OPEN };
    int64_t month;
    enum hn_rc rc = hn_fee_month_asked(q, &month);

    if (!rc)
        rc = hn_fee_profile_put(&q->ctx, &in);
    return rc ? rc
              : hn_redirect_done(q, "done.fee_profile", "/chi-bo/%s/dang-phi?thang=%s",
                                 hn_path_text(q, "unit"), hn_month_iso(q->ctx.arena, month));
}

enum hn_rc
hn_page_fee_pay_one(struct hn_req *q)
{
    struct hn_fee_pay in = { .unit = { hn_path_id(q, "unit") },
                             .person = { hn_path_id(q, "person") },
                             .amount_dong = hn_form_int(q, "amount"),
                             .paid_on = hn_form_day(q, "paid_on"),
                             .method = hn_form_text(q, "method") };
    int64_t payment;
    enum hn_rc rc = hn_fee_month_asked(q, &in.month);

    if (!rc)
        rc = hn_fee_pay(&q->ctx, &in, &payment, NULL);
    return rc ? rc
              : hn_redirect_done(q, "done.fee_paid", "/chi-bo/%s/dang-phi/phieu-thu/%" PRId64,
                                 hn_path_text(q, "unit"), payment);
}

/* --- reliefs of a cell --- */

static enum hn_rc
offer_people(struct hn_req *q, struct hn_fee_relief_page *p)
{
    struct hn_ctx *c = &q->ctx;
    const struct hn_fee_line *lines;
    struct hn_fee_sum sum;
    struct hn_option *options;
    enum hn_rc rc = hn_fee_book(c, p->unit->id, hn_month_of(c->today), &lines, &p->people_count, &sum);

    if (rc)
        return rc;
    options = HN_NEW_N(c->arena, struct hn_option, p->people_count + 1);
    for (size_t i = 0; i < p->people_count; i++)
        options[i] = (struct hn_option){ .value = hn_print(c->arena, "%" PRId64, lines[i].person.v),
                                         .label = lines[i].full_name };
    p->people = options;
    return HN_OK;
}

enum hn_rc
hn_page_fee_reliefs(struct hn_req *q)
{
    static const struct hn_view view = { .title = "fee.reliefs_of",
                                         .section = "units",
                                         .html = hn_view_fee_reliefs_any,
                                         .json = hn_json_fee_reliefs_any };
    struct hn_fee_relief_page p = { .q = q };
    struct hn_unit_stand stand = { 0 };
    enum hn_rc rc = hn_fee_unit_of(q, &stand, hn_text(q->ctx.lang, "fee.reliefs"));

    p.unit = &stand.unit;
    if (!rc)
        rc = hn_fee_reliefs(&q->ctx, stand.unit.id, false, &p.reliefs, &p.count);
    if (!rc)
        rc = offer_people(q, &p);
    return rc ? rc : hn_show(q, &view, &p, p.unit->name);
}

static enum hn_rc
back_to_reliefs(struct hn_req *q, const char *done)
{
    return hn_redirect_done(q, done, "/chi-bo/%s/dang-phi/mien-giam", hn_path_text(q, "unit"));
}

enum hn_rc
hn_page_fee_relief_ask(struct hn_req *q)
{
    const char *share = hn_form_text(q, "share");
    struct hn_fee_relief in = { .unit = { hn_path_id(q, "unit") },
                                .person = { hn_form_id(q, "person") },
                                .kind = hn_form_text(q, "kind"),
                                .ground = hn_form_text(q, "ground"),
                                .reason = hn_form_text(q, "reason"),
                                .share_bp = *share ? (share[0] - '0') * 1000 : 0,
                                .amount_dong = hn_form_int(q, "amount") };
    enum hn_rc rc = hn_fee_month_typed(q, "month_from", &in.month_from);

    if (!rc)
        rc = hn_fee_month_typed(q, "month_to", &in.month_to);
    if (!rc)
        rc = hn_fee_relief_ask(&q->ctx, &in, NULL);
    return rc ? rc : back_to_reliefs(q, "done.fee_relief_asked");
}

enum hn_rc
hn_page_fee_relief_end(struct hn_req *q)
{
    int64_t last;
    enum hn_rc rc = hn_fee_month_typed(q, "last_month", &last);

    if (!rc)
        rc = hn_fee_relief_end(&q->ctx, (struct hn_unit_id){ hn_path_id(q, "unit") }, hn_form_id(q, "relief"),
                               last);
    return rc ? rc : back_to_reliefs(q, "done.fee_relief_ended");
}
