/* each.c: papers and duties streamed out (each.h). The way in: take.c. */
#include "paper/each.h"

#include <string.h>

#include "access/scope.h"
#include "fact/fact.h"
#include "paper/inside.h"

/* clang-format off */
/* $18 known, $19 within (0 all), $20 the tree's day, $21 the day or "open". */
#define OF_SCOPE(unit, at, day)                                                                              \
    " " at " <= $18 AND ($21 = 2147483647 OR " day " = $21)"                                                 \
    " AND (CAST($19 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM unit_closure w WHERE w.des = " unit              \
    " AND w.anc = $19 AND " HN_SQL_AT("w", "$20", "$18") ")) AND " HN_SCOPE_UNITS(unit)
#define CODE(unit, day) HN_SQL_LAST_UNIT("code", unit, day, "$18")

static const struct hn_sql sql_papers = {
    .name = "each.papers",
    .text = "SELECT p.id, " CODE("p.unit_id", "p.day") " AS unit, p.kind, p.origin, p.number, p.day, p.title,"
            " p.summary, p.basis, p.issuer, p.text, p.in_force_from, p.ended_on, p.end_reason,"
            " CASE WHEN pb.id IS NULL THEN '' ELSE " CODE("pb.unit_id", "pb.day") " END AS basis_unit,"
            " COALESCE(pb.number, '') AS basis_number, COALESCE(pb.day, 0) AS basis_day,"
            " COALESCE(o.body, '') AS body, COALESCE(o.name, '') AS body_name,"
            " CASE WHEN COALESCE(o.body_unit_id, 0) = 0 THEN '' ELSE " CODE("o.body_unit_id", "p.day")
            " END AS body_unit FROM paper p" HN_PAPER_BASIS
            " LEFT JOIN paper_body o ON o.unit_id = p.unit_id AND o.paper_id = p.id"
            " WHERE p.state <> 'draft' AND" OF_SCOPE("p.unit_id", "p.issued_at", "p.day")
            " ORDER BY p.day, CASE WHEN p.basis_id = 0 THEN 0 ELSE 1 END, unit, p.id, o.position"
};
static const struct hn_sql sql_duties = {
    .name = "each.duties",
    .text = "SELECT " CODE("s.unit_id", "g.day") " AS unit, " CODE("s.sender_id", "g.day") " AS sender,"
            " " CODE("p.unit_id", "p.day") " AS paper_unit, p.number, p.day, g.owes, g.day AS sent_on, g.due,"
            " d.read_at, d.answered_on, d.waived_reason, COALESCE(a.number, '') AS answer_number,"
            " COALESCE(a.day, 0) AS answer_day FROM duty_sending s"
            " JOIN duty d ON d.unit_id = s.unit_id AND d.paper_id = s.paper_id"
            " JOIN paper_sending g ON g.unit_id = s.sender_id AND g.id = s.sending_id"
            " JOIN paper p ON p.id = s.paper_id"
            " LEFT JOIN paper a ON a.unit_id = d.unit_id AND a.id = d.answer_id"
            " WHERE" OF_SCOPE("s.unit_id", "g.at", "g.day")
            " ORDER BY unit, p.day, CASE WHEN p.basis_id = 0 THEN 0 ELSE 1 END, paper_unit, p.id,"
            " sender, g.day, g.due, g.owes"
};
static const struct hn_sql sql_at = {
    .name = "paper.at",
    .text = "SELECT id FROM paper WHERE unit_id = $1 AND number = $2 AND day = $3 AND state <> 'draft'"
            " ORDER BY id LIMIT 1"
};
/* clang-format on */

/* --- papers --- */

static struct hn_paper_line
line_of(struct hn_rows *r)
{
    return (struct hn_paper_line){
        .name = { hn_row_text(r, "unit"), hn_row_text(r, "number"), (hn_day)hn_row_int(r, "day") },
        .carries_out = { hn_row_text(r, "basis_unit"), hn_row_text(r, "basis_number"),
                         (hn_day)hn_row_int(r, "basis_day") },
        .kind = hn_row_text(r, "kind"),
        .origin = hn_row_text(r, "origin"),
        .title = hn_row_text(r, "title"),
        .summary = hn_row_text(r, "summary"),
        .basis = hn_row_text(r, "basis"),
        .issuer = hn_row_text(r, "issuer"),
        .text = hn_row_text(r, "text"),
        .end_reason = hn_row_text(r, "end_reason"),
        .in_force_from = (hn_day)hn_row_int(r, "in_force_from"),
        .ended_on = (hn_day)hn_row_int(r, "ended_on"),
    };
}

static void
add_body(struct hn_rows *r, struct hn_paper_line *line)
{
    size_t n = line->body_count;

    if (n == HN_PAPER_BODIES_MOST || !*hn_row_text(r, "body"))
        return;
    line->bodies[n].unit = hn_row_text(r, "body_unit");
    line->bodies[n].body = hn_row_text(r, "body");
    line->bodies[n].name = hn_row_text(r, "body_name");
    line->body_count++;
}

/* Rows come a body each; those of one paper follow one another. */
enum hn_rc
hn_paper_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
              enum hn_rc (*each)(void *sink, const struct hn_paper_line *p), void *sink)
{
    struct hn_mark mark;
    struct hn_paper_line line = { .kind = NULL };
    int64_t of = 0;
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_papers, within, on, &rows), ended;

    if (rc)
        return rc;
    mark = hn_arena_mark(c->arena);
    while (!rc && hn_rows_next(rows)) {
        if (hn_row_int(rows, "id") != of) {
            if (line.kind)
                rc = each(sink, &line);
            hn_ctx_rewind(c, mark);
            of = hn_row_int(rows, "id");
            line = line_of(rows);
        }
        add_body(rows, &line);
    }
    ended = hn_rows_end(rows);
    if (!rc && !ended && line.kind)
        rc = each(sink, &line);
    return rc ? rc : ended;
}

enum hn_rc
hn_paper_at(struct hn_ctx *c, struct hn_unit_id unit, const char *number, hn_day day, struct hn_paper_id *out)
{
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_text(number), hn_p_day(day), HN_P_END };
    bool found = false;
    enum hn_rc rc = hn_store_int(c, &sql_at, params, &out->v, &found);

    if (!found)
        out->v = 0;
    return rc;
}

/* --- duties --- */

static struct hn_duty_line
duty_of(struct hn_rows *r)
{
    hn_time read = hn_row_int(r, "read_at");
    hn_day answered = (hn_day)hn_row_int(r, "answered_on");
    struct hn_duty_line d = {
        .unit = hn_row_text(r, "unit"),
        .sender = hn_row_text(r, "sender"),
        .paper = { hn_row_text(r, "paper_unit"), hn_row_text(r, "number"), (hn_day)hn_row_int(r, "day") },
        .answer = { "", hn_row_text(r, "answer_number"), (hn_day)hn_row_int(r, "answer_day") },
        .owes = hn_row_text(r, "owes"),
        .waived = hn_row_text(r, "waived_reason"),
        .sent_on = (hn_day)hn_row_int(r, "sent_on"),
        .due = (hn_day)hn_row_int(r, "due"),
        .read_on = read ? hn_day_at(read) : 0,
        .answered_on = answered == HN_DAY_OPEN ? 0 : answered,
    };

    if (*d.answer.number)
        d.answer.unit = d.unit;
    return d;
}

enum hn_rc
hn_duty_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
             enum hn_rc (*each)(void *sink, const struct hn_duty_line *d), void *sink)
{
    struct hn_rows *rows;
    enum hn_rc rc = hn_scope_export(c, &sql_duties, within, on, &rows), ended;

    if (rc)
        return rc;
    while (!rc && hn_rows_next(rows)) {
        struct hn_mark mark = hn_arena_mark(c->arena);
        const struct hn_duty_line d = duty_of(rows);

        rc = each(sink, &d);
        hn_ctx_rewind(c, mark);
    }
    ended = hn_rows_end(rows);
    return rc ? rc : ended;
}

const struct hn_sql *const hn_paper_each_sql[] = { &sql_papers, &sql_duties, &sql_at, NULL };
