/* rows_criteria.h: rows of the table of routes (routes.c): sets of criteria, marks, recognition. */

/* clang-format off */
