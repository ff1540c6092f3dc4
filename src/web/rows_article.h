/* rows_article.h: rows of the table of routes (routes.c): milestones, the article from the records, results beside cell life. */

/* clang-format off */

    /* --- milestones --- */
    { HN_POST, "/to-chuc/:unit/moc", hn_page_milestone_add, HN_MAY_DIRECT, &hn_form_milestone_new,
      .about = "Enter a milestone of an organisation" },
    { HN_GET, "/to-chuc/:unit/moc/:milestone", hn_page_milestone, HN_MAY_READ_UNIT, NULL,
      .about = "One milestone, and the form that corrects it" },
    { HN_POST, "/to-chuc/:unit/moc/:milestone", hn_page_milestone_correct, HN_MAY_DIRECT, &hn_form_milestone,
      .about = "Correct a milestone: both are kept" },
    { HN_POST, "/to-chuc/:unit/moc/:milestone/bo", hn_page_milestone_remove, HN_MAY_DIRECT,
      &hn_form_milestone_remove, .about = "Take back a wrong milestone" },
