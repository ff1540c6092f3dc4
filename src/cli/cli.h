/* cli.h: what a command is and what it is handed.
 *
 * The table of commands (src/commands.c) is to the command line what hn_routes is to the pages: name, usage, options, how it
 * needs the data folder, function. Exit codes: 0 done, 1 refused (the reason in one line, nothing changed), 2 wrong usage.
 * A writing command beside a running server is run by that server (ctl.h): the same function, in its process, on its
 * writer. Neighbours: cmd_<subject>.c hold the functions. Not for: rules, which are the subjects'.
 */
#ifndef HN_CLI_CLI_H
#define HN_CLI_CLI_H

#include <stdio.h>

#include "base/ctx.h"
#include "store/store.h"

enum { HN_CLI_DONE = 0, HN_CLI_REFUSED = 1, HN_CLI_USAGE = 2 };

struct hn_option {
    const char *name;  /* "--on" */
    const char *value; /* how its value is called in the usage, "DATE"; NULL: a flag */
};

enum hn_door {
    HN_DOOR_NONE,  /* touches no data folder */
    HN_DOOR_READ,  /* reads, also beside a running server */
    HN_DOOR_WRITE, /* writes: run by the server when there is one, else with the folder to itself */
    HN_DOOR_OWN,   /* opens and closes the folder by itself: init, serve, demo, restore */
};

/* The file a command works on is opened by whoever was asked, so that a server never opens paths for others. */
enum hn_file_use { HN_FILE_NO, HN_FILE_READ, HN_FILE_WRITE };

struct hn_cli;
struct hn_command {
    const char *name;                /* "import", "audit export" */
    const char *words;               /* positional arguments in the usage, "KIND FILE" */
    const char *about;               /* text key of one line of help; its page of help is about + ".more" */
    const struct hn_option *options; /* beside the common ones; last has name NULL */
    int least, most;                 /* how many positional arguments */
    enum hn_door door;
    enum hn_file_use file;
    int file_word; /* which positional argument names the file; -1: the option --out, absent: standard output */
    int (*run)(struct hn_cli *cli);
};

extern const struct hn_command hn_commands[]; /* last has name NULL */

/* What a server shares with the commands it runs. */
struct hn_host {
    const char *dir;
    const char *url; /* PostgreSQL; NULL: SQLite in dir */
    const struct hn_platform *platform;
    struct hn_store *store;
    struct hn_keys *keys;
    struct hn_counts_cache *counts;
    struct hn_indicator_cache *indicators;
};

#define HN_CLI_WORDS 16

struct hn_cli {
    struct hn_ctx ctx;
    const struct hn_host
        *host; /* store open as the command's door asks; NULL for HN_DOOR_NONE and HN_DOOR_OWN */
    const struct hn_command *command;
    const char *words[HN_CLI_WORDS];
    int word_count;
    const char *
        values[HN_CLI_WORDS]; /* of the command's options, by their index; "" for a flag given, NULL absent */
    const char *data;         /* --data, default ./data */
    const char *url;          /* --store or NULL */
    FILE *in, *out, *err;
    FILE *file;           /* the file named, or out; NULL when the command works on none */
    bool terminal;        /* err is a terminal: progress may be shown */
    const char *bar_what; /* the progress bar as last drawn: of what, how far; NULL: none */
    int bar_percent;
};

int hn_cli_main(int argc, char **argv);
/* Run a command line whose door is open already (host), for the server. */
int hn_cli_run(struct hn_cli *cli, int argc, const char *const *argv);

/* The value of an option, NULL when it was not given. Asking for one that is not declared is a programmer's mistake. */
const char *hn_cli_value(const struct hn_cli *cli, const char *option);
bool hn_cli_flag(const struct hn_cli *cli, const char *option);

/* Says why, in one line in the user's language, and answers HN_CLI_REFUSED. */
int hn_cli_refuse(struct hn_cli *cli, enum hn_rc rc);
/* Wrong usage: the sentence (text key, {0} arg), then the usage line. HN_CLI_USAGE. */
int hn_cli_usage(struct hn_cli *cli, const char *key, const char *arg);
/* A line of text for the user: key with {0} and {1} filled. */
void hn_cli_say(struct hn_cli *cli, const char *key, const char *arg0, const char *arg1);
/* A bar on a terminal; done == total ends the line. Nothing elsewhere. */
void hn_cli_progress(struct hn_cli *cli, const char *what_key, int64_t done, int64_t total);
/* Reads --on and --known into ctx. HN_CLI_USAGE on a date that is none, else 0. */
int hn_cli_dates(struct hn_cli *cli);

/* Opening and closing the data folder for commands with HN_DOOR_OWN. */
enum hn_rc hn_host_open(struct hn_ctx *c, struct hn_host *h, bool create, bool read_only, int readers);
void hn_host_close(struct hn_host *h);

#endif
