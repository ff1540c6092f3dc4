/* cmd.h: the commands of this folder, each in cmd_<subject>.c. They answer an exit code. */
#ifndef HN_CLI_CMD_H
#define HN_CLI_CMD_H

#include "cli/cli.h"

int hn_cmd_import(struct hn_cli *cli);
int hn_cmd_export(struct hn_cli *cli);
int hn_cmd_backup(struct hn_cli *cli);
int hn_cmd_restore(struct hn_cli *cli);
int hn_cmd_verify(struct hn_cli *cli);
int hn_cmd_user_add(struct hn_cli *cli);
int hn_cmd_user_role(struct hn_cli *cli);
int hn_cmd_user_token(struct hn_cli *cli);
int hn_cmd_user_passwd(struct hn_cli *cli);
int hn_cmd_rights(struct hn_cli *cli);
int hn_cmd_access_ask(struct hn_cli *cli);
int hn_cmd_audit_export(struct hn_cli *cli);
int hn_cmd_audit_verify(struct hn_cli *cli);
int hn_cmd_bench(struct hn_cli *cli);

#endif
