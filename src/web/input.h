/* input.h: what a body says, before anybody looks at what it means: names and texts.
 *
 * One parser a format (form, multipart, JSON), each total over all bytes, each fuzzed. Neighbour: form.c checks
 * them against the declaration.
 */
#ifndef HN_WEB_INPUT_H
#define HN_WEB_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct hn_input {
    const char *name;
    const char *text; /* any bytes; NUL behind them unless file */
    size_t len;
    bool file;            /* text points into the body, nothing behind it */
    const char *filename; /* of a file */
};

struct hn_inputs {
    struct hn_input *at;
    size_t count;
};

/* The objects of an array, in order. */
struct hn_input_rows {
    struct hn_inputs *at;
    size_t count;
};

enum hn_input_kind { HN_INPUT_NONE, HN_INPUT_FORM, HN_INPUT_MULTIPART, HN_INPUT_JSON };

/* By the Content-Type header. HN_INPUT_NONE: absent or none of ours. */
enum hn_input_kind hn_input_kind_of(const char *content_type);
/* Each: false when the bytes are not of that format or pass a ceiling (fields, depth, length of a name). */
bool hn_input_form(struct hn_arena *a, const char *body, size_t len, struct hn_inputs *out);
/* boundary is found in content_type. Texts are copied; files stay in body. */
bool hn_input_multipart(struct hn_arena *a, const char *content_type, const char *body, size_t len,
                        struct hn_inputs *out);
/* An object of texts, numbers, booleans and nulls; an array repeats its name. */
bool hn_input_json(struct hn_arena *a, const char *body, size_t len, struct hn_inputs *out);
/* An array of such objects: at most HN_LIMIT_FORM_ROWS, each of at most HN_LIMIT_ROW_FIELDS. */
bool hn_input_json_rows(struct hn_arena *a, const char *body, size_t len, struct hn_input_rows *out);
/* Is the first thing of the body an array? */
bool hn_input_is_array(const char *body, size_t len);

#endif
