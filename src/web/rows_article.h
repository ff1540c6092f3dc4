/* rows_article.h: rows of the table of routes (routes.c): milestones, the article from the records, results beside cell life. */

/* clang-format off */
