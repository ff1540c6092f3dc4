/* form.h: input is declared before it is read; what is not declared does not exist.
 *
 * One declaration serves an HTML form, a JSON body and a query. Every fault is gathered and shown beside its
 * field; what was typed is kept. Text arrives cleaned (base/vi.h). Field names are English identifiers,
 * the same in HTML and JSON; the router's own query words are ngay, biet, trang, co, lang.
 */
#ifndef HN_WEB_FORM_H
#define HN_WEB_FORM_H

#include "base/ctx.h"

enum hn_field_kind {
    HN_TEXT,      /* one line, at most max letters (0: 200) */
    HN_LONG_TEXT, /* several lines, at most max letters (0: 10,000) */
    HN_SECRET,    /* one line, never shown again, never logged, not trimmed */
    HN_ID,        /* a 64-bit id */
    HN_INT,       /* low..high */
    HN_DAY,       /* a full date */
    HN_PDATE,     /* a date whose day or month may be unknown */
    HN_CHOICE,    /* one of choices */
    HN_FLAG,      /* a tick */
    HN_CODE,      /* letters, digits, . - _ : at most 64 */
    HN_FILE,      /* an upload, spooled to a file; at most limits.h */
};

struct hn_field {
    const char *name;
    enum hn_field_kind kind;
    bool required;
    size_t max;
    int64_t low, high;
    const char *const *choices; /* NULL-ended */
    const char *label;          /* text key of its label; NULL: "field." name */
    bool many;                  /* may repeat: hn_form_texts */
    bool each;                  /* one for each of several records: inputs named NAME.RECORD: hn_form_of */
};

struct hn_req;
typedef enum hn_rc hn_page_fn(struct hn_req *q);

struct hn_form {
    const struct hn_field *fields; /* last has name NULL */
    hn_page_fn *again;             /* shows the form anew when it was refused; NULL for queries */
    bool versioned;                /* carries row_version: HN_CONFLICT with both versions when it moved */
    /* A JSON body may also be an array of flat objects, each of these fields; NULL: it may not. fields are not asked for
     * then. At most HN_LIMIT_FORM_ROWS. */
    const struct hn_field *rows;
};

/* The array sent: false when the body was a form or an object. Getters read the row selected; before any is selected
 * none may be called. Faults of rows name their fields "3.person", counted from 0. */
bool hn_form_has_rows(const struct hn_req *q);
size_t hn_form_row_count(const struct hn_req *q);
void hn_form_row(struct hn_req *q, size_t i);

/* Values, after the check. Absent optional values read as "", 0, HN_DAY_OPEN for days, false. */
const char *hn_form_text(const struct hn_req *q, const char *name);
int64_t hn_form_int(const struct hn_req *q, const char *name);
int64_t hn_form_id(const struct hn_req *q, const char *name);
hn_day hn_form_day(const struct hn_req *q, const char *name);
hn_pdate hn_form_pdate(const struct hn_req *q, const char *name);
bool hn_form_flag(const struct hn_req *q, const char *name);
bool hn_form_has(const struct hn_req *q, const char *name);
size_t hn_form_texts(const struct hn_req *q, const char *name, const char *const **out);
/* Of a field "each": what was sent for one record, NULL when nothing was. Also where a refused form is shown anew. */
const char *hn_form_of(const struct hn_req *q, const char *name, const char *record);
int64_t hn_form_row_version(const struct hn_req *q);

/* An upload: its bytes, mapped from an unlinked file until the answer has left. false: none came. */
struct hn_upload {
    const char *data;
    size_t len;
    const char *name; /* as the browser called it: to be shown, never to be opened */
};
bool hn_form_file(const struct hn_req *q, const char *name, struct hn_upload *out);

/* For views that show a form: what was typed, or the value given by the page; and the fault beside a field
 * as a finished sentence, NULL when there is none. */
const char *hn_form_typed(const struct hn_req *q, const char *name, const char *otherwise);
const char *hn_form_fault(const struct hn_req *q, const char *name);

#endif
