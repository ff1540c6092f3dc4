/* entry.c: the tables of a record (work, training, awards, family …), each entry sealed as one text (field.h).
 *
 * An entry keeps its id while it is corrected: its facts are one series. Packed form: name US value RS for each column
 * that has a value; US and RS are control characters, which cleaned text never holds.
 */
#include "person/field.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "base/buf.h"
#include "fact/fact_sql.h"
#include "person/inside.h"

#define US          '\x1f'
#define RS          '\x1e'
#define ENTRIES_MAX 500 /* of one person */

const struct hn_fact_table hn_fact_person_entry = {
    .name = "person_entry",
    HN_FACT_SQL("person_entry", "person_id", " AND entry_id = $2", "entry_id, ", "list, cipher, reason",
                HN_MARKS_11),
    .series_count = 1,
    .value_count = 3,
    .values = (const char *const[]){ "list", "cipher", "reason" },
    .kinds = (const enum hn_param_kind[]){ HN_P_TEXT, HN_P_BYTES, HN_P_TEXT },
};

const char *
hn_entry_part(struct hn_ctx *c, const struct hn_person_list *list, int64_t entry)
{
    return hn_print(c->arena, "%s:%" PRId64, list->name, entry);
}

const char *
hn_entry_pack(struct hn_ctx *c, const struct hn_person_list *list, const char *const *cells)
{
    size_t width = hn_person_list_width(list);
    struct hn_buf b;

    hn_buf_init(&b, c->arena, 0);
    for (size_t i = 0; i < width; i++) {
        if (!cells[i] || !*cells[i])
            continue;
        hn_buf_str(&b, list->columns[i].name);
        hn_buf_char(&b, US);
        hn_buf_str(&b, cells[i]);
        hn_buf_char(&b, RS);
    }
    return b.data;
}

void
hn_entry_unpack(struct hn_ctx *c, const struct hn_person_list *list, const char *packed,
                const char *cells[HN_ENTRY_COLUMNS])
{
    size_t width = hn_person_list_width(list);

    for (size_t i = 0; i < HN_ENTRY_COLUMNS; i++)
        cells[i] = "";
    while (*packed) {
        const char *us = strchr(packed, US), *rs = us ? strchr(us, RS) : NULL;

        if (!rs)
            return;
        for (size_t i = 0; i < width; i++) {
            const char *name = list->columns[i].name;

            if (strlen(name) == (size_t)(us - packed) && memcmp(name, packed, (size_t)(us - packed)) == 0)
                cells[i] = hn_dup_n(c->arena, us + 1, (size_t)(rs - us - 1));
        }
        packed = rs + 1;
    }
}

/* --- reading --- */

static const struct hn_sql sql_read = {
    .name = "person_entry.read",
    .text = "SELECT list, entry_id, id, valid_from, valid_to, cipher FROM person_entry WHERE person_id = $1"
            " AND valid_from <= $2 AND valid_to > $2 AND known_from <= $3 AND known_to > $3 LIMIT 500"
};

static void
read_entry(struct hn_ctx *c, const struct hn_person_view *view, const struct hn_person_key *key,
           struct hn_rows *rows, struct hn_entry *out)
{
    size_t width = hn_person_list_width(out->list);
    const char *packed = NULL;

    out->id = hn_row_int(rows, "entry_id");
    out->row = hn_row_int(rows, "id");
    out->from = (hn_day)hn_row_int(rows, "valid_from");
    out->to = (hn_day)hn_row_int(rows, "valid_to");
    if (view->shown & (1U << out->list->group))
        packed = hn_person_unseal(c, key, hn_entry_part(c, out->list, out->id), hn_row_bytes(rows, "cipher"));
    out->shown = packed != NULL;
    if (packed) {
        hn_entry_unpack(c, out->list, packed, out->cell);
        return;
    }
    for (size_t i = 0; i < HN_ENTRY_COLUMNS; i++)
        out->cell[i] = i < width ? HN_MASK : "";
}

static int
by_list_then_id(const void *a, const void *b)
{
    const struct hn_entry *x = a, *y = b;

    if (x->list != y->list)
        return x->list < y->list ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

enum hn_rc
hn_person_entries_read(struct hn_ctx *c, const struct hn_person_view *view, const struct hn_entry **out,
                       size_t *count)
{
    const struct hn_param params[] = { hn_p_id(view->person.v), hn_p_day(c->on), hn_p_time(hn_fact_known(c)),
                                       HN_P_END };
    struct hn_entry *entries = NULL;
    size_t n = 0, room = 0;
    struct hn_person_key key;
    struct hn_rows *rows;
    enum hn_rc rc = hn_person_key_get(c, view->person, false, &key);

    if (!rc)
        rc = hn_store_query(c, &sql_read, params, &rows);
    if (rc)
        return rc;
    while (hn_rows_next(rows)) {
        const struct hn_person_list *list = hn_person_list(hn_row_text(rows, "list"));

        if (!list || key.erased)
            continue;
        if (n == room) {
            entries = hn_grow(c->arena, entries, room * sizeof *entries, (room + 16) * sizeof *entries);
            room += 16;
        }
        entries[n].list = list;
        read_entry(c, view, &key, rows, &entries[n++]);
    }
    explicit_bzero(&key, sizeof key);
    if (n)
        qsort(entries, n, sizeof *entries, by_list_then_id);
    *out = entries;
    *count = n;
    return hn_rows_end(rows);
}

/* --- putting --- */

static const struct hn_sql sql_standing = {
    .name = "person_entry.standing",
    .text = "SELECT list, id, cipher FROM person_entry WHERE person_id = $1 AND entry_id = $2"
            " AND known_to = 9223372036854775807 ORDER BY id DESC LIMIT 1"
};
static const struct hn_sql sql_count = {
    .name = "person_entry.count",
    .text = "SELECT COUNT(*) AS n FROM person_entry WHERE person_id = $1 AND known_to = 9223372036854775807"
};

/* The entry as it stands, packed; HN_NOT_FOUND when this list of this person has none such. */
static enum hn_rc
standing_entry(struct hn_ctx *c, const struct hn_person_key *key, const struct hn_person_list *list,
               int64_t entry, const char **packed)
{
    const struct hn_param params[] = { hn_p_id(key->person.v), hn_p_id(entry), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_standing, params, &rows);
    bool found;

    if (rc)
        return rc;
    found = hn_rows_next(rows) && strcmp(hn_row_text(rows, "list"), list->name) == 0;
    *packed = NULL;
    if (found)
        *packed = hn_person_unseal(c, key, hn_entry_part(c, list, entry), hn_row_bytes(rows, "cipher"));
    rc = hn_rows_end(rows);
    if (rc)
        return rc;
    return found ? HN_OK : hn_fail(c, HN_NOT_FOUND, "", "entry.not_found");
}

/* cells NULL: nothing holds any more. */
static enum hn_rc
put(struct hn_ctx *c, const struct hn_person_key *key, const struct hn_person_list *list, int64_t entry,
    const char *packed, const char *reason)
{
    const struct hn_param series[] = { hn_p_id(entry) };
    struct hn_param values[3];
    struct hn_fact fact = {
        .owner = key->person.v, .from = HN_DAY_START, .to = HN_DAY_OPEN, .series = series
    };

    if (packed) {
        values[0] = hn_p_text(list->name);
        values[1] = hn_p_bytes(hn_person_seal(c, key, hn_entry_part(c, list, entry), packed));
        values[2] = hn_p_text(reason ? reason : "");
        fact.values = values;
    }
    return hn_fact_put(c, &hn_fact_person_entry, &fact, NULL);
}

static enum hn_rc
room_for_more(struct hn_ctx *c, struct hn_person_id person)
{
    const struct hn_param params[] = { hn_p_id(person.v), HN_P_END };
    int64_t n = 0;
    bool found;
    enum hn_rc rc = hn_store_int(c, &sql_count, params, &n, &found);

    if (!rc && n >= ENTRIES_MAX)
        rc = hn_fail_arg(c, HN_CONFLICT, "", "entry.too_many", "500");
    return rc;
}

/* A new line (entry 0) or the one that stands, changed. */
static enum hn_rc
write_entry(struct hn_ctx *c, struct hn_person_id person, const struct hn_person_list *list, int64_t *entry,
            const char *const *cells, const char *reason)
{
    const char *clean[HN_ENTRY_COLUMNS], *packed, *old = NULL;
    struct hn_person_key key;
    bool fresh = *entry == 0;
    enum hn_rc rc = hn_entry_check(c, list, cells, clean);

    if (!rc && !fresh)
        rc = hn_person_reason(c, HN_DAY_START, reason);
    if (!rc && fresh)
        rc = room_for_more(c, person);
    if (!rc)
        rc = hn_person_key_get(c, person, true, &key);
    if (!rc && !fresh)
        rc = standing_entry(c, &key, list, *entry, &old);
    if (rc)
        return rc;
    packed = hn_entry_pack(c, list, clean);
    if (old && strcmp(old, packed) == 0)
        return HN_OK;
    if (fresh)
        *entry = hn_new_id(c);
    rc = put(c, &key, list, *entry, packed, reason);
    explicit_bzero(&key, sizeof key);
    if (rc)
        return rc;
    return hn_audit_change(c, fresh ? "person.add_entry" : "person.put_entry", person.v,
                           (struct hn_unit_id){ 0 }, list->name, "");
}

enum hn_rc
hn_person_put_entry(struct hn_ctx *c, struct hn_person_id person, const struct hn_person_list *list,
                    int64_t *entry, const char *const *cells, const char *reason)
{
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, person, list->group);

    return rc ? rc : write_entry(c, person, list, entry, cells, reason);
}

enum hn_rc
hn_person_entry_decided(struct hn_ctx *c, struct hn_person_id person, const char *list,
                        const char *const *cells, const char *decision, int64_t *entry)
{
    const struct hn_person_list *of = hn_person_list(list);

    assert(of);
    *entry = 0;
    return write_entry(c, person, of, entry, cells, decision);
}

enum hn_rc
hn_person_end_entry(struct hn_ctx *c, struct hn_person_id person, const struct hn_person_list *list,
                    int64_t entry, const char *reason)
{
    struct hn_person_key key;
    const char *old;
    enum hn_rc rc = hn_need_person(c, HN_MAY_EDIT_MEMBER, person, list->group);

    if (!rc)
        rc = hn_person_reason(c, HN_DAY_START, reason);
    if (!rc)
        rc = hn_person_key_get(c, person, false, &key);
    if (!rc)
        rc = standing_entry(c, &key, list, entry, &old);
    if (!rc)
        rc = put(c, &key, list, entry, NULL, reason);
    explicit_bzero(&key, sizeof key);
    if (rc)
        return rc;
    return hn_audit_change(c, "person.end_entry", person.v, (struct hn_unit_id){ 0 }, list->name, reason);
}

const struct hn_sql *const hn_person_entry_sql[] = {
    &sql_read, &sql_standing, &sql_count, HN_FACT_LIST(hn_fact_person_entry), NULL,
};
