/* rows_task.h: rows of the table of routes (routes.c): named work. Whose a task is to report, check or change is the
 * subject's to say (task/task.h). */

/* clang-format off */

    /* --- tasks --- */
    { HN_GET, "/giao-viec", hn_page_tasks, HN_MAY_SIGNED_IN, &hn_form_tasks,
      .about = "Tasks: one's own, or of the units whose meetings one may read; ?dang=bang as a board", .list = true,
      .rows = &hn_list_task },
    { HN_GET, "/giao-viec/moi", hn_page_task_new, HN_MAY_DIRECT, &hn_form_task_asked,
      .about = "Form of a task set for a unit: ?don-vi=, doer, paper, target, area" },
    { HN_POST, "/giao-viec/moi", hn_page_task_add, HN_MAY_DIRECT, &hn_form_task_new,
      .about = "Set a task outside a meeting" },
    { HN_GET, "/giao-viec/:task", hn_page_task, HN_MAY_SIGNED_IN, NULL,
      .about = "One task and all that was told of it" },
    { HN_GET, "/giao-viec/:task/sua", hn_page_task_edit, HN_MAY_SIGNED_IN, NULL,
      .about = "Form of a task changed, by who may set it" },
    { HN_POST, "/giao-viec/:task/sua", hn_page_task_change, HN_MAY_SIGNED_IN, &hn_form_task_change,
      .about = "Change a task set outside a meeting" },
    { HN_POST, "/giao-viec/:task/bao-cao", hn_page_task_report, HN_MAY_SIGNED_IN, &hn_form_task_report,
      .about = "Report on a task, as oneself or for the person who carries it out" },
    { HN_POST, "/giao-viec/:task/kiem-tra", hn_page_task_check, HN_MAY_SIGNED_IN, &hn_form_task_check,
      .about = "The checker's word on a task: done, or sent back with a reason" },
    { HN_POST, "/giao-viec/:task/minh-chung", hn_page_task_evidence_add, HN_MAY_SIGNED_IN, &hn_form_task_evidence,
      .about = "Give a file that shows what was done" },
    { HN_GET, "/giao-viec/:task/minh-chung/:file", hn_page_task_evidence, HN_MAY_SIGNED_IN, NULL,
      .about = "One file of a task's evidence" },
    { HN_POST, "/giao-viec/:task/thoi-giao", hn_page_task_cancel, HN_MAY_SIGNED_IN, &hn_form_task_close,
      .about = "Call a task off, with a reason" },
    { HN_POST, "/giao-viec/:task/mo-lai", hn_page_task_reopen, HN_MAY_SIGNED_IN, &hn_form_task_close,
      .about = "Reopen a task that had ended, with a reason" },
    { HN_GET, "/chi-bo/:unit/giao-viec", hn_page_task_new_of_unit, HN_MAY_EDIT_MEETING, NULL,
      .about = "Leads to the form of a task set for the unit" },
