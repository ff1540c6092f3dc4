/* main.c: the door of the program; hands the arguments to the command they name.
 *
 * Not for: what a command does, which is in cli/. Exit 0 done, 1 refused, 2 wrong usage.
 */
#include "cli/cli.h"

int
main(int argc, char **argv)
{
    return hn_cli_main(argc, argv);
}
