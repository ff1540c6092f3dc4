/* inside.h: what the files of study/ share. */
#ifndef HN_STUDY_INSIDE_H
#define HN_STUDY_INSIDE_H

#include "study/study.h"

/* Unit version n is of a kind that owes what owed_by says. */
#define HN_STUDY_OWES(owed_by, n)                                                                            \
    "((" owed_by " IN ('cell', 'both') AND " n ".kind IN ('cell', 'grassroots_cell')) OR (" owed_by          \
    " IN ('committee', 'both') AND " n ".kind NOT IN ('cell', 'grassroots_cell', 'cell_group')))"

/* No rights asked. HN_NOT_FOUND. */
enum hn_rc hn_study_paper_read(struct hn_ctx *c, int64_t id, struct hn_study_paper *out);
/* The unit is the one that entered the paper or stands below it on that day. HN_INVALID study.not_concerned. */
enum hn_rc hn_study_concerns(struct hn_ctx *c, const struct hn_study_paper *paper, struct hn_unit_id unit,
                             hn_day on);

#endif
