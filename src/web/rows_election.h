/* rows_election.h: rows of the table of routes (routes.c): congresses, elections, counting, village heads and their election day. */

/* clang-format off */
