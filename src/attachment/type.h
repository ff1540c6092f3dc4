/* type.h: what kind of file some bytes are: pdf docx xlsx odt ods png jpg txt, told by themselves, not their name.
 *
 * Total over all bytes. Files that can run something (macros, scripts, programs) are none of these. */
#ifndef HN_ATTACHMENT_TYPE_H
#define HN_ATTACHMENT_TYPE_H

#include "base/vi.h"

/* NULL: none of them. */
const char *hn_attachment_type(struct hn_bytes content);
/* "application/pdf" …, for the header of an answer. */
const char *hn_attachment_media_type(const char *type);

#endif
