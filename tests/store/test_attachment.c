/* test_attachment: proves that files are kept with their record alone: of a kind told by their bytes, no larger and no more
 * than the unit's rules let, taken out without a trace lost; that a record knows none of another's. Each refusal stands
 * beside what is accepted. */
#include "support/people.h"

#include <stdlib.h>
#include <string.h>

#include "attachment/attachment.h"

struct asked {
    struct hn_attached to;
    const char *name;
    struct hn_bytes content;
    int64_t id;
    const char *rule;
    int64_t value;
};

static enum hn_rc
add(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_attachment_add(c, &a->to, a->name, a->content, &a->id);
}

static enum hn_rc
take_out(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_attachment_remove(c, &a->to, a->id);
}

static enum hn_rc
set_rule(struct hn_ctx *c, void *arg)
{
    struct asked *a = arg;

    return hn_rule_put(c, a->to.unit, a->rule, a->value, DAY(2024, 1, 1), HN_DAY_OPEN, "Quy định minh họa");
}

static void
check_at(struct hn_people *p, int line, enum hn_rc (*call)(struct hn_ctx *, void *), struct asked *a,
         enum hn_rc code, const char *key)
{
    struct hn_deed d = { .kind = HN_DEED_CALL, .call = call, .arg = a };
    enum hn_rc rc = hn_do(p, &d);

    if (rc != code || strcmp(d.fault.key, key) != 0)
        print_message("line %d: wanted %d %s, got %d %s\n", line, code, key, rc, d.fault.key);
    assert_int_equal(rc, code);
    assert_string_equal(d.fault.key, key);
}
#define CHECK(call, a, code, key) check_at(p, __LINE__, call, a, code, key)

static struct hn_bytes
bytes_of(const char *text)
{
    return (struct hn_bytes){ (const uint8_t *)text, strlen(text) };
}

static size_t
how_many(struct hn_people *p, const struct hn_attached *to)
{
    const struct hn_attachment *list;
    size_t count = 0;

    assert_int_equal(hn_attachments(hn_people_read(p, HN_USER_SYSTEM), to, &list, &count), HN_OK);
    hn_people_read_end(p);
    return count;
}

static void
files(void **state)
{
    HN_TEST_PEOPLE(state);
    uint8_t *large = calloc(1, 1 << 20);
    struct asked a = { .to = { .unit = p->c1, .thing = "paper", .id = 7 },
                       .name = "kế hoạch.txt",
                       .content = bytes_of("Kế hoạch trồng rừng\n") };
    struct asked bad = a;

    assert_non_null(large);
    memset(large, 'a', 1 << 20);
    bad.name = "";
    CHECK(add, &bad, HN_INVALID, "attachment.name");
    bad.name = "../x.txt";
    CHECK(add, &bad, HN_INVALID, "attachment.name");
    bad.name = "x.pdf";
    bad.content = (struct hn_bytes){ (const uint8_t *)"\x7f"
                                                      "ELF\x02\x01",
                                     6 };
    CHECK(add, &bad, HN_INVALID, "attachment.type");
    CHECK(add, &a, HN_OK, "");

    /* The unit's own rule: half a megabyte, two files. */
    bad = a;
    bad.content = (struct hn_bytes){ large, 1 << 20 };
    CHECK(add, &bad, HN_OK, "");
    CHECK(take_out, &bad, HN_OK, "");
    bad.rule = "attachment_most_bytes";
    bad.value = 1 << 19;
    CHECK(set_rule, &bad, HN_OK, "");
    CHECK(add, &bad, HN_INVALID, "attachment.size");
    bad.rule = "attachment_most_count";
    bad.value = 2;
    CHECK(set_rule, &bad, HN_OK, "");
    bad.content = a.content;
    CHECK(add, &bad, HN_OK, "");
    CHECK(add, &bad, HN_CONFLICT, "attachment.count");
    assert_int_equal(how_many(p, &a.to), 2);
    free(large);
    hn_people_close(p);
}

static void
of_its_record(void **state)
{
    HN_TEST_PEOPLE(state);
    struct asked a = { .to = { .unit = p->c1, .thing = "task", .id = 7, .part = 3 },
                       .name = "ảnh.txt",
                       .content = bytes_of("minh chứng\n") };
    struct asked other = a;
    struct hn_attachment about;
    struct hn_bytes back = { NULL, 0 };
    struct hn_ctx *c;

    CHECK(add, &a, HN_OK, "");
    c = hn_people_read(p, HN_USER_SYSTEM);
    assert_int_equal(hn_attachment_content(c, &a.to, a.id, &about, &back), HN_OK);
    assert_int_equal(back.len, a.content.len);
    assert_memory_equal(back.data, a.content.data, back.len);
    assert_string_equal(about.type, "txt");
    assert_int_equal(about.part, 3);
    other.to.id = 8;
    assert_int_equal(hn_attachment_content(c, &other.to, a.id, &about, &back), HN_NOT_FOUND);
    other.to = a.to;
    other.to.thing = "paper";
    assert_int_equal(hn_attachment_content(c, &other.to, a.id, &about, &back), HN_NOT_FOUND);
    hn_people_read_end(p);

    other.id = a.id;
    CHECK(take_out, &other, HN_OK, ""); /* none of that record's: nothing happens */
    assert_int_equal(how_many(p, &a.to), 1);
    CHECK(take_out, &a, HN_OK, "");
    CHECK(take_out, &a, HN_OK, "");
    assert_int_equal(how_many(p, &a.to), 0);
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = { HN_TEST_BOTH(files), HN_TEST_BOTH(of_its_record) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
