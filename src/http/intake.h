/* intake.h: collects a request's body: up to 64 KiB in memory, more in a file without a name. For http/ alone. */
#ifndef HN_HTTP_INTAKE_H
#define HN_HTTP_INTAKE_H

#include "base/buf.h"
#include "http/http.h"

struct hn_intake {
    struct hn_arena *arena;
    const char *dir; /* where the file is made */
    size_t limit;    /* most bytes taken */
    size_t taken;
    size_t thrown; /* bytes read and forgotten after a refusal */
    struct hn_buf memory;
    int fd; /* -1: in memory */
    void *mapped;
    unsigned refused; /* 0, or the status the request ends with: 413, 503 */
};

void hn_intake_begin(struct hn_intake *in, struct hn_arena *a, const char *dir, size_t limit);
/* false: the other end keeps sending after a refusal; close the connection. */
bool hn_intake_take(struct hn_intake *in, const void *bytes, size_t len);
/* The body is complete: hands it to the request. 0, or the status that refuses it. */
unsigned hn_intake_end(struct hn_intake *in, struct hn_http_request *request);
void hn_intake_drop(struct hn_intake *in);

#endif
