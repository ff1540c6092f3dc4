/* rows_article.h: rows of the table of routes (routes.c): milestones, the article from the records, results beside cell life. */

/* clang-format off */
    { HN_GET, "/bai-bao", hn_page_article, HN_MAY_ANYONE, NULL,
      .about = "The article from the records: each printed figure beside the one counted (made-up data only)",
      .list = true, .rows = &hn_list_article },
    { HN_GET, "/bai-bao/:figure", hn_page_article_rows, HN_MAY_ANYONE, NULL,
      .about = "The records behind one figure of the article", .list = true, .rows = &hn_list_article_parts },
    { HN_GET, "/to-chuc/:unit/doi-chieu", hn_page_beside, HN_MAY_READ_FIGURES, &hn_form_beside,
      .about = "How cells meet beside an indicator of the same place: two series, no claim of a cause" },

    /* --- milestones --- */
    { HN_POST, "/to-chuc/:unit/moc", hn_page_milestone_add, HN_MAY_DIRECT, &hn_form_milestone_new,
      .about = "Enter a milestone of an organisation" },
    { HN_GET, "/to-chuc/:unit/moc/:milestone", hn_page_milestone, HN_MAY_READ_UNIT, NULL,
      .about = "One milestone, and the form that corrects it" },
    { HN_POST, "/to-chuc/:unit/moc/:milestone", hn_page_milestone_correct, HN_MAY_DIRECT, &hn_form_milestone,
      .about = "Correct a milestone: both are kept" },
    { HN_POST, "/to-chuc/:unit/moc/:milestone/bo", hn_page_milestone_remove, HN_MAY_DIRECT,
      &hn_form_milestone_remove, .about = "Take back a wrong milestone" },
