/* list.h: a list is declared once, as columns over a row struct, and comes out as HTML, CSV, XLSX and JSON.
 *
 * The subject streams rows in the order asked for; HTML and JSON show one page and read one row more, files
 * take all rows, in constant memory. The scope is inside the subject's query (access/scope.h).
 */
#ifndef HN_WEB_LIST_H
#define HN_WEB_LIST_H

#include <stddef.h>

#include "web/page.h"

enum hn_column_kind {
    HN_COL_TEXT,   /* const char * */
    HN_COL_INT,    /* int64_t */
    HN_COL_ID,     /* int64_t; a string in JSON; not shown in HTML */
    HN_COL_DAY,    /* hn_day */
    HN_COL_LAST,   /* hn_day valid_to, shown with the last day included */
    HN_COL_PDATE,  /* hn_pdate */
    HN_COL_TIME,   /* hn_time */
    HN_COL_WORD,   /* const char *: an English identifier, shown by text key label_prefix + value, raw in files */
};

struct hn_column {
    const char *name;  /* in JSON and files */
    const char *label; /* text key of the heading */
    enum hn_column_kind kind;
    size_t offset;     /* offsetof(row struct, field) */
    const char *words; /* HN_COL_WORD: prefix of the text keys, "standing." */
    const char *href;  /* HTML: "/dang-vien/{id}" with {name} of another column; NULL: no link */
    bool wide_only;    /* hidden on a phone */
    bool tag;          /* HN_COL_WORD shown as a tag */
};

/* What of the list is wanted: rows from offset, at most limit + 1. */
struct hn_list_ask {
    int64_t offset, limit;
    const void *filter; /* the subject's own struct */
};
typedef void hn_row_fn(void *sink, const void *row);

struct hn_list {
    const char *name;    /* file name of downloads, "dang-vien" */
    const char *caption; /* text key */
    const struct hn_column *columns;
    size_t column_count;
    enum hn_rc (*rows)(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink);
    enum hn_rc (*total)(struct hn_ctx *c, const void *filter, int64_t *out);
};

/* One page of a list, collected for a view: hn_view_list (web/view/list/) writes table and pagination. */
struct hn_list_page {
    const struct hn_list *list;
    const void *const *rows;
    size_t row_count;
    int64_t total, page, page_size;
    bool more;
    const char *path; /* the list's own URL with its filters, ready for &trang= */
};

/* True when a file (.csv, .xlsx or by Accept) was asked for: then the whole list has been sent, logged as an
 * export, and the page returns *rc. Otherwise *page is filled. */
bool hn_list_answer(struct hn_req *q, const struct hn_list *list, const void *filter,
                    struct hn_list_page *page, enum hn_rc *rc);

#endif
