/* number.h: numbers of papers: per type within the term of the committee, from congress to congress, one counter for what
 * meetings adopt and for what a unit issues between them. (domain/08 §8.5)
 *
 * A term is told by what the committee's offices say: its first day is that on which the first office of the term now in
 * force began, so that a secretary elected halfway does not start the numbers anew. Where nobody holds an office numbers
 * begin with the year. No rights are asked here.
 */
#ifndef HN_MEETING_NUMBER_H
#define HN_MEETING_NUMBER_H

#include "store/store.h"

/* The first day of the term in force on the day. */
enum hn_rc hn_number_term(struct hn_ctx *c, struct hn_unit_id unit, hn_day on, hn_day *from);
/* type "NQ" "BB" …: the next number of the term in force on the day, taken. */
enum hn_rc hn_number_take(struct hn_ctx *c, struct hn_unit_id unit, const char *type, hn_day on,
                          int64_t *number);
/* A number given by hand: what is taken next comes behind it. */
enum hn_rc hn_number_given(struct hn_ctx *c, struct hn_unit_id unit, const char *type, hn_day on,
                           int64_t number);
/* The symbol of the body: "CB" of a cell, "ĐU" of a committee, "TU" of the province's, "ĐH" of a congress. */
const char *hn_number_body(const char *unit_kind, bool congress);
/* "05-NQ/CB"; number 0: "…-NQ/CB". */
const char *hn_number_symbol(struct hn_arena *a, const char *type, const char *body, int64_t number);

extern const struct hn_sql *const hn_number_sql[];

#endif
