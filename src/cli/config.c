/* config.c: see config.h. The file is read by inih. */
#include "cli/config.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"

struct reading {
    struct hn_ctx *ctx;
    struct hn_config *out;
};

static bool
put_workers(struct hn_config *out, const char *value)
{
    int64_t n;

    if (!hn_parse_i64(value, 1, 64, &n))
        return false;
    out->workers = (unsigned)n;
    return true;
}

static bool
put_proxies(struct hn_ctx *c, struct hn_config *out, const char *value)
{
    static const char between[] = ", \t";
    size_t count = 0;

    for (value += strspn(value, between); *value; value += strspn(value, between)) {
        size_t len = strcspn(value, between);

        if (count == HN_CONFIG_PROXIES)
            return false;
        out->proxies[count++] = hn_dup_n(c->arena, value, len);
        value += len;
    }
    out->proxies[count] = NULL;
    return true;
}

/* It stands in the head of a letter, or in its links. */
static bool
is_plain(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text <= ' ' || (unsigned char)*text >= 0x7f || strchr("<>\"\\", *text))
            return false;
    }
    return true;
}

static bool
put(struct hn_ctx *c, struct hn_config *out, const char *name, const char *value)
{
    if (strcmp(name, "listen") == 0) {
        out->listen = hn_dup(c->arena, value);
        return true;
    }
    if (strcmp(name, "address") == 0) {
        out->address = hn_dup(c->arena, value);
        return is_plain(value) && (strncmp(value, "https://", 8) == 0 || strncmp(value, "http://", 7) == 0) &&
               value[strlen(value) - 1] != '/';
    }
    if (strcmp(name, "mail_from") == 0) {
        out->mail_from = hn_dup(c->arena, value);
        return is_plain(value) && strchr(value, '@') != NULL;
    }
    if (strcmp(name, "workers") == 0)
        return put_workers(out, value);
    return strcmp(name, "proxies") == 0 && put_proxies(c, out, value);
}

static int
on_line(void *arg, const char *section, const char *name, const char *value)
{
    struct reading *r = arg;

    return strcmp(section, "serve") == 0 && put(r->ctx, r->out, name, value);
}

static enum hn_rc
read_file(struct hn_ctx *c, const char *dir, struct hn_config *out)
{
    const char *path = hn_print(c->arena, "%s/hatnhan.conf", dir);
    struct reading r = { .ctx = c, .out = out };

    if (access(path, F_OK) != 0)
        return HN_OK;

    int line = ini_parse(path, on_line, &r);

    if (line == 0)
        return HN_OK;
    return hn_fail_arg(c, HN_INVALID, path, "cli.config", hn_print(c->arena, "%d", line));
}

static enum hn_rc
read_environment(struct hn_ctx *c, struct hn_config *out)
{
    static const char *const names[][2] = {
        { "HATNHAN_LISTEN", "listen" },       { "HATNHAN_WORKERS", "workers" },
        { "HATNHAN_PROXIES", "proxies" },     { "HATNHAN_ADDRESS", "address" },
        { "HATNHAN_MAIL_FROM", "mail_from" },
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i][0]);

        if (value && !put(c, out, names[i][1], value))
            return hn_fail_arg(c, HN_INVALID, names[i][0], "cli.config_value", value);
    }
    return HN_OK;
}

enum hn_rc
hn_config_read(struct hn_ctx *c, const char *dir, const char *listen, struct hn_config *out)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    enum hn_rc rc;

    *out = (struct hn_config){ .listen = HN_LISTEN_DEFAULT,
                               .address = "",
                               .mail_from = "hatnhan@localhost",
                               .workers = cores < 2    ? 2
                                          : cores > 16 ? 16
                                                       : (unsigned)cores };
    rc = read_file(c, dir, out);
    if (rc == HN_OK)
        rc = read_environment(c, out);
    if (listen)
        out->listen = listen;
    return rc;
}
