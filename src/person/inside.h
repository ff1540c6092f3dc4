/* inside.h: what the files of person/ and member/ share beneath their rules, and fee/, which seals under the same keys.
 * No rights are asked here. */
#ifndef HN_PERSON_INSIDE_H
#define HN_PERSON_INSIDE_H

#include "base/seal.h"
#include "fact/fact.h"
#include "person/field.h"
#include "person/number.h"
#include "person/person.h"

/* --- facts: tables and their values --- */

extern const struct hn_fact_table hn_fact_person_basic, hn_fact_person_field, hn_fact_person_entry;

#define HN_BASIC_VALUES 14
/* Values of hn_fact_person_basic. before: the search words the person had already, "" none. */
void hn_person_basic_values(struct hn_ctx *c, const struct hn_person_basic *in, const char *before,
                            const char *reason, struct hn_param out[HN_BASIC_VALUES]);
/* The columns of person_basic of the row at hand. */
struct hn_person_basic hn_person_basic_of(struct hn_rows *rows);
/* NULL texts → "", the same person otherwise. */
struct hn_person_basic hn_person_basic_clean(const struct hn_person_basic *in);
bool hn_person_basic_same(const struct hn_person_basic *a, const struct hn_person_basic *b);
/* One line that tells all of it, for the digests of the log. */
const char *hn_person_basic_text(struct hn_ctx *c, const struct hn_person_basic *in);
/* Every word of the names, folded and in lower case, each with a space before it; then what before has more. */
const char *hn_person_search(struct hn_arena *a, const struct hn_person_basic *in, const char *before);
/* The folded ones among them. */
size_t hn_person_tokens(struct hn_arena *a, const struct hn_person_basic *in, const char **out, size_t limit);
#define HN_TOKENS_MAX 24

extern const struct hn_sql hn_sql_person_add, hn_sql_person_code_add, hn_sql_person_token_add,
    hn_sql_person_key_add, hn_sql_person_number_add;
bool hn_person_code_ok(const char *code);
/* Writes person, code, basic fact and tokens. */
enum hn_rc hn_person_add(struct hn_ctx *c, const char *code, const struct hn_person_basic *in,
                         struct hn_person_id *out);

/* fact.reason unless a reason is given or from is not past. */
enum hn_rc hn_person_reason(struct hn_ctx *c, hn_day from, const char *reason);

/* Puts a field without asking for rights; *changed is set when something was written. */
enum hn_rc hn_person_field_write(struct hn_ctx *c, struct hn_person_id person, const char *field,
                                 const char *text, hn_day from, const char *reason, bool *changed);

/* --- sealing --- */

struct hn_person_key {
    struct hn_person_id person;
    bool have;   /* there is one, and it opens */
    bool erased; /* there was one */
    uint8_t key[HN_KEY_BYTES];
};
/* The person's key; make: when there is none yet, makes it (writer only). HN_CONFLICT person.erased with make. */
enum hn_rc hn_person_key_get(struct hn_ctx *c, struct hn_person_id person, bool make,
                             struct hn_person_key *out);
/* The key of a row of person_key already read, for lists: no query. erased when wrapped is empty. */
void hn_person_key_open(struct hn_ctx *c, struct hn_person_id person, int number, struct hn_bytes wrapped,
                        struct hn_person_key *out);
/* A fresh key and its wrapping, for a bulk statement hn_sql_person_key_add. */
enum hn_rc hn_person_key_make(struct hn_ctx *c, struct hn_person_id person, struct hn_person_key *out,
                              int *number, struct hn_bytes *wrapped);
/* part: a field's name, or hn_entry_part. unseal gives NULL when it does not open. */
struct hn_bytes hn_person_seal(struct hn_ctx *c, const struct hn_person_key *key, const char *part,
                               const char *text);
const char *hn_person_unseal(struct hn_ctx *c, const struct hn_person_key *key, const char *part,
                             struct hn_bytes cipher);
const char *hn_entry_part(struct hn_ctx *c, const struct hn_person_list *list, int64_t entry);
/* An entry's cells as one text and back (unknown columns are passed over, missing ones read as ""). */
const char *hn_entry_pack(struct hn_ctx *c, const struct hn_person_list *list, const char *const *cells);
void hn_entry_unpack(struct hn_ctx *c, const struct hn_person_list *list, const char *packed,
                     const char *cells[HN_ENTRY_COLUMNS]);
/* All checks of an entry; clean[] is what is kept. Faults bear the columns' names. */
enum hn_rc hn_entry_check(struct hn_ctx *c, const struct hn_person_list *list, const char *const *cells,
                          const char *clean[HN_ENTRY_COLUMNS]);

#endif
