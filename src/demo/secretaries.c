/* secretaries.c: see secretaries.h. */
#include "demo/secretaries.h"

#include <string.h>

#include "access/access.h"
#include "account/account.h"
#include "setting/setting.h"

/* Secretaries in office today who have no account yet. */
static const struct hn_sql sql_secretaries = {
    .name = "demo.secretaries",
    .text =
        "SELECT o.unit_id, o.person_id FROM office o WHERE o.office = 'secretary' AND o.unit_id IN"
        " (SELECT v.unit_id FROM unit_version v WHERE v.kind = 'cell' AND v.known_to = 9223372036854775807)"
        " AND o.valid_to = 2147483647 AND o.known_to = 9223372036854775807"
        " AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = o.person_id) ORDER BY o.unit_id LIMIT "
        "$1"
};

const struct hn_sql *const hn_demo_secretaries_sql[] = { &sql_secretaries, NULL };

struct seat {
    struct hn_unit_id unit;
    struct hn_person_id person;
};

static enum hn_rc
read_seats(struct hn_ctx *c, size_t wanted, struct seat *seats, size_t *count)
{
    const struct hn_param params[] = { hn_p_int((int64_t)wanted), HN_P_END };
    struct hn_rows *rows;
    enum hn_rc rc = hn_store_query(c, &sql_secretaries, params, &rows);

    *count = 0;
    if (rc)
        return rc;
    while (hn_rows_next(rows) && *count < wanted)
        seats[(*count)++] = (struct seat){ { hn_row_int(rows, "unit_id") },
                                           { hn_row_int(rows, "person_id") } };
    return hn_rows_end(rows);
}

static enum hn_rc
call_today(struct hn_ctx *c, const struct seat *seat, struct hn_demo_secretary *out)
{
    const struct hn_meeting_new in = { .unit = seat->unit,
                                       .kind = "extraordinary",
                                       .topic = "",
                                       .day = c->today,
                                       .start_minute = 6 * 60 + 1,
                                       .place = "Phòng họp",
                                       .why = "Đo tốc độ",
                                       .chair = seat->person };
    struct hn_roll_count counts;
    enum hn_rc rc = hn_meeting_call(c, &in, &out->meeting);

    if (rc == HN_OK)
        rc = hn_roll_make(c, out->meeting);
    return rc ? rc : hn_roll_read(c, out->meeting, &out->roll, &out->roll_count, &counts);
}

static enum hn_rc
make_one(struct hn_ctx *c, const struct seat *seat, size_t nth, const char *hash,
         struct hn_demo_secretary *out)
{
    const struct hn_account_new in = { .name = hn_print(c->arena, "do.%05zu", nth + 1),
                                       .person = seat->person,
                                       .phrase_hash = hash,
                                       .lang = HN_VI };
    struct hn_grant grant = { .role = "cell_secretary",
                              .unit = seat->unit,
                              .from = c->today,
                              .to = HN_DAY_OPEN,
                              .reason = "Đo tốc độ" };
    enum hn_rc rc = hn_account_add(c, &in, &grant.user);

    if (rc == HN_OK)
        rc = hn_grant_give(c, &grant, NULL, NULL);
    if (rc == HN_OK)
        rc = hn_token_new(c, grant.user, "bench", 1, &out->token);
    return rc ? rc : call_today(c, seat, out);
}

enum hn_rc
hn_demo_secretaries(struct hn_ctx *c, void *arg)
{
    struct hn_demo_secretaries *all = arg;
    struct seat *seats = HN_NEW_N(c->arena, struct seat, all->wanted + 1);
    const char *demo, *hash = NULL;
    size_t count = 0;
    enum hn_rc rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);

    if (rc == HN_OK && strcmp(demo, "1") != 0)
        rc = hn_fail(c, HN_CONFLICT, "", "cli.not_demo");
    /* One phrase that nobody is told: they come by tokens. */
    if (rc == HN_OK)
        rc = hn_phrase_hash(c, NULL, hn_phrase_new(c), &hash);
    if (rc == HN_OK)
        rc = read_seats(c, all->wanted, seats, &count);
    for (size_t i = 0; rc == HN_OK && i < count; i++)
        rc = make_one(c, &seats[i], i, hash, &all->made[i]);
    all->count = count;
    return rc;
}
