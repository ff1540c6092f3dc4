/* migrate.h: the schema's steps, and bringing a database up to them.
 *
 * Steps are files of sql/schema, made into hn_migrations at build time. Their text is one for both engines:
 * what must differ stands as a word in braces ({id}, {time}, {bytes} …), or the step has a second text.
 * Not for: moving data between databases (backup.h).
 */
#ifndef HN_STORE_MIGRATE_H
#define HN_STORE_MIGRATE_H

#include "base/ctx.h"

/* The list ends with number 0. */
struct hn_migration {
    int number;
    const char *name;
    const char *text;
    const char *postgres; /* NULL: text serves both */
};

extern const struct hn_migration hn_migrations[];

struct hn_conn;

/* Apply what is missing, one transaction a step, each noted in schema_version; a SQLite database with
 * anything in it is first copied to DIR/before-NNNN.db. until: 0 for all; else a restore
 * begins here: the last step it wants, on a database without schema or with one left by a broken restore.
 *
 * HN_CONFLICT    the database is newer than the list; a restore was broken off; not empty
 * HN_BROKEN      a step does not run; HN_UNAVAILABLE: the disk or the server said no */
enum hn_rc hn_migrate(struct hn_ctx *c, struct hn_conn *conn, const struct hn_migration *steps, int until);
/* The same question without changing anything: HN_CONFLICT too when a step is missing. */
enum hn_rc hn_migrate_check(struct hn_ctx *c, struct hn_conn *conn, const struct hn_migration *steps);

/* Number of the last step of a list. */
int hn_migrate_last(const struct hn_migration *steps);
/* Inside a transaction: the number this database stands at; a restore has ended. */
enum hn_rc hn_migrate_number(struct hn_ctx *c, int *out);
enum hn_rc hn_migrate_restored(struct hn_ctx *c);

/* Cut a step's text into statements for one engine: comments dropped, {words} replaced. each is called
 * with every statement in turn and may refuse. HN_BROKEN: a word in braces is not known. */
typedef enum hn_rc hn_statement_fn(void *arg, const char *statement);
enum hn_rc hn_migrate_split(struct hn_ctx *c, const char *text, bool postgres, hn_statement_fn *each,
                            void *arg);

#endif
