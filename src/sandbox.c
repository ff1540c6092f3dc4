/* sandbox.c: see sandbox.h. */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"

/* --- files --- */

#define READS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITES                                                                                               \
    (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |        \
     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |              \
     LANDLOCK_ACCESS_FS_MAKE_FIFO)
#define NEVER                                                                                                \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK |             \
     LANDLOCK_ACCESS_FS_MAKE_SYM)

static bool
allow_below(int rules, const char *path, __u64 access)
{
    struct landlock_path_beneath_attr rule = { .allowed_access = access };
    bool added;

    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return false;
    added = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent_fd);
    return added;
}

void
hn_sandbox_files(const char *data_dir)
{
    const struct landlock_ruleset_attr all = { .handled_access_fs = READS | WRITES | NEVER };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    bool bound = rules >= 0 && allow_below(rules, "/", READS) &&
                 allow_below(rules, data_dir, READS | WRITES) &&
                 allow_below(rules, "/dev/null",
                             LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE) &&
                 prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                 syscall(SYS_landlock_restrict_self, rules, 0) == 0;

    if (!bound)
        hn_log(HN_LOG_WARN, "sandbox: files are not fenced in (%s)", strerror(errno));
    if (rules >= 0)
        close(rules);
}

/* --- calls --- */

static const int refused_calls[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(open_by_handle_at),
#ifndef __SANITIZE_ADDRESS__ /* the leak check at the end of a test traces its own process */
    SCMP_SYS(ptrace),
#endif
};

static bool
refuse(scmp_filter_ctx filter, int call)
{
    int rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);

    return rc == 0 || rc == -EDOM; /* a call this machine does not have */
}

static void
no_core(void)
{
#ifndef __SANITIZE_ADDRESS__
    const struct rlimit none = { 0, 0 };

    if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        hn_log(HN_LOG_WARN, "sandbox: core dumps are still possible (%s)", strerror(errno));
#endif
}

void
hn_sandbox_calls(bool connects)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool bound = filter != NULL && seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0;

    for (size_t i = 0; bound && i < sizeof refused_calls / sizeof *refused_calls; i++)
        bound = refuse(filter, refused_calls[i]);
    if (bound && !connects)
        bound = refuse(filter, SCMP_SYS(connect));
    if (!bound || seccomp_load(filter) != 0)
        hn_log(HN_LOG_WARN, "sandbox: calls are not filtered");
    if (filter)
        seccomp_release(filter);
    no_core();
}
