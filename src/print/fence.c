/* fence.c: what the processes that draw may still do: read fonts, reckon, answer. (security/ section 6)
 *
 * A document's text goes through shaping and font libraries, the largest piece of foreign code there is; so it goes
 * there in a process that could do nothing if it were taken over. Neighbour: src/sandbox.c fences in the serving one.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"
#include "print/inside.h"

/* --- files --- */

#define READS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define ALL                                                                                                  \
    (READS | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |    \
     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |           \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |             \
     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* Those that are not there need no leave. */
static const char *const readable[] = {
    "/etc/fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/fontconfig",
    "/var/cache/fontconfig",
};

static void
allow_below(int rules, const char *path)
{
    struct landlock_path_beneath_attr rule = { .allowed_access = READS };

    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return;
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

bool
hn_fence_files(void)
{
    const struct landlock_ruleset_attr all = { .handled_access_fs = ALL };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    bool fenced = rules >= 0;

    for (size_t i = 0; fenced && i < sizeof readable / sizeof *readable; i++)
        allow_below(rules, readable[i]);
    fenced = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && fenced &&
             syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    if (!fenced)
        hn_log(HN_LOG_WARN, "print: files are not fenced in (%s)", strerror(errno));
    if (rules >= 0)
        close(rules);
    return fenced;
}

/* --- calls --- */

/* What shaping, drawing and the C library take; all else answers "not permitted". */
static const int allowed_calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(fstat),
    SCMP_SYS(fcntl),
    SCMP_SYS(fstatfs),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(clock_getres),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(rseq),
    SCMP_SYS(sysinfo),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(poll),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(getdents64),
};
/* Looking for and opening a font. */
static const int opening_calls[] = {
    SCMP_SYS(openat),   SCMP_SYS(newfstatat), SCMP_SYS(statx),     SCMP_SYS(stat),
    SCMP_SYS(lstat),    SCMP_SYS(access),     SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
    SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(statfs),    SCMP_SYS(open),
};

static bool
allow(scmp_filter_ctx filter, const int *calls, size_t count)
{
    int rc = 0;

    for (size_t i = 0; i < count && (rc == 0 || rc == -EDOM); i++)
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
    return rc == 0 || rc == -EDOM; /* a call this machine does not have */
}

/* Pango asks for its fonts in threads of its own; a thread is let be, a process is not. clone3 hides its flags from the
 * filter, and is said not to exist: the C library then takes clone. */
static bool
allow_threads(scmp_filter_ctx filter)
{
    int old = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                               SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    int new = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);

    return old == 0 && (new == 0 || new == -EDOM);
}

static bool
limit(__rlimit_resource_t what, rlim_t most)
{
    const struct rlimit to = { most, most };

    return setrlimit(what, &to) == 0;
}

bool
hn_fence_calls(bool files_open)
{
    scmp_filter_ctx filter;
    bool bound = limit(RLIMIT_CPU, HN_PDF_SECONDS) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
                 limit(RLIMIT_NOFILE, 64);

#ifndef __SANITIZE_ADDRESS__ /* its shadow alone is larger than any ceiling */
    bound = bound && limit(RLIMIT_AS, (rlim_t)1 << 30);
#endif
    filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bound = bound && filter && allow(filter, allowed_calls, sizeof allowed_calls / sizeof *allowed_calls) &&
            allow_threads(filter) &&
            (!files_open || allow(filter, opening_calls, sizeof opening_calls / sizeof *opening_calls)) &&
            seccomp_load(filter) == 0;
    if (filter)
        seccomp_release(filter);
    if (!bound)
        hn_log(HN_LOG_WARN, "print: a drawing could not be fenced in");
    return bound;
}
