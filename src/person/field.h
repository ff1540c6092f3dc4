/* field.h: the thirty items of the phiếu đảng viên beyond the plain ones: single fields and lists. (domain/02 §2.2)
 *
 * Each is encrypted under the person's own key and is a dated fact. A value is shown when its group is basic, when it
 * is the actor's own record, or when the group was revealed for a purpose; else only whether there is one.
 * Values are text: dates as partial ISO (1956-07), choices as codes. Neighbours: person.h holds the plain fields.
 */
#ifndef HN_PERSON_FIELD_H
#define HN_PERSON_FIELD_H

#include "access/access.h"
#include "person/person.h"

enum hn_field_shape { HN_SHAPE_TEXT, HN_SHAPE_LONG, HN_SHAPE_DATE, HN_SHAPE_CHOICE, HN_SHAPE_NUMBER };

struct hn_person_field {
    const char *name; /* its text key is "field." name */
    int item;         /* number on the phiếu; 0: not on it */
    enum hn_group group;
    enum hn_field_shape shape;
    const char *const *choices; /* NULL-ended; their words are texts "<name>.<code>" */
    size_t max;                 /* letters; 0: 200, long 2,000 */
};
extern const struct hn_person_field hn_person_fields[];
extern const size_t hn_person_field_count;
const struct hn_person_field *hn_person_field(const char *name); /* NULL: unknown */

#define HN_ENTRY_COLUMNS 6

struct hn_entry_column {
    const char *name; /* its text key is "entry." name */
    enum hn_field_shape shape;
    bool required;
    const char *const *choices; /* words are texts "entry.<name>.<code>" */
    size_t max;
};
struct hn_person_list {
    const char *name; /* its text key is "list." name */
    int item;
    enum hn_group group;
    struct hn_entry_column columns[HN_ENTRY_COLUMNS]; /* those not used have name NULL */
};
extern const struct hn_person_list hn_person_lists[];
extern const size_t hn_person_list_count;
const struct hn_person_list *hn_person_list(const char *name); /* NULL: unknown */
size_t hn_person_list_width(const struct hn_person_list *list);

/* What may be seen of one person in this request: a bit (1 << group) for each group shown. */
struct hn_person_view {
    struct hn_person_id person;
    unsigned shown;
    bool self;
};
/* Basic only; all groups when it is the actor's own record. */
enum hn_rc hn_person_view(struct hn_ctx *c, struct hn_person_id person, struct hn_person_view *out);
/* Purposes a reveal may have (texts "purpose.<code>"), NULL-ended. */
extern const char *const hn_reveal_purposes[];
/* Shows one group more: needs HN_MAY_REVEAL for it and a purpose, and is a look for the log.
 * HN_INVALID purpose person.purpose; HN_DENIED, HN_NOT_FOUND as access says. */
enum hn_rc hn_person_reveal(struct hn_ctx *c, struct hn_person_view *view, enum hn_group group,
                            const char *purpose);

#define HN_MASK "••••"

struct hn_field_value {
    const struct hn_person_field *field;
    bool has, shown;
    bool erased;      /* there was one, and it was erased on request (erase.h) */
    const char *text; /* "" none; HN_MASK: there is one, not shown */
    hn_day from, to;
    int64_t row; /* id of the fact, 0 none */
};
/* hn_person_field_count values in order of hn_person_fields, at c->on and c->known. One query. */
enum hn_rc hn_person_fields_read(struct hn_ctx *c, const struct hn_person_view *view,
                                 const struct hn_field_value **out);
struct hn_entry {
    int64_t id, row; /* id stays the same while an entry is corrected */
    const struct hn_person_list *list;
    bool shown;
    const char *cell[HN_ENTRY_COLUMNS]; /* as columns; HN_MASK where not shown */
    hn_day from, to;
};
/* Every entry of every list, by list as declared, then as entered. One query. */
enum hn_rc hn_person_entries_read(struct hn_ctx *c, const struct hn_person_view *view,
                                  const struct hn_entry **out, size_t *count);

/* New facts; HN_MAY_EDIT_MEMBER over the person and the field's group (writing does not show what stood there). from
 * HN_DAY_START: a correction of all times; any from before today needs a reason. text "": nothing holds from
 * then on. HN_INVALID field.unknown not_text too_long not_pdate not_choice fact.reason, or the number's own;
 * HN_CONFLICT person.number_taken. */
enum hn_rc hn_person_put_field(struct hn_ctx *c, struct hn_person_id person, const char *field,
                               const char *text, hn_day from, const char *reason);
/* *entry 0: a new one, its id is answered there. cells: width of them. */
enum hn_rc hn_person_put_entry(struct hn_ctx *c, struct hn_person_id person,
                               const struct hn_person_list *list, int64_t *entry, const char *const *cells,
                               const char *reason);
/* A new entry that a decision makes: no rights asked, the subject that decided has asked its own. Other faults as above. */
enum hn_rc hn_person_entry_decided(struct hn_ctx *c, struct hn_person_id person, const char *list,
                                   const char *const *cells, const char *decision, int64_t *entry);
/* Taken out, as entered by mistake; reason required. HN_NOT_FOUND no such entry. */
enum hn_rc hn_person_end_entry(struct hn_ctx *c, struct hn_person_id person,
                               const struct hn_person_list *list, int64_t entry, const char *reason);
/* The checks alone: *clean is what would be kept. fault_field names the fault's place. */
enum hn_rc hn_field_check(struct hn_ctx *c, const struct hn_person_field *field, const char *text,
                          const char **clean);

/* Erasure: destroys the person's key, so that every encrypted field is lost for ever, also in what was known before;
 * and the hashes of his numbers. The actor approves what requester asked for: HN_CONFLICT erase.same_person when they
 * are one; needs HN_MAY_EDIT_MEMBER over the person. */
enum hn_rc hn_person_erase_key(struct hn_ctx *c, struct hn_person_id person, struct hn_user_id requester,
                               const char *reason);

#endif
