/* Proves: the template compiler ends with C or with a complaint for any bytes, as HTML and as JSON. */
#include <stddef.h>
#include <stdint.h>

#define HN_TMPL_NO_MAIN
#include "../../gen/common.c"
#include "../../gen/tmpl.c"
#include "../../gen/tmpl_place.c"
#include "../../gen/tmpl_say.c"

static void
compile(const char *path, const uint8_t *data, size_t size)
{
    static const char texts_file[] = "yes = Có\nmenu.work = Việc\ndate.past = Ngày {0}\n";
    static jmp_buf back;

    gen_land(&back);
    if (setjmp(back) == 0) {
        struct gen_texts texts = gen_texts_parse("vi.txt", texts_file, sizeof(texts_file) - 1);
        struct tmpl *t = gen_alloc(sizeof(*t));

        tmpl_compile(t, path, gen_dup((const char *)data, size), size, &texts);
    }
    gen_land(NULL);
    gen_free_all();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static jmp_buf back;

    compile("a.html.tmpl", data, size);
    compile("a.json.tmpl", data, size);
    gen_land(&back);
    if (setjmp(back) == 0)
        gen_texts_parse("vi.txt", (const char *)data, size);
    gen_land(NULL);
    gen_free_all();
    return 0;
}
