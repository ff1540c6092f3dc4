/* each.h: indicators, forms, their lines and checks as lines of files, and what an import looks up; streamed in order of code. */
#ifndef HN_INDICATOR_EACH_H
#define HN_INDICATOR_EACH_H

#include "indicator/form.h"
#include "indicator/value.h"

/* Of within and below by the tree of c->on (0: all), in the actor's scope of HN_MAY_EXPORT; on: only what holds on that day,
 * HN_DAY_OPEN: of every day. As known at c->known. */
enum hn_rc hn_indicator_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                             enum hn_rc (*each)(void *sink, const struct hn_indicator *i), void *sink);
enum hn_rc hn_indicator_form_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                                  enum hn_rc (*each)(void *sink, const struct hn_indicator_form *f),
                                  void *sink);
/* In order of form, then as they stand in it. */
struct hn_indicator_line_told {
    const char *form, *indicator; /* codes */
    struct hn_indicator_form_line line;
};
enum hn_rc hn_indicator_form_line_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                                       enum hn_rc (*each)(void *sink, const struct hn_indicator_line_told *l),
                                       void *sink);
struct hn_indicator_check_told {
    const char *form; /* code */
    struct hn_indicator_form_check check;
};
enum hn_rc hn_indicator_form_check_each(struct hn_ctx *c, struct hn_unit_id within, hn_day on,
                                        enum hn_rc (*each)(void *sink,
                                                           const struct hn_indicator_check_told *k),
                                        void *sink);

/* The indicator of in->code, 0 none; does all that in says stand over in's days already? No rights asked: tell nobody who may not
 * write it. */
enum hn_rc hn_indicator_stands(struct hn_ctx *c, const struct hn_indicator *in, int64_t *id,
                               struct hn_unit_id *owner, bool *same);
/* The form of a code; id 0: none. No rights asked. */
enum hn_rc hn_indicator_form_at(struct hn_ctx *c, const char *code, struct hn_indicator_form *out);
/* The row believed now of in's indicator, unit, period and sort; 0: none. No rights asked. */
enum hn_rc hn_indicator_value_at(struct hn_ctx *c, const struct hn_indicator_value *in, int64_t *id);

#endif
