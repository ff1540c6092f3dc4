/* postgres_keys.c: foreign keys taken off while a whole database is loaded, and put back behind it.
 *
 * The server writes both statements itself, so that no name is quoted here. Inside one transaction.
 */
#include "store/postgres.h"

struct step {
    const char *text;
    struct step *next;
};

static const char drops[] =
    "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),"
    " format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))"
    " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";

enum hn_rc
hn_postgres_loosen(struct hn_ctx *c, struct hn_conn *conn, void **state)
{
    PGresult *found = PQexec(conn->db, drops);
    struct step *back = NULL;
    enum hn_rc rc = HN_OK;

    if (PQresultStatus(found) != PGRES_TUPLES_OK)
        rc = hn_postgres_fault(c, conn, "keys", found);
    for (int i = 0; rc == HN_OK && i < PQntuples(found); i++) {
        struct step *s = HN_NEW(c->arena, struct step);

        s->text = hn_dup(c->arena, PQgetvalue(found, i, 1));
        s->next = back;
        back = s;
        rc = hn_postgres_script(c, conn, PQgetvalue(found, i, 0));
    }
    PQclear(found);
    *state = back;
    return rc;
}

enum hn_rc
hn_postgres_tighten(struct hn_ctx *c, struct hn_conn *conn, void *state)
{
    enum hn_rc rc = HN_OK;

    for (struct step *s = state; s != NULL && rc == HN_OK; s = s->next)
        rc = hn_postgres_script(c, conn, s->text);
    return rc;
}
