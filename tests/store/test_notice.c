/* test_notice: proves who is told what, once and never the actor; that mail leaves only to a confirmed address, as a
 * letter that names nobody; that reminders climb one level at a time and end at the top; that a feed opens by its secret
 * alone; and that the server's own thread carries letters. On both engines.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "notice/notice.h"
#include "rounds.h"
#include "rule/rule.h"
#include "support/org.h"
#include "support/page.h"

#define MONTH ((int64_t)2021 * 12 + 10) /* November 2021 */

static void
on(struct hn_ctx *c, struct hn_user_id who, hn_day day)
{
    c->now = hn_day_end(day) - HN_DAY_US / 2;
    c->today = c->on = day;
    hn_org_as(c, who);
}

static struct hn_user_id
user(const struct hn_test_app *app, const char *name)
{
    for (size_t i = 0; i < app->user_count; i++) {
        if (strcmp(app->users[i].name, name) == 0)
            return app->users[i].id;
    }
    fail();
    return (struct hn_user_id){ 0 };
}

static int64_t
unseen(struct hn_ctx *c, struct hn_user_id who)
{
    int64_t count = -1;

    hn_org_as(c, who);
    if (hn_notice_count(c, true, &count) != HN_OK)
        return -1;
    return count;
}

/* --- telling --- */

static enum hn_rc
tell_story(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    struct hn_user_id secretary = user(app, "secretary"), clerk = user(app, "clerk"),
                      plain = user(app, "plain");
    const struct hn_notice_to cell = { .unit = app->a1, .members = true, .right = HN_MAY_EDIT_MEETING };
    const struct hn_notice_to above = { .unit = app->a, .right = HN_MAY_MONITOR };
    const struct hn_notice_to between = { .unit = app->a_org, .right = HN_MAY_MONITOR };
    const struct hn_notice_to person = { .person = app->persons[4] };
    const struct hn_notice *list;
    size_t count;

    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 3));
    EXPECT_RC(hn_notice_tell(c, &cell, "meeting_invited", "Chi bộ 1", "19:30", "/ky-hop/1", 1), HN_OK);
    /* The secretary is a member and a keeper, and told once. */
    EXPECT(unseen(c, secretary) == 1 && unseen(c, clerk) == 0 && unseen(c, plain) == 0);
    /* Not looked at yet: told anew in its place. */
    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 4));
    EXPECT_RC(hn_notice_tell(c, &cell, "meeting_invited", "Chi bộ 1", "20:00", "/ky-hop/1", 1), HN_OK);
    EXPECT(unseen(c, secretary) == 1);
    EXPECT_RC(hn_notices(c, false, 0, 10, &list, &count), HN_OK);
    EXPECT(count == 1 && strcmp(list[0].arg1, "20:00") == 0);
    EXPECT_RC(hn_notice_seen(c, list[0].id), HN_OK);
    EXPECT(unseen(c, secretary) == 0);
    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 5));
    EXPECT_RC(hn_notice_tell(c, &cell, "meeting_invited", "Chi bộ 1", "20:30", "/ky-hop/1", 1), HN_OK);
    EXPECT_RC(hn_notice_tell(c, &cell, "meeting_cancelled", "Chi bộ 1", "20:30", "/ky-hop/1", 1), HN_OK);
    EXPECT(unseen(c, secretary) == 2);
    /* Nobody sees another's, nor marks it. */
    hn_org_as(c, clerk);
    EXPECT_RC(hn_notice_seen(c, list[0].id), HN_NOT_FOUND);
    hn_org_as(c, secretary);
    EXPECT_RC(hn_notice_seen(c, 0), HN_OK);
    EXPECT(unseen(c, secretary) == 0);
    /* A right held over exactly that unit; the actor is not told. */
    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 6));
    EXPECT_RC(hn_notice_tell(c, &above, "meeting_sent", "Chi bộ 1", "11/2021", "/ky-hop/1", 1), HN_OK);
    EXPECT_RC(hn_notice_tell(c, &between, "meeting_sent", "Chi bộ 1", "11/2021", "/ky-hop/1", 1), HN_OK);
    EXPECT(unseen(c, clerk) == 1 && unseen(c, user(app, "leader")) == 0);
    on(c, clerk, hn_day_of(2021, 11, 6));
    EXPECT_RC(hn_notice_tell(c, &above, "meeting_sent", "Chi bộ 2", "11/2021", "/ky-hop/2", 2), HN_OK);
    EXPECT(unseen(c, clerk) == 1);
    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 6));
    EXPECT_RC(hn_notice_tell(c, &person, "task_given", "Chi bộ B1", "30/11/2021", "/giao-viec/1", 1), HN_OK);
    EXPECT(unseen(c, plain) == 1);
    return HN_OK;
}

/* --- mail --- */

static enum hn_rc
take_one(struct hn_ctx *c, struct hn_letter *out, size_t *count)
{
    const struct hn_letter *letters;
    enum hn_rc rc = hn_outbox_take(c, "https://so.example", "so@so.example", 10, &letters, count);

    if (!rc && *count)
        *out = letters[0];
    return rc;
}

static enum hn_rc
mail_story(struct hn_ctx *c, void *arg)
{
    static const char *const wrong[] = {
        "",        "a",         "a@b",           "@so.example",     "a b@so.example",
        "a@so..x", "a@so.x\nB", "a@so.ex,b@c.d", "a<b@so.example>", "a@-so.example"
    };
    struct hn_test_app *app = arg;
    struct hn_user_id secretary = user(app, "secretary");
    const struct hn_notice_to cell = { .unit = app->a1, .right = HN_MAY_EDIT_MEETING };
    struct hn_letter letter;
    const char *masked, *code;
    bool confirmed;
    size_t count;

    on(c, secretary, hn_day_of(2021, 11, 3));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        EXPECT_RC(hn_mail_ask(c, wrong[i]), HN_INVALID);
        hn_fault_clear(c);
    }
    EXPECT_RC(hn_mail_ask(c, "bi.thu@so.example"), HN_OK);
    EXPECT_RC(hn_mail_ask(c, "khac@so.example"), HN_CONFLICT);
    EXPECT_RC(hn_mail_state(c, &masked, &confirmed), HN_OK);
    EXPECT(!confirmed && strcmp(masked, "b…@so.example") == 0);
    EXPECT_RC(take_one(c, &letter, &count), HN_OK);
    EXPECT(count == 1 && strcmp(letter.to, "bi.thu@so.example") == 0);
    code = strrchr(letter.subject, ' ') + 1;
    EXPECT(strlen(code) == 9);
    EXPECT_RC(hn_outbox_done(c, letter.id, true), HN_OK);
    /* Until it is confirmed nothing else leaves for it. */
    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 3));
    EXPECT_RC(hn_notice_tell(c, &cell, "meeting_invited", "Chi bộ 1", "19:30", "/ky-hop/1", 1), HN_OK);
    EXPECT_RC(take_one(c, &letter, &count), HN_OK);
    EXPECT(count == 0);
    on(c, secretary, hn_day_of(2021, 11, 3));
    EXPECT_RC(hn_mail_confirm(c, "AAAA-AAAA"), HN_INVALID);
    hn_org_as(c, user(app, "clerk"));
    EXPECT_RC(hn_mail_confirm(c, code), HN_INVALID);
    on(c, secretary, hn_day_of(2021, 11, 4));
    EXPECT_RC(hn_mail_confirm(c, code), HN_INVALID); /* a day too late */
    on(c, secretary, hn_day_of(2021, 11, 3));
    EXPECT_RC(hn_mail_confirm(c, code), HN_OK);
    EXPECT_RC(hn_mail_state(c, &masked, &confirmed), HN_OK);
    EXPECT(confirmed);
    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 4));
    EXPECT_RC(hn_notice_tell(c, &cell, "meeting_changed", "Chi bộ 1", "20:30", "/ky-hop/1", 1), HN_OK);
    EXPECT_RC(hn_notice_tell(c, &cell, "meeting_changed", "Chi bộ 1", "20:45", "/ky-hop/1", 1), HN_OK);
    EXPECT_RC(take_one(c, &letter, &count), HN_OK);
    EXPECT(count == 1 && strstr(letter.body, "https://so.example/ky-hop/1"));
    /* Given up after five tries. */
    for (int i = 0; i < 5; i++)
        EXPECT_RC(hn_outbox_done(c, letter.id, false), HN_OK);
    EXPECT_RC(take_one(c, &letter, &count), HN_OK);
    EXPECT(count == 0);
    EXPECT_RC(hn_notice_tell(c, &cell, "meeting_sent", "Chi bộ 1", "11/2021", "/ky-hop/1", 1), HN_OK);
    hn_org_as(c, secretary);
    EXPECT_RC(hn_mail_drop(c), HN_OK);
    EXPECT_RC(hn_mail_state(c, &masked, &confirmed), HN_OK);
    EXPECT(!*masked);
    EXPECT_RC(take_one(c, &letter, &count), HN_OK);
    EXPECT(count == 0);
    return HN_OK;
}

/* --- reminders --- */

static enum hn_rc
levels_of(struct hn_ctx *c, struct hn_unit_id unit, const char *want)
{
    const struct hn_reminder *list;
    struct hn_buf b;
    size_t count;

    EXPECT_RC(hn_reminders_of(c, unit, MONTH, &list, &count), HN_OK);
    hn_buf_init(&b, c->arena, 0);
    hn_buf_str(&b, "");
    for (size_t i = 0; i < count; i++)
        hn_buf_printf(&b, "%c%d", list[i].what[1] == 'e' ? 'm' : 'n', list[i].level);
    if (strcmp(b.data, want) != 0)
        print_error("levels %s, not %s\n", b.data, want);
    EXPECT(strcmp(b.data, want) == 0);
    return HN_OK;
}

static enum hn_rc
run_on(struct hn_ctx *c, hn_day day, int64_t want)
{
    int64_t told;

    on(c, HN_USER_SYSTEM, day);
    c->now += (want + 1) * 1000000; /* no two runs at one instant */
    EXPECT_RC(hn_remind_run(c, MONTH, &told), HN_OK);
    if (told != want)
        print_error("%lld told, not %lld\n", (long long)told, (long long)want);
    EXPECT(told == want);
    return HN_OK;
}

/* A2 met on the 5th and sends nothing; B1 is excused; A1 does not meet. */
static enum hn_rc
climb_story(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    const struct hn_meeting_new new = { .unit = app->a2,
                                        .kind = "ordinary",
                                        .month = MONTH,
                                        .start_minute = 1170,
                                        .day = hn_day_of(2021, 11, 5),
                                        .place = "Nhà văn hóa" };
    struct hn_meeting_held held = { .day = hn_day_of(2021, 11, 5),
                                    .began_minute = 1170,
                                    .ended_minute = 1260,
                                    .chair = app->persons[3],
                                    .writer = app->persons[3] };
    struct hn_meeting_id id;
    struct hn_meeting m;
    hn_day dec = hn_day_of(2021, 12, 1);

    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 6));
    EXPECT_RC(hn_meeting_call(c, &new, &id), HN_OK);
    EXPECT_RC(hn_meeting_read(c, id, &m), HN_OK);
    EXPECT_RC(hn_meeting_hold(c, id, m.version, &held), HN_OK);
    EXPECT_RC(hn_excuse_put(c, app->b1, MONTH, "đi làm xa"), HN_OK);
    /* Two days for the minutes: in time on the 7th, late on the 8th. */
    EXPECT_RC(run_on(c, hn_day_of(2021, 11, 7), 0), HN_OK);
    EXPECT_RC(run_on(c, hn_day_of(2021, 11, 8), 1), HN_OK);
    EXPECT_RC(run_on(c, hn_day_of(2021, 11, 8), 0), HN_OK); /* once */
    EXPECT_RC(levels_of(c, app->a2, "n0"), HN_OK);
    /* One level a day, not three at once after a pause; the top is the last. */
    EXPECT_RC(run_on(c, hn_day_of(2021, 11, 12), 1), HN_OK);
    EXPECT_RC(levels_of(c, app->a2, "n0n1"), HN_OK);
    EXPECT_RC(run_on(c, hn_day_of(2021, 11, 13), 1), HN_OK);
    EXPECT(unseen(c, user(app, "clerk")) == 1);
    EXPECT_RC(run_on(c, hn_day_of(2021, 11, 14), 1), HN_OK);
    EXPECT(unseen(c, user(app, "leader")) == 1);
    EXPECT_RC(run_on(c, hn_day_of(2021, 11, 15), 0), HN_OK);
    EXPECT_RC(levels_of(c, app->a2, "n0n1n2n3"), HN_OK);
    /* The month is still running; on its first day after, who did not meet is late, who is excused is not. */
    EXPECT_RC(run_on(c, dec - 1, 0), HN_OK);
    EXPECT_RC(run_on(c, dec, 1), HN_OK);
    EXPECT_RC(levels_of(c, app->a1, "m0"), HN_OK);
    EXPECT_RC(levels_of(c, app->b1, ""), HN_OK);
    EXPECT(unseen(c, user(app, "secretary")) == 1);
    return HN_OK;
}

static enum hn_rc
by_hand_story(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    struct hn_user_id clerk = user(app, "clerk");
    int64_t told;

    on(c, clerk, hn_day_of(2021, 12, 2));
    /* A1 and A2: each a level a press, up to the clerk's own unit, no further. */
    for (int i = 0; i < 3; i++) {
        c->now += 1000000;
        EXPECT_RC(hn_remind_now(c, app->a, MONTH, &told), HN_OK);
        EXPECT(told == 2);
    }
    c->now += 1000000;
    EXPECT_RC(hn_remind_now(c, app->a, MONTH, &told), HN_OK);
    EXPECT(told == 0);
    EXPECT_RC(levels_of(c, app->a1, "m0m1m2"), HN_OK);
    EXPECT_RC(levels_of(c, app->b1, ""), HN_OK);
    EXPECT_RC(hn_remind_now(c, app->b, MONTH, &told), HN_NOT_FOUND);
    hn_org_as(c, user(app, "secretary"));
    EXPECT_RC(hn_remind_now(c, app->a1, MONTH, &told), HN_DENIED);
    return HN_OK;
}

/* --- calendar --- */

static enum hn_rc
calendar_story(struct hn_ctx *c, void *arg)
{
    struct hn_test_app *app = arg;
    const struct hn_meeting_new new = { .unit = app->a1,
                                        .kind = "ordinary",
                                        .month = MONTH,
                                        .start_minute = 1170,
                                        .day = hn_day_of(2021, 11, 25),
                                        .place = "Nhà văn hóa" };
    const struct hn_meeting *list;
    const char *first, *second;
    struct hn_meeting_id id;
    struct hn_user_id who;
    hn_time since;
    size_t count;

    on(c, HN_USER_SYSTEM, hn_day_of(2021, 11, 6));
    EXPECT_RC(hn_meeting_call(c, &new, &id), HN_OK);
    on(c, user(app, "secretary"), hn_day_of(2021, 11, 6));
    EXPECT_RC(hn_calendar_state(c, &since), HN_OK);
    EXPECT(since == 0);
    EXPECT_RC(hn_calendar_new(c, &first), HN_OK);
    hn_org_as(c, (struct hn_user_id){ 0 });
    EXPECT_RC(hn_calendar_who(c, first, &who), HN_OK);
    EXPECT(who.v == user(app, "secretary").v);
    EXPECT_RC(hn_calendar_meetings(c, first, &list, &count), HN_OK);
    EXPECT(count == 1 && list[0].id.v == id.v && c->actor.v == 0);
    EXPECT_RC(hn_calendar_who(c, "1.AAAAAAAAAAAAAAAAAAAAAA", &who), HN_NOT_FOUND);
    EXPECT_RC(hn_calendar_who(c, "", &who), HN_NOT_FOUND);
    /* A new one ends the old; ending ends it. */
    hn_org_as(c, user(app, "secretary"));
    EXPECT_RC(hn_calendar_new(c, &second), HN_OK);
    EXPECT_RC(hn_calendar_who(c, first, &who), HN_NOT_FOUND);
    hn_fault_clear(c);
    EXPECT_RC(hn_calendar_who(c, second, &who), HN_OK);
    EXPECT_RC(hn_calendar_end(c), HN_OK);
    EXPECT_RC(hn_calendar_who(c, second, &who), HN_NOT_FOUND);
    return HN_OK;
}

/* --- the server's thread --- */

static enum hn_rc
ask_mail(struct hn_ctx *c, void *arg)
{
    hn_org_as(c, user(arg, "secretary"));
    c->now = c->platform->now(c->platform->self);
    return hn_mail_ask(c, "bi.thu@so.example");
}

static int
letters_in(const char *dir, char *name, size_t room)
{
    DIR *d = opendir(dir);
    int count = 0;

    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        if (e->d_name[0] == '.')
            continue;
        snprintf(name, room, "%s/%s", dir, e->d_name);
        count++;
    }
    if (d)
        closedir(d);
    return count;
}

static void
a_letter_is_laid_out(struct hn_test_app *app)
{
    const struct hn_host host = {
        .dir = app->store.dir, .platform = hn_platform_real(), .store = app->store.store, .keys = app->keys
    };
    const struct hn_rounds_config config = {
        .host = &host, .address = "", .mail_from = "so@so.example", .remind = true, .every_ms = 20
    };
    struct hn_rounds *rounds;
    char dir[128], name[400], text[4096];
    struct stat st;
    size_t len;

    assert_int_equal(hn_test_do(app, ask_mail, app), HN_OK);
    assert_int_equal(hn_rounds_start(&app->store.c, &config, &rounds), HN_OK);
    snprintf(dir, sizeof dir, "%s/mail/new", app->store.dir);
    for (int i = 0; i < 500 && letters_in(dir, name, sizeof name) == 0; i++)
        usleep(20000);
    usleep(100000);
    hn_rounds_stop(rounds);
    assert_int_equal(letters_in(dir, name, sizeof name), 1); /* once, however often it looked */
    assert_int_equal(stat(name, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);

    FILE *f = fopen(name, "rb");

    assert_non_null(f);
    len = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[len] = '\0';
    assert_non_null(strstr(text, "From: so@so.example\nTo: bi.thu@so.example\nSubject: =?UTF-8?B?"));
    assert_non_null(strstr(text, "\nAuto-Submitted: auto-generated\n"));
    assert_null(strstr(text, "\r"));
}

/* --- the tests --- */

static void
run_story(void **state, hn_write_fn *story)
{
    bool postgres = *state != NULL;
    struct hn_test_app *app;

    if (postgres && !getenv("HN_TEST_PG"))
        skip();
    app = calloc(1, sizeof *app);
    assert_non_null(app);
    hn_test_app_begin(app, NULL, postgres);
    if (story)
        assert_int_equal(hn_test_do(app, story, app), HN_OK);
    else
        a_letter_is_laid_out(app);
    hn_test_app_end(app);
    free(app);
}

#define STORY(name, story)                                                                                   \
    static void name(void **state)                                                                           \
    {                                                                                                        \
        run_story(state, story);                                                                             \
    }
STORY(who_is_told, tell_story)
STORY(mail_goes_where_it_was_confirmed, mail_story)
STORY(reminders_climb, climb_story)
STORY(reminders_by_hand, by_hand_story)
STORY(a_feed_opens_by_its_secret, calendar_story)
STORY(the_server_carries_letters, NULL)

static int
to_postgres(void **state)
{
    static int yes;

    *state = &yes;
    return 0;
}
#define BOTH(fn)                                                                                             \
    { "sqlite: " #fn, fn, NULL, NULL, NULL },                                                                \
    {                                                                                                        \
        "postgres: " #fn, fn, to_postgres, NULL, NULL                                                        \
    }

int
main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(who_is_told),       BOTH(mail_goes_where_it_was_confirmed), BOTH(reminders_climb),
        BOTH(reminders_by_hand), BOTH(a_feed_opens_by_its_secret),       BOTH(the_server_carries_letters),
    };

    return cmocka_run_group_tests_name("notice", tests, NULL, NULL);
}
