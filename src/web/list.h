/* list.h: a list is declared once, as columns over a row struct, and comes out as HTML, CSV, XLSX and JSON.
 *
 * The subject streams rows in the order asked for; HTML and JSON show one page and read one row more, files
 * take all rows, in constant memory. The scope is inside the subject's query (access/scope.h). How a list is
 * shown stands in web/view/list/: hn_view_list(o, page) and, for JSON, hn_json_list(o, page) as a whole answer
 * or hn_json_list_members(o, page) inside another object. Neighbours: file/sheet.h writes the files.
 */
#ifndef HN_WEB_LIST_H
#define HN_WEB_LIST_H

#include <stddef.h>

#include "web/page.h"

#define HN_MILLI_NONE INT64_MIN

enum hn_column_kind {
    HN_COL_TEXT,  /* const char * */
    HN_COL_INT,   /* int64_t */
    HN_COL_ID,    /* int64_t; a string in JSON; not shown in HTML */
    HN_COL_DAY,   /* hn_day */
    HN_COL_LAST,  /* hn_day valid_to, shown with the last day included */
    HN_COL_PDATE, /* hn_pdate */
    HN_COL_TIME,  /* hn_time */
    HN_COL_MONTH, /* const char *: "2021-10", read as 10/2021; as it is in files and JSON */
    HN_COL_WORD, /* const char *: an English identifier, shown by text key words + value, raw in files and JSON */
    HN_COL_BOOL,  /* bool */
    HN_COL_MILLI, /* int64_t thousandths: 187,9; a number in JSON and files; HN_MILLI_NONE: none */
};

struct hn_column {
    const char *name;  /* in JSON and files */
    const char *label; /* text key of the heading */
    enum hn_column_kind kind;
    size_t offset;     /* offsetof(row struct, field) */
    const char *words; /* HN_COL_WORD: prefix of the text keys, "standing." */
    const char *href;  /* HTML: "/dang-vien/{id}" with {name} of another column; NULL: no link */
    bool wide_only;    /* hidden on a phone */
    bool files_only;   /* in files and JSON, not shown in HTML */
    bool tag;          /* HN_COL_WORD shown as a tag */
};

/* What of the list is wanted: rows from offset, at most limit (which is one more than the page shows). */
struct hn_list_ask {
    int64_t offset, limit;
    const void *filter; /* the subject's own struct */
    /* The whole list goes to a file: scope it by HN_MAY_EXPORT when its rows are persons, and give back each
     * row's memory once it was emitted (struct hn_emitting does it). Otherwise texts must outlive the call. */
    bool stream;
};
typedef void hn_row_fn(void *sink, const void *row);

/* What stands between a subject that tells its rows one by one and the list that takes them: the page's own
 * function makes the row and hands it to hn_emit. Of a list that goes to a file each row's memory is given back once
 * it was written: the list has no ceiling, the request has one. */
struct hn_emitting {
    struct hn_ctx *c;
    hn_row_fn *emit;
    void *sink;
    bool stream, marked;
    struct hn_mark mark;
};
struct hn_emitting hn_emitting(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink);
void hn_emit(struct hn_emitting *e, const void *row);

struct hn_list {
    const char *name;    /* file name of downloads, "dang-vien" */
    const char *caption; /* text key */
    const struct hn_column *columns;
    size_t column_count;
    bool persons;    /* rows are persons: files need HN_MAY_EXPORT */
    size_t row_size; /* of the row struct: rows are copied, their texts are not */
    enum hn_rc (*rows)(struct hn_ctx *c, const struct hn_list_ask *ask, hn_row_fn *emit, void *sink);
    enum hn_rc (*total)(struct hn_ctx *c, const void *filter, int64_t *out);
};

/* One page of a list, collected for a view. */
struct hn_list_page {
    const struct hn_list *list;
    const void *const *rows;
    size_t row_count;
    int64_t total, page, page_size; /* page from 1 */
    bool more;
    const char *path;       /* the list's own URL with its filters, without trang */
    const char *csv, *xlsx; /* where the whole list can be had; NULL: nowhere */
    const char *ask;        /* where it can be asked for, when a file takes a second person's word */
};

/* True when a file (.csv, .xlsx or by Accept) was asked for: then the whole list has been sent, logged as an
 * export, and the page returns *rc. False with *rc not HN_OK: the page returns it too. Otherwise *page is filled. */
bool hn_list_answer(struct hn_req *q, const struct hn_list *list, const void *filter,
                    struct hn_list_page *page, enum hn_rc *rc);

/* The two halves of hn_list_answer: one page, for lists inside other pages (no downloads) … */
enum hn_rc hn_list_collect(struct hn_ctx *c, const struct hn_list *list, const void *filter, int64_t page,
                           int64_t page_size, struct hn_list_page *out);
/* … and the whole list as a file (HN_CSV or HN_XLSX). */
enum hn_rc hn_list_send(struct hn_req *q, const struct hn_list *list, const void *filter,
                        enum hn_format format);

/* For the templates: a cell's value by its kind, its link, and the links of the pagination. */
const char *hn_list_text(const void *row, const struct hn_column *col); /* TEXT, WORD; "" for NULL */
int64_t hn_list_number(const void *row, const struct hn_column *col);   /* INT, ID, TIME, BOOL */
hn_day hn_list_day(const void *row, const struct hn_column *col);       /* DAY, LAST */
hn_pdate hn_list_pdate(const void *row, const struct hn_column *col);   /* PDATE */
const char *hn_list_href(struct hn_arena *a, const struct hn_list *list, const void *row,
                         const struct hn_column *col);
int64_t hn_list_page_count(const struct hn_list_page *p);
const char *hn_list_page_href(struct hn_arena *a, const struct hn_list_page *p, int64_t page);
/* The pages a pagination names, in order, 0 standing for what is left out; at most 9. Returns how many. */
size_t hn_list_page_numbers(const struct hn_list_page *p, int64_t out[9]);

#endif
