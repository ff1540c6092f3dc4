/* rows_indicator.h: rows of the table of routes (routes.c): indicators, forms, sheets, series. */

/* clang-format off */

    /* --- what is measured --- */
    { HN_GET, "/chi-tieu/danh-muc", hn_page_indicator_list, HN_MAY_SIGNED_IN, &hn_form_indicator_list,
      .about = "What may be measured at an organisation", .list = true, .rows = &hn_list_indicator },
    { HN_POST, "/chi-tieu/danh-muc", hn_page_indicator_add, HN_MAY_DIRECT, &hn_form_indicator_new,
      .about = "Set up an indicator" },
    { HN_GET, "/chi-tieu/danh-muc/moi", hn_page_indicator_new, HN_MAY_DIRECT, &hn_form_indicator_asked,
      .about = "Form of a new indicator" },
    { HN_GET, "/chi-tieu/danh-muc/:indicator", hn_page_indicator, HN_MAY_SIGNED_IN, &hn_form_indicator_asked,
      .about = "One indicator: what it means, every version" },
    { HN_POST, "/chi-tieu/danh-muc/:indicator", hn_page_indicator_change, HN_MAY_DIRECT,
      &hn_form_indicator_change, .about = "From a day on an indicator means something else" },
    { HN_POST, "/chi-tieu/danh-muc/:indicator/ket-thuc", hn_page_indicator_end, HN_MAY_DIRECT,
      &hn_form_indicator_end, .about = "An indicator is measured no longer" },

    /* --- forms, and who has reported --- */
    { HN_GET, "/chi-tieu/bieu", hn_page_asking_list, HN_MAY_SIGNED_IN, &hn_form_asking_asked,
      .about = "Forms kept at, above and below an organisation" },
    { HN_POST, "/chi-tieu/bieu", hn_page_asking_add, HN_MAY_DIRECT, &hn_form_asking_put,
      .about = "Set up a form" },
    { HN_GET, "/chi-tieu/bieu/moi", hn_page_asking_new, HN_MAY_DIRECT, &hn_form_asking_asked,
      .about = "Form of a new form" },
    { HN_GET, "/chi-tieu/bieu/:form/sua", hn_page_asking_edit, HN_MAY_SIGNED_IN, &hn_form_asking_asked,
      .about = "A form: whom it asks, its lines, what must hold between them" },
    { HN_POST, "/chi-tieu/bieu/:form/sua", hn_page_asking_change, HN_MAY_DIRECT, &hn_form_asking_put,
      .about = "Change a form" },
    { HN_POST, "/chi-tieu/bieu/:form/dong", hn_page_asking_lines, HN_MAY_DIRECT, &hn_form_asking_lines,
      .about = "Lines of a form (position.CODE, required.CODE); an empty position takes one out" },
    { HN_POST, "/chi-tieu/bieu/:form/kiem-tra", hn_page_asking_check, HN_MAY_DIRECT, &hn_form_asking_check,
      .about = "What must hold between the lines of a form" },
    { HN_POST, "/chi-tieu/bieu/:form/kiem-tra/bo", hn_page_asking_check_remove, HN_MAY_DIRECT,
      &hn_form_asking_check_remove, .about = "Something need hold no longer" },
