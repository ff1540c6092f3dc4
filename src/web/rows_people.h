/* rows_people.h: rows of the table of routes (routes.c): admission, private firms, transfers, postings, proposals, due lists, movement of members, papers about persons. */

/* clang-format off */
