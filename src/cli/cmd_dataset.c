/* cmd_dataset.c: import and export. */
#include <string.h>

#include "audit/audit.h"
#include "base/words.h"
#include "cli/cmd.h"
#include "dataset/dataset.h"
#include "setting/setting.h"

/* --- import --- */

/* A cell of the verdicts: quoted when it holds what would part it. */
static void
put_cell(FILE *to, const char *text)
{
    if (strpbrk(text, ",\"\n") == NULL) {
        fputs(text, to);
        return;
    }
    fputc('"', to);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', to);
        fputc(*text, to);
    }
    fputc('"', to);
}

static void
tell_verdict(void *sink, int64_t row, const char *status, const struct hn_fault *fault)
{
    struct hn_cli *cli = sink;

    fprintf(cli->out, "%lld,%s,", (long long)row, status);
    if (fault) {
        put_cell(cli->out, fault->field);
        fputc(',', cli->out);
        put_cell(cli->out, hn_words_fault(cli->ctx.arena, cli->ctx.lang, fault));
    } else {
        fputc(',', cli->out);
    }
    fputc('\n', cli->out);
}

static void
tell_progress(void *sink, uint64_t done, uint64_t total)
{
    hn_cli_progress(sink, "cli.importing", (int64_t)done, (int64_t)total);
}

int
hn_cmd_import(struct hn_cli *cli)
{
    struct hn_import in = {
        .kind = hn_dataset_of(cli->words[0]),
        .in = { .path = hn_print(cli->ctx.arena, "/proc/self/fd/%d", fileno(cli->file)) },
        .dry_run = hn_cli_flag(cli, "--dry-run"),
        .partial = hn_cli_flag(cli, "--partial"),
        .verdict = tell_verdict,
        .progress = tell_progress,
        .sink = cli,
    };

    if (in.kind == NULL)
        return hn_cli_usage(cli, "error.cli.kind", cli->words[0]);
    fputs("row,status,field,message\n", cli->out);

    enum hn_rc rc = hn_import(cli->host->store, &cli->ctx, &in);

    if (rc)
        return hn_cli_refuse(cli, rc);
    fprintf(cli->err, "%s\n",
            hn_words_fill(cli->ctx.arena, cli->ctx.lang, in.dry_run ? "cli.import_checked" : "cli.imported",
                          hn_print(cli->ctx.arena, "%lld", (long long)in.taken),
                          hn_print(cli->ctx.arena, "%lld", (long long)in.bad)));
    return HN_CLI_DONE;
}

/* --- export --- */

static bool
to_file(void *arg, const void *bytes, size_t len)
{
    return fwrite(bytes, 1, len, arg) == len;
}

static bool
format_of(const char *name, enum hn_sheet_format *out)
{
    static const char *const names[] = { "csv", "xlsx", "json" };

    *out = HN_SHEET_CSV;
    if (name == NULL)
        return true;
    for (int i = 0; i < 3; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (enum hn_sheet_format)i;
            return true;
        }
    return false;
}

/* What an export's pieces are handed. */
struct exporting {
    const struct hn_cli *cli;
    struct hn_export *out;
};

/* An export is a look at everybody in it: the log has its unit and how many rows before the first byte leaves. */
static enum hn_rc
log_export(struct hn_ctx *c, void *arg)
{
    const struct exporting *e = arg;

    return hn_audit_person(c, hn_print(c->arena, "export.%s", e->cli->words[0]), e->out->rows,
                           (struct hn_person_id){ 0 }, e->out->about);
}

static enum hn_rc
count_rows(struct hn_cli *cli, struct hn_export *out)
{
    enum hn_rc rc = hn_store_read_begin(cli->host->store, &cli->ctx);

    if (rc)
        return rc;
    rc = hn_export_count(&cli->ctx, out);
    hn_store_read_end(cli->host->store, &cli->ctx);
    return rc;
}

static enum hn_rc
export_rows(struct hn_cli *cli, struct hn_export *out)
{
    struct hn_ctx *c = &cli->ctx;
    struct exporting e = { .cli = cli, .out = out };
    const char *demo;
    enum hn_rc rc = count_rows(cli, out);

    if (rc == HN_OK)
        rc = hn_store_write(cli->host->store, c, log_export, &e);
    if (rc == HN_OK)
        rc = hn_store_read_begin(cli->host->store, c);
    if (rc)
        return rc;
    rc = hn_setting_get(c, HN_SETTING_DEMO, &demo);
    if (rc == HN_OK && strcmp(demo, "1") == 0 && out->format != HN_SHEET_CSV)
        out->notice = hn_words(c->lang, "demo.notice");
    if (rc == HN_OK)
        rc = hn_export(c, out);
    hn_store_read_end(cli->host->store, c);
    return rc;
}

int
hn_cmd_export(struct hn_cli *cli)
{
    struct hn_export out = {
        .kind = hn_dataset_of(cli->words[0]),
        .unit = hn_cli_value(cli, "--unit"),
        .of_day = hn_cli_flag(cli, "--on"),
        .sink = to_file,
        .sink_arg = cli->file,
        .folder = cli->data,
    };
    int code = hn_cli_dates(cli);

    if (code)
        return code;
    if (out.kind == NULL || !hn_dataset_exports(out.kind))
        return hn_cli_usage(cli, "error.cli.kind", cli->words[0]);
    if (!format_of(hn_cli_value(cli, "--format"), &out.format))
        return hn_cli_usage(cli, "cli.bad_value", hn_cli_value(cli, "--format"));

    enum hn_rc rc = export_rows(cli, &out);

    return rc ? hn_cli_refuse(cli, rc) : HN_CLI_DONE;
}
