/* verify.c: see verify.h. Each check is one question that must find nothing. */
#include "report/verify.h"

#include "audit/audit.h"
#include "base/log.h"
#include "meeting/month.h"

#define OPEN "9223372036854775807"

/* Two memberships of one person over the same days. (one cell a member: domain/README consequence 5) */
static const struct hn_sql sql_two_cells = {
    .name = "verify.two_cells",
    .text = "SELECT count(*) AS n FROM membership a JOIN membership b ON b.person_id = a.person_id AND b.id "
            "> a.id"
            " WHERE a.known_to = " OPEN " AND b.known_to = " OPEN
            " AND a.valid_from < b.valid_to AND b.valid_from < a.valid_to"
};

static const struct hn_sql sql_two_standings = {
    .name = "verify.two_standings",
    .text =
        "SELECT count(*) AS n FROM standing a JOIN standing b ON b.person_id = a.person_id AND b.id > a.id"
        " WHERE a.known_to = " OPEN " AND b.known_to = " OPEN
        " AND a.valid_from < b.valid_to AND b.valid_from < a.valid_to"
};

/* Days and instants of a fact that end before they begin. */
static const struct hn_sql sql_days = {
    .name = "verify.days",
    .text =
        "SELECT (SELECT count(*) FROM membership WHERE valid_from >= valid_to OR known_from > known_to)"
        " + (SELECT count(*) FROM standing WHERE valid_from >= valid_to OR known_from > known_to)"
        " + (SELECT count(*) FROM activity WHERE valid_from >= valid_to OR known_from > known_to)"
        " + (SELECT count(*) FROM office WHERE valid_from >= valid_to OR known_from > known_to)"
        " + (SELECT count(*) FROM person_basic WHERE valid_from >= valid_to OR known_from > known_to)"
        " + (SELECT count(*) FROM unit_version WHERE valid_from >= valid_to OR known_from > known_to)"
        " + (SELECT count(*) FROM place_version WHERE valid_from >= valid_to OR known_from > known_to) AS n"
};

/* A version whose parent the closure does not know, or a step of the closure no version tells of. */
#define CLOSURE_LACKS(t)                                                                                     \
    "(SELECT count(*) FROM " t "_version v WHERE v.known_to = " OPEN " AND v.parent_id <> 0"                 \
    " AND NOT EXISTS (SELECT 1 FROM " t "_closure k WHERE k.des = v." t "_id AND k.anc = v.parent_id"        \
    " AND k.depth = 1 AND k.known_to = " OPEN                                                                \
    " AND k.valid_from <= v.valid_from AND k.valid_to > v.valid_from))"
#define CLOSURE_INVENTS(t)                                                                                   \
    "(SELECT count(*) FROM " t "_closure k WHERE k.known_to = " OPEN " AND k.depth = 1"                      \
    " AND NOT EXISTS (SELECT 1 FROM " t "_version v WHERE v." t "_id = k.des AND v.parent_id = k.anc"        \
    " AND v.known_to = " OPEN " AND v.valid_from <= k.valid_from AND v.valid_to > k.valid_from))"

/* clang-format off */
static const struct hn_sql sql_unit_closure = {
    .name = "verify.unit_closure",
    .text =
        "SELECT " CLOSURE_LACKS("unit") " + " CLOSURE_INVENTS("unit") " AS n"
};
static const struct hn_sql sql_place_closure = {
    .name = "verify.place_closure",
    .text =
        "SELECT " CLOSURE_LACKS("place") " + " CLOSURE_INVENTS("place") " AS n"
};
/* clang-format on */

/* A day of membership on which its cell does not exist. */
static const struct hn_sql sql_no_cell = {
    .name = "verify.no_cell",
    .text = "SELECT count(*) AS n FROM membership m WHERE m.known_to = " OPEN
            " AND NOT EXISTS (SELECT 1 FROM unit_closure k WHERE k.des = m.unit_id AND k.depth = 0"
            " AND k.known_to = " OPEN " AND k.valid_from <= m.valid_from AND k.valid_to > m.valid_from)"
};

const struct hn_sql *const hn_verify_sql[] = {
    &sql_two_cells, &sql_two_standings, &sql_days, &sql_unit_closure, &sql_place_closure, &sql_no_cell, NULL,
};

static const struct check {
    const char *what;
    const struct hn_sql *sql;
} checks[] = {
    { "verify.two_cells", &sql_two_cells },
    { "verify.two_standings", &sql_two_standings },
    { "verify.days", &sql_days },
    { "verify.unit_closure", &sql_unit_closure },
    { "verify.place_closure", &sql_place_closure },
    { "verify.no_cell", &sql_no_cell },
};

static void
log_line(void *arg, const char *line)
{
    (void)arg;
    hn_log(HN_LOG_DEBUG, "verify: %s", line);
}

enum hn_rc
hn_verify(struct hn_ctx *c, hn_verify_fn *tell, void *sink)
{
    static const struct hn_param none[] = { HN_P_END };
    struct hn_audit_root root;
    int64_t months_wrong = 0;
    int wrong = 0;
    enum hn_rc rc = hn_store_verify(c, log_line, NULL);

    if (rc && rc != HN_BROKEN)
        return rc;
    wrong += rc != HN_OK;
    tell(sink, "verify.schema", rc == HN_OK);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        int64_t n = 0;
        bool found;

        rc = hn_store_int(c, checks[i].sql, none, &n, &found);
        if (rc)
            return rc;
        wrong += n != 0;
        tell(sink, checks[i].what, n == 0);
    }
    rc = hn_month_verify(c, log_line, NULL, &months_wrong);
    if (rc)
        return rc;
    wrong += months_wrong != 0;
    tell(sink, "verify.months", months_wrong == 0);
    rc = hn_audit_verify(c, NULL, &root);
    if (rc && rc != HN_CONFLICT)
        return rc;
    wrong += rc != HN_OK;
    tell(sink, "verify.log", rc == HN_OK);
    if (wrong == 0)
        return HN_OK;
    hn_fault_clear(c);
    return hn_fail_arg(c, HN_CONFLICT, "", "verify.wrong", hn_print(c->arena, "%d", wrong));
}
