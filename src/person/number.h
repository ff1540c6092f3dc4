/* number.h: the numbers a person is looked up by, and their shapes. (domain/02 section 2.1)
 *
 * Numbers are text. They are kept encrypted as fields and, for looking up and for uniqueness, as a keyed hash under a
 * key of its own. None is the key of a record: they come late, wrong and twice.
 */
#ifndef HN_PERSON_NUMBER_H
#define HN_PERSON_NUMBER_H

#include "base/ctx.h"
#include "store/store.h"

enum hn_number {
    HN_NUMBER_CITIZEN, /* citizen_id: 12 digits */
    HN_NUMBER_OLD_ID,  /* old_id_no: 9 digits (CMND) */
    HN_NUMBER_CARD,    /* party_card_no: 12 digits */
    HN_NUMBER_DOSSIER, /* dossier_no: 6 + 4 digits, kept as 1234567890 */
    HN_NUMBER_PHONE,   /* phone: 10 digits from 0; +84… is read too */
    HN_NUMBER_KINDS
};

/* The field it is kept in, and back: HN_NUMBER_KINDS when a field is no such number. */
const char *hn_number_field(enum hn_number kind);
enum hn_number hn_number_of_field(const char *field);
/* What was typed (spaces, dots, dashes let through) → digits as kept; NULL: not of this shape. */
const char *hn_number_clean(struct hn_arena *a, enum hn_number kind, const char *text);
/* Key of the text that tells the shape. */
const char *hn_number_fault(enum hn_number kind);
/* No two living records may bear the same one (all but phone). */
bool hn_number_unique(enum hn_number kind);
/* Keyed hash of a clean number. HN_BROKEN keys.none without keys. */
enum hn_rc hn_number_hash(struct hn_ctx *c, enum hn_number kind, const char *clean, struct hn_bytes *out);

#endif
