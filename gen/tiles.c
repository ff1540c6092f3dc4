/* tiles.c: data/quang-ninh-tiles.csv → build/gen/tiles.c, the tiles of the province's map (src/web/chart.h).
 *
 * The file's last days are inclusive and become half-open here, as everywhere inside the program.
 *
 *   tiles OUT.c TILES.csv
 */
#include "common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELLS 10

struct line {
    const char *file;
    int number;
    char *cells[CELLS]; /* code,full_name,level,valid_from,valid_to,col,row,lon,lat,area_km2 */
};

static long
number(const struct line *l, const char *text, long low, long high)
{
    char *end;
    long n = strtol(text, &end, 10);

    if (end == text || *end || n < low || n > high)
        gen_fail(l->file, l->number, "%s is not a number from %ld to %ld", text, low, high);
    return n;
}

/* Days since 1970-01-01 of an ISO date, by counting in 400-year cycles that begin on 1 March. */
static long
day(const struct line *l, const char *text)
{
    char copy[11] = "";

    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        gen_fail(l->file, l->number, "%s is not a date", text);
    memcpy(copy, text, 10);
    copy[4] = copy[7] = '\0';
    long y = number(l, copy, 1900, 2199), m = number(l, copy + 5, 1, 12), d = number(l, copy + 8, 1, 31);

    y -= m <= 2;
    long cycle = y / 400, year = y - cycle * 400;
    long in_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

    return cycle * 146097 + year * 365 + year / 4 - year / 100 + in_year - 719468;
}

/* The kind of place in front of a name is left out: the tile is small. */
static const char *
short_name(const char *name)
{
    static const char *const kinds[] = { "Thành phố ", "Thị xã ", "Thị trấn ", "Huyện ",
                                         "Phường ",    "Xã ",     "Đặc khu ",  NULL };

    for (size_t i = 0; kinds[i]; i++)
        if (strncmp(name, kinds[i], strlen(kinds[i])) == 0)
            return name + strlen(kinds[i]);
    return name;
}

static void
split(struct line *l, char *text)
{
    for (int i = 0; i < CELLS; i++) {
        l->cells[i] = text;
        text = strchr(text, ',');
        if (!text && i < CELLS - 1)
            gen_fail(l->file, l->number, "a line has %d cells", CELLS);
        if (text)
            *text++ = '\0';
    }
}

static void
put_tile(struct gen_buf *b, const struct line *l)
{
    const char *from = l->cells[3], *to = l->cells[4], *name = short_name(l->cells[1]);

    gen_putf(b, "    {\"%s\", ", l->cells[0]);
    gen_put_literal(b, name, strlen(name), 4);
    gen_putf(b, ", %s, %s, %ld, %ld},\n", *from ? gen_print("%ld", day(l, from)) : "HN_DAY_START",
             *to ? gen_print("%ld", day(l, to) + 1) : "HN_DAY_OPEN", number(l, l->cells[5], 0, 99),
             number(l, l->cells[6], 0, 99));
}

int
main(int argc, char **argv)
{
    struct gen_buf b = { 0 };
    size_t len;

    if (argc != 3) {
        fprintf(stderr, "usage: tiles OUT.c TILES.csv\n");
        return 2;
    }
    char *p = gen_read(argv[2], &len);
    struct line l = { .file = argv[2] };

    gen_putf(&b, "/* Made by gen/tiles from %s: change it there, not here. */\n", argv[2]);
    gen_puts(&b, "#include \"web/chart.h\"\n\nconst struct hn_tile hn_tiles[] = {\n");
    for (l.number = 1; p && *p; l.number++) {
        char *end = strchr(p, '\n');

        if (end)
            *end = '\0';
        if (l.number > 1) {
            split(&l, p);
            put_tile(&b, &l);
        }
        p = end ? end + 1 : NULL;
    }
    gen_putf(&b, "};\nconst size_t hn_tile_count = %d;\n", l.number - 2);
    gen_write(argv[1], &b);
    gen_free_all();
    return 0;
}
