/* cmd_user.c: accounts: add, role, token, passwd. */
#include <string.h>

#include "access/access.h"
#include "account/account.h"
#include "cli/cmd.h"
#include "unit/unit.h"

enum { TOKEN_DAYS = 365 };

/* What a command's piece of writing is handed, and what it leaves. */
struct work {
    struct hn_cli *cli;
    const char *phrase_hash;
    struct hn_grant grant;
    const char *token;
};

static int
write_it(struct hn_cli *cli, hn_write_fn *run, struct work *w)
{
    enum hn_rc rc = hn_store_write(cli->host->store, &cli->ctx, run, w);

    return rc ? hn_cli_refuse(cli, rc) : HN_CLI_DONE;
}

/* A new phrase and its hash, made before the writer is asked. */
static enum hn_rc
make_phrase(struct hn_cli *cli, struct work *w, const char **phrase)
{
    *phrase = hn_phrase_new(&cli->ctx);
    return hn_phrase_hash(&cli->ctx, NULL, *phrase, &w->phrase_hash);
}

static enum hn_rc
add(struct hn_ctx *c, void *arg)
{
    struct work *w = arg;
    const struct hn_account_new in = { .name = w->cli->words[0],
                                       .phrase_hash = w->phrase_hash,
                                       .lang = c->lang };
    struct hn_user_id user;

    return hn_account_add(c, &in, &user);
}

int
hn_cmd_user_add(struct hn_cli *cli)
{
    struct work w = { .cli = cli };
    const char *phrase;
    enum hn_rc rc = make_phrase(cli, &w, &phrase);

    if (rc)
        return hn_cli_refuse(cli, rc);

    int code = write_it(cli, add, &w);

    if (code == HN_CLI_DONE)
        hn_cli_say(cli, "cli.user_added", cli->words[0], phrase);
    return code;
}

static enum hn_rc
change_phrase(struct hn_ctx *c, void *arg)
{
    struct work *w = arg;
    struct hn_user_id user;
    struct hn_signed_in unused;
    enum hn_rc rc = hn_account_find(c, w->cli->words[0], &user);

    return rc ? rc : hn_account_passwd(c, user, w->phrase_hash, NULL, NULL, &unused);
}

int
hn_cmd_user_passwd(struct hn_cli *cli)
{
    struct work w = { .cli = cli };
    const char *phrase;
    enum hn_rc rc = make_phrase(cli, &w, &phrase);

    if (rc)
        return hn_cli_refuse(cli, rc);

    int code = write_it(cli, change_phrase, &w);

    if (code == HN_CLI_DONE)
        hn_cli_say(cli, "cli.user_phrase", cli->words[0], phrase);
    return code;
}

static enum hn_rc
give_role(struct hn_ctx *c, void *arg)
{
    struct work *w = arg;
    struct hn_cli *cli = w->cli;
    enum hn_rc rc = hn_account_find(c, cli->words[0], &w->grant.user);

    if (rc)
        return rc;
    if (strcmp(cli->words[2], "-") != 0)
        rc = hn_unit_find(c, cli->words[2], &w->grant.unit);
    return rc ? rc : hn_grant_give(c, &w->grant, NULL, NULL);
}

int
hn_cmd_user_role(struct hn_cli *cli)
{
    const char *from = hn_cli_value(cli, "--from"), *to = hn_cli_value(cli, "--to");
    const char *reason = hn_cli_value(cli, "--reason");
    struct work w = { .cli = cli };

    w.grant = (struct hn_grant){
        .role = cli->words[1], .from = cli->ctx.today, .to = HN_DAY_OPEN, .reason = reason ? reason : ""
    };
    if (from && !hn_day_parse(from, &w.grant.from))
        return hn_cli_usage(cli, "cli.bad_date", from);
    if (to && !hn_day_parse(to, &w.grant.to))
        return hn_cli_usage(cli, "cli.bad_date", to);
    if (to)
        w.grant.to++; /* the last day is included */

    int code = write_it(cli, give_role, &w);

    if (code == HN_CLI_DONE)
        hn_cli_say(cli, "cli.role_given", cli->words[1], cli->words[0]);
    return code;
}

static enum hn_rc
make_token(struct hn_ctx *c, void *arg)
{
    struct work *w = arg;
    struct hn_user_id user;
    enum hn_rc rc = hn_account_find(c, w->cli->words[0], &user);

    return rc ? rc : hn_token_new(c, user, "hatnhan user token", TOKEN_DAYS, &w->token);
}

int
hn_cmd_user_token(struct hn_cli *cli)
{
    struct work w = { .cli = cli };
    int code = write_it(cli, make_token, &w);

    if (code == HN_CLI_DONE)
        fprintf(cli->out, "%s\n", w.token);
    return code;
}
