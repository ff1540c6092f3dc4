/* router.c: the steps around every page, in order. (style/ section 2)
 *
 * A request is a call that passes through stages on workers and, when it writes, through the writer's thread:
 *
 *   begin ──GET──────────────────────────────┐
 *     │                                      ├─(looks owed)→ writer → finish
 *     └─POST─→ writer: run_page → after_page ┘
 *
 * No thread waits for another: a stage ends by saying what comes next, and whoever is called back goes on. The
 * only setjmp of the program's requests is here: memory running out in a stage ends the request as a 503.
 */
#include <assert.h>
#include <setjmp.h>
#include <string.h>

#include "audit/audit.h"
#include "base/log.h"
#include "web/answer.h"
#include "web/app_inside.h"
#include "web/call.h"
#include "web/finish.h"
#include "web/repeat.h"
#include "web/steps.h"

enum next {
    NEXT_ANSWER, /* the answer is whole */
    NEXT_LOOKS,  /* the log must be written first */
    NEXT_WRITE,  /* the page wants the writer */
};

typedef enum next stage_fn(struct hn_exchange *x);

static void enter(struct hn_exchange *x, stage_fn *stage);

/* --- reading --- */

static enum hn_rc
begin_reading(struct hn_call *k)
{
    enum hn_rc rc = hn_store_read_begin(k->q.app->cfg.store, &k->q.ctx);

    k->reading = rc == HN_OK;
    return rc;
}

static void
end_reading(struct hn_call *k)
{
    if (k->reading)
        hn_store_read_end(k->q.app->cfg.store, &k->q.ctx);
    k->reading = false;
}

/* --- ends --- */

static bool
owes_writing(const struct hn_call *k)
{
    return hn_audit_owes(&k->q.ctx) || (k->who && k->who->touch_owed && !k->touched);
}

static unsigned
status_of(const struct hn_call *k, enum hn_rc rc)
{
    return k->status ? k->status : hn_answer_status(rc);
}

static void
log_failure(const struct hn_call *k, enum hn_rc rc)
{
    const struct hn_ctx *c = &k->q.ctx;

    if (rc == HN_BROKEN || rc == HN_UNAVAILABLE)
        hn_log(HN_LOG_ERROR, "request %llu %s: %s", (unsigned long long)c->request_id,
               k->q.route ? k->q.route->path : "", c->fault_count ? c->faults[0].key : "no reason given");
}

/* Nobody signed in: browsers go to the sign-in page and come back after it. */
static void
send_to_sign_in(struct hn_call *k)
{
    static const char *const none[] = { "lang", NULL };
    struct hn_arena *a = k->x->arena;
    const struct hn_pair pair = { .name = "tiep", .value = hn_layout_href(a, k->path, &k->query, none) };
    const struct hn_pairs query = { .at = &pair, .count = 1 };

    if (k->x->in.method == HN_HTTP_POST)
        hn_answer_see_other(k, "/dang-nhap");
    else
        hn_answer_see_other(k, hn_layout_href(a, "/dang-nhap", &query, NULL));
}

static void
answer_failure(struct hn_call *k, enum hn_rc rc)
{
    unsigned status = status_of(k, rc);

    log_failure(k, rc);
    if (status == 401 && !k->q.json && !k->bearer)
        send_to_sign_in(k);
    else if (k->half && !k->q.json)
        hn_answer_see_other(k, "/xac-nhan");
    else
        hn_answer_error(k, status);
}

/* Step 7 for a form that was refused: the same page again, with what was typed and every fault beside its field.
 * false: this page has none, or the request was refused before its form was looked at, so before its right too. */
static bool
show_again(struct hn_call *k, enum hn_rc rc)
{
    const struct hn_form *form = k->q.route ? k->q.route->form : NULL;

    if ((rc != HN_INVALID && rc != HN_CONFLICT) || k->status || k->q.json || !form || !form->again ||
        !k->form)
        return false;
    hn_http_clear(&k->x->out);
    k->again = true;
    if (form->again(&k->q) != HN_OK)
        return false;
    k->x->out.status = hn_answer_status(rc);
    return true;
}

static void
answer_refusal(struct hn_call *k, enum hn_rc rc)
{
    if (!show_again(k, rc))
        answer_failure(k, rc);
}

static enum next
conclude(struct hn_call *k)
{
    if (owes_writing(k))
        return NEXT_LOOKS;
    hn_finish(k);
    return NEXT_ANSWER;
}

/* Step 6. A page that says it is done has answered, or refused. */
static enum hn_rc
call_page(struct hn_call *k)
{
    enum hn_rc rc = k->q.route->page(&k->q);

    if (rc || k->refusal || k->x->out.status != 0)
        return rc;
    hn_log(HN_LOG_ERROR, "page %s did not answer", k->q.route->path);
    return hn_fail(&k->q.ctx, HN_BROKEN, "", "broken");
}

/* --- the writer's thread --- */

/* Steps 5 and 6 of a POST. May be run again, so it begins by forgetting what an earlier run left. */
static enum hn_rc
run_page(struct hn_ctx *c, void *arg)
{
    struct hn_call *k = arg;
    bool found = false;
    enum hn_rc rc;

    hn_fault_clear(c);
    hn_http_clear(&k->x->out);
    c->grants = NULL; /* rights as they are now, not as the worker saw them */
    c->looks = NULL;
    k->status = 0;
    k->refusal = HN_OK;
    k->crumb_count = 0;
    if (k->who && k->who->owed != HN_FACTOR_NONE)
        hn_access_limit(c);
    rc = hn_step_right(k);
    if (!rc)
        rc = hn_repeat_recall(k, &found);
    if (rc || found)
        return rc;
    rc = call_page(k);
    if (!rc && hn_audit_owes(c))
        rc = hn_audit_write_looks(c, c);
    if (!rc && k->who && k->who->touch_owed)
        rc = hn_account_touch(c, k->who);
    return rc ? rc : hn_repeat_keep(k);
}

static enum next after_page(struct hn_exchange *x);
static enum next after_looks(struct hn_exchange *x);

static void
continue_after_page(void *arg)
{
    enter(arg, after_page);
}

static void
page_written(void *arg, enum hn_rc rc)
{
    struct hn_call *k = arg;

    k->rc = rc;
    k->x->later(k->x, continue_after_page, k->x);
}

static enum hn_rc
write_looks(struct hn_ctx *c, void *arg)
{
    struct hn_call *k = arg;
    enum hn_rc rc = HN_OK;

    if (hn_audit_owes(c))
        rc = hn_audit_write_looks(c, c);
    if (!rc && k->who && k->who->touch_owed && !k->touched)
        rc = hn_account_touch(c, k->who);
    return rc;
}

static void
continue_after_looks(void *arg)
{
    enter(arg, after_looks);
}

static void
looks_written(void *arg, enum hn_rc rc)
{
    struct hn_call *k = arg;

    k->rc = rc;
    k->x->later(k->x, continue_after_looks, k->x);
}

/* --- stages, on workers --- */

/* What was looked at may only be shown once the log has it. */
static enum next
after_looks(struct hn_exchange *x)
{
    struct hn_call *k = x->call;
    bool only_touch = !hn_audit_owes(&k->q.ctx);

    k->touched = true;
    k->looked = !only_touch;
    if (k->rc != HN_OK && !only_touch) {
        k->q.ctx.looks = NULL;
        k->status = 0;
        answer_failure(k, k->rc);
    }
    k->q.ctx.looks = NULL;
    hn_finish(k);
    return NEXT_ANSWER;
}

static enum next
after_page(struct hn_exchange *x)
{
    struct hn_call *k = x->call;

    if (k->rc == HN_OK) {
        k->q.ctx.looks = NULL;
        k->touched = true;
        if (!k->refusal)
            return conclude(k);
        k->rc = k->refusal;
    }
    if (begin_reading(k) != HN_OK)
        k->q.ctx.fault_count = 0;
    answer_refusal(k, k->rc);
    end_reading(k);
    return conclude(k);
}

/* Steps 2 to 4, and for GET the page itself. *writes: it goes to the writer. */
static enum hn_rc
read_side(struct hn_call *k, bool *writes)
{
    const struct hn_route *r = k->q.route;
    bool post = r->method == HN_POST;
    enum hn_rc rc = hn_step_right(k);

    if (!rc && post)
        rc = hn_step_token(k);
    if (!rc)
        rc = hn_step_form(k);
    if (!rc && post && r->prepare)
        rc = r->prepare(&k->q, &k->prepared);
    if (!rc && post)
        *writes = true;
    else if (!rc && !hn_kept_find(k))
        rc = call_page(k);
    return rc ? rc : k->refusal;
}

/* Pages that need neither store nor session. */
static enum next
run_apart(struct hn_call *k)
{
    enum hn_rc rc = call_page(k);

    if (rc)
        answer_failure(k, rc);
    hn_finish(k);
    return NEXT_ANSWER;
}

static enum next
begin(struct hn_exchange *x)
{
    struct hn_call *k = x->call;
    enum hn_rc row = hn_step_row(k);
    bool writes = false;
    enum hn_rc rc;

    if (!row && k->q.route->apart)
        return run_apart(k);
    rc = begin_reading(k);
    if (!rc)
        rc = hn_step_who(k);
    if (!rc)
        rc = row;
    if (!rc)
        rc = read_side(k, &writes);
    if (rc)
        answer_refusal(k, rc);
    end_reading(k);
    return writes && !rc ? NEXT_WRITE : conclude(k);
}

/* --- from stage to stage --- */

/* The last resort: needs no memory. */
static enum next
out_of_memory(struct hn_exchange *x)
{
    struct hn_call *k = x->call;

    hn_log(HN_LOG_ERROR, "request memory exhausted");
    if (k)
        end_reading(k);
    hn_finish_without_memory(&x->out);
    return NEXT_ANSWER;
}

static enum next
run_stage(struct hn_exchange *x, stage_fn *stage)
{
    volatile enum next next = NEXT_ANSWER;
    jmp_buf landing;

    hn_arena_land(x->arena, &landing);
    if (setjmp(landing) == 0)
        next = stage(x);
    else
        next = out_of_memory(x);
    hn_arena_land(x->arena, NULL);
    return next;
}

/* The writer's queue is full: nothing was done. */
static enum next
refuse_busy(struct hn_exchange *x)
{
    struct hn_call *k = x->call;

    k->q.ctx.looks = NULL;
    k->touched = true;
    k->status = 0;
    answer_failure(k, HN_BUSY);
    hn_finish(k);
    return NEXT_ANSWER;
}

/* After a submit the call is the writer's; it is not touched here again. */
static void
enter(struct hn_exchange *x, stage_fn *stage)
{
    enum next next = run_stage(x, stage);
    struct hn_call *k = x->call;
    enum hn_rc rc = HN_OK;

    if (next == NEXT_WRITE)
        rc = hn_store_submit(k->q.app->cfg.store, &k->q.ctx, run_page, k, page_written);
    else if (next == NEXT_LOOKS)
        rc = hn_store_submit(k->q.app->cfg.store, &k->q.ctx, write_looks, k, looks_written);
    if (next != NEXT_ANSWER && rc == HN_OK)
        return;
    if (rc)
        run_stage(x, refuse_busy);
    if (k)
        hn_app_count(k);
    x->answer(x);
}

static enum next
start(struct hn_exchange *x)
{
    struct hn_app *app = x->call;
    struct hn_call *k;

    x->call = NULL;
    k = HN_NEW(x->arena, struct hn_call);
    hn_ctx_init(&k->q.ctx, x->arena, app->cfg.platform, (struct hn_user_id){ 0 });
    k->q.app = app;
    k->q.call = k;
    k->x = x;
    k->q.ctx.keys = app->cfg.keys;
    k->q.ctx.counts_cache = app->cfg.counts_cache;
    k->q.ctx.indicator_cache = app->cfg.indicator_cache;
    k->q.ctx.request_id = app->first_request + __atomic_add_fetch(&app->requests, 1, __ATOMIC_RELAXED);
    k->began_us = app->cfg.platform->monotonic_us(app->cfg.platform->self);
    k->path = "/";
    k->plain_query = "";
    k->key = "";
    x->call = k;
    return begin(x);
}

void
hn_app_handle(void *self, struct hn_exchange *x)
{
    x->call = self;
    enter(x, start);
}
