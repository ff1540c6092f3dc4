/* cmd_backup.c: backup, restore, verify. */
#include <string.h>

#include "audit/audit.h"
#include "base/seal.h"
#include "base/words.h"
#include "cli/cmd.h"
#include "report/verify.h"
#include "store/backup.h"
#include "subjects.h"

static enum hn_rc
to_file(void *arg, const void *bytes, size_t len)
{
    struct hn_cli *cli = arg;

    if (fwrite(bytes, 1, len, cli->file) == len)
        return HN_OK;
    return hn_fail_arg(&cli->ctx, HN_UNAVAILABLE, cli->words[0], "cli.cannot_write", "fwrite");
}

static const char *
number(struct hn_cli *cli, int64_t n)
{
    return hn_vi_int(cli->ctx.arena, n, cli->ctx.lang == HN_EN);
}

static enum hn_rc
write_backup(struct hn_cli *cli, struct hn_backup_about *about)
{
    struct hn_ctx *c = &cli->ctx;
    struct hn_audit_root root;
    enum hn_rc rc = hn_store_read_begin(cli->host->store, c);

    if (rc)
        return rc;
    rc = hn_audit_root(c, &root);
    if (rc == HN_OK) {
        about->log_size = root.size;
        memcpy(about->log_root, root.hash, sizeof about->log_root);
        rc = hn_backup_write(c, about, to_file, cli);
    }
    hn_store_read_end(cli->host->store, c);
    return rc;
}

int
hn_cmd_backup(struct hn_cli *cli)
{
    struct hn_backup_about about = { 0 };
    enum hn_rc rc = write_backup(cli, &about);

    if (rc)
        return hn_cli_refuse(cli, rc);
    hn_cli_say(cli, "cli.backup_done", number(cli, about.rows), NULL);
    return HN_CLI_DONE;
}

int
hn_cmd_restore(struct hn_cli *cli)
{
    struct hn_ctx *c = &cli->ctx;
    struct hn_store_config cfg = { .dir = cli->data,
                                   .url = cli->url,
                                   .readers = 1,
                                   .create = true,
                                   .platform = c->platform,
                                   .lists = hn_all_sql };
    struct hn_backup_about about = { 0 };
    struct hn_keys *keys;
    enum hn_rc rc = hn_keys_load(c, cli->data, false, &keys);

    if (rc)
        return hn_cli_refuse(cli, rc);
    c->keys = keys;
    rc = hn_backup_restore(c, &cfg, hn_print(c->arena, "/proc/self/fd/%d", fileno(cli->file)), &about);
    c->keys = NULL;
    hn_keys_free(keys);
    if (rc)
        return hn_cli_refuse(cli, rc);
    hn_cli_say(cli, "cli.restore_done", number(cli, about.rows), NULL);
    return HN_CLI_DONE;
}

static void
tell(void *sink, const char *what_key, bool right)
{
    struct hn_cli *cli = sink;

    hn_cli_say(cli, right ? "cli.verify_ok" : "cli.verify_bad", hn_words(cli->ctx.lang, what_key), NULL);
}

int
hn_cmd_verify(struct hn_cli *cli)
{
    struct hn_ctx *c = &cli->ctx;
    enum hn_rc rc = hn_store_read_begin(cli->host->store, c);

    if (rc)
        return hn_cli_refuse(cli, rc);
    rc = hn_verify(c, tell, cli);
    hn_store_read_end(cli->host->store, c);
    return rc ? hn_cli_refuse(cli, rc) : HN_CLI_DONE;
}
