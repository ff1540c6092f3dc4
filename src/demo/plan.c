/* plan.c: see plan.h. Places and committees here; what stands below a committee in plan_units.c. */
#include "demo/plan.h"

#include <assert.h>
#include <string.h>

#include "demo/data.h"
#include "demo/plan_make.h"

enum { PLACES_MAX = 2000, UNITS_MAX = 6000 };

/* --- shares --- */

static int
clamp(int n, int least, int most)
{
    return n < least ? least : n > most ? most : n;
}

void
hn_demo_share(const int *weights, int count, int total, int least, int most, int *out)
{
    int64_t sum = 0;
    int given = 0;

    assert(count > 0 && least * count <= total && total <= most * count);
    for (int i = 0; i < count; i++)
        sum += weights[i];
    for (int i = 0; i < count; i++) {
        out[i] = clamp((int)((int64_t)weights[i] * total / sum), least, most);
        given += out[i];
    }
    /* What rounding and the bounds left over goes round in order, one each, until the sum is right. */
    for (int i = 0; given != total; i = (i + 1) % count) {
        int step = given < total ? 1 : -1;
        int to = out[i] + step;

        if (to < least || to > most)
            continue;
        out[i] = to;
        given += step;
    }
}

/* --- places --- */

static const char *
kind_of_type(const char *type)
{
    static const char *const kinds[][2] = {
        { "Tỉnh", "province" }, { "Thành phố", "city" },    { "Thị xã", "town" }, { "Huyện", "district" },
        { "Xã", "commune" },    { "Thị trấn", "township" }, { "Phường", "ward" },
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(type, kinds[i][0]) == 0)
            return kinds[i][1];
    assert(!"a type of place the demo does not know");
    return "";
}

/* In force on the last day of the demo. Empty cells are open ends. */
static bool
in_force(const char *from, const char *to)
{
    const char *last = "2021-12-31";

    return strcmp(from, last) <= 0 && (*to == '\0' || strcmp(to, last) >= 0);
}

static bool
wanted(const struct hn_demo_plan *p, const char *code, int level, const char *parent)
{
    if (p->size == HN_DEMO_PROVINCE || level == 1)
        return true;
    return level == 2 ? strcmp(code, "200") == 0 : strcmp(parent, "200") == 0 && strcmp(code, "06904") == 0;
}

static void
read_places(struct hn_plan_make *m)
{
    const char *at = hn_data_places;
    const char *cells[HN_DATA_CELLS];

    for (bool first = true; hn_data_line(m->arena, &at, first, cells) > 0; first = false) {
        int level = cells[3][0] - '0';

        if (!in_force(cells[5], cells[6]) || !wanted(m->plan, cells[0], level, cells[4]))
            continue;

        struct hn_demo_place *place = &m->plan->places[m->plan->place_count++];

        assert(m->plan->place_count < PLACES_MAX);
        *place = (struct hn_demo_place){ .code = cells[0],
                                         .name = cells[1],
                                         .kind = kind_of_type(cells[2]),
                                         .parent = cells[4],
                                         .slug = cells[7],
                                         .name_en = cells[8] };
    }
}

const char *
hn_plan_people_of(const char *district)
{
    static const char *const leaning[][2] = {
        { "198", "tay" }, { "199", "san-chi" }, { "200", "dao" }, { "201", "hoa" },
        { "202", "dao" }, { "203", "san-diu" }, { "194", "hoa" },
    };

    for (size_t i = 0; i < sizeof leaning / sizeof *leaning; i++)
        if (strcmp(district, leaning[i][0]) == 0)
            return leaning[i][1];
    return "kinh";
}

static bool
is_commune(const struct hn_demo_place *p)
{
    return strcmp(p->kind, "commune") == 0 || strcmp(p->kind, "ward") == 0 ||
           strcmp(p->kind, "township") == 0;
}

/* The villages: 1,542 in the province, nine of them in Tân Bình; names are plain numbers. */
static void
make_villages(struct hn_plan_make *m)
{
    struct hn_demo_plan *p = m->plan;
    int communes[256], weights[256], shares[256], count = 0, known = p->place_count;
    struct hn_rng rng = hn_rng_of(p->seed, 1);

    for (int i = 0; i < known; i++) {
        if (!is_commune(&p->places[i]) || strcmp(p->places[i].code, "06904") == 0)
            continue;
        assert(count < 256);
        communes[count] = i;
        weights[count++] = hn_rng_between(&rng, 60, 120);
    }
    if (count > 0)
        hn_demo_share(weights, count, HN_PLAN_VILLAGES - 9, 4, 16, shares);
    for (int i = 0; i < known; i++) {
        if (!is_commune(&p->places[i]))
            continue;

        int n = 9;

        for (int k = 0; k < count; k++)
            if (communes[k] == i)
                n = shares[k];

        const char *noun = strcmp(p->places[i].kind, "commune") == 0 ? "Thôn" : "Khu";

        for (int v = 1; v <= n; v++) {
            assert(p->place_count < PLACES_MAX);
            p->places[p->place_count++] = (struct hn_demo_place){
                .code = hn_print(m->arena, "%s-%02d", p->places[i].code, v),
                .name = hn_print(m->arena, "%s %d", noun, v),
                .kind = "village",
                .parent = p->places[i].code,
                .slug = hn_print(m->arena, "%s-%d", strcmp(noun, "Khu") == 0 ? "khu" : "thon", v),
                .name_en = hn_print(m->arena, "Village %d", v),
            };
        }
    }
}

/* --- the plan --- */

const struct hn_demo_plan *
hn_demo_plan(struct hn_arena *a, enum hn_demo_size size, uint64_t seed)
{
    struct hn_demo_plan *p = HN_NEW(a, struct hn_demo_plan);
    struct hn_plan_make m = { .arena = a, .plan = p };

    p->size = size;
    p->seed = seed;
    p->first_day = hn_day_of(2016, 1, 1);
    p->last_day = hn_day_of(2021, 12, 31);
    p->places = HN_NEW_N(a, struct hn_demo_place, PLACES_MAX);
    p->units = HN_NEW_N(a, struct hn_demo_unit, UNITS_MAX);
    m.unit_room = UNITS_MAX;
    read_places(&m);
    make_villages(&m);
    hn_plan_make_units(&m);
    hn_plan_make_members(&m);
    hn_plan_make_serves(&m);
    for (int i = 0; i < p->unit_count; i++)
        p->members += p->units[i].members;
    return p;
}
