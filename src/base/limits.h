/* limits.h: every ceiling of the program that a stranger's bytes can reach, in one place.
 *
 * The numbers are those of security/ section 6. A ceiling that belongs to one algorithm alone stands
 * beside it instead.
 */
#ifndef HN_BASE_LIMITS_H
#define HN_BASE_LIMITS_H

#include <stddef.h>

#define HN_LIMIT_LINE                ((size_t)8 << 10)  /* bytes of a request's target */
#define HN_LIMIT_HEADERS             ((size_t)32 << 10) /* bytes of all header lines */
#define HN_LIMIT_HEADER_COUNT        ((size_t)100)
#define HN_LIMIT_FORM                ((size_t)256 << 10) /* bytes of a form or JSON body */
#define HN_LIMIT_FIELDS              ((size_t)512)       /* fields of a form or query */
#define HN_LIMIT_FORM_ROWS           ((size_t)200)       /* objects of a JSON body that is an array */
#define HN_LIMIT_ROW_FIELDS          ((size_t)64)        /* fields of one of them */
#define HN_LIMIT_UPLOAD              ((size_t)16 << 20)  /* bytes of a body with a file in it */
#define HN_LIMIT_UNPACKED            ((size_t)64 << 20)  /* bytes of an upload once unpacked */
#define HN_LIMIT_UNPACK_RATIO        ((size_t)100)       /* unpacked : packed */
#define HN_LIMIT_JSON_DEPTH          16
#define HN_LIMIT_EXPRESSION          ((size_t)1 << 10)
#define HN_LIMIT_EXPRESSION_STEPS    10000
#define HN_LIMIT_PAGE_ROWS           200
#define HN_LIMIT_REQUEST_MEMORY      ((size_t)1 << 20)
#define HN_LIMIT_CONNECTIONS         1024u
#define HN_LIMIT_ADDRESS_CONNECTIONS 256u
#define HN_LIMIT_REQUEST_SECONDS     20u /* a request not complete by then is closed */

/* Tables sent in. */
#define HN_LIMIT_TABLE_COLUMNS ((size_t)256)
#define HN_LIMIT_TABLE_CELL    ((size_t)32 << 10)  /* bytes of a cell, as in spreadsheets */
#define HN_LIMIT_TABLE_ROW     ((size_t)256 << 10) /* bytes of a row */

#endif
