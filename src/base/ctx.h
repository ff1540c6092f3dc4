/* ctx.h: what every rule is handed: memory, store, who acts, what day it is, and where to say what failed.
 *
 * One context per request or command. The doors fill it; subjects read it. Nothing global changes after
 * start. Neighbours: store/store.h puts its connection here; access/ caches the actor's grants here.
 */
#ifndef HN_BASE_CTX_H
#define HN_BASE_CTX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ids.h"
#include "base/platform.h"
#include "base/rc.h"
#include "base/time.h"

struct hn_conn;            /* store/: an open transaction */
struct hn_grants;          /* access/: what the actor holds today, loaded at first need */
struct hn_look;            /* audit/: looks at persons this request owes the log */
struct hn_keys;            /* seal.h: the keys of the data folder */
struct hn_counts_cache;    /* census/: figures already counted */
struct hn_indicator_cache; /* indicator/: values already read */

enum hn_lang { HN_VI, HN_EN };

/* One fault: key names a text of web/text (without "error."), field the form field or column or "",
 * arg fills {0} in the text, "" when there is none. */
struct hn_fault {
    enum hn_rc code;
    const char *field;
    const char *key;
    const char *arg;
};

#define HN_FAULTS_MAX 64

struct hn_ctx {
    struct hn_arena *arena;
    const struct hn_platform *platform;
    struct hn_conn *conn;
    struct hn_user_id actor; /* v = 0: nobody signed in */
    hn_time now;             /* one instant for the whole request */
    hn_day today;            /* its civil day */
    hn_day on;               /* the date asked for (?ngay=); today unless asked */
    hn_time known;           /* what was known then (?biet=); HN_TIME_OPEN = now */
    enum hn_lang lang;
    uint64_t request_id;
    const struct hn_keys *keys;                 /* NULL where nothing sealed is touched */
    struct hn_counts_cache *counts_cache;       /* NULL: count anew each time */
    struct hn_indicator_cache *indicator_cache; /* NULL: read anew each time */
    struct hn_grants *grants;
    struct hn_look *looks; /* newest first */
    int fault_count;
    struct hn_fault faults[HN_FAULTS_MAX];
};

/* A context for one piece of work, as actor, at the platform's now; on = today, known = open. */
void hn_ctx_init(struct hn_ctx *c, struct hn_arena *a, const struct hn_platform *p, struct hn_user_id actor);

/* Note a failure and hand the code back: return hn_fail(c, HN_INVALID, "from", "member.future").
 * Several may be noted; beyond HN_FAULTS_MAX they are dropped. Strings live as long as the arena. */
enum hn_rc hn_fail(struct hn_ctx *c, enum hn_rc code, const char *field, const char *key);
enum hn_rc hn_fail_arg(struct hn_ctx *c, enum hn_rc code, const char *field, const char *key,
                       const char *arg);
/* Gives memory back to a mark of c's arena, unless a fault stands: its words lie there and are still to be told. */
void hn_ctx_rewind(struct hn_ctx *c, struct hn_mark mark);
/* Where memory may have run out: field and key are literals, kept as they are, and nothing is allocated. */
enum hn_rc hn_fail_fixed(struct hn_ctx *c, enum hn_rc code, const char *field, const char *key);
/* Forget the faults noted (before a second try). */
void hn_fault_clear(struct hn_ctx *c);

/* A new id: larger than any this process made before; its high bits are milliseconds. Safe in threads. */
int64_t hn_new_id(struct hn_ctx *c);

#endif
