/* rows_chain.h: rows of the table of routes (routes.c): the chain from a paper to the work, and what is owed. */

/* clang-format off */

    /* --- what is owed --- */
    { HN_GET, "/viec-phai-lam", hn_page_owed, HN_MAY_READ_MEETING, &hn_form_owed,
      .about = "All that an organisation owes in a month, and who owes what below it", .list = true,
      .rows = &hn_list_owed },
    { HN_GET, "/viec-phai-lam/don-vi", hn_page_owed_units, HN_MAY_READ_MEETING, &hn_form_owed_units,
      .about = "The organisations behind a number of what is owed", .list = true,
      .rows = &hn_list_owed_units },

    /* --- the chain of a paper --- */
    { HN_GET, "/nghi-quyet/:paper/chuoi", hn_page_chain, HN_MAY_READ_MEETING, &hn_form_chain,
      .about = "The chain of a paper at an organisation: duties, targets, work, and a line for each below",
      .list = true, .rows = &hn_list_chain },
    { HN_GET, "/nghi-quyet/:paper/chuoi/nghia-vu", hn_page_chain_duties, HN_MAY_READ_MEETING,
      &hn_form_chain_duties, .about = "The duties behind a figure of the chain", .list = true,
      .rows = &hn_list_chain_duties },
    { HN_GET, "/nghi-quyet/:paper/chuoi/nhiem-vu", hn_page_chain_tasks, HN_MAY_READ_MEETING,
      &hn_form_chain_tasks, .about = "The tasks behind a figure of the chain", .list = true,
      .rows = &hn_list_chain_tasks },
    { HN_GET, "/giao-viec/:task/chuoi", hn_page_chain_up, HN_MAY_SIGNED_IN, NULL,
      .about = "The way up from a task to the paper at the top, and what minutes tell of it" },
