/* meeting_adopt.c: see meeting_adopt.h. */
#include "web/meeting_adopt.h"

#include <string.h>

#include "notice/notice.h"
#include "score/score.h"
#include "web/meeting_more.h"

enum hn_rc
hn_meeting_adopt_all(struct hn_ctx *c, struct hn_meeting_id id)
{
    const struct hn_minutes_check *checks;
    struct hn_minutes_more more;
    struct hn_meeting m;
    size_t count;
    bool ready = false;
    enum hn_rc rc = hn_meeting_open(c, id, &m);

    /* What the minutes lack is said before what the score lacks: it comes first on the way. */
    if (!rc)
        rc = hn_minutes_check(c, id, &checks, &count, &ready);
    if (!rc && ready && strcmp(m.kind, "ordinary") == 0)
        rc = hn_score_close(c, id, "cell");
    if (!rc)
        rc = hn_meeting_more(c, &m, &more);
    if (!rc)
        rc = hn_minutes_adopt(c, id, &more);
    if (!rc)
        rc = hn_minutes_send(c, id);
    if (!rc)
        rc = hn_score_sent(c, id);
    if (!rc)
        rc = hn_notice_tasks(c, m.unit, id, 0);
    return rc ? rc : hn_notice_meeting(c, id, "sent");
}
