/* qr.c: see qr.h. */
#include "print/qr.h"

#include <qrencode.h>

#include "base/buf.h"

enum { QUIET = 4 };

const char *
hn_qr_path(struct hn_arena *a, const char *text, int *modules)
{
    QRcode *qr = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    struct hn_buf b;

    *modules = 0;
    if (!qr)
        return "";
    hn_buf_init(&b, a, 0);
    for (int y = 0; y < qr->width; y++) {
        for (int x = 0, run; x < qr->width; x += run ? run : 1) {
            for (run = 0; x + run < qr->width && qr->data[y * qr->width + x + run] & 1;)
                run++;
            if (run)
                hn_buf_printf(&b, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, run, run);
        }
    }
    *modules = qr->width + 2 * QUIET;
    QRcode_free(qr);
    return b.data;
}
