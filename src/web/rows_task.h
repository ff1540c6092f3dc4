/* rows_task.h: rows of the table of routes (routes.c): named work. */

/* clang-format off */

    /* --- tasks --- */
    { HN_GET, "/giao-viec", hn_page_tasks, HN_MAY_SIGNED_IN, &hn_form_tasks,
      .about = "Tasks: one's own, or of the units whose meetings one may read", .list = true,
      .rows = &hn_list_task },
    { HN_GET, "/giao-viec/:task", hn_page_task, HN_MAY_SIGNED_IN, NULL,
      .about = "One task and all that was told of it" },
    { HN_POST, "/giao-viec/:task/bao-cao", hn_page_task_report, HN_MAY_SIGNED_IN, &hn_form_task_report,
      .about = "Report on a task, as oneself or for the person who carries it out" },
    { HN_POST, "/giao-viec/:task/thoi-giao", hn_page_task_cancel, HN_MAY_EDIT_MEETING, &hn_form_task_close,
      .about = "Call a task off, with a reason" },
    { HN_POST, "/giao-viec/:task/mo-lai", hn_page_task_reopen, HN_MAY_EDIT_MEETING, &hn_form_task_close,
      .about = "Reopen a task that had ended, with a reason" },
    { HN_GET, "/chi-bo/:unit/giao-viec", hn_page_task_new, HN_MAY_EDIT_MEETING, NULL,
      .about = "Form of a task set between two meetings" },
    { HN_POST, "/chi-bo/:unit/giao-viec", hn_page_task_add, HN_MAY_EDIT_MEETING, &hn_form_task_new,
      .about = "Set a task between two meetings" },
