/* Proves: the template compiler picks the escaping by the place a value stands in, refuses every place where
 * none is safe, refuses unknown texts and unfinished blocks, and says in which file and line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define HN_TMPL_NO_MAIN
#include "../../gen/common.c"
#include "../../gen/tmpl.c"
#include "../../gen/tmpl_place.c"
#include "../../gen/tmpl_say.c"

static const char texts_file[] = "# comment\n"
                                 "yes = Có\n"
                                 "menu.work = Việc\n"
                                 "date.past = Ngày {0}\n"
                                 "range = {0} đến {1}\n";

/* The generated body, or the complaint when the template is refused. */
static const char *
compile(const char *path, const char *content)
{
    static char kept[16384];
    static jmp_buf back;

    gen_land(&back);
    if (setjmp(back)) {
        gen_land(NULL);
        gen_free_all();
        return gen_said;
    }
    struct gen_texts texts = gen_texts_parse("vi.txt", texts_file, strlen(texts_file));
    struct tmpl *t = gen_alloc(sizeof(*t));

    tmpl_compile(t, path, content, strlen(content), &texts);
    snprintf(kept, sizeof(kept), "%s%s", t->body.len ? t->body.data : "",
             t->declares.len ? t->declares.data : "");
    gen_land(NULL);
    gen_free_all();
    return kept;
}

/* One expression or more inside a define, as HTML. */
static const char *
html(const char *inside)
{
    static char whole[4096];

    snprintf(whole, sizeof(whole), "{{ define v(struct hn_out *o, const struct x *x) }}%s{{ end }}", inside);
    return compile("web/view/x/a.html.tmpl", whole);
}

static const char *
json(const char *inside)
{
    static char whole[4096];

    snprintf(whole, sizeof(whole), "{{ define v(struct hn_out *o, const struct x *x) }}%s{{ end }}", inside);
    return compile("web/view/x/a.json.tmpl", whole);
}

static void
assert_has(const char *where, const char *what)
{
    if (!strstr(where, what))
        fail_msg("missing: %s\nin: %s", what, where);
}

static void
assert_lacks(const char *where, const char *what)
{
    if (strstr(where, what))
        fail_msg("unwanted: %s\nin: %s", what, where);
}

static void
test_values(void **state)
{
    (void)state;
    assert_has(html("<p>{{ x->name }}</p>"), "hn_out_html(o, x->name);");
    assert_has(html("<p title=\"{{ x->name }}\">"), "hn_out_html(o, x->name);");
    assert_has(html("<a href=\"{{ x->url }}\">"), "hn_out_href(o, x->url);");
    assert_has(html("<a HREF='{{ x->url }}'>"), "hn_out_href(o, x->url);");
    assert_has(html("<form action=\"{{ x->url }}\">"), "hn_out_href(o, x->url);");
    assert_has(html("<a href=\"/to-chuc/{{ x->code }}\">"), "hn_out_url(o, x->code);");
    assert_has(html("<a href=\"{{ x->url }}?q={{ x->q }}\">"), "hn_out_url(o, x->q);");
    assert_has(html("<a href=\"/p/{{ int x->id }}{{ at }}\">"), "hn_out_plain(o, x->id);");
    assert_has(html("<a href=\"/p/{{ int x->id }}{{ at }}\">"), "hn_out_at(o);");
    assert_has(html("<a href=\"/p?ngay={{ day x->on }}\">"), "hn_out_iso(o, x->on);");
    assert_has(html("{{ x->svg | raw }}"), "hn_out_raw(o, x->svg");
    assert_has(html("{{ a || raw }}"), "hn_out_html(o, a || raw);");
    assert_has(html("{{ int x->n }} {{ percent x->a, f(x, 2) }}"), "hn_out_percent(o, x->a, f(x, 2));");
    assert_has(html("{{ f(\"}}\") }}"), "hn_out_html(o, f(\"}}\"));");
    assert_has(html("{{# isn't shown }}<p>"), "hn_out_raw_n(o, \"<p>\", 3);");
}

static void
test_texts(void **state)
{
    (void)state;
    assert_has(html("{{ t yes }}"), "hn_out_word(o, &hn_word_yes, NULL, NULL);");
    assert_has(html("{{ t date.past, x->day }}"), "hn_out_word(o, &hn_word_date__past, x->day, NULL);");
    assert_has(html("{{ tk \"menu.\", x->key }}"), "hn_out_tk(o, \"menu.\", x->key);");
    assert_has(html("{{ t nothing }}"), "web/view/x/a.html.tmpl:1: no text has the key nothing");
    assert_has(html("{{ t date.past }}"), "date.past takes 1 arguments, not 0");
    assert_has(html("{{ t range, a }}"), "range takes 2 arguments, not 1");
    assert_has(html("{{ tk \"none.\", x->key }}"), "no text has a key that is or begins with none.");
}

static void
test_refused_places(void **state)
{
    (void)state;
    assert_has(html("<script>{{ x->name }}</script>"), "no value may stand in <script>");
    assert_has(html("<script>alert(1)</script>"), "forbidden by the content policy");
    assert_has(html("<style>p{}</style>"), "forbidden by the content policy");
    assert_has(html("<p style=\"color:red\">"), "style= is forbidden");
    assert_has(html("<p onclick=\"{{ x->js }}\">"), "onclick= is code");
    assert_has(html("<iframe srcdoc=\"{{ x->js }}\">"), "srcdoc= is code");
    assert_has(html("<p class={{ x->name }}>"), "no value may stand in an attribute without quotes");
    assert_has(html("<p class=bare>"), "needs quotes");
    assert_has(html("<p {{ x->name }}>"), "no value may stand in a tag");
    assert_has(html("<{{ x->name }}>"), "no value may stand in the name of a tag");
    assert_has(html("<!-- {{ x->name }} -->"), "no value may stand in a comment");
    assert_has(html("<p>a < b</p>"), "a bare <");
    assert_has(html("<p title=\"{{ call f(o) }}\">"), "no {{ call }} may stand in a value");
    assert_has(html("<p title=\"x"), "ends in a value");
    assert_has(json("{\"a\": \"{{ x->name }}\"}"), "no value may stand in a JSON string");
    assert_has(html("<script src=\"{{ x->src }}\" defer></script>"), "hn_out_href(o, x->src);");
}

static void
test_blocks(void **state)
{
    (void)state;
    assert_has(html("{{ if x->a }}A{{ elif x->b }}B{{ else }}C{{ end }}"), "} else if (x->b) {");
    assert_has(html("<li{{ if x->a }} hidden{{ end }}>"), "if (x->a) {");
    assert_has(html("<h{{ if x->a }}2{{ end }}>"), "an attribute needs a space in front");
    assert_has(html("<option value=\"1\"{{ if x->a }} selected{{ end }}>{{ x->n }}"),
               "hn_out_html(o, x->n);");
    assert_has(html("{{ for (int i = 0; i < 3; i++) }}<p>{{ end }}"), "for (int i = 0; i < 3; i++) {");
    assert_has(html("<a href=\"{{ if a }}/x{{ end }}{{ x->b }}\">"), "hn_out_url(o, x->b);");
    assert_has(html("{{ if a }}<p title=\"{{ end }}\">"), "begins in text and ends in a value");
    assert_has(html("{{ if a }}<p>{{ else }}<p title=\"{{ end }}"), "end in different places");
    assert_has(html("{{ if a }}"), "has no {{ end }}");
    assert_has(html("{{ else }}"), "{{ else }} without {{ if }}");
    assert_has(html("{{ if a }}{{ else }}{{ else }}{{ end }}"), "{{ else }} without {{ if }}");
    assert_has(html("{{ x->a "), "{{ without }}");
    assert_has(compile("a.html.tmpl", "text"), "text outside of {{ define }}");
    assert_has(compile("a.html.tmpl", "{{ end }}"), "only {{ define }} and {{ include }}");
    assert_has(compile("a.html.tmpl", "\n\n{{ define v(int x) }}"), "a.html.tmpl:3: {{ define name(");
}

static void
test_json(void **state)
{
    (void)state;
    assert_has(json("{\"n\": {{ int x->n }} }"), "hn_out_json_int(o, x->n);");
    assert_has(json("[{{ x->name }}]"), "hn_out_json(o, x->name);");
    assert_has(json("[{{ id x->id }}]"), "hn_out_json_id(o, x->id);");
    assert_has(json("[{{ last x->to }}]"), "hn_out_json_last_day(o, x->to);");
    assert_has(json("{\n    \"a b\": 1,\n    \"c\": 2\n}"), "\"{\\\"a b\\\":1,\\\"c\\\":2}\", 15");
    assert_has(json("[{{ comma i }}1]"), "if (i)");
    assert_has(json("{{ t yes }}"), "hn_out_json_word(o, &hn_word_yes, NULL, NULL);");
}

static void
test_spaces(void **state)
{
    (void)state;
    assert_has(html("\n    <p>\n        a  b\n\n    </p>\n"), "\"<p>\\n\"");
    assert_has(html("\n    <p>\n        a  b\n\n    </p>\n"), "\"a  b\\n\"");
    assert_has(html("<pre>  a\n  b</pre>"), "\"  b</pre>\"");
    assert_has(html("<p\n   class=\"a\"\n   id=\"b\">"), "<p class=\\\"a\\\" id=\\\"b\\\">");
    assert_lacks(html("a<!-- gone -->b"), "gone");
    assert_has(html("x\n  {{ if a }}\n  y\n  {{ end }}\nz"), "hn_out_raw_n(o, \"y\\n\", 2);");
}

static void
test_any(void **state)
{
    (void)state;
    assert_has(html("x"), "void v_any(struct hn_out *o, const void *data);");
    assert_has(compile("a.html.tmpl", "{{ define v(struct hn_out *o) }}{{ end }}"), "v_any");
    assert_lacks(compile("a.html.tmpl", "{{ define v(struct hn_out *o, int a) }}{{ end }}"), "v_any");
    assert_lacks(compile("a.html.tmpl", "{{ define static v(struct hn_out *o) }}{{ end }}"), "v_any");
    assert_has(html("{{ int x->n }}"), "#line 1 \"web/view/x/a.html.tmpl\"");
}

static const char *
texts(const char *content)
{
    static jmp_buf back;

    gen_land(&back);
    if (setjmp(back)) {
        gen_land(NULL);
        gen_free_all();
        return gen_said;
    }
    gen_texts_parse("vi.txt", content, strlen(content));
    gen_land(NULL);
    gen_free_all();
    return "good";
}

static void
test_text_files(void **state)
{
    (void)state;
    assert_string_equal(texts("# a\n\na.b = x\na.c = {0} y {1}\n"), "good");
    assert_has(texts("a = x\na = y\n"), "vi.txt:2: a stands here twice (line 1)");
    assert_has(texts("a=x\n"), "vi.txt:1: a line is");
    assert_has(texts("A.b = x\n"), "a key is made of");
    assert_has(texts("a__b = x\n"), "a key is made of");
    assert_has(texts("a = {2}\n"), "only {0} and {1}");
    assert_has(texts("a = {1}\n"), "{1} without {0}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_refused_places),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_spaces),
        cmocka_unit_test(test_any),
        cmocka_unit_test(test_text_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
