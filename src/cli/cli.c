/* cli.c: from the arguments to the command: finding it, reading options, opening what it needs. See cli.h. */
#include "cli/cli.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/words.h"
#include "cli/ctl.h"

static const struct hn_option common[] = {
    { "--data", "DIR" }, { "--store", "URL" }, { "--lang", "vi|en" }, { "--help", NULL }, { NULL, NULL },
};

/* --- saying --- */

void
hn_cli_say(struct hn_cli *cli, const char *key, const char *arg0, const char *arg1)
{
    fprintf(cli->out, "%s\n", hn_words_fill(cli->ctx.arena, cli->ctx.lang, key, arg0, arg1));
}

int
hn_cli_refuse(struct hn_cli *cli, enum hn_rc rc)
{
    const struct hn_ctx *c = &cli->ctx;

    if (c->fault_count == 0)
        hn_fail(&cli->ctx, rc, "", rc == HN_BUSY ? "busy" : rc == HN_UNAVAILABLE ? "unavailable" : "broken");

    const struct hn_fault *f = &c->faults[0];

    if (*f->field)
        fprintf(cli->err, "hatnhan: %s: %s\n", f->field, hn_words_fault(c->arena, c->lang, f));
    else
        fprintf(cli->err, "hatnhan: %s\n", hn_words_fault(c->arena, c->lang, f));
    return HN_CLI_REFUSED;
}

static void
print_usage(struct hn_cli *cli, FILE *to)
{
    const struct hn_command *cmd = cli->command;

    if (cmd == NULL) {
        fprintf(to, "%s hatnhan COMMAND …\n", hn_words(cli->ctx.lang, "cli.usage"));
        return;
    }
    fprintf(to, "%s hatnhan %s", hn_words(cli->ctx.lang, "cli.usage"), cmd->name);
    if (*cmd->words)
        fprintf(to, " %s", cmd->words);
    for (const struct hn_option *o = cmd->options; o && o->name; o++)
        fprintf(to, o->value ? " [%s %s]" : " [%s]", o->name, o->value);
    if (cmd->door != HN_DOOR_NONE)
        fputs(" [--data DIR] [--store URL]", to);
    fputc('\n', to);
}

int
hn_cli_usage(struct hn_cli *cli, const char *key, const char *arg)
{
    fprintf(cli->err, "hatnhan: %s\n", hn_words_fill(cli->ctx.arena, cli->ctx.lang, key, arg, NULL));
    print_usage(cli, cli->err);
    return HN_CLI_USAGE;
}

void
hn_cli_progress(struct hn_cli *cli, const char *what_key, int64_t done, int64_t total)
{
    enum { WIDTH = 30 };
    char bar[WIDTH + 1];

    if (!cli->terminal || total <= 0)
        return;

    int percent = (int)(done * 100 / total), full = (int)(done * WIDTH / total);

    if (cli->bar_what && strcmp(cli->bar_what, what_key) == 0 && cli->bar_percent == percent)
        return;
    cli->bar_what = what_key;
    cli->bar_percent = percent;
    memset(bar, '.', WIDTH);
    memset(bar, '#', (size_t)full);
    bar[WIDTH] = '\0';
    fprintf(cli->err, "\r%-36s [%s] %3d %%", hn_words(cli->ctx.lang, what_key), bar, percent);
    if (done == total)
        fputc('\n', cli->err);
    fflush(cli->err);
}

static int
help_all(struct hn_cli *cli)
{
    print_usage(cli, cli->out);
    fputc('\n', cli->out);
    for (const struct hn_command *cmd = hn_commands; cmd->name; cmd++)
        fprintf(cli->out, "  %-14s %s\n", cmd->name, hn_words(cli->ctx.lang, cmd->about));
    fprintf(cli->out, "\n%s\n", hn_words(cli->ctx.lang, "cli.help_more"));
    return HN_CLI_DONE;
}

static int
help_one(struct hn_cli *cli)
{
    print_usage(cli, cli->out);
    fprintf(cli->out, "\n%s\n", hn_words(cli->ctx.lang, cli->command->about));

    const char *more = hn_print(cli->ctx.arena, "%s.more", cli->command->about);

    if (hn_word_find(more))
        fprintf(cli->out, "\n%s\n", hn_words(cli->ctx.lang, more));
    return HN_CLI_DONE;
}

/* --- options --- */

static int
option_index(const struct hn_option *options, const char *name)
{
    for (int i = 0; options && options[i].name; i++)
        if (strcmp(options[i].name, name) == 0)
            return i;
    return -1;
}

const char *
hn_cli_value(const struct hn_cli *cli, const char *option)
{
    int i = option_index(cli->command->options, option);

    assert(i >= 0 && i < HN_CLI_WORDS);
    return cli->values[i];
}

bool
hn_cli_flag(const struct hn_cli *cli, const char *option)
{
    return hn_cli_value(cli, option) != NULL;
}

int
hn_cli_dates(struct hn_cli *cli)
{
    const char *on = hn_cli_value(cli, "--on"), *known = hn_cli_value(cli, "--known");
    hn_day day;

    if (on) {
        if (!hn_day_parse(on, &cli->ctx.on))
            return hn_cli_usage(cli, "cli.bad_date", on);
    }
    if (known) {
        if (!hn_day_parse(known, &day))
            return hn_cli_usage(cli, "cli.bad_date", known);
        cli->ctx.known = hn_day_end(day);
    }
    return 0;
}

static int
take_lang(struct hn_cli *cli, const char *value)
{
    if (strcmp(value, "en") != 0 && strcmp(value, "vi") != 0)
        return hn_cli_usage(cli, "cli.bad_value", value);
    cli->ctx.lang = strcmp(value, "en") == 0 ? HN_EN : HN_VI;
    return 0;
}

/* Takes one option at argv[*i], moving on over its value. 0 fine; else the exit code. */
static int
take_option(struct hn_cli *cli, int argc, const char *const *argv, int *i, bool *help)
{
    const char *name = argv[*i];
    int own = option_index(cli->command->options, name), shared = option_index(common, name);
    const struct hn_option *o = own >= 0 ? &cli->command->options[own] : shared >= 0 ? &common[shared] : NULL;
    const char *value = "";

    if (o == NULL)
        return hn_cli_usage(cli, "cli.unknown_option", name);
    if (o->value) {
        if (*i + 1 >= argc)
            return hn_cli_usage(cli, "cli.option_value", name);
        value = argv[++*i];
    }
    if (own >= 0)
        cli->values[own] = value;
    else if (strcmp(name, "--data") == 0)
        cli->data = value;
    else if (strcmp(name, "--store") == 0)
        cli->url = value;
    else if (strcmp(name, "--lang") == 0)
        return take_lang(cli, value);
    else
        *help = true;
    return 0;
}

static int
take_arguments(struct hn_cli *cli, int argc, const char *const *argv, bool *help)
{
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) == 0) {
            int code = take_option(cli, argc, argv, &i, help);

            if (code)
                return code;
        } else if (cli->word_count == cli->command->most || cli->word_count == HN_CLI_WORDS) {
            return *help ? 0 : hn_cli_usage(cli, "cli.too_many", argv[i]);
        } else {
            cli->words[cli->word_count++] = argv[i];
        }
    }
    if (!*help && cli->word_count < cli->command->least)
        return hn_cli_usage(cli, "cli.too_few", NULL);
    return 0;
}

/* --- finding --- */

/* Commands of two words come first in the table's order of search; *used: how many arguments name it. */
static const struct hn_command *
find_command(int argc, const char *const *argv, int *used)
{
    for (int words = argc >= 2 ? 2 : 1; words >= 1; words--) {
        for (const struct hn_command *cmd = hn_commands; cmd->name; cmd++) {
            size_t first = strlen(argv[0]);

            if (words == 1 ? strcmp(cmd->name, argv[0]) == 0
                           : strncmp(cmd->name, argv[0], first) == 0 && cmd->name[first] == ' ' &&
                                 strcmp(cmd->name + first + 1, argv[1]) == 0) {
                *used = words;
                return cmd;
            }
        }
    }
    return NULL;
}

static int
read_line(struct hn_cli *cli, int argc, const char *const *argv, bool *finished)
{
    bool help = false;
    int used = 0;

    *finished = true;
    if (argc == 0)
        return hn_cli_usage(cli, "cli.no_command", NULL);
    if (strcmp(argv[0], "--version") == 0 || strcmp(argv[0], "version") == 0)
        return fprintf(cli->out, "hatnhan %s\n", HN_VERSION) > 0 ? HN_CLI_DONE : HN_CLI_REFUSED;
    if (strcmp(argv[0], "--help") == 0 || (strcmp(argv[0], "help") == 0 && argc == 1))
        return help_all(cli);
    if (strcmp(argv[0], "help") == 0) {
        argc--, argv++;
        help = true;
    }
    cli->command = find_command(argc, argv, &used);
    if (cli->command == NULL)
        return hn_cli_usage(cli, "cli.unknown_command", argv[0]);

    int code = take_arguments(cli, argc - used, argv + used, &help);

    if (code)
        return code;
    if (help)
        return help_one(cli);
    *finished = false;
    return 0;
}

/* --- the door --- */

static void
begin(struct hn_cli *cli, struct hn_arena *a)
{
    const char *lang = getenv("LANG");

    *cli = (struct hn_cli){ .data = "data", .in = stdin, .out = stdout, .err = stderr };
    hn_ctx_init(&cli->ctx, a, hn_platform_real(), HN_USER_SYSTEM);
    if (lang && strncmp(lang, "en", 2) == 0)
        cli->ctx.lang = HN_EN;
    cli->terminal = isatty(STDERR_FILENO) == 1;
}

static const char *
file_name(const struct hn_cli *cli)
{
    if (cli->command->file_word >= 0)
        return cli->words[cli->command->file_word];
    return hn_cli_value(cli, "--out");
}

/* A folder opens for reading like a file; only its first byte would tell. */
static bool
is_folder(FILE *f)
{
    struct stat st;

    return fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode);
}

/* What is written goes to NAME.part first, so that a refused command leaves what stood there. */
static int
open_file(struct hn_cli *cli, const char *name)
{
    bool reads = cli->command->file == HN_FILE_READ;

    cli->file = reads ? fopen(name, "rbe") : fopen(hn_print(cli->ctx.arena, "%s.part", name), "wbxe");
    if (cli->file && is_folder(cli->file)) {
        fclose(cli->file);
        cli->file = NULL;
        errno = EISDIR;
    }
    if (cli->file)
        return 0;
    hn_fail_arg(&cli->ctx, HN_NOT_FOUND, name, reads ? "cli.cannot_read" : "cli.cannot_write",
                strerror(errno));
    return hn_cli_refuse(cli, HN_NOT_FOUND);
}

static int
close_file(struct hn_cli *cli, const char *name, int code)
{
    const char *part = hn_print(cli->ctx.arena, "%s.part", name);
    bool bad = cli->command->file == HN_FILE_WRITE &&
               (fflush(cli->file) != 0 || fsync(fileno(cli->file)) != 0);

    bad |= fclose(cli->file) != 0;
    if (cli->command->file == HN_FILE_READ)
        return code;
    if (code != HN_CLI_DONE || bad || rename(part, name) != 0) {
        unlink(part);
        if (code != HN_CLI_DONE)
            return code;
        hn_fail_arg(&cli->ctx, HN_UNAVAILABLE, name, "cli.cannot_write", strerror(errno));
        return hn_cli_refuse(cli, HN_UNAVAILABLE);
    }
    return code;
}

static int
run_with_store(struct hn_cli *cli)
{
    struct hn_host host = { .dir = cli->data, .url = cli->url, .platform = cli->ctx.platform };
    bool reads = cli->command->door == HN_DOOR_READ;
    enum hn_rc rc = hn_host_open(&cli->ctx, &host, false, reads, 1);

    if (rc)
        return hn_cli_refuse(cli, rc);
    cli->host = &host;
    cli->ctx.keys = host.keys;

    int code = cli->command->run(cli);

    cli->host = NULL;
    hn_host_close(&host);
    return code;
}

static int
run_by_door(struct hn_cli *cli, int argc, const char *const *argv)
{
    int code;

    if (cli->command->door == HN_DOOR_WRITE && hn_ctl_ask(cli, argc, argv, &code))
        return code;
    if (cli->command->door == HN_DOOR_READ || cli->command->door == HN_DOOR_WRITE)
        return run_with_store(cli);
    return cli->command->run(cli);
}

int
hn_cli_run(struct hn_cli *cli, int argc, const char *const *argv)
{
    bool finished;
    int code = read_line(cli, argc, argv, &finished);

    if (finished)
        return code;
    if (cli->command->file != HN_FILE_NO && cli->file == NULL)
        cli->file = cli->command->file == HN_FILE_READ ? cli->in : cli->out;
    return cli->command->run(cli);
}

int
hn_cli_main(int argc, char **argv)
{
    struct hn_arena *a = hn_arena_new((size_t)1 << 30);
    const char *const *words = (const char *const *)(argv + 1);
    struct hn_cli cli;
    bool finished;

    begin(&cli, a);

    int code = read_line(&cli, argc - 1, words, &finished);

    if (!finished) {
        const char *name = cli.command->file == HN_FILE_NO ? NULL : file_name(&cli);

        if (name && strcmp(name, "-") != 0)
            code = open_file(&cli, name);
        else if (cli.command->file != HN_FILE_NO)
            cli.file = cli.command->file == HN_FILE_READ ? cli.in : cli.out;
        if (code == 0)
            code = run_by_door(&cli, argc - 1, words);
        if (cli.file && cli.file != cli.in && cli.file != cli.out)
            code = close_file(&cli, name, code);
    }
    if (fflush(cli.out) != 0 && code == HN_CLI_DONE)
        code = HN_CLI_REFUSED;
    hn_arena_free(a);
    return code;
}
