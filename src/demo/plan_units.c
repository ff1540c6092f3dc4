/* plan_units.c: the units of the made-up province, from the root down to the cells. */
#include <assert.h>
#include <string.h>

#include "demo/plan_make.h"

enum { GRASSROOTS_MAX = 700 };

/* --- one unit --- */

static struct hn_demo_unit *
add(struct hn_plan_make *m, int parent, const char *kind, const char *sector, const char *code,
    const char *name)
{
    struct hn_demo_plan *p = m->plan;

    assert(p->unit_count < m->unit_room);

    struct hn_demo_unit *u = &p->units[p->unit_count++];

    *u = (struct hn_demo_unit){
        .parent = parent,
        .kind = kind,
        .sector = sector,
        .code = code,
        .name = name,
        .short_name = "",
        .place = "",
        .people = "kinh",
        .from = HN_DAY_START,
        .decision = "",
    };
    if (parent >= 0) {
        u->people = p->units[parent].people;
        u->invented = p->units[parent].invented;
    }
    return u;
}

static bool
is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* --- the twenty committees --- */

static const char *
noun_of(const char *kind)
{
    static const char *const nouns[][2] = {
        { "city", "thành phố" }, { "town", "thị xã" },       { "district", "huyện" },
        { "ward", "phường" },    { "township", "thị trấn" }, { "commune", "xã" },
    };

    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (is(kind, nouns[i][0]))
            return nouns[i][1];
    return "";
}

static void
add_committees(struct hn_plan_make *m)
{
    static const char *const invented[][2] = {
        { "Cơ quan", "agency" }, { "Doanh nghiệp", "state_firm" }, { "Trường học", "school" },
        { "Y tế", "health" },    { "Công nghiệp", "state_firm" },  { "Dịch vụ", "cooperative" },
    };
    struct hn_demo_plan *p = m->plan;
    size_t invented_count = p->size == HN_DEMO_PROVINCE ? 6 : 1;

    add(m, -1, "province", "", HN_DEMO_ROOT, "Đảng bộ tỉnh Quảng Ninh")->place = "22";
    for (int i = 0; i < p->place_count; i++) {
        const struct hn_demo_place *place = &p->places[i];

        if (!is(place->kind, "city") && !is(place->kind, "town") && !is(place->kind, "district"))
            continue;

        struct hn_demo_unit *u = add(m, 0, "upper_grassroots", "",
                                     hn_print(m->arena, "22.%s.000.000.000", place->code),
                                     hn_print(m->arena, "Đảng bộ %s %s", noun_of(place->kind), place->name));

        u->place = place->code;
        u->people = hn_plan_people_of(place->code);
    }
    add(m, 0, "upper_grassroots", "mine", HN_DEMO_COAL, "Đảng bộ Than Quảng Ninh");
    for (size_t i = 0; i < invented_count; i++)
        add(m, 0, "upper_grassroots", invented[i][1], hn_print(m->arena, "22.4%02zu.000.000.000", i + 1),
            hn_print(m->arena, "Đảng bộ Khối %s Minh Họa", invented[i][0]))
            ->invented = true;
}

/* --- grassroots organisations --- */

static const char *
grassroots_code(struct hn_plan_make *m, int committee, int number)
{
    return hn_print(m->arena, "%.6s.%03d.000.000", m->plan->units[committee].code, number);
}

static int
add_communes(struct hn_plan_make *m, int committee)
{
    struct hn_demo_plan *p = m->plan;
    const char *district = p->units[committee].place;
    int number = 0;

    for (int i = 0; i < p->place_count; i++) {
        const struct hn_demo_place *place = &p->places[i];

        if (!is(place->parent, district) || is(place->kind, "village"))
            continue;
        number++;
        /* In the small demo Tân Bình stands alone and keeps its number. */
        if (p->size == HN_DEMO_SMALL)
            number = 4;
        add(m, committee, "grassroots_committee_org", "residential", grassroots_code(m, committee, number),
            hn_print(m->arena, "Đảng bộ %s %s", noun_of(place->kind), place->name))
            ->place = place->code;
    }
    return number;
}

/* Eleven committees and twelve cells in every district, of the sorts any district has. */
static void
add_district_offices(struct hn_plan_make *m, int committee, int number)
{
    static const char *const committees[][2] = {
        { "Khối cơ quan Đảng, đoàn thể", "agency" },
        { "Khối cơ quan chính quyền", "agency" },
        { "Quân sự", "armed_forces" },
        { "Công an", "armed_forces" },
        { "Khối y tế", "health" },
        { "Khối trường học số 1", "school" },
        { "Khối trường học số 2", "school" },
        { "Khối doanh nghiệp nhà nước", "state_firm" },
        { "Khối doanh nghiệp tư nhân", "private_sector" },
        { "Khối hợp tác xã", "cooperative" },
        { "Khối sự nghiệp", "agency" },
    };
    static const char *const cells[][2] = {
        { "Trường Trung học phổ thông số 1", "school" },
        { "Trường Trung học phổ thông số 2", "school" },
        { "Trung tâm giáo dục thường xuyên", "school" },
        { "Kho bạc", "agency" },
        { "Thống kê", "agency" },
        { "Bảo hiểm xã hội", "agency" },
        { "Thuế", "agency" },
        { "Kiểm lâm", "agency" },
        { "Điện lực", "state_firm" },
        { "Bưu điện", "state_firm" },
        { "Ngân hàng số 1", "state_firm" },
        { "Ngân hàng số 2", "state_firm" },
    };

    for (size_t i = 0; i < sizeof committees / sizeof *committees; i++)
        add(m, committee, "grassroots_committee_org", committees[i][1],
            grassroots_code(m, committee, ++number),
            hn_print(m->arena, "Đảng bộ %s (minh họa)", committees[i][0]));
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        add(m, committee, "grassroots_cell", cells[i][1], grassroots_code(m, committee, ++number),
            hn_print(m->arena, "Chi bộ %s (minh họa)", cells[i][0]));
}

static void
add_numbered(struct hn_plan_make *m, int committee, const char *noun, int committees, int cells)
{
    const char *sector = m->plan->units[committee].sector;

    for (int i = 1; i <= committees; i++)
        add(m, committee, "grassroots_committee_org", sector, grassroots_code(m, committee, i),
            hn_print(m->arena, "Đảng bộ %s số %d (minh họa)", noun, i));
    for (int i = committees + 1; i <= committees + cells; i++)
        add(m, committee, "grassroots_cell", sector, grassroots_code(m, committee, i),
            hn_print(m->arena, "Chi bộ %s số %d (minh họa)", noun, i));
}

static void
add_grassroots(struct hn_plan_make *m)
{
    struct hn_demo_plan *p = m->plan;
    bool whole = p->size == HN_DEMO_PROVINCE;
    int committees = p->unit_count;

    for (int i = 1; i < committees; i++) {
        if (is(p->units[i].code, HN_DEMO_COAL))
            add_numbered(m, i, "Đơn vị Than", whole ? 36 : 1, whole ? 4 : 1);
        else if (p->units[i].invented)
            add_numbered(m, i, "Đơn vị", whole ? 16 : 1, whole ? 14 : 1);
        else {
            int communes = add_communes(m, i);

            if (whole)
                add_district_offices(m, i, communes);
        }
    }
}

/* --- cells --- */

struct cells {
    struct hn_plan_make *make;
    int committee;
    int number;
};

static struct hn_demo_unit *
add_cell(struct cells *at, const char *sector, const char *name)
{
    struct hn_plan_make *m = at->make;

    return add(m, at->committee, "cell", sector,
               hn_print(m->arena, "%.10s.000.%03d", m->plan->units[at->committee].code, ++at->number), name);
}

static void
add_village_cells(struct cells *at)
{
    struct hn_plan_make *m = at->make;
    struct hn_demo_plan *p = m->plan;
    const char *commune = p->units[at->committee].place;

    for (int i = 0; i < p->place_count; i++) {
        const struct hn_demo_place *place = &p->places[i];

        if (!is(place->kind, "village") || !is(place->parent, commune))
            continue;

        const char *noun = strncmp(place->name, "Khu", 3) == 0 ? "khu" : "thôn";
        const char *short_name = hn_print(m->arena, "%s%s", noun, strchr(place->name, ' '));
        struct hn_demo_unit *u = add_cell(at, "residential", hn_print(m->arena, "Chi bộ %s", short_name));

        u->short_name = short_name;
        u->place = place->code;
        u->village = true;
        u->outsider = m->villages++ * HN_PLAN_OUTSIDERS % 100 < HN_PLAN_OUTSIDERS;
    }
}

static void
add_office_cells(struct cells *at, int count)
{
    static const char *const cells[][2] = {
        { "Trường Tiểu học", "school" }, { "Trường Trung học cơ sở", "school" },
        { "Trường Mầm non", "school" },  { "Trạm Y tế", "health" },
        { "Cơ quan", "agency" },         { "Quân sự", "armed_forces" },
        { "Công an", "armed_forces" },
    };

    assert((size_t)count <= sizeof cells / sizeof *cells);
    for (int i = 0; i < count; i++)
        add_cell(at, cells[i][1], hn_print(at->make->arena, "Chi bộ %s", cells[i][0]));
}

/* The 53 cells of private firms, by year of creation; from 2017 to 2021. */
static hn_day
firm_cell_day(int index)
{
    static const int by_year[] = { 8, 10, 12, 11, 12 };
    int year = 2017, before = 0;

    while (index >= before + by_year[year - 2017])
        before += by_year[year++ - 2017];

    int within = index - before;

    return hn_day_of(year, 1 + within * 12 / by_year[year - 2017], 3 + within);
}

static void
add_firm_cells(struct cells *at, int count, int *firm)
{
    for (int i = 0; i < count; i++, (*firm)++) {
        struct hn_arena *a = at->make->arena;
        const char *name = hn_print(a, "Doanh nghiệp tư nhân số %d (minh họa)", *firm + 1);
        struct hn_demo_unit *u = add_cell(at, "private_firm", hn_print(a, "Chi bộ %s", name));

        u->from = firm_cell_day(*firm * 17 % HN_PLAN_FIRM_CELLS); /* so that no district comes first */
        u->decision = hn_print(a, "%02d-QĐ/ĐU ngày %s về thành lập chi bộ tại %s", *firm + 1,
                               hn_day_prose(a, u->from - 5), name);
    }
}

static void
add_plain_cells(struct cells *at, const char *noun, int count)
{
    const char *sector = at->make->plan->units[at->committee].sector;

    if (is(sector, "private_sector"))
        sector = "cooperative";
    for (int i = 1; i <= count; i++)
        add_cell(at, sector, hn_print(at->make->arena, "Chi bộ %s %d", noun, i));
}

enum sort_of { COMMUNE, COAL, OTHER };

static enum sort_of
sort_of(const struct hn_demo_plan *p, int unit)
{
    if (*p->units[unit].place)
        return COMMUNE;
    return is(p->units[p->units[unit].parent].code, HN_DEMO_COAL) ? COAL : OTHER;
}

/* How many cells each committee of a sort has beside villages and new firm cells. */
static void
share_cells(struct hn_plan_make *m, const int *committees, int count, enum sort_of sort, int *out)
{
    static const int bounds[][2] = { { 3, 7 }, { 8, 60 }, { 4, 16 } };
    int of_sort[GRASSROOTS_MAX], weights[GRASSROOTS_MAX], shares[GRASSROOTS_MAX], n = 0;
    const struct hn_demo_plan *p = m->plan;
    struct hn_rng rng = hn_rng_of(p->seed, 10 + (uint64_t)sort);
    int total = sort == COMMUNE ? HN_PLAN_COMMUNE_OFFICE_CELLS - 5
                : sort == COAL  ? HN_PLAN_COAL_CELLS
                                : HN_PLAN_CELLS - HN_PLAN_VILLAGES - HN_PLAN_COMMUNE_OFFICE_CELLS -
                                     HN_PLAN_COAL_CELLS - HN_PLAN_FIRM_CELLS;

    for (int i = 0; i < count; i++) {
        if (sort_of(p, committees[i]) != sort)
            continue;
        out[i] = 5; /* Tân Bình; and all of the small demo */
        if (p->size == HN_DEMO_SMALL || is(p->units[committees[i]].code, HN_DEMO_TAN_BINH))
            continue;
        of_sort[n] = i;
        weights[n++] = hn_rng_between(&rng, 60, 140);
    }
    if (n == 0)
        return;
    hn_demo_share(weights, n, total, bounds[sort][0], bounds[sort][1], shares);
    for (int k = 0; k < n; k++)
        out[of_sort[k]] = shares[k];
}

static void
add_cells(struct hn_plan_make *m)
{
    struct hn_demo_plan *p = m->plan;
    int committees[GRASSROOTS_MAX] = { 0 }, shares[GRASSROOTS_MAX] = { 0 }, count = 0, firm = 0;

    for (int i = 0; i < p->unit_count; i++)
        if (is(p->units[i].kind, "grassroots_committee_org"))
            committees[count++] = i;
    assert(count < GRASSROOTS_MAX);
    share_cells(m, committees, count, COMMUNE, shares);
    share_cells(m, committees, count, COAL, shares);
    share_cells(m, committees, count, OTHER, shares);

    for (int i = 0; i < count; i++) {
        struct cells at = { .make = m, .committee = committees[i] };

        switch (sort_of(p, committees[i])) {
        case COMMUNE:
            add_village_cells(&at);
            add_office_cells(&at, shares[i]);
            break;
        case COAL:
            add_plain_cells(&at, "Phân xưởng", shares[i]);
            break;
        case OTHER:
            add_plain_cells(&at, "số", shares[i]);
            /* Four new firm cells in each of the 13 districts, one under an invented committee. */
            if (is(p->units[committees[i]].sector, "private_sector"))
                add_firm_cells(&at, 4, &firm);
            else if (p->units[committees[i]].invented && firm == HN_PLAN_FIRM_CELLS - 1)
                add_firm_cells(&at, 1, &firm);
            break;
        }
    }
}

void
hn_plan_make_units(struct hn_plan_make *m)
{
    struct hn_demo_plan *p = m->plan;

    add_committees(m);
    add_grassroots(m);
    add_cells(m);
    for (int i = 0; i < p->unit_count; i++)
        if (is(p->units[i].sector, "private_sector"))
            p->units[i].sector = "cooperative";
}
