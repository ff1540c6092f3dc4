/* names.c: see names.h. */
#include "demo/names.h"

#include <assert.h>
#include <string.h>

#include "demo/data.h"

enum { POOL_MAX = 160, PEOPLES = 7 };

struct pool {
    const char *words[POOL_MAX];
    int weights[POOL_MAX];
    size_t count;
};

struct hn_names {
    struct pool family[PEOPLES];
    struct pool middle[2], given[2]; /* by sex: 0 man, 1 woman */
};

static const char *const peoples[PEOPLES] = { "kinh", "tay", "dao", "san-diu", "san-chi", "hoa", "rare" };

/* FNV-1a of the full names that are never drawn, so that no real person's name stands here. */
static const uint64_t excluded[] = {
    0x2dd394ef80aef486u, 0x30683618b9d3e4f2u, 0x3685411775b1d35cu, 0x4beb52ea1fe81ed3u, 0x4e2e46c162df58beu,
    0x62071a01c39465f5u, 0x64fa4123885fba5eu, 0x96ca3052ca550e49u, 0xb7fcee2d1b9a4ecau, 0xd92198fb3fc73e13u,
    0xda52c56fb2b54dbau, 0xe3b51c2a1c8c6808u, 0xe6cf2a4e3a3a3a08u,
};

static size_t
people_index(const char *people)
{
    for (size_t i = 0; i < PEOPLES; i++)
        if (strcmp(people, peoples[i]) == 0)
            return i;
    return 0;
}

/* "12" and "0.5" as tenths. */
static int
tenths(const char *weight)
{
    int n = 0;

    for (; *weight >= '0' && *weight <= '9'; weight++)
        n = n * 10 + (*weight - '0');
    n *= 10;
    if (weight[0] == '.' && weight[1] >= '0' && weight[1] <= '9')
        n += weight[1] - '0';
    return n > 0 ? n : 1;
}

static void
put(struct pool *p, const char *word, const char *weight)
{
    assert(p->count < POOL_MAX);
    p->words[p->count] = word;
    p->weights[p->count++] = tenths(weight);
}

const struct hn_names *
hn_names_load(struct hn_arena *a)
{
    struct hn_names *n = HN_NEW(a, struct hn_names);
    const char *at = hn_data_names;
    const char *cells[HN_DATA_CELLS];

    for (bool first = true; hn_data_line(a, &at, first, cells) > 0; first = false) {
        size_t sex = strcmp(cells[2], "f") == 0;

        if (strcmp(cells[0], "family") == 0)
            put(&n->family[people_index(cells[4])], cells[1], cells[3]);
        else if (strcmp(cells[0], "middle") == 0)
            put(&n->middle[sex], cells[1], cells[3]);
        else
            put(&n->given[sex], cells[1], cells[3]);
    }
    return n;
}

static const char *
draw(const struct pool *p, struct hn_rng *r)
{
    return p->words[hn_rng_weighted(r, p->weights, p->count)];
}

bool
hn_name_excluded(const char *full_name)
{
    uint64_t hash = 0xcbf29ce484222325u;

    for (const char *c = full_name; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    for (size_t i = 0; i < sizeof excluded / sizeof *excluded; i++)
        if (hash == excluded[i])
            return true;
    return false;
}

const char *
hn_names_draw(const struct hn_names *n, struct hn_arena *a, struct hn_rng *r, bool woman, const char *people)
{
    size_t family = people_index(people);
    const char *name;

    if (family == 0 && hn_rng_percent(r, 4))
        family = PEOPLES - 1;
    do {
        const char *first = draw(&n->family[family], r);
        const char *middle = draw(&n->middle[woman], r);

        name = hn_print(a, "%s %s %s", first, middle, draw(&n->given[woman], r));
    } while (hn_name_excluded(name));
    return name;
}
