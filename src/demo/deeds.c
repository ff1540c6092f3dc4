/* deeds.c: see deeds.h. */
#include "demo/deeds.h"

#include <string.h>

#include "rule/rule.h"

void
hn_demo_people_of(const struct hn_demo_roster *r, int unit, hn_day day, struct hn_person_id *out,
                  size_t *count)
{
    size_t room = *count, n = 0;
    int stays;
    const struct hn_demo_stay *s = hn_demo_stays(r, unit, &stays);

    for (int8_t rank = 0; rank <= 3; rank++)
        for (int i = 0; i < stays && n < room; i++)
            if (s[i].rank == rank && hn_demo_stays_on(&s[i], day) && day >= s[i].official &&
                day < s[i].exempt)
                out[n++] = s[i].person;
    *count = n;
}

int
hn_demo_unit_of(const struct hn_demo_plan *p, const char *code)
{
    for (int i = 0; i < p->unit_count; i++)
        if (strcmp(p->units[i].code, code) == 0)
            return i;
    return -1;
}

int
hn_demo_cell_below(const struct hn_demo_plan *p, int unit)
{
    for (int i = unit; i < p->unit_count; i++) {
        int up = i;

        while (up > unit)
            up = p->units[up].parent;
        if (up == unit && p->units[i].members > 0)
            return i;
    }
    return -1;
}

bool
hn_demo_has_present(const struct hn_demo_meetings *all, hn_day today)
{
    return all->month[all->month_count - 1] >= hn_month_of(today) - 1;
}

enum hn_rc
hn_demo_issue(struct hn_ctx *c, const struct hn_demo_paper *in, struct hn_paper_id *out)
{
    const struct hn_paper_body bodies[] = { { .unit = in->unit, .body = "", .name = "" },
                                            { .body = "outside", .name = in->with } };
    const struct hn_paper paper = { .unit = in->unit,
                                    .kind = in->kind,
                                    .origin = "own",
                                    .number = "",
                                    .title = in->title,
                                    .summary = in->summary ? in->summary : "",
                                    .basis = "",
                                    .issuer = "",
                                    .text = "",
                                    .day = c->today,
                                    .in_force_from = c->today,
                                    .basis_paper = in->basis,
                                    .bodies = bodies,
                                    .body_count = *in->with ? 2 : 1 };
    enum hn_rc rc = hn_paper_put(c, &paper, out);

    return rc ? rc : hn_paper_issue(c, *out);
}
