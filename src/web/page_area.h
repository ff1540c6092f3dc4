/* page_area.h: the pages of the book of areas: a unit's book with its gaps and loads, one area, one person, changes, notes.
 *
 * Filled by page_area.c (the book, loads, changes, a person's areas), page_area_one.c (one area and the note of a month) and
 * page_area_edit.c (deeds by who directs); shown by web/view/area/. The rules are area/'s. Nothing about residents.
 */
#ifndef HN_WEB_PAGE_AREA_H
#define HN_WEB_PAGE_AREA_H

#include "area/area.h"
#include "web/control.h"
#include "web/page_unit.h"

hn_page_fn hn_page_areas, hn_page_area_people, hn_page_area_changes, hn_page_area_person;
hn_page_fn hn_page_area, hn_page_area_note, hn_page_area_note_save;
hn_page_fn hn_page_area_new, hn_page_area_add, hn_page_area_edit, hn_page_area_change, hn_page_area_close;
hn_page_fn hn_page_area_charge, hn_page_area_end, hn_page_area_plan;
extern const struct hn_form hn_form_areas, hn_form_area_people, hn_form_area_changes, hn_form_area,
    hn_form_area_note, hn_form_area_note_save, hn_form_area_asked, hn_form_area_new, hn_form_area_change,
    hn_form_area_close, hn_form_area_charge, hn_form_area_end, hn_form_area_plan;
extern const struct hn_list hn_list_area;
extern const char *const hn_area_whats[]; /* gap no_note: what is lacking; texts "area_what.<code>" */
extern const char *const hn_charge_roles[];

/* One area as a row of the list. */
struct hn_area_row {
    int64_t id, leads, helpers;
    const char *unit_code, *unit_name, *kind, *name, *place_code, *place_name, *in_charge;
    hn_day from, to;
};

struct hn_areas_page {
    const struct hn_req *q;
    const struct hn_unit *unit; /* NULL: the own areas */
    hn_time known;
    bool mine, may_direct, has_person;
    const char *what;
    struct hn_area_sum sum;
    struct hn_list_page list;
};

struct hn_area_people_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    bool over; /* only those who carry too many */
    const struct hn_area_load *loads;
    size_t count;
};

struct hn_area_changes_page {
    const struct hn_req *q;
    const struct hn_unit *unit;
    hn_time known;
    hn_day from, to;
    const struct hn_area_change *changes;
    size_t count;
};

struct hn_area_person_page {
    const struct hn_req *q;
    hn_time known;
    const char *code, *name;
    const struct hn_charge *charges;
    size_t count;
};

struct hn_area_page {
    const struct hn_req *q;
    hn_time known;
    struct hn_area area;
    const struct hn_charge *charges;
    const struct hn_area_plan *plans;
    const struct hn_area_note *notes;
    size_t charge_count, plan_count, note_count;
    bool may_direct, may_plan, may_note, may_unit;
    int64_t this_month;
    bool adding, planning, closing;     /* which form is shown */
    const struct hn_charge *ending;     /* whose end is asked for */
    const struct hn_area_plan *editing; /* the plan being changed */
    const struct hn_option *people;
    size_t people_count; /* 0: a code is asked for */
    const char *month;   /* "2026-11": of the note to be written next */
};

struct hn_area_note_page {
    const struct hn_req *q;
    struct hn_area area;
    int64_t month;
    const char *month_text, *month_iso, *person_code, *person_name, *text;
    bool himself;
    int64_t version;
    hn_day due;
};

struct hn_area_edit_page {
    const struct hn_req *q;
    struct hn_unit unit;
    struct hn_area area; /* id 0: a new one */
    const struct hn_option *places;
    size_t place_count; /* 0: a code is asked for */
};

/* The area of the path. HN_NOT_FOUND. */
enum hn_rc hn_area_of_path(struct hn_req *q, int64_t *id);
/* Those who may be chosen: members of the unit and below, when they are few. */
enum hn_rc hn_people_offered(struct hn_req *q, struct hn_unit_id unit, const struct hn_option **out,
                             size_t *count);
/* Somebody out of sight is as good as nobody: HN_INVALID person.not_found at "person". */
enum hn_rc hn_person_of_form(struct hn_req *q, struct hn_person_id *out);
/* The place where the unit lives and those below it; none when it lives nowhere. */
enum hn_rc hn_places_offered(struct hn_req *q, struct hn_place_id of, const struct hn_option **out,
                             size_t *count);
/* The place of field "place", 0 when it is empty. HN_INVALID area.place. */
enum hn_rc hn_place_of_form(struct hn_req *q, struct hn_place_id *out);

#endif
