/* rows_chain.h: rows of the table of routes (routes.c): the chain from a paper to the work, and what is owed. */

/* clang-format off */
