/* tmpl.c: web/view/<subject>/<name>.html.tmpl and .json.tmpl → C that writes them.
 *
 *   tmpl OUT vi.txt VIEWROOT TEMPLATE…
 *
 * writes OUT/view/<subject>/<name>.html.c for each template and one OUT/view_<subject>.h for each subject,
 * and touches only what changed. The language is described in docs/templates.md; in short:
 *
 *   {{ define hn_view_x(struct hn_out *o, const struct x *x) }} … {{ end }}   a function; also hn_view_x_any
 *   {{ expression }}  {{ expression | raw }}  {{ int n }} {{ plain n }} {{ id n }} {{ day d }} {{ iso d }}
 *   {{ last d }} {{ pdate p }} {{ time t }} {{ percent part, whole }} {{ milli m }} {{ bool b }} {{ comma i }}
 *   {{ t key.of.text, arg }}  {{ tk "prefix.", expression }}  {{ at }}  {{ and_at }}
 *   {{ if c }} {{ elif c }} {{ else }} {{ end }}  {{ for (…) }} {{ end }}  {{ let type name = value }}
 *   {{ call hn_view_y(o, …) }}  {{ include "member/member.h" }}  {{# comment }}
 *
 * Neighbours: tmpl_place.c knows where the output stands, tmpl_say.c turns each {{ }} into C. */
#include "tmpl.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The end of {{ … }}: braces inside strings and character constants do not count. */
static const char *
find_close(struct tmpl *t, const char *p)
{
    bool comment = p < t->end && *p == '#';
    char quote = 0;

    for (; p + 1 < t->end; p++) {
        if (quote) {
            if (*p == '\\')
                p++;
            else if (*p == quote)
                quote = 0;
        } else if (p[0] == '}' && p[1] == '}') {
            return p;
        } else if (!comment && p[0] == '{' && p[1] == '{') {
            break;
        } else if (!comment && (*p == '"' || *p == '\'')) {
            quote = *p;
        }
    }
    gen_fail(t->path, t->line, "{{ without }}");
}

static const char *
find_open(const struct tmpl *t, const char *p)
{
    for (; p + 1 < t->end; p++)
        if (p[0] == '{' && p[1] == '{')
            return p;
    return t->end;
}

static char *
trimmed(const char *from, const char *to)
{
    while (from < to && isspace((unsigned char)*from))
        from++;
    while (to > from && isspace((unsigned char)to[-1]))
        to--;
    return gen_dup(from, (size_t)(to - from));
}

/* True when only spaces stand before {{ and behind }} on the line; *next is then the start of the next one. */
static bool
alone_on_line(const struct tmpl *t, const char *start, const char *open, const char *behind,
              const char **next)
{
    for (const char *p = open; p > start && p[-1] != '\n'; p--)
        if (p[-1] != ' ' && p[-1] != '\t')
            return false;
    while (behind < t->end && (*behind == ' ' || *behind == '\t'))
        behind++;
    if (behind < t->end && *behind != '\n')
        return false;
    *next = behind < t->end ? behind + 1 : behind;
    return true;
}

static void
literal_run(struct tmpl *t, const char *from, const char *to)
{
    if (from == to)
        return;
    if (t->depth) {
        tmpl_literal(t, from, (size_t)(to - from));
        return;
    }
    for (const char *p = from; p < to; p++) {
        if (!isspace((unsigned char)*p))
            gen_fail(t->path, t->line, "text outside of {{ define }}");
        t->line += *p == '\n';
    }
}

static void
one_run(struct tmpl *t, const char *start)
{
    const char *open = find_open(t, t->at);

    if (open == t->end) {
        literal_run(t, t->at, t->end);
        t->at = t->end;
        return;
    }
    const char *close = find_close(t, open + 2);
    bool comment = open + 2 < t->end && open[2] == '#';
    char *inner = trimmed(open + 2, close);
    const char *next = close + 2;
    const char *upto = open;
    bool alone = (comment || tmpl_is_statement(inner)) && alone_on_line(t, start, open, close + 2, &next);

    while (alone && upto > t->at && upto[-1] != '\n')
        upto--;
    literal_run(t, t->at, upto);
    if (!comment)
        tmpl_say(t, inner);
    for (const char *p = open; p < next; p++)
        t->line += *p == '\n';
    t->at = next;
}

void
tmpl_compile(struct tmpl *t, const char *path, const char *content, size_t len, const struct gen_texts *texts)
{
    size_t name = strlen(path);

    t->path = path;
    t->json = name > 10 && strcmp(path + name - 10, ".json.tmpl") == 0;
    t->at = content;
    t->end = content + len;
    t->line = 1;
    t->texts = texts;
    while (t->at < t->end)
        one_run(t, content);
    if (t->depth)
        gen_fail(t->path, t->blocks[t->depth - 1].line, "this block has no {{ end }}");
}

#ifndef HN_TMPL_NO_MAIN /* the tests call tmpl_compile themselves */

/* --- files ------------------------------------------------------------------------------------------ */

struct subject {
    char *name;
    struct gen_buf includes, declares;
};

static struct subject subjects[128];
static size_t subject_count;

static struct subject *
subject_of(const char *path, const char *inside)
{
    const char *slash = strchr(inside, '/');

    if (!slash || slash == inside)
        gen_fail(path, 0, "a template stands in a folder of its subject");
    char *name = gen_dup(inside, (size_t)(slash - inside));

    for (size_t i = 0; i < subject_count; i++)
        if (strcmp(subjects[i].name, name) == 0)
            return &subjects[i];
    if (subject_count == sizeof(subjects) / sizeof(subjects[0]))
        gen_fail(path, 0, "too many subjects");
    subjects[subject_count].name = name;
    return &subjects[subject_count++];
}

static void
write_source(const struct tmpl *t, const char *out, const char *inside, const char *subject)
{
    struct gen_buf b = { 0 };

    gen_putf(&b, "/* Made from %s by gen/tmpl: change it there, not here. */\n", t->path);
    gen_putf(&b, "#include \"view_%s.h\"\n\n#include \"base/words.h\"\n\n", subject);
    if (t->externs.len)
        gen_putf(&b, "%s\n", t->externs.data);
    if (t->body.len)
        gen_add(&b, t->body.data, t->body.len);
    gen_write(gen_print("%s/view/%.*s.c", out, (int)(strlen(inside) - 5), inside), &b);
}

static void
write_header(const struct subject *s, const char *out)
{
    struct gen_buf b = { 0 };

    gen_putf(&b, "/* Made from web/view/%s/ by gen/tmpl: every view of that folder. */\n", s->name);
    gen_putf(&b, "#ifndef HN_GEN_VIEW_%s_H\n#define HN_GEN_VIEW_%s_H\n\n", s->name, s->name);
    gen_puts(&b, "#include \"web/out.h\"\n");
    if (s->includes.len)
        gen_puts(&b, s->includes.data);
    gen_puts(&b, "\n");
    if (s->declares.len)
        gen_puts(&b, s->declares.data);
    gen_puts(&b, "\n#endif\n");
    gen_write(gen_print("%s/view_%s.h", out, s->name), &b);
}

static void
one_template(const char *out, const char *root, const char *path, const struct gen_texts *texts)
{
    struct tmpl *t = gen_alloc(sizeof(*t));
    size_t len, name = strlen(path);

    if (strncmp(path, root, strlen(root)) != 0 || path[strlen(root)] != '/' || name < 12 ||
        strcmp(path + name - 5, ".tmpl") != 0)
        gen_fail(path, 0, "a template is %s/<subject>/<name>.html.tmpl or .json.tmpl", root);
    const char *inside = path + strlen(root) + 1;
    struct subject *s = subject_of(path, inside);
    const char *content = gen_read(path, &len);

    tmpl_compile(t, path, content, len, texts);
    if (t->includes.len)
        gen_puts(&s->includes, t->includes.data);
    if (t->declares.len)
        gen_puts(&s->declares, t->declares.data);
    write_source(t, out, inside, s->name);
}

int
main(int argc, char **argv)
{
    size_t len;

    if (argc < 4) {
        fprintf(stderr, "usage: tmpl OUT vi.txt VIEWROOT TEMPLATE...\n");
        return 2;
    }
    const char *content = gen_read(argv[2], &len);
    struct gen_texts texts = gen_texts_parse(argv[2], content, len);

    for (int i = 4; i < argc; i++)
        one_template(argv[1], argv[3], argv[i], &texts);
    for (size_t i = 0; i < subject_count; i++)
        write_header(&subjects[i], argv[1]);
    gen_free_all();
    return 0;
}
#endif
