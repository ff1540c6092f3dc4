/* answer.c: how pages answer (page.h): a view inside the layout or as JSON, a redirect, a file.
 *
 * Not for: headers that stand on every answer (finish.c), or what went wrong (problem.c).
 */
#include "web/answer.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "access/pace.h"
#include "notice/notice.h"
#include "view_layout.h"
#include "web/call.h"
#include "web/token.h"

/* --- the page around a view --- */

static const char *const not_carried[] = { "ngay", "biet", "trang", "lang", NULL };
static const char *const not_dates[] = { "ngay", "biet", "trang", NULL };
static const char *const not_lang[] = { "lang", NULL };

/* Items of the menu: whoever holds the right somewhere may open the page. */
static const struct {
    const char *section, *href;
    enum hn_right right;
} menu[] = {
    { "work", "/viec-cua-toi", HN_MAY_SIGNED_IN },
    { "meetings", "/chi-bo", HN_MAY_READ_MEETING },
    { "papers", "/nghi-quyet", HN_MAY_READ_MEETING },
    { "indicators", "/chi-tieu", HN_MAY_READ_FIGURES },
    { "overview", "/tong-quan", HN_MAY_READ_FIGURES },
    { "units", "/to-chuc", HN_MAY_READ_UNIT },
    { "members", "/dang-vien", HN_MAY_READ_MEMBER },
    { "search", "/tim", HN_MAY_SIGNED_IN },
    { "audit", "/nhat-ky", HN_MAY_READ_LOG },
    { "settings", "/cai-dat", HN_MAY_GRANT },
    { "help", "/tro-giup", HN_MAY_ANYONE },
};

enum { MENU_COUNT = sizeof menu / sizeof menu[0] };

static void
fill_menu(struct hn_call *k, struct hn_layout *l)
{
    struct hn_ctx *c = &k->q.ctx;
    struct hn_menu_item *items = HN_NEW_N(c->arena, struct hn_menu_item, MENU_COUNT);
    struct hn_look *looks = c->looks;
    int faults = c->fault_count;

    l->menu = items;
    if (!k->who || !c->conn)
        return;
    for (size_t i = 0; i < MENU_COUNT; i++) {
        if (menu[i].right != HN_MAY_ANYONE && hn_access_anywhere(c, menu[i].right) != HN_OK)
            continue;
        items[l->menu_count++] = (struct hn_menu_item){
            .section = menu[i].section,
            .href = menu[i].href,
            .current = strcmp(menu[i].section, l->section) == 0,
        };
    }
    /* What the actor may not open is neither a fault of this page nor a refusal for the log. */
    c->fault_count = faults;
    c->looks = looks;
}

/* The unit somebody acts for, as the header shows it: that of the first grant in force. */
static const char *
unit_of(struct hn_call *k)
{
    struct hn_ctx *c = &k->q.ctx;
    const struct hn_grant *grants;
    struct hn_look *looks = c->looks;
    int faults = c->fault_count;
    size_t count = 0;
    const char *name = "";

    if (!k->who || !c->conn || hn_grant_list(c, k->who->user, &grants, &count) != HN_OK)
        count = 0;
    for (size_t i = 0; i < count && !*name; i++) {
        if (!grants[i].pending && grants[i].from <= c->today && grants[i].to > c->today &&
            grants[i].unit_name)
            name = grants[i].unit_name;
    }
    c->fault_count = faults;
    c->looks = looks;
    return name;
}

/* One count by an index, for whoever is signed in. */
static int64_t
notices_of(struct hn_call *k)
{
    int64_t count = 0;

    if (!k->who || !k->q.ctx.conn || hn_notice_count(&k->q.ctx, true, &count) != HN_OK)
        return 0;
    return count;
}

static void
fill_faults(struct hn_call *k, struct hn_layout *l)
{
    struct hn_ctx *c = &k->q.ctx;
    struct hn_layout_fault *faults;

    if (!k->again)
        return;
    faults = HN_NEW_N(c->arena, struct hn_layout_fault, (size_t)c->fault_count);
    for (int i = 0; i < c->fault_count; i++) {
        faults[i].field = c->faults[i].field;
        faults[i].message = hn_words_fault(c->arena, c->lang, &c->faults[i]);
    }
    l->faults = faults;
    l->fault_count = (size_t)c->fault_count;
}

static const char *
language_href(struct hn_call *k)
{
    struct hn_arena *a = k->q.ctx.arena;
    const char *href = hn_layout_href(a, k->path, &k->query, not_lang);

    return hn_print(a, "%s%clang=%s", href, strchr(href, '?') ? '&' : '?',
                    k->q.ctx.lang == HN_EN ? "vi" : "en");
}

static struct hn_pairs
carried(struct hn_call *k)
{
    struct hn_pair *rest = HN_NEW_N(k->q.ctx.arena, struct hn_pair, k->query.count);
    struct hn_pairs out = { .at = rest };

    for (size_t i = 0; i < k->query.count; i++) {
        const char *const *skip = not_carried;

        while (*skip && strcmp(*skip, k->query.at[i].name) != 0)
            skip++;
        if (!*skip)
            rest[out.count++] = k->query.at[i];
    }
    return out;
}

/* A page is kept for who may write on it. */
static bool
is_kept_on_phone(struct hn_call *k, const struct hn_view *view)
{
    struct hn_ctx *c = &k->q.ctx;
    struct hn_look *looks = c->looks;
    int faults = c->fault_count;
    bool may;

    if (!view->offline || !k->who || !c->conn)
        return false;
    may = hn_access_anywhere(c, HN_MAY_EDIT_MEETING) == HN_OK;
    c->fault_count = faults;
    c->looks = looks;
    return may;
}

static struct hn_layout
layout_of(struct hn_call *k, const struct hn_view *view, const char *title_arg)
{
    struct hn_ctx *c = &k->q.ctx;
    const char *title = hn_words_fill(c->arena, c->lang, view->title, title_arg, NULL);
    struct hn_layout l = {
        .section = view->section ? view->section : "",
        .staff = view->staff,
        .live = k->live,
        .live_seconds = k->live_seconds,
        .bare = view->bare,
        .demo = hn_app_is_demo(k->q.app),
        .path = k->path,
        .other_language = language_href(k),
        .user_name = k->who ? k->who->name : "",
        .user_unit = unit_of(k),
        .notices = notices_of(k),
        .crumbs = k->crumbs,
        .crumb_count = k->crumb_count,
        .done = k->done ? hn_text(c->lang, k->done) : "",
        .dated = view->dated,
        .on = c->on,
        .today = c->today,
        .past = c->on<c->today, .future = c->on> c->today,
        .known = c->known == HN_TIME_OPEN ? HN_DAY_OPEN : hn_day_at(c->known),
        .rest = carried(k),
        .today_href = hn_layout_href(c->arena, k->path, &k->query, not_dates),
    };

    l.meeting = l.account = "";
    if (is_kept_on_phone(k, view)) {
        l.meeting = hn_print(c->arena, "%" PRId64, hn_path_id(&k->q, "meeting"));
        l.account = hn_print(c->arena, "%" PRId64, k->who->user.v);
    }
    l.title = hn_words_fill(c->arena, c->lang, "title.site", title, NULL);
    if (k->again && c->fault_count > 0)
        l.title = hn_words_fill(c->arena, c->lang, "title.error", l.title, NULL);
    fill_menu(k, &l);
    fill_faults(k, &l);
    return l;
}

static void
begin_out(struct hn_call *k, struct hn_out *o)
{
    struct hn_ctx *c = &k->q.ctx;

    memset(o, 0, sizeof *o);
    hn_buf_init(&o->buf, c->arena, 0);
    o->lang = c->lang;
    o->on = c->on;
    o->at = hn_layout_at(c->arena, c->on, c->today, c->known, '?');
    o->and_at = hn_layout_at(c->arena, c->on, c->today, c->known, '&');
    if (!k->csrf_out && k->format == HN_HTML) {
        k->csrf_out = hn_token_make(k);
        /* A refused form is the same deed when it comes again; a form that a page shows as its answer is a new one. */
        k->key_out = k->again && k->key && *k->key ? k->key : hn_key_make(k);
    }
    o->csrf = k->csrf_out ? k->csrf_out : "";
    o->key = k->key_out ? k->key_out : "";
    o->faulty = k->again && c->fault_count > 0;
}

static void
begin_answer(struct hn_call *k, const char *type)
{
    struct hn_http_answer *out = &k->x->out;

    assert(out->status == 0 && "a page answers once");
    out->status = 200;
    hn_http_add(out, "Content-Type", type);
}

static void
set_bytes(struct hn_call *k, const void *bytes, size_t len)
{
    k->x->out.body = HN_BODY_BYTES;
    k->x->out.bytes = bytes;
    k->x->out.len = len;
}

void
hn_live(struct hn_req *q, int seconds)
{
    struct hn_call *k = hn_call_of(q);

    k->live = true;
    k->live_seconds = seconds;
}

enum hn_rc
hn_show(struct hn_req *q, const struct hn_view *view, const void *data, const char *title_arg)
{
    struct hn_call *k = hn_call_of(q);
    struct hn_out o;

    assert(view->html && view->title);
    begin_out(k, &o);
    if (q->json && view->json) {
        begin_answer(k, "application/json; charset=utf-8");
        view->json(&o, data);
    } else {
        struct hn_layout l = layout_of(k, view, title_arg);

        begin_answer(k, "text/html; charset=utf-8");
        hn_view_layout_top(&o, &l);
        view->html(&o, data);
        hn_view_layout_bottom(&o, &l);
    }
    set_bytes(k, o.buf.data, o.buf.len);
    return HN_OK;
}

/* --- redirects --- */

const char *
hn_own_path(const char *text)
{
    if (!text || text[0] != '/' || text[1] == '/' || strpbrk(text, "\\\r\n\t"))
        return "/";
    return text;
}

/* Bytes that may not stand in a Location are escaped; what is already escaped stays. */
static const char *
location_of(struct hn_arena *a, const char *path)
{
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;

        if (c <= 0x20 || c >= 0x7f || strchr("\"<>\\^`{|}", c))
            hn_buf_printf(&b, "%%%02X", c);
        else
            hn_buf_char(&b, *path);
    }
    return b.data ? b.data : "/";
}

void
hn_answer_see_other(struct hn_call *k, const char *path)
{
    struct hn_http_answer *out = &k->x->out;

    hn_http_clear(out);
    out->status = 303;
    hn_http_add(out, "Location", location_of(k->x->arena, hn_own_path(path)));
    hn_http_add(out, "Cache-Control", "no-store");
}

/* A made thing stands at a new place; a changed one where the request went, or above. Asking makes nothing. */
static void
answer_place(struct hn_call *k, const char *path)
{
    size_t len = strcspn(path, "?");
    bool above = strncmp(k->path, path, len) == 0;
    struct hn_out o;

    begin_out(k, &o);
    begin_answer(k, "application/json; charset=utf-8");
    k->x->out.status = above || k->q.route->method == HN_GET ? 200 : 201;
    hn_http_add(&k->x->out, "Location", location_of(k->x->arena, path));
    hn_out_raw(&o, "{\"location\":");
    hn_out_json(&o, path);
    hn_out_raw(&o, "}");
    set_bytes(k, o.buf.data, o.buf.len);
}

static enum hn_rc
redirect_to(struct hn_call *k, const char *done_key, const char *path)
{
    assert(path[0] == '/' && path[1] != '/');
    if (k->q.json) {
        answer_place(k, path);
        return HN_OK;
    }
    assert(k->x->out.status == 0 && "a page answers once");

    struct hn_http_answer *out = &k->x->out;

    out->status = 303;
    hn_http_add(out, "Location", location_of(k->x->arena, path));
    hn_http_add(out, "Cache-Control", "no-store");
    if (done_key)
        hn_http_add(out, "Set-Cookie",
                    hn_print(k->x->arena,
                             "__Host-hn-done=%s; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60",
                             done_key));
    return HN_OK;
}

enum hn_rc
hn_redirect(struct hn_req *q, const char *format, ...)
{
    va_list args;
    const char *path;

    va_start(args, format);
    path = hn_vprint(q->ctx.arena, format, args);
    va_end(args);
    return redirect_to(hn_call_of(q), NULL, path);
}

enum hn_rc
hn_redirect_done(struct hn_req *q, const char *done_key, const char *format, ...)
{
    va_list args;
    const char *path;

    assert(hn_text_known(done_key));
    va_start(args, format);
    path = hn_vprint(q->ctx.arena, format, args);
    va_end(args);
    return redirect_to(hn_call_of(q), done_key, path);
}

/* --- bytes and files --- */

enum hn_rc
hn_answer_bytes(struct hn_req *q, const char *type, const void *bytes, size_t len)
{
    struct hn_call *k = hn_call_of(q);

    begin_answer(k, type);
    set_bytes(k, bytes, len);
    return HN_OK;
}

enum hn_rc
hn_answer_download(struct hn_req *q, struct hn_bytes content, const char *filename)
{
    enum hn_rc rc = hn_answer_bytes(q, "application/octet-stream", content.data, content.len);

    if (rc)
        return rc;
    hn_http_add(&hn_call_of(q)->x->out, "Content-Disposition",
                hn_print(q->ctx.arena, "attachment; filename=\"%s\"", filename));
    return HN_OK;
}

enum hn_rc
hn_answer_file(struct hn_req *q, int fd, size_t len, const char *type, const char *filename)
{
    struct hn_call *k = hn_call_of(q);
    struct hn_http_answer *out = &k->x->out;

    assert(fd >= 0 && !strpbrk(filename, "\"\\/\r\n"));
    begin_answer(k, type);
    out->body = HN_BODY_FILE;
    out->fd = fd;
    out->len = len;
    hn_http_add(out, "Content-Disposition", hn_print(q->ctx.arena, "attachment; filename=\"%s\"", filename));
    return HN_OK;
}

enum hn_rc
hn_answer_refused(struct hn_req *q, const char *field, const char *key, const char *arg)
{
    hn_call_of(q)->refusal = hn_fail_arg(&q->ctx, HN_INVALID, field, key, arg ? arg : "");
    return HN_OK;
}

enum hn_rc
hn_need_pace(struct hn_req *q, struct hn_person_id person, bool reveal)
{
    struct hn_call *k = hn_call_of(q);
    int64_t wait;
    enum hn_rc rc = hn_pace_ask(&q->ctx, reveal ? HN_PACE_REVEAL : HN_PACE_LOOK, person, &wait);

    if (rc || wait == 0)
        return rc;
    k->status = 429;
    k->wait_seconds = wait;
    return hn_fail_arg(&q->ctx, HN_DENIED, "", reveal ? "pace.reveals" : "pace.looks",
                       hn_print(q->ctx.arena, "%" PRId64, (wait + 59) / 60));
}

enum hn_rc
hn_answer_wait(struct hn_req *q, int64_t seconds, const char *key)
{
    struct hn_call *k = hn_call_of(q);
    int64_t minutes = (seconds + 59) / 60;

    k->status = 429;
    k->wait_seconds = seconds > 0 ? seconds : 1;
    k->refusal = hn_fail_arg(&q->ctx, HN_DENIED, "", key, hn_print(q->ctx.arena, "%" PRId64, minutes));
    return HN_OK;
}
