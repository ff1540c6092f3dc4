/* sqlite.h: what the files of the SQLite driver share. */
#ifndef HN_STORE_SQLITE_H
#define HN_STORE_SQLITE_H

#include "sqlite3.h"

#include "store/inside.h"

/* Say in the log what SQLite said about what (a statement's name), note it in c, answer its code. */
enum hn_rc hn_sqlite_fault(struct hn_ctx *c, struct hn_conn *conn, const char *what);

/* sqlite_rows.c: the driver's part that runs statements. */
enum hn_rc hn_sqlite_prepare(struct hn_ctx *c, struct hn_conn *conn, struct hn_known *k, void **handle,
                             struct hn_arena *learn);
void hn_sqlite_forget(struct hn_conn *conn, struct hn_known *k, void *handle);
enum hn_rc hn_sqlite_run(struct hn_ctx *c, struct hn_conn *conn, const struct hn_known *k, void *handle,
                         const struct hn_param *params, int64_t *touched);
enum hn_rc hn_sqlite_query(struct hn_rows *r, void *handle, const struct hn_param *params);
bool hn_sqlite_next(struct hn_rows *r);
void hn_sqlite_finish(struct hn_rows *r);
enum hn_param_kind hn_sqlite_kind(struct hn_rows *r, int column);
int64_t hn_sqlite_int(struct hn_rows *r, int column);
double hn_sqlite_real(struct hn_rows *r, int column);
struct hn_bytes hn_sqlite_text(struct hn_rows *r, int column);
struct hn_bytes hn_sqlite_bytes(struct hn_rows *r, int column);

#endif
