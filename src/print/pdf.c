/* pdf.c: the child that draws, and asking it (pdf.h).
 *
 * Four kinds of process. The serving one makes a pair of sockets for each drawing, keeps one end and passes the other
 * to the child. The child, forked before any thread, does nothing but take such ends and fork a drawer for each; having
 * read nothing of a document it has nothing to stumble over. A drawer reads one document, draws, answers and ends; when
 * it breaks, the serving process sees its end of the pair closed, and the next drawing is a new process. The keeper is the
 * child's parent and starts it anew should the machine kill it.
 */
#include "print/pdf.h"

#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "print/inside.h"

enum { DRAWING_MOST = 4 }; /* at once */

struct hn_printer {
    int control; /* ends of pairs go to the child through it */
    pid_t child;
    atomic_int drawing;
    struct hn_arena *memory;
};

/* --- bytes through a socket --- */

static bool
put_all(int fd, const void *bytes, size_t len)
{
    const char *at = bytes;

    while (len > 0) {
        ssize_t done = send(fd, at, len, MSG_NOSIGNAL);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        at += done;
        len -= (size_t)done;
    }
    return true;
}

static bool
get_all(int fd, void *bytes, size_t len)
{
    char *at = bytes;

    while (len > 0) {
        ssize_t done = recv(fd, at, len, 0);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        at += done;
        len -= (size_t)done;
    }
    return true;
}

/* --- a drawer --- */

enum { DRAWER_MEMORY = 64 << 20 };

static bool
draw_one(int fd)
{
    struct hn_arena *a = hn_arena_new(DRAWER_MEMORY);
    struct hn_doc *doc;
    struct hn_buf out;
    uint32_t len;
    char *json;

    if (!get_all(fd, &len, sizeof len) || len > HN_DOC_MOST)
        return false;
    json = hn_alloc(a, len);
    if (!get_all(fd, json, len) || !hn_doc_read(a, json, len, &doc))
        return false;
    hn_buf_init(&out, a, 0);
    if (!hn_draw(&out, doc) || out.len > HN_PDF_MOST)
        return false;
    len = (uint32_t)out.len;
    return put_all(fd, &len, sizeof len) && put_all(fd, out.data, out.len);
}

_Noreturn static void
drawer(int fd, bool fenced)
{
    signal(SIGALRM, SIG_DFL);
    alarm(HN_PDF_SECONDS);
    _exit(hn_fence_calls(fenced) && draw_one(fd) ? 0 : 1);
}

/* --- the child --- */

/* -1: the serving process has gone. */
static int
next_end(int control)
{
    union {
        char room[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } at;
    char byte;
    struct iovec iov = { &byte, 1 };
    struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
    struct cmsghdr *head;
    ssize_t got;
    int fd = -1;

    do {
        msg.msg_control = at.room;
        msg.msg_controllen = sizeof at.room;
        got = recvmsg(control, &msg, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    head = got > 0 ? CMSG_FIRSTHDR(&msg) : NULL;
    if (head && head->cmsg_type == SCM_RIGHTS)
        memcpy(&fd, CMSG_DATA(head), sizeof fd);
    return fd;
}

/* Interrupts are for the serving process: it ends us by closing its end, once its last answers have left. */
static void
leave_the_parent(int control)
{
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_NAME, "hatnhan-print");
    dup2(control, STDIN_FILENO);
    close_range(STDERR_FILENO + 1, ~0u, 0);
    dup2(STDERR_FILENO, STDOUT_FILENO);
}

_Noreturn static void
child(bool fenced)
{
    int fd;

    signal(SIGCHLD, SIG_IGN); /* drawers are not waited for */
    FcInit();                 /* once for all drawers, which find it in their memory */
    while ((fd = next_end(STDIN_FILENO)) >= 0) {
        if (fork() == 0)
            drawer(fd, fenced);
        close(fd);
    }
    _exit(0);
}

/* Starts the child, and again should it be killed, a little later each time. What was asked meanwhile waits. */
_Noreturn static void
keeper(int control)
{
    enum { LONGEST = 32 };
    unsigned pause = 1;
    bool fenced;

    leave_the_parent(control);
    fenced = hn_fence_files();
    for (;;) {
        int status = 0;
        pid_t pid = fork();

        if (pid == 0)
            child(fenced);
        while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
            ;
        if (pid > 0 && WIFEXITED(status))
            _exit(0);
        hn_log(HN_LOG_WARN, "print: the child that draws has gone; another follows");
        sleep(pause);
        pause = pause < LONGEST ? pause * 2 : LONGEST;
    }
}

struct hn_printer *
hn_printer_start(void)
{
    struct hn_arena *memory;
    struct hn_printer *p;
    int ends[2];
    pid_t pid;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        hn_log(HN_LOG_WARN, "print: no sockets (%s)", strerror(errno));
        return NULL;
    }
    pid = fork();
    if (pid == 0)
        keeper(ends[1]);
    close(ends[1]);
    if (pid < 0) {
        hn_log(HN_LOG_WARN, "print: no child (%s)", strerror(errno));
        close(ends[0]);
        return NULL;
    }
    memory = hn_arena_new(4096);
    p = HN_NEW(memory, struct hn_printer);
    *p = (struct hn_printer){ .control = ends[0], .child = pid, .memory = memory };
    return p;
}

void
hn_printer_stop(struct hn_printer *p)
{
    if (!p)
        return;
    close(p->control);
    while (waitpid(p->child, NULL, 0) < 0 && errno == EINTR)
        ;
    hn_arena_free(p->memory);
}

int
hn_printer_child(const struct hn_printer *p)
{
    return p->child;
}

/* --- asking --- */

static bool
pass_end(const struct hn_printer *p, int fd)
{
    union {
        char room[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } at = { .room = { 0 } };
    char byte = 0;
    struct iovec iov = { &byte, 1 };
    struct msghdr msg = {
        .msg_iov = &iov, .msg_iovlen = 1, .msg_control = at.room, .msg_controllen = sizeof at.room
    };
    struct cmsghdr *head = CMSG_FIRSTHDR(&msg);

    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(head), &fd, sizeof fd);
    return sendmsg(p->control, &msg, MSG_NOSIGNAL) == 1;
}

/* A drawer ends itself in time; a little more is left for it to be started in. */
static void
limit_waiting(int fd)
{
    struct timeval limit = { .tv_sec = HN_PDF_SECONDS + 2 };

    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

static void
close_end(void *thing)
{
    close(*(int *)thing);
}

static void
drew(void *thing)
{
    struct hn_printer *p = thing;

    atomic_fetch_sub(&p->drawing, 1);
}

/* What must be given back hangs on held, so that it is given back also when c's memory runs out. */
static enum hn_rc
ask(struct hn_ctx *c, struct hn_printer *p, struct hn_arena *held, struct hn_bytes json, struct hn_bytes *out)
{
    uint32_t len = (uint32_t)json.len;
    int ends[2], *mine = HN_NEW(held, int);
    uint8_t *data;
    bool passed;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return hn_fail(c, HN_UNAVAILABLE, "", "print.unavailable");
    *mine = ends[0];
    hn_arena_at_end(held, close_end, mine);
    passed = pass_end(p, ends[1]);
    close(ends[1]);
    limit_waiting(*mine);
    if (!passed || !put_all(*mine, &len, sizeof len) || !put_all(*mine, json.data, json.len) ||
        !get_all(*mine, &len, sizeof len) || len > HN_PDF_MOST)
        return hn_fail(c, HN_UNAVAILABLE, "", "print.unavailable");
    data = hn_alloc(c->arena, len);
    if (!get_all(*mine, data, len))
        return hn_fail(c, HN_UNAVAILABLE, "", "print.unavailable");
    *out = (struct hn_bytes){ data, len };
    return HN_OK;
}

enum hn_rc
hn_printer_ask(struct hn_ctx *c, struct hn_printer *p, struct hn_bytes json, struct hn_bytes *out)
{
    struct hn_arena *held;
    enum hn_rc rc;

    if (!p || json.len > HN_DOC_MOST)
        return hn_fail(c, HN_UNAVAILABLE, "", "print.unavailable");
    if (atomic_fetch_add(&p->drawing, 1) >= DRAWING_MOST) {
        atomic_fetch_sub(&p->drawing, 1);
        return hn_fail(c, HN_BUSY, "", "print.busy");
    }
    held = hn_arena_child(c->arena, 4096);
    hn_arena_at_end(held, drew, p);
    rc = ask(c, p, held, json, out);
    hn_arena_free(held);
    return rc;
}

enum hn_rc
hn_pdf(struct hn_ctx *c, struct hn_printer *p, const struct hn_doc *d, struct hn_bytes *out)
{
    struct hn_buf json;

    hn_buf_init(&json, c->arena, 0);
    hn_doc_write(&json, d);
    return hn_printer_ask(c, p, (struct hn_bytes){ (const uint8_t *)json.data, json.len }, out);
}
