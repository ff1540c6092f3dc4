/* rows_area.h: rows of the table of routes (routes.c): areas and task teams. */

/* clang-format off */
