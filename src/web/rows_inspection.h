/* rows_inspection.h: rows of the table of routes (routes.c): inspection and supervision. */

/* clang-format off */
