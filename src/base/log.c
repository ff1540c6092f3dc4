/* log.c: diagnostics for the operator (log.h).
 *
 * A line is written by one call, so that lines of several threads do not mix, and control characters are
 * made visible, so that no input can forge a line.
 */
#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#define LINE_MOST 2048

/* Set once at start, before threads; atomic so that a late change would still be sound. */
static _Atomic int least_level = HN_LOG_INFO;

void
hn_log_level(enum hn_log_level least)
{
    atomic_store(&least_level, (int)least);
}

void
hn_log(enum hn_log_level level, const char *format, ...)
{
    static const char *const words[] = { "error", "warning", "info", "debug" };
    char line[LINE_MOST];
    va_list args;

    if ((int)level > atomic_load(&least_level))
        return;

    int head = snprintf(line, sizeof(line), "hatnhan: %s: ", words[level]);
    size_t len = (size_t)head;

    va_start(args, format);

    int body = vsnprintf(line + len, sizeof(line) - len - 1, format, args);

    va_end(args);
    if (body > 0)
        len += (size_t)body < sizeof(line) - len - 2 ? (size_t)body : sizeof(line) - len - 2;
    for (size_t i = (size_t)head; i < len; i++) {
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
            line[i] = '?';
    }
    line[len++] = '\n';
    for (size_t done = 0; done < len;) {
        ssize_t n = write(STDERR_FILENO, line + done, len - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; /* nowhere left to say it */
        done += (size_t)n;
    }
}
