/* studies.h: papers that the cells of Tân Bình studied, and one that waits, by the program's own deeds.
 *
 * One of 2021, studied by every cell within its meeting of the month after, in time; a training of village officials; and
 * one of the month before the day of filling, still to be studied. Nothing is entered for other committees, so that none
 * owes what it has not done. (product/ section 4, Guards) Neighbours: whole.h, present.h.
 */
#ifndef HN_DEMO_STUDIES_H
#define HN_DEMO_STUDIES_H

#include "store/store.h"

/* A hn_write_fn, once the meetings are there; arg is not used. A clock that stands in the years of the article leaves the
 * second paper out. */
enum hn_rc hn_demo_studies(struct hn_ctx *c, void *arg);

#endif
