/* people.c: see people.h. */
#include "demo/people.h"

#include <assert.h>
#include <string.h>

struct cell {
    struct hn_arena *arena;
    const struct hn_demo_plan *plan;
    const struct hn_demo_unit *unit;
    int index;
    struct hn_rng rng;
};

static bool
is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* --- what a unit's people are like --- */

struct lean {
    const char *sector;
    int age_low, age_middle, age_high; /* triangular */
    int women;                         /* of a hundred */
    int degree[5];                     /* none, intermediate, college, university, master */
    const char *occupations[4];
};

static const struct lean leans[] = {
    { "residential",
      20,
      56,
      88,
      34,
      { 62, 16, 8, 13, 1 },
      { "Nông dân", "Ngư dân", "Buôn bán", "Lao động tự do" } },
    { "agency", 23, 40, 60, 41, { 2, 8, 8, 70, 12 }, { "Công chức", "Viên chức", "Cán bộ", "Chuyên viên" } },
    { "school",
      22,
      39,
      60,
      78,
      { 1, 6, 25, 62, 6 },
      { "Giáo viên", "Giáo viên", "Giáo viên", "Nhân viên trường học" } },
    { "health", 23, 39, 60, 64, { 1, 28, 16, 48, 7 }, { "Bác sĩ", "Điều dưỡng", "Y sĩ", "Dược sĩ" } },
    { "armed_forces",
      19,
      34,
      56,
      9,
      { 14, 26, 12, 45, 3 },
      { "Sĩ quan", "Quân nhân chuyên nghiệp", "Chiến sĩ", "Sĩ quan" } },
    { "mine",
      21,
      39,
      59,
      18,
      { 30, 24, 14, 30, 2 },
      { "Thợ lò", "Thợ cơ điện mỏ", "Kỹ sư mỏ", "Công nhân mỏ" } },
    { "state_firm", 22, 40, 60, 33, { 24, 20, 14, 38, 4 }, { "Công nhân", "Kỹ sư", "Nhân viên", "Kế toán" } },
    { "private_firm",
      21,
      36,
      62,
      38,
      { 30, 20, 16, 31, 3 },
      { "Công nhân", "Nhân viên", "Kỹ thuật viên", "Kinh doanh" } },
    { "cooperative",
      22,
      45,
      68,
      36,
      { 44, 22, 12, 20, 2 },
      { "Nông dân", "Xã viên hợp tác xã", "Lái xe", "Buôn bán" } },
};

static const struct lean *
lean_of(const char *sector)
{
    for (size_t i = 0; i < sizeof leans / sizeof *leans; i++)
        if (is(leans[i].sector, sector))
            return &leans[i];
    return &leans[1];
}

/* Between low and high, most often near the middle: a triangular draw. */
static int
triangular(struct hn_rng *r, int low, int middle, int high)
{
    bool below = hn_rng_between(r, 1, high - low) <= middle - low;
    int a = below ? hn_rng_between(r, low, middle) : hn_rng_between(r, middle, high);
    int b = below ? hn_rng_between(r, low, middle) : hn_rng_between(r, middle, high);

    return below == (a > b) ? a : b;
}

static const char *
ethnicity_of(struct hn_rng *r, const char *people)
{
    static const struct {
        const char *people, *ethnicity;
        int percent;
    } local[] = {
        { "tay", "tay", 52 },         { "dao", "dao", 38 }, { "san-chi", "san_chay", 24 },
        { "san-diu", "san_diu", 22 }, { "hoa", "hoa", 7 },
    };

    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        if (is(people, local[i].people))
            return hn_rng_percent(r, local[i].percent) ? local[i].ethnicity : "kinh";
    return hn_rng_percent(r, 2) ? "tay" : "kinh";
}

static const char *
names_of(const char *ethnicity)
{
    return is(ethnicity, "san_chay") ? "san-chi" : is(ethnicity, "san_diu") ? "san-diu" : ethnicity;
}

/* --- dates --- */

static hn_day
day_in(struct hn_rng *r, hn_day low, hn_day high)
{
    return low + (hn_day)hn_rng_below(r, (uint32_t)(high - low) + 1);
}

static hn_pdate
birth_of(struct cell *c, int age, hn_day *day)
{
    struct hn_date last = hn_date_of(c->plan->last_day);
    int year = last.year - age, month = hn_rng_between(&c->rng, 1, 12), dom = hn_rng_between(&c->rng, 1, 28);

    *day = hn_day_of(year, month, dom);
    /* Some of the old know their year of birth only. */
    if (age >= 68 && hn_rng_percent(&c->rng, 12))
        return year * 10000;
    return year * 10000 + month * 100 + dom;
}

/* Admitted between 19 and 48 years of age, mostly before 32, and not later than a month before the last day. */
static hn_day
admission(struct cell *c, hn_day born)
{
    int years = hn_rng_percent(&c->rng, 80) ? hn_rng_between(&c->rng, 19, 28)
                                            : hn_rng_between(&c->rng, 25, 44);
    hn_day day = born + years * 365 + years / 4 + hn_rng_between(&c->rng, 1, 360);
    hn_day latest = c->plan->last_day - 31, soonest = born + 18 * 365 + 6;

    if (day > latest)
        day = day_in(&c->rng, soonest < latest ? soonest : latest, latest);
    return day;
}

/* Twelve months to the day: recognised official exactly on completion. (domain/02 section 2.5) */
static hn_day
a_year_after(hn_day day)
{
    struct hn_date d = hn_date_of(day);

    if (d.month == 2 && d.day == 29)
        d.day = 28;
    return hn_day_of(d.year + 1, d.month, d.day);
}

static hn_day
later(hn_day a, hn_day b)
{
    return a > b ? a : b;
}

/* --- one person --- */

static void
study(struct cell *c, const struct lean *lean, int age, struct hn_demo_person *p)
{
    static const char *const degrees[] = { "none", "intermediate", "college", "bachelor", "master" };
    size_t degree = hn_rng_weighted(&c->rng, lean->degree, 5);

    p->edu_degree = degrees[degree];
    p->edu_general = degree > 0 || age < 45 || hn_rng_percent(&c->rng, 55) ? "upper_secondary"
                     : hn_rng_percent(&c->rng, 80)                         ? "lower_secondary"
                                                                           : "primary";
    p->political_theory = degree >= 3 && hn_rng_percent(&c->rng, 12)   ? "advanced"
                          : degree >= 1 && hn_rng_percent(&c->rng, 35) ? "intermediate"
                          : hn_rng_percent(&c->rng, 45)                ? "elementary"
                                                                       : "none";
    p->occupation = is(c->unit->sector, "residential") && age >= 60 && hn_rng_percent(&c->rng, 70)
                        ? "Nghỉ hưu"
                        : lean->occupations[hn_rng_below(&c->rng, 4)];
}

static void
belong(struct cell *c, int age, hn_day born, struct hn_demo_person *p)
{
    p->admitted = admission(c, born);
    p->official = a_year_after(p->admitted);
    p->joined = later(later(p->admitted, c->plan->first_day), c->unit->from);
    p->came_from = -1;
    p->activity = "active";
    p->activity_from = p->joined;
    if (age >= 72 && p->official <= c->plan->last_day && hn_rng_percent(&c->rng, 30)) {
        p->activity = "exempt";
        p->activity_from = day_in(&c->rng, p->joined, c->plan->last_day - 1);
    }
}

/* One in fifty came from the neighbouring cell of the same committee: an internal transfer in the history. The
 * members of a cell founded within the years of the demo all came from elsewhere, unless admitted in it. */
static void
arrive(struct cell *c, struct hn_demo_person *p)
{
    int neighbour = c->index - 1;
    const struct hn_demo_unit *units = c->plan->units;
    bool founded = c->unit->from > c->plan->first_day;

    if (units[neighbour].parent != c->unit->parent || units[neighbour].members == 0 ||
        units[neighbour].from > c->plan->first_day)
        return;

    hn_day before = later(p->admitted, c->plan->first_day);
    hn_day day = founded ? c->unit->from : day_in(&c->rng, c->plan->first_day + 30, c->plan->last_day - 30);

    if (before + 60 > day || (!founded && !hn_rng_percent(&c->rng, 2)))
        return;
    p->came_from = neighbour;
    p->joined = day;
}

static void
draw_person(struct cell *c, const struct hn_names *names, int number, struct hn_demo_person *p)
{
    const struct lean *lean = lean_of(c->unit->sector);
    int age = triangular(&c->rng, lean->age_low, lean->age_middle, lean->age_high);
    bool woman = hn_rng_percent(&c->rng, lean->women);
    hn_day born;

    p->code = hn_print(c->arena, "QN%06d", number);
    p->sex = woman ? "female" : "male";
    p->ethnicity = ethnicity_of(&c->rng, c->unit->people);
    p->full_name = hn_names_draw(names, c->arena, &c->rng, woman, names_of(p->ethnicity));
    p->birth_date = birth_of(c, age, &born);
    study(c, lean, age, p);
    belong(c, age, born, p);
    arrive(c, p);
}

/* --- offices --- */

static void
hold(struct hn_demo_person *p, const char *office, int unit, const char *place, const char *term, hn_day from)
{
    assert(p->office_count < HN_DEMO_OFFICES);
    p->offices[p->office_count++] = (struct hn_demo_office){
        .office = office,
        .unit = unit,
        .place = place,
        .basis = "elected",
        .term = term,
        .from = from,
        .to = HN_DAY_OPEN,
    };
}

/* The n-th of the people by age who may hold an office: official for two years, active, not yet 66, no office yet. */
static struct hn_demo_person *
fit_for_office(const struct cell *c, struct hn_demo_person *people)
{
    struct hn_demo_person *best = NULL;
    hn_day since = c->plan->last_day - 730;

    for (int i = 0; i < c->unit->members; i++) {
        struct hn_demo_person *p = &people[i];

        if (p->office_count || p->official > since || !is(p->activity, "active"))
            continue;
        if (best == NULL || (p->birth_date / 10000 > 1955 && p->admitted < best->admitted))
            best = p;
    }
    return best;
}

/* Terms of cells: two and a half years, the present one from the congresses of spring 2020. */
static hn_day
term_start(const struct hn_demo_person *p)
{
    return later(hn_day_of(2020, 3, 15), later(p->joined, p->official));
}

static void
fill_offices(struct cell *c, struct hn_demo_person *people)
{
    int seats = c->unit->members >= 9 ? c->unit->members >= 20 ? 5 : 3 : 1;

    for (int seat = 0; seat < seats; seat++) {
        struct hn_demo_person *p = fit_for_office(c, people);

        if (p == NULL)
            return;
        hold(p,
             seat == 0   ? "secretary"
             : seat == 1 ? "deputy_secretary"
                         : "committee_member",
             c->index, "", "2020-2022", term_start(p));
        if (seat == 0 && c->unit->village)
            hold(p, "village_head", -1, c->unit->place, "2020-2022", later(hn_day_of(2020, 6, 1), p->joined));
    }
}

/* One cell of a committee gives its officers. Under real committees they bear no name of anyone: they show as holders
 * of an office, illustrated. */
static void
serve_above(struct cell *c, struct hn_demo_person *people, int committee)
{
    static const char *const offices[] = { "secretary", "deputy_secretary", "committee_member" };

    for (int k = 0; k < 3; k++) {
        struct hn_demo_person *p = fit_for_office(c, people);

        if (p == NULL)
            return;
        if (!c->plan->units[committee].invented)
            p->full_name = HN_NAME_OFFICER;
        hold(p, offices[k], committee, "", "2020-2025", later(hn_day_of(2020, 7, 1), p->joined));
    }
}

/* The term before that of the present heads. */
#define BEFORE_FROM hn_day_of(2017, 6, 1)
#define BEFORE_TO   hn_day_of(2020, 6, 1)

static void
head_before(struct hn_demo_person *p, const char *place)
{
    hold(p, "village_head", -1, place, "2017-2020", later(BEFORE_FROM, p->admitted));
    p->offices[p->office_count - 1].to = BEFORE_TO;
}

/* The present head again when he was a member by then, else the member of longest standing. */
static void
fill_head_before(const struct cell *c, struct hn_demo_person *people)
{
    struct hn_demo_person *best = NULL;

    for (int i = 0; i < c->unit->members; i++) {
        struct hn_demo_person *p = &people[i];
        bool head = p->office_count == 2 && is(p->offices[1].office, "village_head");

        if (head && p->admitted <= BEFORE_FROM) {
            best = p;
            break;
        }
        if (best == NULL || p->admitted < best->admitted)
            best = p;
    }
    if (best)
        head_before(best, c->unit->place);
}

void
hn_demo_outsider(struct hn_arena *a, const struct hn_demo_plan *plan, const struct hn_names *names, int unit,
                 int nth, struct hn_demo_person *out)
{
    const struct hn_demo_unit *u = &plan->units[unit];
    struct hn_rng rng = hn_rng_of(plan->seed, 20000 + (uint64_t)unit);
    bool woman = hn_rng_percent(&rng, 30);

    *out = (struct hn_demo_person){ .code = hn_print(a, "TT%05d", nth), .sex = woman ? "female" : "male" };
    out->ethnicity = ethnicity_of(&rng, u->people);
    out->full_name = hn_names_draw(names, a, &rng, woman, names_of(out->ethnicity));
    head_before(out, u->place);
}

void
hn_demo_people(struct hn_arena *a, const struct hn_demo_plan *plan, const struct hn_names *names, int unit,
               int number, struct hn_demo_person **out)
{
    const struct hn_demo_unit *u = &plan->units[unit];
    struct cell c = { .arena = a, .plan = plan, .unit = u, .index = unit };
    struct hn_demo_person *people = HN_NEW_N(a, struct hn_demo_person, (size_t)u->members);

    c.rng = hn_rng_of(plan->seed, 1000 + (uint64_t)unit);
    for (int i = 0; i < u->members; i++)
        draw_person(&c, names, number + i + 1, &people[i]);
    fill_offices(&c, people);
    for (int k = 0; k < plan->serve_count; k++)
        if (plan->serves[k].cell == unit)
            serve_above(&c, people, plan->serves[k].committee);
    if (u->village && !u->outsider)
        fill_head_before(&c, people);
    *out = people;
}
