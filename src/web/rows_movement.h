/* rows_movement.h: rows of the table of routes (routes.c): emulation movements, resources mobilised. */

/* clang-format off */

    /* --- resources mobilised --- */
    { HN_GET, "/nguon-luc", hn_page_resources, HN_MAY_READ_MEETING, &hn_form_resources,
      .about = "What was mobilised: totals of an organisation and below, with their rows", .list = true,
      .rows = &hn_list_resource },
    { HN_GET, "/nguon-luc/moi", hn_page_resource_new, HN_MAY_DIRECT, &hn_form_resource_asked,
      .about = "Form of a total that was mobilised" },
    { HN_POST, "/nguon-luc", hn_page_resource_add, HN_MAY_DIRECT, &hn_form_resource_new,
      .about = "Enter a total that was mobilised" },
    { HN_GET, "/nguon-luc/:resource", hn_page_resource, HN_MAY_READ_MEETING, NULL,
      .about = "One entry with all it ever said" },
    { HN_POST, "/nguon-luc/:resource", hn_page_resource_correct, HN_MAY_DIRECT, &hn_form_resource_correct,
      .about = "Correct an entry: both are kept" },
    { HN_POST, "/nguon-luc/:resource/bo", hn_page_resource_remove, HN_MAY_DIRECT, &hn_form_resource_remove,
      .about = "Take back a wrong entry" },
