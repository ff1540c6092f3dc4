/* page_person.h: the pages of one person's record, and what each of their views is shown.
 *
 * Filled by page_person.c (the record, reveal), page_person_past.c (history, who looked), page_person_edit.c (sections),
 * page_person_check.c (task list, check), page_person_table.c (lists of the record), page_person_status.c (standing, activity, cell); page_person_words.c holds how
 * values are said. Shown by web/view/person/. Lists of people are in page_member.h.
 */
#ifndef HN_WEB_PAGE_PERSON_H
#define HN_WEB_PAGE_PERSON_H

#include "member/member.h"
#include "person/code.h"
#include "person/field.h"
#include "person/history.h"
#include "report/log.h"
#include "task/task.h"
#include "unit/unit.h"
#include "web/control.h"
#include "web/list.h"
#include "web/page.h"

hn_page_fn hn_page_person, hn_page_person_reveal, hn_page_person_own;
hn_page_fn hn_page_person_history, hn_page_person_looks;
hn_page_fn hn_page_person_tasks, hn_page_person_part, hn_page_person_part_save;
hn_page_fn hn_page_person_table, hn_page_person_table_save;
hn_page_fn hn_page_person_status, hn_page_person_status_save;
extern const struct hn_form hn_form_reveal, hn_form_person_part, hn_form_person_table_query,
    hn_form_person_table, hn_form_person_status;
extern const struct hn_list hn_list_look;
enum hn_rc hn_prepare_reveal(struct hn_req *q, void **prepared);

/* --- how values are said (page_person_words.c) --- */

/* The plain items of the record, in the order of the phiếu. */
struct hn_plain {
    const char *name; /* its text key is "field." name */
    int item;
    const struct hn_code_list *list; /* NULL: text or date */
    bool date;
};
#define HN_PLAIN_COUNT 11
extern const struct hn_plain hn_plains[HN_PLAIN_COUNT];
/* As a form and JSON hold it ("1956-07", "kinh"), and as people read it ("07/1956", "Kinh"). "" when unknown. */
const char *hn_plain_text(struct hn_arena *a, const struct hn_person_basic *b, size_t i);
const char *hn_plain_form(struct hn_arena *a, const struct hn_person_basic *b, size_t i);
const char *hn_plain_shown(struct hn_arena *a, enum hn_lang lang, const struct hn_person_basic *b, size_t i);
void hn_plain_put(struct hn_person_basic *b, size_t i, const char *text, hn_pdate date);
/* A value of a field or of a cell of an entry, for people and for a form's box; a masked one stays as it is. */
const char *hn_shape_shown(struct hn_arena *a, enum hn_lang lang, enum hn_field_shape shape,
                           const char *words, const char *text);
const char *hn_shape_form(struct hn_arena *a, enum hn_field_shape shape, const char *text);
/* What of a record belongs to one section: "contact" … ; texts "section.<name>". */
struct hn_section {
    const char *name, *slug;
    enum hn_group group;
    bool plain; /* the plain items, not fields */
};
#define HN_SECTION_COUNT 7
extern const struct hn_section hn_sections[HN_SECTION_COUNT];
const struct hn_section *hn_section_of(const char *slug); /* NULL: none */
/* The lists of the record by the words of their paths. */
const char *hn_table_slug(const struct hn_person_list *list);
const struct hn_person_list *hn_table_of(const char *slug); /* NULL: none */
/* An event of the timeline: what it is of, and what it said. */
const char *hn_event_label(struct hn_arena *a, enum hn_lang lang, const struct hn_person_event *e);
const char *hn_event_value(struct hn_arena *a, enum hn_lang lang, const struct hn_person_event *events,
                           size_t count, size_t i);

/* --- the record --- */

enum { HN_LOOKS_SHOWN = 5, HN_RECORD_TASKS_SHOWN = 5 };

struct hn_person_page {
    const struct hn_req *q;
    struct hn_member m;
    struct hn_person_view view;
    const struct hn_field_value *fields; /* in order of hn_person_fields */
    const struct hn_entry *entries;
    size_t entry_count;
    const struct hn_membership *memberships; /* newest first */
    size_t membership_count;
    const struct hn_office *offices; /* ever held, newest first */
    size_t office_count;
    const struct hn_person_event *events;
    size_t event_count;
    struct hn_audit_line looks[HN_LOOKS_SHOWN];
    size_t look_count;
    struct hn_task_row tasks[HN_RECORD_TASKS_SHOWN]; /* open ones that the reader may see */
    size_t task_count;
    bool may_tasks;
    bool may_reveal[HN_GROUP_COUNT], may_edit[HN_GROUP_COUNT];
    bool may_reveal_any, may_log;
    bool ask_phrase; /* on an enrolled phone, a while after signing in */
    bool revealed;
    bool erased; /* what was sealed of the person is gone, on request */
};

/* Head, values and entries at the date asked for, with what the view shows; rights; the look for the log. */
enum hn_rc hn_person_page_read(struct hn_req *q, struct hn_person_page *p);
/* How many entries of a list there are. */
size_t hn_person_page_entries(const struct hn_person_page *p, const struct hn_person_list *list);
/* The labels of what a section, or the record as a whole, has no value for; "" when nothing lacks. */
const char *hn_section_missing(const struct hn_person_page *p, const struct hn_section *s);
const char *hn_tables_missing(const struct hn_person_page *p);
/* Breadcrumb: the cell where the reader may open it, the person, the leaf. */
void hn_person_crumbs(struct hn_req *q, const struct hn_member *m, const char *leaf);

/* --- history, who looked --- */

struct hn_past_page {
    const struct hn_req *q;
    struct hn_member m;
    const struct hn_person_event *events;
    size_t event_count;
    struct hn_list_page looks;
    bool may_log;
};

/* --- editing --- */

extern const char *const hn_edit_modes[]; /* texts "edit_mode.<code>" */
/* Show the form of a section or table in an answer to a reveal. */
enum hn_rc hn_person_table_revealed(struct hn_req *q, const char *slug, const char *purpose,
                                    const struct hn_person_view *seen);
enum hn_rc hn_person_part_revealed(struct hn_req *q, const char *slug, const char *purpose,
                                   const struct hn_person_view *view);

/* One item of a section, as it stands and as it is wanted. */
struct hn_item {
    const char *name; /* of the form's field */
    int number;       /* on the phiếu */
    enum hn_field_shape shape;
    const char *const *choices;
    bool masked;              /* there is one, not shown: what stays empty stays as it is */
    const char *stored;       /* as kept */
    const char *stored_form;  /* as a box of the form shows it */
    const char *stored_shown; /* as people read it */
    const char *wanted, *wanted_shown;
    bool changed;
    hn_day from; /* of the fact that stands */
};
struct hn_part_page {
    const struct hn_req *q;
    struct hn_person_page p;
    const struct hn_section *section;
    struct hn_item *items;
    size_t item_count;
    int64_t version;
    const char *purpose; /* the group was revealed for it; "" not */
    bool mending, conflict;
};

/* A check page: what would change, old beside new, and all that was typed, carried along. */
struct hn_check_row {
    const char *label, *before, *after; /* finished words */
};
struct hn_check_page {
    const struct hn_req *q;
    const struct hn_member *m;
    const char *heading; /* finished */
    const char *action;
    const struct hn_form *form;
    int64_t version;
    const struct hn_check_row *rows;
    size_t row_count;
};
enum hn_rc hn_person_check_show(struct hn_req *q, const struct hn_check_page *p);

struct hn_table_page {
    const struct hn_req *q;
    struct hn_person_page p;
    const struct hn_person_list *list;
    const struct hn_entry *entry; /* being corrected; NULL: a new one */
    const char *purpose;
};

/* Standing, activity or cell: kind is "standing" "activity" "membership". */
struct hn_status_page {
    const struct hn_req *q;
    struct hn_person_page p;
    const char *kind, *slug, *label;
    bool mending;
};
extern const char *const hn_cell_deeds[]; /* texts "cell_deed.<code>" */
/* What was typed, when the check page sent it back to be mended; NULL otherwise. */
const char *hn_status_typed(const struct hn_status_page *p, const char *field);

#endif
