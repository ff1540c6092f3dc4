/* data.c: see data.h. The files are put in by the assembler, so that the program needs none beside it. */
#include "demo/data.h"

#include <string.h>

#define LINK_FILE(symbol, path)                                                                              \
    __asm__(".section .rodata\n"                                                                             \
            ".global " symbol "\n" symbol ":\n"                                                              \
            ".incbin \"" path "\"\n"                                                                         \
            ".byte 0\n"                                                                                      \
            ".previous\n")

LINK_FILE("hn_data_names", "data/names.csv");
LINK_FILE("hn_data_places", "data/quang-ninh-units.csv");

size_t
hn_data_line(struct hn_arena *a, const char **at, bool first, const char *cells[HN_DATA_CELLS])
{
    size_t count = 0;

    if (first)
        *at += strcspn(*at, "\n") + 1;
    if (**at == '\0')
        return 0;

    const char *line = *at;
    size_t len = strcspn(line, "\n");

    *at += len + (line[len] == '\n');
    while (count < HN_DATA_CELLS) {
        size_t cell = strcspn(line, ",\n");

        cells[count++] = hn_dup_n(a, line, cell);
        line += cell;
        if (*line != ',')
            break;
        line++;
    }
    return count;
}
