/* setting.h: single values of one data folder: is it made up, from which seed, which collator made its sort keys. */
#ifndef HN_SETTING_SETTING_H
#define HN_SETTING_SETTING_H

#include "base/ctx.h"
#include "store/store.h"

/* *value: "" when it was never set. */
enum hn_rc hn_setting_get(struct hn_ctx *c, const char *name, const char **value);
/* In a writing transaction. Rights are the caller's matter. */
enum hn_rc hn_setting_put(struct hn_ctx *c, const char *name, const char *value);

/* Names in use. */
#define HN_SETTING_DEMO "demo"      /* "1": the data are made up, and every page says so */
#define HN_SETTING_SEED "demo_seed" /* what they, and the phrases of their accounts, derive from */

extern const struct hn_sql *const hn_setting_sql[];

#endif
