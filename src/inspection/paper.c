/* paper.c: the notice of a conclusion (thông báo kết luận) as a paper (inspection.h). In Vietnamese whatever the reader's
 * language. Not for: how it is drawn (print/). */
#include <string.h>

#include "base/vi.h"
#include "base/words.h"
#include "fact/fact_sql.h"
#include "inspection/inside.h"
#include "setting/setting.h"

/* The name of the unit that inspects and of the one it stood under on the day of the conclusion. */
static const struct hn_sql sql_head = {
    .name = "inspection.paper_head",
    .text =
        "SELECT v.name AS issuer, COALESCE(w.name, '') AS superior FROM unit_version v"
        " LEFT JOIN unit_version w ON w.unit_id = v.parent_id AND w.known_to = " HN_SQL_OPEN_TIME
        " AND w.valid_from <= $2 AND w.valid_to > $2 WHERE v.unit_id = $1 AND v.known_to = " HN_SQL_OPEN_TIME
        " AND v.valid_from <= $2 AND v.valid_to > $2"
};

static const char *
word(const char *key)
{
    return hn_words(HN_VI, key);
}

static const char *
filled(const struct hn_doc *d, const char *key, const char *first, const char *second)
{
    return hn_words_fill(d->arena, HN_VI, key, first, second);
}

static enum hn_rc
read_head(struct hn_ctx *c, const struct hn_inspection *i, struct hn_doc *d)
{
    const struct hn_param params[] = { hn_p_id(i->unit.v), hn_p_day(i->concluded_on), HN_P_END };
    const char *demo = "";
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_head, params, &rows);

    if (rc)
        return rc;
    if (hn_rows_next(rows)) {
        d->issuer = hn_vi_upper(c->arena, hn_row_text(rows, "issuer"));
        d->superior = hn_vi_upper(c->arena, hn_row_text(rows, "superior"));
    }
    rc = hn_rows_end(rows);
    if (!rc)
        rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);
    d->notice = !rc && strcmp(demo, "1") == 0 ? word("demo.notice") : "";
    return rc;
}

static void
write_findings(struct hn_doc *d, const struct hn_finding *list, size_t count)
{
    static const char *const heads[] = { "conclusion.strengths", "conclusion.shortcomings",
                                         "conclusion.violations" };

    for (int k = 0; hn_finding_kinds[k]; k++) {
        bool said = false;

        for (size_t f = 0; f < count; f++) {
            if (strcmp(list[f].kind, hn_finding_kinds[k]) != 0)
                continue;
            if (!said)
                hn_doc_heading(d, 2, word(heads[k]));
            said = true;
            hn_doc_item(d, *list[f].basis ? filled(d, "conclusion.with_basis", list[f].text, list[f].basis)
                                          : list[f].text);
            if (*list[f].answer)
                hn_doc_paragraph(d, filled(d, "conclusion.answer", list[f].answer, NULL));
        }
    }
}

enum hn_rc
hn_inspection_document(struct hn_ctx *c, int64_t id, struct hn_doc **out)
{
    const struct hn_finding *list = NULL;
    struct hn_inspection i;
    struct hn_doc *d = hn_doc_new(c->arena);
    size_t count = 0;
    enum hn_rc rc = hn_inspection_load(c, id, &i);

    if (!rc && i.concluded_on == HN_DAY_OPEN)
        rc = hn_fail(c, HN_NOT_FOUND, "", "not_found");
    if (!rc)
        rc = read_head(c, &i, d);
    if (!rc)
        rc = hn_findings(c, id, &list, &count);
    if (rc)
        return rc;
    d->number = filled(d, "minutes.number", i.conclusion_number, "");
    d->motto = word("minutes.motto");
    d->place_day = hn_day_paper(c->arena, i.concluded_on);
    d->title = word("conclusion.title");
    d->summary = filled(d, "conclusion.summary",
                        word(*i.kind == 'i' ? "inspection_kind.inspection" : "inspection_kind.supervision"),
                        i.subject_name);
    hn_doc_paragraph(d, filled(d, "conclusion.basis", i.decision, hn_day_prose(c->arena, i.decided_on)));
    hn_doc_heading(d, 1, word("conclusion.content"));
    hn_doc_paragraph(d, i.content);
    hn_doc_heading(d, 1, word("conclusion.found"));
    write_findings(d, list, count);
    hn_doc_heading(d, 1, word("conclusion.concluded"));
    hn_doc_paragraph(d, i.conclusion);
    d->recipients[0] = i.subject_name;
    d->recipients[1] = word("conclusion.file");
    d->right = (struct hn_doc_sign){ word("conclusion.sign"), "", "" };
    *out = d;
    return HN_OK;
}

const struct hn_sql *const hn_inspection_paper_sql[] = { &sql_head, NULL };
