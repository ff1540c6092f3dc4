/* tmpl.h: the parts of the template compiler: the place tracker (tmpl_place.c), the statements
 * (tmpl_say.c) and the reader that drives both (tmpl.c). */
#ifndef HN_GEN_TMPL_H
#define HN_GEN_TMPL_H

#include "common.h"

/* Where in the output the compiler stands: this decides how an expression is escaped. */
enum place {
    IN_TEXT,    /* between tags */
    IN_NAME,    /* the name of a tag */
    IN_TAG,     /* between attributes */
    IN_ATTR,    /* the name of an attribute */
    IN_EQUALS,  /* behind the equals sign */
    IN_VALUE,   /* inside a quoted value */
    IN_CODE,    /* inside <script> or <style> */
    IN_COMMENT, /* <!-- --> */
    IN_DECLARE, /* <!doctype> */
    IN_JSON,    /* outside JSON strings */
    IN_STRING,  /* inside a JSON string */
};

struct state {
    enum place place;
    char quote;    /* of IN_VALUE */
    bool url;      /* IN_VALUE of an attribute that holds a URL */
    bool begun;    /* something of the value has been written */
    bool keep;     /* inside <pre> or <textarea>: spaces matter */
    bool escape;   /* IN_STRING, behind a backslash */
    bool line;     /* at the start of a line: indentation is left out */
    bool closing;  /* IN_NAME of </…> */
    bool gap;      /* IN_TAG, behind a space: an attribute may begin */
    char name[24]; /* of the tag, lower case */
    char attr[24]; /* of the attribute */
};

struct tmpl {
    const char *path; /* web/view/member/row.html.tmpl */
    bool json;
    const char *at, *end;
    int line;
    const struct gen_texts *texts;

    struct gen_buf includes; /* for the header */
    struct gen_buf declares; /* for the header */
    struct gen_buf externs;  /* for the top of the .c: texts used, static views */
    struct gen_buf body;
    struct gen_buf literal; /* output waiting to be written as one call */
    struct state state;

    struct block {
        int kind; /* 'd' define, 'i' if, 'f' for */
        int line;
        bool has_else;
        struct state begin; /* where the output stood at {{ if }} */
        struct state end;   /* and at the end of the first branch */
        bool has_end;
    } blocks[32];
    int depth;
};

/* Takes one run of literal text through the tracker into t->literal. */
void tmpl_literal(struct tmpl *t, const char *text, size_t len);
void tmpl_start(struct tmpl *t);
/* Whether two branches that meet end in the same place; joins what may differ. */
bool tmpl_meet(struct state *a, const struct state *b);
const char *tmpl_place_name(const struct state *s);

/* One {{ … }}, without the braces, trimmed. */
void tmpl_say(struct tmpl *t, char *inner);
/* True for what writes nothing itself, so that a line that holds only this disappears. */
bool tmpl_is_statement(const char *inner);
void tmpl_flush(struct tmpl *t);

/* The whole of one template into t->includes, declares and body. */
void tmpl_compile(struct tmpl *t, const char *path, const char *content, size_t len,
                  const struct gen_texts *texts);

#endif
