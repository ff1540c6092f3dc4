/* paper_type.h: what kind of file some bytes are: pdf docx xlsx odt ods png jpg txt, told by themselves, not their name.
 *
 * Total over all bytes. Files that can run something (macros, scripts, programs) are none of these. */
#ifndef HN_MEETING_PAPER_TYPE_H
#define HN_MEETING_PAPER_TYPE_H

#include "base/vi.h"

/* NULL: none of them. */
const char *hn_paper_type(struct hn_bytes content);
/* "application/pdf" …, for the header of an answer. */
const char *hn_paper_content_type(const char *type);

#endif
