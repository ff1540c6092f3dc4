/* cmd_audit.c: audit export, audit verify. */
#include <string.h>

#include "audit/audit.h"
#include "base/num.h"
#include "cli/cmd.h"

static void
print_line(void *sink, const char *line)
{
    fputs(line, sink);
}

static enum hn_rc
export_log(struct hn_ctx *c, void *arg)
{
    (void)arg;
    return hn_audit(c, "audit.export", 0);
}

int
hn_cmd_audit_export(struct hn_cli *cli)
{
    struct hn_ctx *c = &cli->ctx;
    enum hn_rc rc = hn_store_write(cli->host->store, c, export_log, NULL);

    if (rc == HN_OK)
        rc = hn_store_read_begin(cli->host->store, c);
    if (rc)
        return hn_cli_refuse(cli, rc);
    rc = hn_audit_export(c, print_line, cli->file);
    hn_store_read_end(cli->host->store, c);
    return rc ? hn_cli_refuse(cli, rc) : HN_CLI_DONE;
}

/* -1: no digit. */
static int
hex_digit(char letter)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = letter ? strchr(digits, letter) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* "SIZE:HEX", as audit export ends and audit verify prints. */
static bool
read_root(struct hn_cli *cli, const char *text, struct hn_audit_root *out)
{
    const char *colon = strchr(text, ':');

    if (colon == NULL || strlen(colon + 1) != 2 * sizeof out->hash ||
        !hn_parse_i64(hn_dup_n(cli->ctx.arena, text, (size_t)(colon - text)), 0, INT64_MAX, &out->size))
        return false;
    for (size_t i = 0; i < sizeof out->hash; i++) {
        int high = hex_digit(colon[1 + 2 * i]), low = hex_digit(colon[2 + 2 * i]);

        if (high < 0 || low < 0)
            return false;
        out->hash[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static const char *
hex(struct hn_cli *cli, const struct hn_audit_root *root)
{
    struct hn_buf b;

    hn_buf_init(&b, cli->ctx.arena, 0);
    for (size_t i = 0; i < sizeof root->hash; i++)
        hn_buf_printf(&b, "%02x", root->hash[i]);
    return b.data;
}

int
hn_cmd_audit_verify(struct hn_cli *cli)
{
    const char *since = hn_cli_value(cli, "--since");
    struct hn_audit_root earlier, root;
    struct hn_ctx *c = &cli->ctx;

    if (since && !read_root(cli, since, &earlier))
        return hn_cli_usage(cli, "cli.bad_value", since);

    enum hn_rc rc = hn_store_read_begin(cli->host->store, c);

    if (rc)
        return hn_cli_refuse(cli, rc);
    rc = hn_audit_verify(c, since ? &earlier : NULL, &root);
    hn_store_read_end(cli->host->store, c);
    if (rc)
        return hn_cli_refuse(cli, rc);
    hn_cli_say(cli, "cli.audit_ok", hn_print(c->arena, "%lld", (long long)root.size), hex(cli, &root));
    return HN_CLI_DONE;
}
