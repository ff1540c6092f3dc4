/* mhd_inside.h: what the files of the adapter to libmicrohttpd share: the listener and an exchange under way. */
#ifndef HN_HTTP_MHD_INSIDE_H
#define HN_HTTP_MHD_INSIDE_H

#include <microhttpd.h>

#include "http/intake.h"
#include "http/watch.h"
#include "http/worker.h"

enum hn_stage { HN_STAGE_HEAD, HN_STAGE_BODY, HN_STAGE_WORK, HN_STAGE_ANSWER, HN_STAGE_SENT };

struct hn_live {
    struct hn_exchange x; /* first: the exchange handed out is this */
    struct hn_http *http;
    struct MHD_Connection *connection;
    struct hn_watched *slot;
    struct hn_live *next;
    struct hn_intake body;
    struct hn_work work;
    enum hn_stage stage;
    bool keeps_warm;
};

struct hn_http {
    struct hn_http_config cfg;
    struct hn_arena *memory; /* of the program: exchanges, slots, threads */
    struct MHD_Daemon *daemon;
    struct hn_crew *crew;
    struct hn_watch *watch;
    struct hn_live *idle; /* the library's thread alone touches it */
    unsigned warm;
    unsigned port;
    int under_way; /* exchanges with workers; atomic */
    bool stopping; /* atomic */
    bool owns_socket;
};

/* mhd_live.c: from the library's thread alone. */
struct hn_live *hn_live_take(struct hn_http *h);
void hn_live_give_back(struct hn_live *l);
/* From any thread: queue work on the crew for this exchange. */
void hn_live_hand_over(struct hn_exchange *x, hn_work_fn *work, void *arg);

/* mhd_receive.c: the library's callbacks, as their types want them. */
void hn_mhd_connection(void *cls, struct MHD_Connection *connection, void **socket_context,
                       enum MHD_ConnectionNotificationCode code);
void *hn_mhd_begin(void *cls, const char *target, struct MHD_Connection *connection);
void hn_mhd_completed(void *cls, struct MHD_Connection *connection, void **context,
                      enum MHD_RequestTerminationCode how);
size_t hn_mhd_unescape(void *cls, struct MHD_Connection *connection, char *text);
enum MHD_Result hn_mhd_receive(void *cls, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *bytes, size_t *len,
                               void **context);

#endif
