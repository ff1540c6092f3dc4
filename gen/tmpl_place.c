/* tmpl_place.c: follows the literal markup of a template, so that the compiler knows at every expression
 * whether it stands in text, in an attribute, in a URL or where no value may ever be put.
 *
 * It also refuses what the content policy of the pages forbids (inline script and style, event attributes)
 * and attributes without quotes, and leaves out indentation and comments. */
#include "tmpl.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const url_attributes[] = { "href",   "src",        "action",    "formaction",
                                              "cite",   "poster",     "data",      "manifest",
                                              "ping",   "xlink:href", "hx-get",    "hx-post",
                                              "hx-put", "hx-patch",   "hx-delete", "hx-push-url",
                                              NULL };

static const char *const place_names[] = { "text",
                                           "the name of a tag",
                                           "a tag",
                                           "the name of an attribute",
                                           "an attribute without quotes",
                                           "a value",
                                           "<script> or <style>",
                                           "a comment",
                                           "a declaration",
                                           "JSON",
                                           "a JSON string" };

const char *
tmpl_place_name(const struct state *s)
{
    return place_names[s->place];
}

void
tmpl_start(struct tmpl *t)
{
    t->state = (struct state){ .place = t->json ? IN_JSON : IN_TEXT, .line = true };
}

bool
tmpl_meet(struct state *a, const struct state *b)
{
    a->begun = a->begun || b->begun;
    a->line = a->line && b->line;
    a->gap = a->gap && b->gap;
    return a->place == b->place && a->quote == b->quote && a->url == b->url && a->keep == b->keep;
}

static void
put(struct tmpl *t, char c)
{
    gen_add(&t->literal, &c, 1);
}

static void
name_add(struct tmpl *t, char *name, size_t size, char c)
{
    size_t len = strlen(name);

    if (len + 1 >= size)
        gen_fail(t->path, t->line, "a name of more than %zu letters", size - 1);
    name[len] = (char)tolower((unsigned char)c);
    name[len + 1] = '\0';
}

static bool
starts(const char *text, size_t left, const char *with)
{
    size_t len = strlen(with);

    return left >= len && strncasecmp(text, with, len) == 0;
}

static bool
is_url(const char *attr)
{
    for (size_t i = 0; url_attributes[i]; i++)
        if (strcmp(attr, url_attributes[i]) == 0)
            return true;
    return false;
}

/* What no template may hold, since the content policy of the pages forbids it or it is code in disguise. */
static void
check_attribute(struct tmpl *t)
{
    const char *a = t->state.attr;

    if (strcmp(a, "style") == 0)
        gen_fail(t->path, t->line, "style= is forbidden by the content policy: use a class");
    if (strncmp(a, "on", 2) == 0 || strncmp(a, "hx-on", 5) == 0 || strcmp(a, "srcdoc") == 0 ||
        strcmp(a, "hx-vals") == 0)
        gen_fail(t->path, t->line, "%s= is code inside markup", a);
}

static void
tag_end(struct tmpl *t)
{
    struct state *s = &t->state;
    bool code = strcmp(s->name, "script") == 0 || strcmp(s->name, "style") == 0;
    bool keeps = strcmp(s->name, "pre") == 0 || strcmp(s->name, "textarea") == 0;

    s->place = code && !s->closing ? IN_CODE : IN_TEXT;
    if (keeps)
        s->keep = !s->closing;
    s->line = false;
}

/* The space between attributes: a run of it, line ends included, becomes one. */
static void
tag_space(struct tmpl *t)
{
    if (t->literal.len == 0 || t->literal.data[t->literal.len - 1] != ' ')
        put(t, ' ');
    t->state.place = IN_TAG;
    t->state.gap = true;
}

static void
in_tag(struct tmpl *t, char c)
{
    struct state *s = &t->state;

    if (isspace((unsigned char)c)) {
        tag_space(t);
        return;
    }
    put(t, c);
    if (c == '>') {
        tag_end(t);
    } else if (s->place == IN_NAME) {
        if (c == '/' && !s->name[0])
            s->closing = true;
        else if (c != '/')
            name_add(t, s->name, sizeof(s->name), c);
    } else if (c == '=') {
        if (s->place != IN_ATTR)
            gen_fail(t->path, t->line, "an equals sign without an attribute");
        check_attribute(t);
        s->place = IN_EQUALS;
    } else if (c == '"' || c == '\'' || c == '<') {
        gen_fail(t->path, t->line, "%c inside a tag", c);
    } else if (c != '/') {
        if (s->place == IN_TAG) {
            if (!s->gap)
                gen_fail(t->path, t->line, "an attribute needs a space in front");
            s->attr[0] = '\0';
        }
        s->place = IN_ATTR;
        name_add(t, s->attr, sizeof(s->attr), c);
    }
}

static void
in_value(struct tmpl *t, char c)
{
    struct state *s = &t->state;

    if (s->place == IN_EQUALS) {
        if (c != '"' && c != '\'')
            gen_fail(t->path, t->line, "the value of %s= needs quotes", s->attr);
        s->place = IN_VALUE;
        s->quote = c;
        s->begun = false;
        s->url = is_url(s->attr);
        put(t, c);
        return;
    }
    if (c == s->quote) {
        s->place = IN_TAG;
        s->quote = 0;
        s->url = false;
        s->gap = false;
    } else {
        s->begun = true;
    }
    put(t, c == '\n' ? ' ' : c);
}

/* Returns how many bytes were taken. */
static size_t
in_text(struct tmpl *t, const char *text, size_t left)
{
    struct state *s = &t->state;
    char c = *text;

    if (starts(text, left, "<!--")) {
        s->place = IN_COMMENT;
        return 4;
    }
    if (c == '<') {
        if (left > 1 && text[1] != '/' && text[1] != '!' && !isalpha((unsigned char)text[1]))
            gen_fail(t->path, t->line, "a bare <: write &lt;");
        s->place = left > 1 && text[1] == '!' ? IN_DECLARE : IN_NAME;
        s->name[0] = '\0';
        s->closing = false;
    } else if (!s->keep && (c == ' ' || c == '\t') && s->line) {
        return 1;
    } else if (!s->keep && c == '\n') {
        if (!s->line)
            put(t, '\n');
        s->line = true;
        return 1;
    }
    s->line = false;
    put(t, c);
    return 1;
}

static size_t
in_code(struct tmpl *t, const char *text, size_t left)
{
    if (starts(text, left, "</")) {
        t->state.place = IN_NAME;
        t->state.name[0] = '\0';
        put(t, '<');
        return 1;
    }
    if (!isspace((unsigned char)*text))
        gen_fail(t->path, t->line, "inline <%s> is forbidden by the content policy", t->state.name);
    return 1;
}

static void
in_json(struct tmpl *t, char c)
{
    struct state *s = &t->state;

    if (s->place == IN_JSON) {
        if (c == '"')
            s->place = IN_STRING;
        else if (isspace((unsigned char)c))
            return;
    } else if (s->escape) {
        s->escape = false;
    } else if (c == '\\') {
        s->escape = true;
    } else if (c == '"') {
        s->place = IN_JSON;
    } else if (c == '\n') {
        gen_fail(t->path, t->line, "a line end inside a JSON string");
    }
    put(t, c);
}

static size_t
step(struct tmpl *t, const char *text, size_t left)
{
    switch (t->state.place) {
    case IN_TEXT:
        return in_text(t, text, left);
    case IN_NAME:
    case IN_TAG:
    case IN_ATTR:
        in_tag(t, *text);
        return 1;
    case IN_EQUALS:
    case IN_VALUE:
        in_value(t, *text);
        return 1;
    case IN_CODE:
        return in_code(t, text, left);
    case IN_COMMENT:
        if (starts(text, left, "-->")) {
            t->state.place = IN_TEXT;
            return 3;
        }
        return 1;
    case IN_DECLARE:
        put(t, *text);
        if (*text == '>')
            t->state.place = IN_TEXT;
        return 1;
    case IN_JSON:
    case IN_STRING:
        in_json(t, *text);
        return 1;
    }
    return 1;
}

void
tmpl_literal(struct tmpl *t, const char *text, size_t len)
{
    while (len) {
        size_t took = step(t, text, len);

        for (size_t i = 0; i < took; i++)
            t->line += text[i] == '\n';
        text += took;
        len -= took;
    }
}
