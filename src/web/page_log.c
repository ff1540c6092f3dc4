/* page_log.c: see page_log.h. Not for: proving the log (audit/, the command audit verify). */
#include "web/page_log.h"

#include <string.h>

#include "access/access.h"
#include "person/person.h"
#include "report/log.h"
#include "unit/unit.h"
#include "view_log.h"

/* Texts log_what.…; the first stand for deeds of just that name, those after WHOLE for all that begin so. */
static const char *const whats[] = { "view",    "search",     "reveal",   "print",   "export",
                                     "refused", "sign_in",    "code",     "account", "grant",
                                     "person",  "membership", "standing", "office",  "unit",
                                     "place",   "import",     "audit",    NULL };
enum { WHOLE = 7, CODE = 7 };

static const struct hn_field fields[] = {
    { .name = "tai-khoan", .kind = HN_TEXT, .max = 40, .label = "log.account" },
    { .name = "viec", .kind = HN_CHOICE, .choices = whats, .label = "log.what" },
    { .name = "trong", .kind = HN_CODE, .label = "log.within" },
    { .name = "nguoi", .kind = HN_CODE, .label = "log.person" },
    { .name = "tu", .kind = HN_DAY, .label = "log.from" },
    { .name = "den", .kind = HN_DAY, .label = "log.to" },
    { 0 },
};
const struct hn_form hn_form_log = { .fields = fields, .again = hn_page_log };

/* --- the list --- */

struct log_row {
    int64_t sequence, at, actor, record, person, unit;
    const char *actor_name, *what, *unit_name, *group, *purpose, *person_number;
};

#define COLUMN(field) .name = #field, .offset = offsetof(struct log_row, field)
static const struct hn_column columns[] = {
    { COLUMN(at), .label = "log.at", .kind = HN_COL_TIME },
    { COLUMN(what), .label = "log.what", .kind = HN_COL_WORD, .words = "deed." },
    { .name = "account",
      .offset = offsetof(struct log_row, actor_name),
      .label = "log.account",
      .kind = HN_COL_TEXT },
    { COLUMN(unit_name), .label = "log.unit", .kind = HN_COL_TEXT, .href = "/to-chuc/{unit}" },
    { COLUMN(person_number), .label = "log.person_number", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(group), .label = "log.group", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(purpose), .label = "log.purpose", .kind = HN_COL_TEXT, .wide_only = true },
    { COLUMN(sequence), .label = "log.sequence", .kind = HN_COL_INT, .wide_only = true },
    { COLUMN(unit), .label = "log.unit", .kind = HN_COL_ID },
    { COLUMN(person), .label = "log.person", .kind = HN_COL_ID },
    { COLUMN(record), .label = "log.record", .kind = HN_COL_ID },
    { COLUMN(actor), .label = "log.account", .kind = HN_COL_ID },
};
#undef COLUMN

struct log_filter {
    struct hn_audit_filter lines;
    bool spoken; /* for people: words in place of identifiers */
};

struct telling {
    struct hn_emitting out;
    bool spoken; /* identifiers as words */
};

/* The word for an identifier of one of these lists; the identifier itself when it has none. */
static const char *
word_of(const struct telling *e, const char *identifier, const char *const *lists)
{
    for (; e->spoken && *identifier && *lists; lists++) {
        const struct hn_word *word = hn_word_find(hn_print(e->out.c->arena, "%s%s", *lists, identifier));

        if (word)
            return word->text[e->out.c->lang];
    }
    return identifier;
}

static void
take_line(void *sink, const struct hn_audit_line *l)
{
    static const char *const groups[] = { "group.", "right.", NULL }, *const purposes[] = { "purpose.",
                                                                                            NULL };
    struct telling *e = sink;
    const struct log_row row = {
        .sequence = l->sequence,
        .at = l->at,
        .actor = l->actor.v,
        .record = l->record,
        .person = l->person.v,
        .unit = l->unit.v,
        .actor_name = l->actor_name,
        .what = l->what,
        .unit_name = l->unit_name,
        .group = word_of(e, l->group, groups),
        .purpose = word_of(e, l->purpose, purposes),
        .person_number = l->person.v ? hn_print(e->out.c->arena, "%lld", (long long)l->person.v) : "",
    };

    hn_emit(&e->out, &row);
}

static enum hn_rc
list_rows(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink)
{
    const struct log_filter *f = ask->filter;
    struct telling e = { .out = hn_emitting(c, ask, emit, sink), .spoken = f->spoken };

    return hn_audit_lines(c, &f->lines, ask->offset, ask->limit, take_line, &e);
}

static enum hn_rc
list_total(struct hn_ctx *c, const void *filter, int64_t *out)
{
    const struct log_filter *f = filter;

    return hn_audit_count(c, &f->lines, out);
}

const struct hn_list hn_list_log = {
    .name = "nhat-ky",
    .caption = "log.title",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .row_size = sizeof(struct log_row),
    .rows = list_rows,
    .total = list_total,
};

/* --- what was asked --- */

/* An account nobody has leaves no lines, which is also what is said of one out of scope. */
static enum hn_rc
read_account(struct hn_req *q, struct hn_log_page *p, struct hn_audit_filter *f)
{
    enum hn_rc rc;

    if (!*p->account)
        return HN_OK;
    rc = hn_account_number(&q->ctx, p->account, &f->actor);
    if (!rc && f->actor.v == 0)
        f->actor.v = -1;
    return rc;
}

static enum hn_rc
read_person(struct hn_req *q, struct hn_log_page *p, struct hn_audit_filter *f)
{
    struct hn_person_id self = hn_req_who(q)->person;
    struct hn_scope scope;
    enum hn_rc rc;
    bool units = false;

    if (*p->person)
        rc = hn_person_find_for(&q->ctx, HN_MAY_READ_LOG, p->person, &f->person);
    else
        rc = hn_scope_of(&q->ctx, HN_MAY_READ_LOG, f->within, &scope);
    if (rc)
        return rc;
    for (size_t i = 0; i < HN_SCOPE_ROOTS && !*p->person; i++)
        units = units || scope.subtree[i] || scope.unit[i];
    /* Whoever watches over no unit reads who looked at the own record. */
    if (!*p->person && !units)
        f->person = self;
    p->own = f->person.v != 0 && f->person.v == self.v;
    return HN_OK;
}

static enum hn_rc
read_within(struct hn_req *q, struct hn_log_page *p, struct hn_audit_filter *f)
{
    struct hn_unit unit;
    enum hn_rc rc;

    p->unit_name = "";
    if (!*p->within)
        return HN_OK;
    rc = hn_unit_find(&q->ctx, p->within, &f->within);
    if (rc || hn_unit_get(&q->ctx, f->within, &unit) != HN_OK)
        return rc;
    p->unit_name = unit.name;
    return HN_OK;
}

static const char *
beginning(struct hn_arena *a, const char *asked)
{
    size_t i = 0;

    while (whats[i] && strcmp(whats[i], asked) != 0)
        i++;
    if (i < WHOLE || !whats[i])
        return asked;
    return i == CODE ? "sign_in." : hn_print(a, "%s.", asked);
}

static enum hn_rc
read_filter(struct hn_req *q, struct hn_log_page *p, struct log_filter *f)
{
    hn_day from = hn_form_day(q, "tu"), to = hn_form_day(q, "den");
    enum hn_rc rc;

    p->account = hn_form_text(q, "tai-khoan");
    p->what = hn_form_text(q, "viec");
    p->within = hn_form_text(q, "trong");
    p->person = hn_form_text(q, "nguoi");
    f->spoken = hn_req_format(q) == HN_HTML || hn_req_format(q) == HN_XLSX;
    f->lines.what = beginning(q->ctx.arena, p->what);
    if (from != HN_DAY_OPEN || to != HN_DAY_OPEN) {
        f->lines.from = from == HN_DAY_OPEN ? HN_DAY_START : from;
        f->lines.to = to == HN_DAY_OPEN ? HN_DAY_OPEN : to + 1;
    }
    rc = read_account(q, p, &f->lines);
    if (!rc)
        rc = read_within(q, p, &f->lines);
    return rc ? rc : read_person(q, p, &f->lines);
}

enum hn_rc
hn_page_log(struct hn_req *q)
{
    static const struct hn_view view = { .title = "log.title",
                                         .section = "audit",
                                         .html = hn_view_log_any,
                                         .json = hn_json_log_any,
                                         .staff = true };
    struct hn_log_page p = { .q = q };
    struct log_filter f = { 0 };
    enum hn_rc rc = read_filter(q, &p, &f);

    if (rc || hn_list_answer(q, &hn_list_log, &f, &p.list, &rc) || rc)
        return rc;
    rc = hn_audit_root(&q->ctx, &p.root);
    return rc ? rc : hn_show(q, &view, &p, NULL);
}
