/* commands.c: every command of the program, one row each. It stands above the floors, since some rows are of the server.
 * Neighbours: cli/cli.h says what a row means.
 */
#include "cli/cmd.h"
#include "serve.h"

static const struct hn_option listen_options[] = { { "--listen", "ADDR:PORT" }, { NULL, NULL } };
static const struct hn_option demo_options[] = {
    { "--listen", "ADDR:PORT" },
    { "--size", "small|province" },
    { "--seed", "N" },
    { "--fill-only", NULL },
    { NULL, NULL },
};
static const struct hn_option import_options[] = { { "--dry-run", NULL },
                                                   { "--partial", NULL },
                                                   { NULL, NULL } };
static const struct hn_option export_options[] = {
    { "--on", "DATE" },  { "--known", "DATE" }, { "--unit", "CODE" }, { "--format", "csv|xlsx|json" },
    { "--out", "FILE" }, { NULL, NULL },
};
static const struct hn_option role_options[] = {
    { "--from", "DATE" },
    { "--to", "DATE" },
    { "--reason", "TEXT" },
    { NULL, NULL },
};
static const struct hn_option verify_options[] = { { "--since", "SIZE:ROOT" }, { NULL, NULL } };
static const struct hn_option bench_options[] = {
    { "--secretaries", "N" }, { "--cascade", NULL }, { "--indicators", NULL }, { NULL, NULL }
};
static const struct hn_option out_options[] = { { "--out", "FILE" }, { NULL, NULL } };

const struct hn_command hn_commands[] = {
    /* name, words, about, options, least, most, door, file, file_word, run */
    { "demo", "", "cli.demo", demo_options, 0, 0, HN_DOOR_OWN, HN_FILE_NO, -1, hn_cmd_demo },
    { "init", "", "cli.init", NULL, 0, 0, HN_DOOR_OWN, HN_FILE_NO, -1, hn_cmd_init },
    { "serve", "", "cli.serve", listen_options, 0, 0, HN_DOOR_OWN, HN_FILE_NO, -1, hn_cmd_serve },
    { "import", "KIND FILE", "cli.import", import_options, 2, 2, HN_DOOR_WRITE, HN_FILE_READ, 1,
      hn_cmd_import },
    { "export", "KIND", "cli.export", export_options, 1, 1, HN_DOOR_WRITE, HN_FILE_WRITE, -1, hn_cmd_export },
    { "backup", "FILE", "cli.backup", NULL, 1, 1, HN_DOOR_WRITE, HN_FILE_WRITE, 0, hn_cmd_backup },
    { "restore", "FILE", "cli.restore", NULL, 1, 1, HN_DOOR_OWN, HN_FILE_READ, 0, hn_cmd_restore },
    { "verify", "", "cli.verify", NULL, 0, 0, HN_DOOR_READ, HN_FILE_NO, -1, hn_cmd_verify },
    { "user add", "NAME", "cli.user_add", NULL, 1, 1, HN_DOOR_WRITE, HN_FILE_NO, -1, hn_cmd_user_add },
    { "user role", "NAME ROLE UNIT", "cli.user_role", role_options, 3, 3, HN_DOOR_WRITE, HN_FILE_NO, -1,
      hn_cmd_user_role },
    { "user token", "NAME", "cli.user_token", NULL, 1, 1, HN_DOOR_WRITE, HN_FILE_NO, -1, hn_cmd_user_token },
    { "user passwd", "NAME", "cli.user_passwd", NULL, 1, 1, HN_DOOR_WRITE, HN_FILE_NO, -1,
      hn_cmd_user_passwd },
    { "routes", "", "cli.routes", NULL, 0, 0, HN_DOOR_NONE, HN_FILE_NO, -1, hn_cmd_routes },
    { "rights", "", "cli.rights", NULL, 0, 0, HN_DOOR_READ, HN_FILE_NO, -1, hn_cmd_rights },
    { "access ask", "USER RIGHT RECORD", "cli.access_ask", NULL, 3, 3, HN_DOOR_READ, HN_FILE_NO, -1,
      hn_cmd_access_ask },
    { "audit export", "", "cli.audit_export", out_options, 0, 0, HN_DOOR_WRITE, HN_FILE_WRITE, -1,
      hn_cmd_audit_export },
    { "audit verify", "", "cli.audit_verify", verify_options, 0, 0, HN_DOOR_READ, HN_FILE_NO, -1,
      hn_cmd_audit_verify },
    { "bench", "", "cli.bench", bench_options, 0, 0, HN_DOOR_OWN, HN_FILE_NO, -1, hn_cmd_bench },
    { 0 },
};
