/* right.c: the names of rights and field groups, as the tables and the outside know them (access.h). */
#include <assert.h>
#include <string.h>

#include "access/access.h"

static const char *const right_names[HN_RIGHT_COUNT] = {
    [HN_MAY_NOTHING] = "nothing",
    [HN_MAY_ANYONE] = "anyone",
    [HN_MAY_SIGNED_IN] = "signed_in",
    [HN_MAY_READ_UNIT] = "read_unit",
    [HN_MAY_READ_FIGURES] = "read_figures",
    [HN_MAY_EDIT_UNIT] = "edit_unit",
    [HN_MAY_READ_MEMBER] = "read_member",
    [HN_MAY_EDIT_MEMBER] = "edit_member",
    [HN_MAY_REVEAL] = "reveal",
    [HN_MAY_EDIT_OFFICE] = "edit_office",
    [HN_MAY_EXPORT] = "export",
    [HN_MAY_IMPORT] = "import",
    [HN_MAY_GRANT] = "grant",
    [HN_MAY_READ_LOG] = "read_log",
    [HN_MAY_APPROVE] = "approve",
    [HN_MAY_VERIFY] = "verify",
    [HN_MAY_READ_MEETING] = "read_meeting",
    [HN_MAY_EDIT_MEETING] = "edit_meeting",
    [HN_MAY_MONITOR] = "monitor",
    [HN_MAY_KEEP_FEES] = "keep_fees",
    [HN_MAY_DIRECT] = "direct",
    [HN_MAY_INSPECT] = "inspect",
    [HN_MAY_FIND] = "find",
    [HN_MAY_REPORT] = "report",
    [HN_MAY_CONFIRM] = "confirm",
    [HN_MAY_ELECT] = "elect",
    [HN_MAY_COUNT] = "count",
    [HN_MAY_OPERATE] = "operate",
};

static const char *const group_names[HN_GROUP_COUNT] = {
    [HN_GROUP_BASIC] = "basic",     [HN_GROUP_CONTACT] = "contact", [HN_GROUP_IDENTITY] = "identity",
    [HN_GROUP_FAMILY] = "family",   [HN_GROUP_HEALTH] = "health",   [HN_GROUP_DISCIPLINE] = "discipline",
    [HN_GROUP_FOREIGN] = "foreign",
};

const char *
hn_right_name(enum hn_right right)
{
    assert((unsigned)right < HN_RIGHT_COUNT);
    return right_names[right];
}

enum hn_right
hn_right_of(const char *name)
{
    for (int i = 0; i < HN_RIGHT_COUNT; i++) {
        if (strcmp(right_names[i], name) == 0)
            return (enum hn_right)i;
    }
    return HN_MAY_NOTHING;
}

const char *
hn_group_name(enum hn_group group)
{
    assert((unsigned)group < HN_GROUP_COUNT);
    return group_names[group];
}
