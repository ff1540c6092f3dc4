/* rows_indicator.h: rows of the table of routes (routes.c): indicators, forms, sheets, series. */

/* clang-format off */
