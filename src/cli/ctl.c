/* ctl.c: see ctl.h. One message there (arguments parted by NUL, descriptors beside them), one number back. */
#include "cli/ctl.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"

enum { MESSAGE_MAX = 65536, FILES_MAX = 4, ARGUMENTS_MAX = 64 };

struct hn_ctl {
    const struct hn_host *host;
    int listener;
    pthread_t thread;
    struct hn_arena *arena;
    char path[sizeof((struct sockaddr_un *)0)->sun_path];
};

static bool
address_of(const char *dir, struct sockaddr_un *out)
{
    *out = (struct sockaddr_un){ .sun_family = AF_UNIX };

    int len = snprintf(out->sun_path, sizeof out->sun_path, "%s/ctl", dir);

    return len > 0 && (size_t)len < sizeof out->sun_path;
}

/* --- asking --- */

static bool
send_line(int fd, const char *text, size_t len, const int *files, size_t count)
{
    union {
        struct cmsghdr align;
        char room[CMSG_SPACE(FILES_MAX * sizeof(int))];
    } control = { 0 };
    struct iovec iov = { .iov_base = (void *)(uintptr_t)text, .iov_len = len };
    struct msghdr m = { .msg_iov = &iov,
                        .msg_iovlen = 1,
                        .msg_control = control.room,
                        .msg_controllen = CMSG_SPACE(count * sizeof(int)) };
    struct cmsghdr *h = CMSG_FIRSTHDR(&m);

    h->cmsg_level = SOL_SOCKET;
    h->cmsg_type = SCM_RIGHTS;
    h->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(h), files, count * sizeof(int));
    return sendmsg(fd, &m, MSG_NOSIGNAL) == (ssize_t)len;
}

bool
hn_ctl_ask(struct hn_cli *cli, int argc, const char *const *argv, int *code)
{
    struct sockaddr_un at;
    struct hn_buf line;
    int files[FILES_MAX] = { fileno(cli->in), fileno(cli->out), fileno(cli->err) };
    size_t count = 3;
    int32_t answer = HN_CLI_REFUSED;

    if (!address_of(cli->data, &at))
        return false;

    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

    if (fd < 0)
        return false;
    if (connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        close(fd);
        return false;
    }
    if (cli->file)
        files[count++] = fileno(cli->file);
    hn_buf_init(&line, cli->ctx.arena, MESSAGE_MAX);
    hn_buf_char(&line, cli->ctx.lang == HN_EN ? 'e' : 'v');
    for (int i = 0; i < argc; i++)
        hn_buf_add(&line, argv[i], strlen(argv[i]) + 1);
    fflush(cli->out);
    if (!send_line(fd, line.data, line.len, files, count) ||
        recv(fd, &answer, sizeof answer, 0) != sizeof answer) {
        hn_fail(&cli->ctx, HN_UNAVAILABLE, "", "cli.server_gone");
        answer = hn_cli_refuse(cli, HN_UNAVAILABLE);
    }
    close(fd);
    *code = answer;
    return true;
}

/* --- answering --- */

static ssize_t
take_line(int fd, char *text, size_t room, int files[FILES_MAX], size_t *count)
{
    union {
        struct cmsghdr align;
        char room[CMSG_SPACE(FILES_MAX * sizeof(int))];
    } control;
    struct iovec iov = { .iov_base = text, .iov_len = room };
    struct msghdr m = {
        .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.room, .msg_controllen = sizeof control.room
    };
    ssize_t len = recvmsg(fd, &m, MSG_CMSG_CLOEXEC);

    *count = 0;
    for (struct cmsghdr *h = len > 0 ? CMSG_FIRSTHDR(&m) : NULL; h; h = CMSG_NXTHDR(&m, h)) {
        if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS)
            continue;
        *count = (h->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(files, CMSG_DATA(h), *count * sizeof(int));
    }
    return m.msg_flags & MSG_TRUNC ? -1 : len;
}

static int
run_line(struct hn_ctl *ctl, const char *text, size_t len, FILE *streams[FILES_MAX])
{
    const char *argv[ARGUMENTS_MAX];
    int argc = 0;
    struct hn_cli cli = { .host = ctl->host,
                          .data = ctl->host->dir,
                          .url = ctl->host->url,
                          .in = streams[0],
                          .out = streams[1],
                          .err = streams[2],
                          .file = streams[3] };

    for (size_t i = 1; i < len && argc < ARGUMENTS_MAX; i += strlen(text + i) + 1)
        argv[argc++] = text + i;
    hn_ctx_init(&cli.ctx, ctl->arena, ctl->host->platform, HN_USER_SYSTEM);
    cli.ctx.lang = text[0] == 'e' ? HN_EN : HN_VI;
    cli.ctx.keys = ctl->host->keys;
    cli.ctx.counts_cache = ctl->host->counts;
    cli.ctx.indicator_cache = ctl->host->indicators;
    cli.terminal = isatty(fileno(cli.err)) == 1;

    int code = hn_cli_run(&cli, argc, argv);

    for (size_t i = 1; i < FILES_MAX; i++)
        if (streams[i] && fflush(streams[i]) != 0 && code == HN_CLI_DONE)
            code = HN_CLI_REFUSED;
    return code;
}

static void
serve_one(struct hn_ctl *ctl, int fd)
{
    char *text = hn_alloc(ctl->arena, MESSAGE_MAX + 1);
    int files[FILES_MAX];
    FILE *streams[FILES_MAX] = { NULL };
    size_t count;
    ssize_t len = take_line(fd, text, MESSAGE_MAX, files, &count);
    int32_t code = HN_CLI_REFUSED;

    for (size_t i = 0; i < count; i++) {
        /* The named file may have been opened either way round; the stream takes the way it was. */
        streams[i] = fdopen(files[i], i == 0 ? "rb" : i < 3 ? "wb" : "r+b");
        if (streams[i] == NULL)
            streams[i] = fdopen(files[i], "rb");
        if (streams[i] == NULL)
            streams[i] = fdopen(files[i], "wb");
        if (streams[i] == NULL)
            close(files[i]);
    }
    if (len > 1 && count >= 3 && streams[0] && streams[1] && streams[2])
        code = run_line(ctl, text, (size_t)len, streams);
    for (size_t i = 0; i < count; i++)
        if (streams[i])
            fclose(streams[i]);
    if (send(fd, &code, sizeof code, MSG_NOSIGNAL) != sizeof code)
        hn_log(HN_LOG_WARN, "ctl: the asker left before its answer");
    hn_arena_reset(ctl->arena);
}

static void *
serve(void *arg)
{
    struct hn_ctl *ctl = arg;

    for (;;) {
        int fd = accept4(ctl->listener, NULL, NULL, SOCK_CLOEXEC);

        if (fd < 0 && errno == EINTR)
            continue;
        if (fd < 0)
            return NULL; /* shut down by hn_ctl_stop */
        serve_one(ctl, fd);
        close(fd);
    }
}

enum hn_rc
hn_ctl_start(struct hn_ctx *c, const struct hn_host *host, struct hn_ctl **out)
{
    struct hn_ctl *ctl = HN_NEW(c->arena, struct hn_ctl);
    struct sockaddr_un at;

    if (!address_of(host->dir, &at))
        return hn_fail_arg(c, HN_INVALID, "--data", "cli.path_too_long", host->dir);
    ctl->host = host;
    ctl->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    memcpy(ctl->path, at.sun_path, sizeof ctl->path);
    unlink(at.sun_path); /* left by a server that was killed: the lock on the folder says there is none now */

    mode_t before = umask(0177);
    bool bound = ctl->listener >= 0 && bind(ctl->listener, (struct sockaddr *)&at, sizeof at) == 0;

    umask(before);
    ctl->arena = hn_arena_new((size_t)1 << 30);
    if (!bound || listen(ctl->listener, 16) != 0 || pthread_create(&ctl->thread, NULL, serve, ctl) != 0) {
        hn_arena_free(ctl->arena);
        if (ctl->listener >= 0)
            close(ctl->listener);
        return hn_fail_arg(c, HN_UNAVAILABLE, "--data", "cli.cannot_write", at.sun_path);
    }
    *out = ctl;
    return HN_OK;
}

void
hn_ctl_stop(struct hn_ctl *ctl)
{
    shutdown(ctl->listener, SHUT_RDWR);
    pthread_join(ctl->thread, NULL);
    close(ctl->listener);
    unlink(ctl->path);
    hn_arena_free(ctl->arena);
}
