/* qr.h: a text as a QR code, drawn as one SVG path. Not for: where it stands on a page. */
#ifndef HN_PRINT_QR_H
#define HN_PRINT_QR_H

#include "base/arena.h"

/* Dark modules as runs of a path, one unit a module; *modules: the side with its quiet zone. "" and 0 when the text is too
 * long for a code. */
const char *hn_qr_path(struct hn_arena *a, const char *text, int *modules);

#endif
