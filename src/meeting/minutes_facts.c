/* minutes_facts.c: all that the papers of a meeting say, read once (minutes_inside.h). Not for: how they say it. */
#include <inttypes.h>
#include <string.h>

#include "base/vi.h"
#include "base/words.h"
#include "fact/fact_sql.h"
#include "meeting/minutes_inside.h"
#include "meeting/op.h"
#include "setting/setting.h"
#include "tree/tree.h"

/* --- heads --- */

/* clang-format off */
static const struct hn_sql sql_place = {
    .name = "minutes.place",
    .text =
        "SELECT p.place_id"
        " FROM unit_place p"
        " WHERE p.unit_id = $1 AND " HN_SQL_AT("p", "$2", "$3") " LIMIT 1"
};
/* clang-format on */

const struct hn_sql *const hn_minutes_facts_sql[] = { &sql_place, NULL };

/* "Xã Tân Bình" is named "Tân Bình" where a paper was written. */
static const char *
without_kind(struct hn_ctx *c, const struct hn_node *place)
{
    const char *kind = hn_words(HN_VI, hn_print(c->arena, "place_kind.%s", place->kind));
    const char *name = hn_vi_lower(c->arena, place->name);
    size_t len = strlen(kind);

    kind = hn_vi_lower(c->arena, kind);
    if (strncmp(name, kind, len) == 0 && name[len] == ' ' && strlen(place->name) > len)
        return place->name + len + 1;
    return place->name;
}

/* The commune (ward, township …) the unit lives in on c->on. */
static enum hn_rc
read_place(struct hn_ctx *c, struct hn_unit_id unit, const char **out)
{
    static const char *const levels[] = { "commune", "ward", "township", "special_zone" };
    const struct hn_param params[] = { hn_p_id(unit.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_nodes above;
    int64_t place = 0;
    bool found = false;
    enum hn_rc rc = hn_store_int(c, &sql_place, params, &place, &found);

    *out = "";
    if (rc || !found || place == 0)
        return rc;
    rc = hn_tree_ancestors(c, &hn_tree_places, place, &above);
    for (size_t i = 0; !rc && i < above.count; i++) {
        for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
            if (strcmp(above.at[i].kind, levels[k]) == 0)
                *out = without_kind(c, &above.at[i]);
        }
    }
    if (!rc && !**out) {
        struct hn_node own;

        rc = hn_tree_get(c, &hn_tree_places, place, &own);
        if (!rc)
            *out = without_kind(c, &own);
    }
    return rc;
}

static enum hn_rc
read_heads(struct hn_ctx *c, const struct hn_meeting *m, struct hn_minutes_facts *f)
{
    struct hn_nodes above;
    const char *demo;
    enum hn_rc rc = hn_tree_ancestors(c, &hn_tree_units, m->unit.v, &above);

    if (rc)
        return rc;
    f->issuer = m->unit_name;
    f->superior = "";
    for (size_t i = 0; i < above.count; i++) {
        if (above.at[i].id != m->unit.v)
            f->superior = above.at[i].name; /* the last is the nearest */
    }
    rc = read_place(c, m->unit, &f->place);
    if (rc)
        return rc;
    rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);
    f->notice = !rc && strcmp(demo, "1") == 0 ? hn_words(HN_VI, "demo.notice") : "";
    return rc;
}

/* Names are those of the meeting's day, whatever day the page shows. */
enum hn_rc
hn_minutes_heads(struct hn_ctx *c, const struct hn_meeting *m, struct hn_minutes_facts *out)
{
    hn_day before = c->on;
    enum hn_rc rc;

    out->arena = c->arena;
    out->m = *m;
    out->on = hn_meeting_on(m);
    c->on = out->on;
    rc = read_heads(c, m, out);
    c->on = before;
    return rc;
}

/* --- all of it --- */

static enum hn_rc
read_run(struct hn_ctx *c, struct hn_meeting_id id, struct hn_minutes_facts *f)
{
    enum hn_rc rc = hn_roll_read(c, id, &f->roll, &f->roll_count, &f->counts);

    if (!rc)
        rc = hn_roll_guests(c, id, &f->guests, &f->guest_count);
    if (!rc)
        rc = hn_agenda_read(c, id, &f->agenda, &f->agenda_count);
    if (!rc)
        rc = hn_opinions_read(c, id, &f->opinions, &f->opinion_count);
    if (!rc)
        rc = hn_votes_read(c, id, &f->votes, &f->vote_count);
    if (!rc)
        rc = hn_texts_read(c, id, &f->texts, &f->text_count);
    if (!rc)
        rc = hn_op_conflict_count(c, id, &f->conflicts);
    for (size_t i = 0; !rc && i < f->roll_count; i++)
        f->official += f->roll[i].official;
    return rc;
}

enum hn_rc
hn_minutes_facts(struct hn_ctx *c, struct hn_meeting_id id, struct hn_minutes_facts *out)
{
    enum hn_rc rc;

    *out = (struct hn_minutes_facts){ .arena = c->arena };
    rc = hn_meeting_get(c, id, &out->m);
    if (!rc)
        rc = hn_minutes_heads(c, &out->m, out);
    return rc ? rc : read_run(c, id, out);
}
