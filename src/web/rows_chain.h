/* rows_chain.h: rows of the table of routes (routes.c): the chain from a paper to the work, and what is owed. */

/* clang-format off */

    /* --- what is owed --- */
    { HN_GET, "/viec-phai-lam", hn_page_owed, HN_MAY_READ_MEETING, &hn_form_owed,
      .about = "All that an organisation owes in a month, and who owes what below it", .list = true,
      .rows = &hn_list_owed },
    { HN_GET, "/viec-phai-lam/don-vi", hn_page_owed_units, HN_MAY_READ_MEETING, &hn_form_owed_units,
      .about = "The organisations behind a number of what is owed", .list = true,
      .rows = &hn_list_owed_units },
