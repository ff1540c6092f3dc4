/* page_person_check.c: what stands before and behind the forms that change a record: the task list of what can be changed,
 * and the check page that shows old and new side by side and carries along what was typed.
 */
#include "view_person.h"
#include "web/page_person.h"

static const struct hn_view check_view = { .title = "edit.check_title",
                                           .section = "members",
                                           .html = hn_view_person_check_any };

/* --- the check page --- */

enum hn_rc
hn_person_check_show(struct hn_req *q, const struct hn_check_page *p)
{
    hn_person_crumbs(q, p->m, hn_text(q->ctx.lang, "edit.check"));
    return hn_show(q, &check_view, p, p->m->person.basic.full_name);
}

/* --- the task list --- */

enum hn_rc
hn_page_person_tasks(struct hn_req *q)
{
    static const struct hn_view view = { .title = "edit.title",
                                         .section = "members",
                                         .html = hn_view_person_tasks_any,
                                         .json = hn_json_person_any };
    struct hn_person_page p = { 0 };
    enum hn_rc rc = hn_person_page_read(q, &p);

    if (rc)
        return rc;
    hn_person_crumbs(q, &p.m, hn_text(q->ctx.lang, "person.edit"));
    return hn_show(q, &view, &p, p.m.person.basic.full_name);
}
