/* data.h: the open data files the demo draws from, linked into the program. (data/README.md: origin, licences) */
#ifndef HN_DEMO_DATA_H
#define HN_DEMO_DATA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

extern const char hn_data_names[]; /* data/names.csv: part,value,sex,weight,note */
extern const char
    hn_data_places[]; /* data/quang-ninh-units.csv: code,name,type,level,parent,valid_from,valid_to,… */

#define HN_DATA_CELLS 12

/* Walks the lines of a linked file, whose cells hold neither quotes nor commas. *at starts at the file and is moved on;
 * the header line is passed over by the first call. Returns how many cells were found, 0 at the end. */
size_t hn_data_line(struct hn_arena *a, const char **at, bool first, const char *cells[HN_DATA_CELLS]);

#endif
