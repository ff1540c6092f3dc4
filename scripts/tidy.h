/* tidy.h: what clang's analyzer is told beforehand, since it looks at one source at a time: hn_fail() gives back the
 * code it was given, so a failure is never taken for HN_OK. Included by scripts/check alone, never by the program.
 */
#include "base/ctx.h"

#define hn_fail(c, code, field, key)          ((void)(c), (void)(field), (void)(key), (code))
#define hn_fail_arg(c, code, field, key, arg) ((void)(c), (void)(field), (void)(key), (void)(arg), (code))
