/* cmd_access.c: rights, access ask: who may do what, printed. */
#include <string.h>

#include "access/access.h"
#include "account/account.h"
#include "cli/cmd.h"
#include "person/person.h"
#include "unit/unit.h"

/* --- rights --- */

static enum hn_rc
print_matrix(struct hn_cli *cli)
{
    const struct hn_right_row *rows;
    size_t count;
    enum hn_rc rc = hn_access_matrix(&cli->ctx, &rows, &count);

    for (size_t i = 0; rc == HN_OK && i < count; i++)
        fprintf(cli->out, "%-19s  %-14s  %-8s  %s\n", rows[i].role, rows[i].right, rows[i].scope,
                rows[i].groups);
    return rc;
}

int
hn_cmd_rights(struct hn_cli *cli)
{
    enum hn_rc rc = hn_store_read_begin(cli->host->store, &cli->ctx);

    if (rc)
        return hn_cli_refuse(cli, rc);
    rc = print_matrix(cli);
    hn_store_read_end(cli->host->store, &cli->ctx);
    return rc ? hn_cli_refuse(cli, rc) : HN_CLI_DONE;
}

/* --- access ask --- */

static enum hn_rc
read_record(struct hn_ctx *c, const char *text, struct hn_record *out)
{
    *out = HN_NO_RECORD;
    if (strcmp(text, "-") == 0)
        return HN_OK;
    if (strncmp(text, "person:", 7) == 0)
        return hn_person_find(c, text + 7, &out->person);
    return hn_unit_find(c, text, &out->unit);
}

static enum hn_rc
explain(struct hn_cli *cli, enum hn_right right, bool *allowed, const char **why)
{
    struct hn_ctx *c = &cli->ctx;
    struct hn_record record;
    struct hn_user_id user;
    enum hn_rc rc = hn_account_find(c, cli->words[0], &user);

    if (rc == HN_OK)
        rc = read_record(c, cli->words[2], &record);
    return rc ? rc : hn_access_explain(c, user, right, record, allowed, why);
}

int
hn_cmd_access_ask(struct hn_cli *cli)
{
    enum hn_right right = hn_right_of(cli->words[1]);
    bool allowed = false;
    const char *why = "";

    if (right == HN_MAY_NOTHING)
        return hn_cli_usage(cli, "cli.bad_value", cli->words[1]);

    enum hn_rc rc = hn_store_read_begin(cli->host->store, &cli->ctx);

    if (rc)
        return hn_cli_refuse(cli, rc);
    rc = explain(cli, right, &allowed, &why);
    hn_store_read_end(cli->host->store, &cli->ctx);
    if (rc)
        return hn_cli_refuse(cli, rc);
    fprintf(cli->out, "%s: %s\n", allowed ? "yes" : "no", why);
    return HN_CLI_DONE;
}
