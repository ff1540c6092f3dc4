/* letter.c: a letter as a file in a Maildir, for the machine's own mailer to take. (RFC 5322, 2045, 2047) */
#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/time.h"
#include "notice/notice.h"

#define B64 sodium_base64_VARIANT_ORIGINAL

enum { WORD_BYTES = 39, LINE_BYTES = 57 };

/* bytes, at most LINE_BYTES of them, in base64. */
static void
put_base64(struct hn_buf *out, const char *bytes, size_t len)
{
    char text[LINE_BYTES * 2];

    sodium_bin2base64(text, sizeof text, (const unsigned char *)bytes, len, B64);
    hn_buf_str(out, text);
}

/* As much of the text as fits, no letter cut in two. */
static size_t
piece_of(const char *text, size_t most)
{
    size_t len = strlen(text);

    if (len <= most)
        return len;
    for (len = most; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80;)
        len--;
    return len;
}

static void
put_subject(struct hn_buf *out, const char *text)
{
    hn_buf_str(out, "Subject:");
    while (*text) {
        size_t len = piece_of(text, WORD_BYTES);

        hn_buf_str(out, " =?UTF-8?B?");
        put_base64(out, text, len);
        hn_buf_str(out, "?=\n");
        text += len;
    }
}

/* "Mon, 23 Nov 2026 18:00:00 +0000" */
static void
put_date(struct hn_buf *out, hn_time at)
{
    static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    hn_day day = (hn_day)(at / HN_DAY_US);
    int64_t second = at % HN_DAY_US / 1000000;
    struct hn_date d = hn_date_of(day);

    hn_buf_printf(out, "Date: %s, %02d %s %04d %02d:%02d:%02d +0000\n", days[day % 7], d.day,
                  months[d.month - 1], d.year, (int)(second / 3600), (int)(second / 60 % 60),
                  (int)(second % 60));
}

void
hn_letter_write(struct hn_buf *out, const struct hn_letter *letter)
{
    size_t len = strlen(letter->body);
    const char *host = strchr(letter->from, '@');

    hn_buf_printf(out, "From: %s\nTo: %s\n", letter->from, letter->to);
    put_subject(out, letter->subject);
    put_date(out, letter->at);
    hn_buf_printf(out, "Message-ID: <%" PRId64 "%s>\n", letter->id, host ? host : "@localhost");
    hn_buf_str(out, "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
                    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n");
    for (size_t i = 0; i < len; i += LINE_BYTES) {
        put_base64(out, letter->body + i, len - i < LINE_BYTES ? len - i : LINE_BYTES);
        hn_buf_char(out, '\n');
    }
}

static bool
make_folders(struct hn_arena *a, const char *dir)
{
    static const char *const names[] = { "", "/tmp", "/new", "/cur" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (mkdir(hn_print(a, "%s/mail%s", dir, names[i]), 0700) != 0 && errno != EEXIST)
            return false;
    }
    return true;
}

/* Written under a name that begins with a dot, which mailers pass over, in the same folder: the sandbox lets nothing be
 * moved from one folder to another. */
bool
hn_outbox_lay(struct hn_arena *a, const struct hn_platform *platform, const char *dir,
              const struct hn_letter *letter)
{
    const char *beside = hn_print(a, "%s/mail/new/.%" PRId64, dir, letter->id);
    const char *path = hn_print(a, "%s/mail/new/%" PRId64 ".%" PRId64 ".hatnhan", dir, letter->at / 1000000,
                                letter->id);
    struct hn_buf b;

    if (!letter->to || !make_folders(a, dir))
        return false;
    hn_buf_init(&b, a, 0);
    hn_letter_write(&b, letter);
    if (platform->write_file(platform->self, beside, 0600, b.data, b.len) != 0)
        return false;
    return rename(beside, path) == 0 &&
           platform->sync_folder(platform->self, hn_print(a, "%s/mail/new", dir)) == 0;
}
