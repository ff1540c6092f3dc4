/* main.c: the door of the program; hands the arguments to the command they name.
 *
 * Not for: what a command does, which is in cli/. Exit 0 done, 1 refused, 2 wrong usage.
 */
#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: hatnhan [--version] [--help]\n";

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("hatnhan " HN_VERSION);
        return 0;
    }
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    fputs(usage, stderr);
    return 2;
}
