/* test_page_chain: proves over the pages that a paper sent to two cells and a task of it are told alike by the chain at every
 * level, by the rows behind its figures, by what each cell owes and by who owes what; that the way up from the task is told;
 * and that whoever may not read a unit's work is told none of it.
 */
#include "support/page.h"

#include <stdio.h>
#include <string.h>

#define A     "22.200"
#define CELL  "22.200.001.001"
#define OTHER "22.200.001.002"
#define NEW   "/giao-viec/moi"

static const char *
at(char path[200], const char *start, const char *part)
{
    snprintf(path, 200, "%s%s", start, part);
    return path;
}

static void
sent_to(struct hn_test_answer a, char path[128])
{
    seen(a, 303, NULL);
    snprintf(path, 128, "%s", hn_test_header(&a, "Location"));
    path[strcspn(path, "?")] = '\0';
}

/* A resolution of A, sent to its cells to be answered this year; a task of it for one cell. */
static void
world(struct hn_test_app *app, char paper[128], char task[128])
{
    char path[200], form[400];

    sent_to(hn_test_post(app, "clerk", "/nghi-quyet/moi",
                         "don-vi=" A "&kind=resolution&day=01/02/2021&title=Nghị+quyết+minh+họa"),
            paper);
    seen(hn_test_post(app, "clerk", at(path, paper, "/ban-hanh"), ""), 303, NULL);
    seen(hn_test_post(app, "clerk", at(path, paper, "/gui"),
                      "don-vi=" A "&to=cells&owes=answer&due=31/12/2098"),
         303, NULL);
    snprintf(form, sizeof form,
             "don-vi=" A "&doer=" CELL
             "&paper=%s&title=Việc+minh+họa&responsible=A-2&checker=A-1&due=31/12/2098",
             strrchr(paper, '/') + 1);
    sent_to(hn_test_post(app, "clerk", NEW, form), task);
}

static void
the_chain_is_told_alike_everywhere(void **state)
{
    HN_TEST_APP(state);
    char paper[128], task[128], path[200];

    world(app, paper, task);
    seen(hn_test_get(app, "clerk", at(path, paper, "/chuoi")), 200, "Chuỗi thực hiện");
    seen(hn_test_json(app, "clerk", at(path, paper, "/chuoi?don-vi=" A)), 200, "\"sent\":2");
    seen(hn_test_json(app, "clerk", at(path, paper, "/chuoi?don-vi=" A)), 200, "\"tasks\":1");
    seen(hn_test_get(app, "clerk", at(path, paper, "/chuoi.csv?don-vi=" A)), 200, "22.200.001");
    seen(hn_test_get(app, "clerk", at(path, paper, "/chuoi?don-vi=22.200.001")), 200, CELL);
    seen(hn_test_get(app, "secretary", at(path, paper, "/chuoi?don-vi=" CELL)), 200, "Việc minh họa");
    /* A cell's own duty is in its sum, as in its list. */
    seen(hn_test_json(app, "secretary", at(path, paper, "/chuoi?don-vi=" CELL)), 200, "\"sent\":1");
    seen(hn_test_json(app, "secretary", at(path, paper, "/chuoi/nghia-vu?don-vi=" CELL)), 200, "\"total\":1");
    seen(hn_test_json(app, "clerk", at(path, paper, "/chuoi/nghia-vu?don-vi=" A "&muc=open")), 200,
         "\"total\":2");
    seen(hn_test_json(app, "clerk", at(path, paper, "/chuoi/nghia-vu?don-vi=" A "&muc=answered")), 200,
         "\"total\":0");
    seen(hn_test_json(app, "clerk", at(path, paper, "/chuoi/nhiem-vu?don-vi=" A)), 200, "\"total\":1");
    seen(hn_test_json(app, "clerk", at(path, paper, "/chuoi/nhiem-vu?don-vi=" OTHER)), 200, "\"total\":0");
    seen(hn_test_get(app, "clerk", at(path, paper, "/chuoi/nhiem-vu?don-vi=" A "&muc=sai")), 422, NULL);
    /* Before it was sent there was nothing. */
    seen(hn_test_json(app, "clerk", at(path, paper, "/chuoi?don-vi=" A "&ngay=2021-02-10")), 200,
         "\"sent\":0");
    seen(hn_test_get(app, "stranger", at(path, paper, "/chuoi?don-vi=" A)), 404, NULL);
    seen(hn_test_get(app, "stranger", at(path, paper, "/chuoi")), 404, NULL);
    seen(hn_test_get(app, "secretary", at(path, paper, "/chuoi?don-vi=" OTHER)), 404, NULL);
    seen(hn_test_get(app, "clerk", "/nghi-quyet/99/chuoi"), 404, NULL);
}

static void
the_way_up_is_told(void **state)
{
    HN_TEST_APP(state);
    char paper[128], task[128], path[200];

    world(app, paper, task);
    seen(hn_test_get(app, "clerk", at(path, task, "")), 200, "/chuoi\"");
    seen(hn_test_get(app, "clerk", at(path, task, "/chuoi")), 200, "Nghị quyết minh họa");
    seen(hn_test_get(app, "secretary", at(path, task, "/chuoi")), 200, "Chưa trả lời, còn hạn");
    seen(hn_test_json(app, "clerk", at(path, task, "/chuoi")), 200, "\"what\":\"paper\"");
    seen(hn_test_json(app, "clerk", at(path, task, "/chuoi")), 200, "\"what\":\"task\"");
    seen(hn_test_get(app, "stranger", at(path, task, "/chuoi")), 404, NULL);
    seen(hn_test_get(app, "clerk", "/giao-viec/99/chuoi"), 404, NULL);
}

static void
what_is_owed_is_told_once(void **state)
{
    HN_TEST_APP(state);
    char paper[128], task[128], path[200], part[192];

    world(app, paper, task);
    seen(hn_test_get(app, "secretary", "/viec-phai-lam?don-vi=" CELL), 200, "Họp chi bộ thường kỳ");
    seen(hn_test_json(app, "secretary", "/viec-phai-lam?don-vi=" CELL "&thang=2098-12"), 200,
         "\"what\":\"answer\"");
    seen(hn_test_json(app, "secretary", "/viec-phai-lam?don-vi=" CELL "&thang=2098-12"), 200,
         "\"title\":\"Việc minh họa\"");
    seen(hn_test_get(app, "clerk", "/viec-phai-lam?don-vi=" A "&thang=2098-12"), 200,
         "Đơn vị nào còn việc gì");
    seen(hn_test_json(app, "clerk", "/viec-phai-lam?don-vi=" A "&thang=2098-12"), 200, "\"answer\":2");
    seen(hn_test_json(app, "clerk", "/viec-phai-lam/don-vi?don-vi=" A "&thang=2098-12&muc=answer"), 200,
         "\"total\":2");
    seen(hn_test_json(app, "clerk", "/viec-phai-lam/don-vi?don-vi=" A "&thang=2098-12&muc=task"), 200,
         "\"total\":1");
    seen(hn_test_get(app, "clerk", "/viec-phai-lam.csv?don-vi=" A "&thang=2098-12"), 200, "22.200.001");
    seen(hn_test_get(app, "clerk", "/viec-phai-lam?thang=khong"), 422, NULL);
    seen(hn_test_get(app, "stranger", "/viec-phai-lam?don-vi=" CELL), 404, NULL);
    seen(hn_test_get(app, "secretary", "/viec-phai-lam?don-vi=" OTHER), 404, NULL);
    seen(hn_test_get(app, "secretary", "/viec-cua-toi"), 200, "/viec-phai-lam?don-vi=" CELL);

    /* Each cell has the paper once; the way to it is the paper's page. */
    snprintf(part, sizeof part, "\"href\":\"%s?don-vi=" CELL "\"", paper);
    seen(hn_test_json(app, "secretary", at(path, "/viec-phai-lam?don-vi=" CELL, "&thang=2098-12")), 200,
         part);
}

/* A phone on a poor network: the page of a cell stays small. */
static void
the_page_of_a_cell_is_small(void **state)
{
    HN_TEST_APP(state);
    char paper[128], task[128];

    world(app, paper, task);
    struct hn_test_answer a = hn_test_get(app, "secretary", "/viec-phai-lam?don-vi=" CELL "&thang=2098-12");

    seen(a, 200, NULL);
    assert_true(a.len < (size_t)25 * 1024);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_PAGE(the_chain_is_told_alike_everywhere),
        HN_TEST_PAGE(the_way_up_is_told),
        HN_TEST_PAGE(what_is_owed_is_told_once),
        HN_TEST_PAGE(the_page_of_a_cell_is_small),
    };

    return cmocka_run_group_tests_name("page_chain", tests, NULL, NULL);
}
