/* test_calendar: proves that the calendar text is what RFC 5545 allows, by a strict reader: lines end with CRLF, none is
 * longer than 75 octets, folds never cut a letter, what must be escaped is, every part begins and ends, and an event has
 * its UID, DTSTAMP and DTSTART once. And that a letter's head is ASCII, its subject and body what was written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "notice/notice.h"

/* --- a strict reader --- */

struct reading {
    char line[4096]; /* one content line, unfolded */
    const char *rest;
};

/* The next content line; false at the end. Asserts the form of what it passes. */
static bool
next_line(struct reading *r)
{
    size_t len = 0;
    bool first = true;

    if (!*r->rest)
        return false;
    for (;;) {
        const char *end = strstr(r->rest, "\r\n");
        size_t octets;

        assert_non_null(end);
        octets = (size_t)(end - r->rest);
        assert_true(octets <= 75);
        assert_null(memchr(r->rest, '\n', octets));
        if (!first) {
            r->rest++; /* the fold's space */
            octets--;
        }
        /* A letter of several octets begins and ends on one line. */
        assert_true(octets > 0 && ((unsigned char)*r->rest & 0xc0) != 0x80);
        assert_true(len + octets < sizeof r->line);
        memcpy(r->line + len, r->rest, octets);
        len += octets;
        r->rest = end + 2;
        first = false;
        if (*r->rest != ' ')
            break;
    }
    r->line[len] = '\0';
    for (size_t i = 0; i < len; i++)
        assert_true((unsigned char)r->line[i] >= ' ');
    return true;
}

/* The value of a TEXT, its escapes undone; asserts that nothing stands bare that may not. */
static void
read_text(const char *value, char *out)
{
    for (; *value; value++) {
        if (*value == '\\') {
            value++;
            assert_non_null(strchr("\\;,nN", *value));
            *out++ = *value == 'n' || *value == 'N' ? '\n' : *value;
            continue;
        }
        assert_true(*value != ',' && *value != ';');
        *out++ = *value;
    }
    *out = '\0';
}

struct event {
    int uid, stamp, start, duration, status;
    char summary[1024], location[1024], uid_text[128], start_text[128], status_text[32];
};

static size_t
read_calendar(const char *text, struct event *events, size_t most)
{
    struct reading r = { .rest = text };
    char stack[8][32];
    size_t depth = 0, count = 0;

    while (next_line(&r)) {
        char *colon = strchr(r.line, ':');
        struct event *e = count ? &events[count - 1] : NULL;

        assert_non_null(colon);
        if (strncmp(r.line, "BEGIN:", 6) == 0) {
            assert_true(depth < 8);
            strcpy(stack[depth++], colon + 1);
            if (strcmp(colon + 1, "VEVENT") == 0) {
                assert_true(count < most);
                memset(&events[count++], 0, sizeof *events);
            }
            continue;
        }
        assert_true(depth > 0); /* nothing outside of VCALENDAR */
        if (strncmp(r.line, "END:", 4) == 0) {
            assert_string_equal(stack[--depth], colon + 1);
            if (strcmp(colon + 1, "VEVENT") == 0)
                assert_true(e->uid == 1 && e->stamp == 1 && e->start == 1 && e->duration == 1 &&
                            e->status == 1);
            continue;
        }
        if (strcmp(stack[depth - 1], "VEVENT") != 0)
            continue;
        if (strncmp(r.line, "UID:", 4) == 0) {
            e->uid++;
            strcpy(e->uid_text, colon + 1);
        } else if (strncmp(r.line, "DTSTAMP:", 8) == 0) {
            e->stamp++;
            assert_int_equal(strlen(colon + 1), 16);
            assert_int_equal(colon[16], 'Z');
        } else if (strncmp(r.line, "DTSTART;TZID=Asia/Ho_Chi_Minh:", 30) == 0) {
            e->start++;
            strcpy(e->start_text, colon + 1);
        } else if (strncmp(r.line, "DURATION:PT", 11) == 0) {
            e->duration++;
        } else if (strncmp(r.line, "STATUS:", 7) == 0) {
            e->status++;
            strcpy(e->status_text, colon + 1);
        } else if (strncmp(r.line, "SUMMARY:", 8) == 0) {
            read_text(colon + 1, e->summary);
        } else if (strncmp(r.line, "LOCATION:", 9) == 0) {
            read_text(colon + 1, e->location);
        } else {
            assert_true(strncmp(r.line, "SEQUENCE:", 9) == 0);
        }
    }
    assert_int_equal(depth, 0);
    return count;
}

/* --- what is written --- */

static const char awkward[] =
    "Nhà văn hóa; số 5, ngõ 3\\4\nđường Nguyễn Văn Cừ, phường Hồng Hà, thành phố Hạ Long, "
    "tỉnh Quảng Ninh, cạnh trường tiểu học, đi cổng sau, tầng hai, phòng họp lớn";

static void
meetings_come_out_as_they_went_in(void **state)
{
    struct hn_arena *a = hn_arena_new((size_t)1 << 20);
    const struct hn_meeting meetings[] = {
        { .id = { 7001 },
          .kind = "ordinary",
          .unit_name = "Chi bộ thôn 1, xã A",
          .place = awkward,
          .day = hn_day_of(2021, 12, 3),
          .start_minute = 1170,
          .length_minutes = 90,
          .version = 3 },
        { .id = { 7002 },
          .kind = "congress",
          .unit_name = "Chi bộ 2",
          .place = "",
          .day = hn_day_of(2022, 1, 31),
          .start_minute = 5,
          .cancelled_at = 1 },
    };
    struct event events[4];
    struct hn_buf b;

    (void)state;
    hn_buf_init(&b, a, 0);
    hn_calendar_write(&b, meetings, 2, hn_day_end(hn_day_of(2021, 11, 20)), "so.example:8443", HN_VI);
    assert_int_equal(read_calendar(b.data, events, 4), 2);
    assert_string_equal(events[0].uid_text, "7001@so.example:8443");
    assert_string_equal(events[0].start_text, "20211203T193000");
    assert_string_equal(events[0].location, awkward);
    assert_non_null(strstr(events[0].summary, "Chi bộ thôn 1, xã A"));
    assert_string_equal(events[0].status_text, "CONFIRMED");
    assert_string_equal(events[1].start_text, "20220131T000500");
    assert_string_equal(events[1].location, "");
    assert_string_equal(events[1].status_text, "CANCELLED");
    assert_non_null(strstr(b.data, "TZOFFSETTO:+0700\r\n"));
    assert_null(strstr(b.data, "\n\n"));
    hn_arena_free(a);
}

/* Every length around the fold, of letters of one, two and three octets. */
static void
folds_keep_letters_whole(void **state)
{
    static const char *const letters[] = { "a", "đ", "ệ" };
    struct hn_arena *a = hn_arena_new((size_t)4 << 20);
    struct event e;

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        for (size_t n = 0; n < 240; n++) {
            struct hn_mark mark = hn_arena_mark(a);
            struct hn_meeting m = { .kind = "ordinary", .unit_name = "Chi bộ", .day = 19000 };
            struct hn_buf place, b;

            hn_buf_init(&place, a, 0);
            hn_buf_str(&place, "x");
            for (size_t i = 0; i < n; i++)
                hn_buf_str(&place, letters[k]);
            m.place = place.data;
            hn_buf_init(&b, a, 0);
            hn_calendar_write(&b, &m, 1, 0, "h", HN_EN);
            assert_int_equal(read_calendar(b.data, &e, 1), 1);
            assert_string_equal(e.location, place.data);
            hn_arena_rewind(a, mark);
        }
    }
    hn_arena_free(a);
}

/* --- letters --- */

static void
take_words(const char *line, char *out)
{
    size_t len = 0, got;

    while ((line = strstr(line, "=?UTF-8?B?")) != NULL) {
        const char *end = strstr(line += 10, "?=");

        assert_non_null(end);
        assert_int_equal(sodium_base642bin((unsigned char *)out + len, 512, line, (size_t)(end - line), NULL,
                                           &got, NULL, sodium_base64_VARIANT_ORIGINAL),
                         0);
        len += got;
        line = end;
    }
    out[len] = '\0';
}

static void
letters_are_plain_outside(void **state)
{
    static const char subject[] =
        "Chi bộ thôn Đầm Buôn đổi giờ hoặc nơi họp: 19:30, 25/11/2021 tại nhà văn hóa thôn";
    const struct hn_letter letter = { .id = 9,
                                      .from = "so@so.example",
                                      .to = "a@b.example",
                                      .subject = subject,
                                      .body = "một\nhai ba bốn năm sáu bảy tám chín mười mười một mười hai\n",
                                      .at = hn_day_end(hn_day_of(2021, 11, 25)) };
    struct hn_arena *a = hn_arena_new((size_t)1 << 20);
    char words[1024], head[4096], body[1024], folded[1024];
    const char *end;
    size_t got;
    struct hn_buf b;

    (void)state;
    hn_buf_init(&b, a, 0);
    hn_letter_write(&b, &letter);
    for (size_t i = 0; i < b.len; i++)
        assert_true((unsigned char)b.data[i] < 0x80);
    end = strstr(b.data, "\n\n");
    assert_non_null(end);
    memcpy(head, b.data, (size_t)(end - b.data));
    head[end - b.data] = '\0';
    for (const char *line = head; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        assert_true(strcspn(line, "\n") <= 76);
    take_words(head, words);
    assert_string_equal(words, subject);
    assert_non_null(strstr(head, "\nDate: Thu, 25 Nov 2021 16:59:59 +0000\n"));
    assert_non_null(strstr(head, "\nMessage-ID: <9@so.example>\n"));
    strcpy(folded, end + 2);
    assert_int_equal(sodium_base642bin((unsigned char *)body, sizeof body, folded, strlen(folded), "\n", &got,
                                       NULL, sodium_base64_VARIANT_ORIGINAL),
                     0);
    body[got] = '\0';
    assert_string_equal(body, letter.body);
    hn_arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meetings_come_out_as_they_went_in),
        cmocka_unit_test(folds_keep_letters_whole),
        cmocka_unit_test(letters_are_plain_outside),
    };

    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
