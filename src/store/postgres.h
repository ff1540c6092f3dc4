/* postgres.h: what the files of the PostgreSQL driver share. */
#ifndef HN_STORE_POSTGRES_H
#define HN_STORE_POSTGRES_H

#include <libpq-fe.h>

#include "store/inside.h"

/* Say in the log what the server said about what (a statement's name), note it in c, answer its code.
 * result NULL: the connection itself failed. Never clears the result. */
enum hn_rc hn_postgres_fault(struct hn_ctx *c, struct hn_conn *conn, const char *what,
                             const PGresult *result);
/* Take the answer that is still on the wire into memory, since another command is to be sent. */
void hn_postgres_take_in(struct hn_conn *conn);

enum hn_rc hn_postgres_script(struct hn_ctx *c, struct hn_conn *conn, const char *text);

/* postgres_keys.c: foreign keys taken off and put back. */
enum hn_rc hn_postgres_loosen(struct hn_ctx *c, struct hn_conn *conn, void **state);
enum hn_rc hn_postgres_tighten(struct hn_ctx *c, struct hn_conn *conn, void *state);

/* postgres_rows.c: the driver's part that runs statements. */
enum hn_rc hn_postgres_run(struct hn_ctx *c, struct hn_conn *conn, const struct hn_known *k, void *handle,
                           const struct hn_param *params, int64_t *touched);
enum hn_rc hn_postgres_query(struct hn_rows *r, void *handle, const struct hn_param *params);
bool hn_postgres_next(struct hn_rows *r);
void hn_postgres_finish(struct hn_rows *r);
enum hn_param_kind hn_postgres_kind(struct hn_rows *r, int column);
int64_t hn_postgres_int(struct hn_rows *r, int column);
double hn_postgres_real(struct hn_rows *r, int column);
struct hn_bytes hn_postgres_text(struct hn_rows *r, int column);
struct hn_bytes hn_postgres_bytes(struct hn_rows *r, int column);
enum hn_rc hn_postgres_bulk_begin(struct hn_ctx *c, struct hn_conn *conn);
enum hn_rc hn_postgres_bulk_row(struct hn_ctx *c, struct hn_conn *conn, const struct hn_param *params);
enum hn_rc hn_postgres_bulk_end(struct hn_ctx *c, struct hn_conn *conn);

#endif
