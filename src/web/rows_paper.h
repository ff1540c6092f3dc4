/* rows_paper.h: rows of the table of routes (routes.c): papers, what is sent with them and answered, targets. */

/* clang-format off */
