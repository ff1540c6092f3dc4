/* tmpl_say.c: turns what stands between {{ and }} into C, by the place it stands in (tmpl_place.c). */
#include "tmpl.h"

#include <ctype.h>
#include <string.h>

/* Formatters: the function in HTML text and attributes, in a URL, in JSON. NULL: not there. */
static const struct formatter {
    const char *word, *html, *url, *json;
    int args;
} formatters[] = {
    { "int", "hn_out_int", "hn_out_plain", "hn_out_json_int", 1 },
    { "plain", "hn_out_plain", "hn_out_plain", "hn_out_json_int", 1 },
    { "id", "hn_out_plain", "hn_out_plain", "hn_out_json_id", 1 },
    { "day", "hn_out_day", "hn_out_iso", "hn_out_json_day", 1 },
    { "iso", "hn_out_iso", "hn_out_iso", "hn_out_json_day", 1 },
    { "last", "hn_out_last_day", "hn_out_iso_last", "hn_out_json_last_day", 1 },
    { "iso_last", "hn_out_iso_last", "hn_out_iso_last", "hn_out_json_last_day", 1 },
    { "pdate", "hn_out_pdate", "hn_out_iso_pdate", "hn_out_json_pdate", 1 },
    { "iso_pdate", "hn_out_iso_pdate", "hn_out_iso_pdate", "hn_out_json_pdate", 1 },
    { "time", "hn_out_time", NULL, "hn_out_json_time", 1 },
    { "iso_time", "hn_out_iso_time", NULL, "hn_out_json_time", 1 },
    { "percent", "hn_out_percent", NULL, "hn_out_json_percent", 2 },
    { "milli", "hn_out_milli", "hn_out_milli_plain", "hn_out_milli_plain", 1 },
    { "bool", "hn_out_bool", NULL, "hn_out_json_bool", 1 },
};

static const char *const statements[] = { "define", "end", "if",   "elif",    "else",
                                          "for",    "let", "call", "include", NULL };

/* The rest behind a word, or NULL when the text does not begin with that word. */
static char *
after_word(const char *text, const char *word)
{
    size_t len = strlen(word);

    if (strncmp(text, word, len) != 0)
        return NULL;
    if (text[len] != '\0' && text[len] != ' ' && text[len] != '\t' && text[len] != '\n')
        return NULL;
    text += len;
    while (isspace((unsigned char)*text))
        text++;
    return gen_dup(text, strlen(text));
}

bool
tmpl_is_statement(const char *inner)
{
    for (size_t i = 0; statements[i]; i++)
        if (after_word(inner, statements[i]))
            return true;
    return false;
}

static int
indent(const struct tmpl *t)
{
    return t->depth * 4;
}

void
tmpl_flush(struct tmpl *t)
{
    if (!t->literal.len)
        return;
    gen_putf(&t->body, "%*shn_out_raw_n(o, ", indent(t), "");
    gen_put_literal(&t->body, t->literal.data, t->literal.len, indent(t));
    gen_putf(&t->body, ", %zu);\n", t->literal.len);
    t->literal.len = 0;
}

/* One line of C that stems from this line of the template. */
static void
code(struct tmpl *t, const char *text)
{
    tmpl_flush(t);
    gen_putf(&t->body, "#line %d \"%s\"\n%*s%s\n", t->line, t->path, indent(t), "", text);
}

static void
wrote_value(struct tmpl *t)
{
    t->state.begun = true;
    t->state.line = false;
}

/* Splits at commas outside brackets and strings. Returns how many parts. */
static int
split_args(struct tmpl *t, char *text, char **parts, int limit)
{
    int count = 0, deep = 0;
    char quote = 0;

    if (!*text)
        return 0;
    parts[count++] = text;
    for (char *p = text; *p; p++) {
        if (quote) {
            if (*p == '\\' && p[1])
                p++;
            else if (*p == quote)
                quote = 0;
        } else if (*p == '"' || *p == '\'') {
            quote = *p;
        } else if (strchr("([{", *p)) {
            deep++;
        } else if (strchr(")]}", *p)) {
            deep--;
        } else if (*p == ',' && deep == 0) {
            if (count == limit)
                gen_fail(t->path, t->line, "more than %d arguments", limit);
            *p = '\0';
            parts[count++] = p + 1 + strspn(p + 1, " \t\n");
        }
    }
    return count;
}

static void
must_take_value(struct tmpl *t)
{
    enum place p = t->state.place;

    if (!t->depth)
        gen_fail(t->path, t->line, "a value outside of {{ define }}");
    if (p != IN_TEXT && p != IN_VALUE && p != IN_JSON)
        gen_fail(t->path, t->line, "no value may stand in %s", tmpl_place_name(&t->state));
}

/* A block may begin and end behind the name of a tag, and behind an attribute without a value (" selected"). */
static void
leave_name(struct tmpl *t)
{
    struct state *s = &t->state;

    if (s->place != IN_ATTR && (s->place != IN_NAME || !s->name[0]))
        return;
    s->place = IN_TAG;
    s->gap = false;
}

/* --- blocks ----------------------------------------------------------------------------------------- */

static void
push(struct tmpl *t, int kind)
{
    if (t->depth == (int)(sizeof(t->blocks) / sizeof(t->blocks[0])))
        gen_fail(t->path, t->line, "blocks nested too deep");
    t->blocks[t->depth++] = (struct block){ .kind = kind, .line = t->line, .begin = t->state };
}

/* The last word of a parameter is its name. */
static void
mark_used(struct tmpl *t, char *params)
{
    char *parts[16];
    int count = split_args(t, params, parts, 16);

    for (int i = 0; i < count; i++) {
        char *end = parts[i] + strlen(parts[i]);

        while (end > parts[i] && isspace((unsigned char)end[-1]))
            *--end = '\0';
        while (end > parts[i] && (isalnum((unsigned char)end[-1]) || end[-1] == '_'))
            end--;
        gen_putf(&t->body, "    (void)%s;\n", end);
    }
}

/* A view of one struct gets a second face without its type, for struct hn_view (web/page.h). */
static void
put_any(struct tmpl *t, const char *name, char *params)
{
    char *parts[16];
    int count = split_args(t, params, parts, 16);

    if (count > 2 ||
        (count == 2 && (strncmp(parts[1], "const struct ", 13) != 0 ||
                        strchr(parts[1], '*') != strrchr(parts[1], '*') || !strchr(parts[1], '*'))))
        return;
    gen_putf(&t->declares, "void %s_any(struct hn_out *o, const void *data);\n", name);
    gen_putf(&t->body, "\nvoid\n%s_any(struct hn_out *o, const void *data)\n{\n", name);
    if (count == 2)
        gen_putf(&t->body, "    %s(o, data);\n}\n", name);
    else
        gen_putf(&t->body, "    (void)data;\n    %s(o);\n}\n", name);
}

static void
say_define(struct tmpl *t, char *head)
{
    char *open = strchr(head, '(');
    size_t len = strlen(head);
    char *name = after_word(head, "static");
    bool hidden = name != NULL;

    if (t->depth)
        gen_fail(t->path, t->line, "{{ define }} inside a block");
    if (!open || head[len - 1] != ')' || strncmp(open, "(struct hn_out *o", 17) != 0)
        gen_fail(t->path, t->line, "{{ define name(struct hn_out *o, …) }}");
    if (!name)
        name = head;
    open = strchr(name, '(');
    char *params = gen_dup(open + 1, strlen(open) - 2);

    name = gen_dup(name, (size_t)(open - name));
    if (hidden)
        gen_putf(&t->externs, "static void %s(%s);\n", name, params);
    else
        gen_putf(&t->declares, "void %s(%s);\n", name, params);
    if (!hidden)
        put_any(t, name, gen_dup(params, strlen(params)));
    gen_putf(&t->body, "\n%svoid\n%s(%s)\n{\n", hidden ? "static " : "", name, params);
    mark_used(t, gen_dup(params, strlen(params)));
    tmpl_start(t);
    push(t, 'd');
}

/* At {{ elif }}, {{ else }} and {{ end }}: each way through must end in the same place. */
static void
branch_ends(struct tmpl *t, struct block *b)
{
    if (b->kind == 'f' || (b->kind == 'i' && !b->has_end)) {
        b->end = t->state;
        b->has_end = true;
        return;
    }
    if (!tmpl_meet(&b->end, &t->state))
        gen_fail(t->path, t->line, "the branches of line %d end in different places: %s and %s", b->line,
                 tmpl_place_name(&b->end), tmpl_place_name(&t->state));
}

static void
say_branch(struct tmpl *t, const char *condition)
{
    struct block *b = t->depth ? &t->blocks[t->depth - 1] : NULL;

    if (!b || b->kind != 'i' || b->has_else)
        gen_fail(t->path, t->line, "{{ else }} without {{ if }}");
    tmpl_flush(t);
    leave_name(t);
    branch_ends(t, b);
    b->has_else = condition == NULL;
    t->state = b->begin;
    t->depth--;
    code(t, condition ? gen_print("} else if (%s) {", condition) : "} else {");
    t->depth++;
}

static void
say_end(struct tmpl *t)
{
    if (!t->depth)
        gen_fail(t->path, t->line, "{{ end }} without a block");
    struct block *b = &t->blocks[t->depth - 1];

    tmpl_flush(t);
    leave_name(t);
    if (b->kind == 'd') {
        if (t->state.place != IN_TEXT && t->state.place != IN_JSON)
            gen_fail(t->path, t->line, "the define of line %d ends in %s", b->line,
                     tmpl_place_name(&t->state));
    } else {
        branch_ends(t, b);
        t->state = b->end;
        if (!b->has_else && !tmpl_meet(&t->state, &b->begin))
            gen_fail(t->path, t->line, "the block of line %d begins in %s and ends in %s", b->line,
                     tmpl_place_name(&b->begin), tmpl_place_name(&b->end));
    }
    t->depth--;
    gen_putf(&t->body, "%*s}\n", indent(t), "");
}

static void
say_for(struct tmpl *t, const char *head)
{
    if (head[0] != '(' || head[strlen(head) - 1] != ')')
        gen_fail(t->path, t->line, "{{ for (…; …; …) }}");
    must_take_value(t);
    code(t, gen_print("for %s {", head));
    push(t, 'f');
}

static void
say_if(struct tmpl *t, const char *condition)
{
    leave_name(t);
    enum place p = t->state.place;

    if (p != IN_TEXT && p != IN_TAG && p != IN_VALUE && p != IN_JSON)
        gen_fail(t->path, t->line, "no {{ if }} may stand in %s", tmpl_place_name(&t->state));
    code(t, gen_print("if (%s) {", condition));
    push(t, 'i');
}

static void
say_include(struct tmpl *t, const char *what)
{
    size_t len = strlen(what);

    bool quoted = len > 2 && what[0] == '"' && what[len - 1] == '"';
    bool system = len > 2 && what[0] == '<' && what[len - 1] == '>';

    if (t->depth || (!quoted && !system))
        gen_fail(t->path, t->line, "{{ include \"folder/file.h\" }} stands at the top");
    gen_putf(&t->includes, "#include %s\n", what);
}

static bool
say_statement(struct tmpl *t, const char *inner)
{
    char *rest;

    if ((rest = after_word(inner, "include"))) {
        say_include(t, rest);
        return true;
    }
    if ((rest = after_word(inner, "define"))) {
        say_define(t, rest);
        return true;
    }
    if (!t->depth)
        gen_fail(t->path, t->line, "only {{ define }} and {{ include }} stand at the top");
    if ((rest = after_word(inner, "end")))
        say_end(t);
    else if ((rest = after_word(inner, "if")))
        say_if(t, rest);
    else if ((rest = after_word(inner, "elif")))
        say_branch(t, rest);
    else if ((rest = after_word(inner, "else")))
        say_branch(t, NULL);
    else if ((rest = after_word(inner, "for")))
        say_for(t, rest);
    else if ((rest = after_word(inner, "let")))
        code(t, gen_print("%s;", rest));
    else if ((rest = after_word(inner, "call"))) {
        if (t->state.place != IN_TEXT && t->state.place != IN_JSON)
            gen_fail(t->path, t->line, "no {{ call }} may stand in %s", tmpl_place_name(&t->state));
        code(t, gen_print("%s;", rest));
        t->state.line = false;
    } else {
        return false;
    }
    return true;
}

/* --- values ----------------------------------------------------------------------------------------- */

static const struct gen_text *
text_of(struct tmpl *t, const char *key, int args)
{
    const struct gen_text *text = gen_texts_find(t->texts, key);

    if (!text)
        gen_fail(t->path, t->line, "no text has the key %s", key);
    if (text->args != args)
        gen_fail(t->path, t->line, "%s takes %d arguments, not %d", key, text->args, args);
    return text;
}

static void
say_text(struct tmpl *t, char *rest)
{
    char *part[3];
    int count = split_args(t, rest, part, 3);

    if (!count)
        gen_fail(t->path, t->line, "{{ t key }}");
    const char *arg0 = count > 1 ? part[1] : "NULL", *arg1 = count > 2 ? part[2] : "NULL";

    part[0][strcspn(part[0], " \t\n")] = '\0';
    text_of(t, part[0], count - 1);
    const char *name = gen_text_symbol(part[0]);
    const char *line = gen_print("extern const struct hn_word %s;\n", name);

    if (!t->externs.len || !strstr(t->externs.data, line))
        gen_puts(&t->externs, line);
    code(t, gen_print("%s(o, &%s, %s, %s);", t->json ? "hn_out_json_word" : "hn_out_word", name, arg0, arg1));
    wrote_value(t);
}

static void
say_text_key(struct tmpl *t, char *rest)
{
    char *part[2];
    int count = split_args(t, rest, part, 2);
    size_t len = count ? strlen(part[0]) : 0;

    if (!count)
        gen_fail(t->path, t->line, "{{ tk \"prefix.\", expression }}");
    /* A literal can be looked up now; a prefix or a key that is only known later cannot. */
    if (part[0][0] == '"' && len > 2 && part[0][len - 1] == '"') {
        const char *literal = gen_dup(part[0] + 1, len - 2);

        if (count == 2 ? !gen_texts_prefix(t->texts, literal) : !gen_texts_find(t->texts, literal))
            gen_fail(t->path, t->line, "no text has a key that is or begins with %s", literal);
    }
    code(t, gen_print("%s(o, %s, %s);", t->json ? "hn_out_json_tk" : "hn_out_tk",
                      count == 2 ? part[0] : "\"\"", part[count - 1]));
    wrote_value(t);
}

static bool
say_formatted(struct tmpl *t, const char *inner)
{
    for (size_t i = 0; i < sizeof(formatters) / sizeof(formatters[0]); i++) {
        const struct formatter *f = &formatters[i];
        char *rest = after_word(inner, f->word), *part[2];

        if (!rest || !*rest) /* alone, it is a variable of that name */
            continue;
        const char *function = t->json ? f->json : t->state.url ? f->url : f->html;

        if (!function)
            gen_fail(t->path, t->line, "{{ %s }} has no form for a URL", f->word);
        if (split_args(t, gen_dup(rest, strlen(rest)), part, 2) != f->args)
            gen_fail(t->path, t->line, "{{ %s }} takes %d arguments", f->word, f->args);
        code(t, gen_print("%s(o, %s);", function, rest));
        wrote_value(t);
        return true;
    }
    return false;
}

static bool
say_raw(struct tmpl *t, char *inner)
{
    size_t len = strlen(inner);

    if (len < 5 || strcmp(inner + len - 3, "raw") != 0)
        return false;
    size_t bar = len - 3;

    while (bar && isspace((unsigned char)inner[bar - 1]))
        bar--;
    if (!bar || inner[bar - 1] != '|' || (bar > 1 && inner[bar - 2] == '|'))
        return false;
    inner[bar - 1] = '\0';
    code(t, gen_print("hn_out_raw(o, %s);", inner));
    wrote_value(t);
    return true;
}

static void
say_value(struct tmpl *t, const char *inner)
{
    const char *function = "hn_out_html";

    if (t->json)
        function = "hn_out_json";
    else if (t->state.url)
        function = t->state.begun ? "hn_out_url" : "hn_out_href";
    code(t, gen_print("%s(o, %s);", function, inner));
    wrote_value(t);
}

void
tmpl_say(struct tmpl *t, char *inner)
{
    char *rest;

    if (!*inner)
        gen_fail(t->path, t->line, "{{ }} with nothing in it");
    if (tmpl_is_statement(inner) && say_statement(t, inner))
        return;
    must_take_value(t);
    if ((rest = after_word(inner, "t"))) {
        say_text(t, rest);
    } else if ((rest = after_word(inner, "tk"))) {
        say_text_key(t, rest);
    } else if ((rest = after_word(inner, "comma"))) {
        code(t, gen_print("if (%s)", rest));
        gen_putf(&t->body, "%*s    hn_out_raw_n(o, \",\", 1);\n", indent(t), "");
    } else if (strcmp(inner, "at") == 0 || strcmp(inner, "and_at") == 0) {
        if (t->json)
            code(t, gen_print("hn_out_json(o, o->%s);", inner));
        else
            code(t, "hn_out_at(o);");
        wrote_value(t);
    } else if (!say_formatted(t, inner) && !say_raw(t, inner)) {
        say_value(t, inner);
    }
}
