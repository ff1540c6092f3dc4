/* test_person: proves that a person's record keeps its rules, each refusal beside what is accepted; that nothing ever
 * known is lost; that encrypted fields are masked until revealed for a purpose, sealed at rest, and gone with the key. */
#include "support/people.h"

#include <string.h>

#include "audit/audit.h"
#include "person/number.h"

#define RECORD(...)                                                                                          \
    &(const struct hn_person_basic)                                                                          \
    {                                                                                                        \
        __VA_ARGS__                                                                                          \
    }
#define BASIC(...) RECORD(.full_name = "Trần Thị Mai", .sex = "female", .ethnicity = "kinh", __VA_ARGS__)

static void
refused(struct hn_people *p, struct hn_deed d, enum hn_rc code, const char *field, const char *key)
{
    enum hn_rc rc = hn_do(p, &d);

    if (rc != code || strcmp(d.fault.key, key) != 0)
        print_message("wanted %d %s %s, got %d %s %s (%s)\n", code, field, key, rc, d.fault.field,
                      d.fault.key, d.fault.arg);
    assert_int_equal(rc, code);
    assert_string_equal(d.fault.field, field);
    assert_string_equal(d.fault.key, key);
}

static struct hn_person_id
made(struct hn_people *p, struct hn_deed d)
{
    enum hn_rc rc = hn_do(p, &d);

    if (rc)
        print_message("refused: %s %s %s\n", d.fault.field, d.fault.key, d.fault.arg);
    assert_int_equal(rc, HN_OK);
    return d.made.v ? d.made : d.person;
}

static struct hn_deed
create(struct hn_people *p, const char *code, const struct hn_person_basic *basic)
{
    return (struct hn_deed){
        .kind = HN_DEED_CREATE, .actor = CLERK, .unit = p->c1, .code = code, .basic = basic
    };
}

static void
what_a_record_refuses(void **state)
{
    HN_TEST_PEOPLE(state);

    made(p,
         create(p, "M1", BASIC(.birth_date = 19900515, .admit_date = 20100601, .official_date = 20110601)));
    made(p, create(p, "", BASIC(.birth_date = 0)));
    refused(p, create(p, "M1", BASIC(.birth_date = 0)), HN_CONFLICT, "code", "person.code_taken");
    refused(p, create(p, "mã 1", BASIC(.birth_date = 0)), HN_INVALID, "code", "not_code");
    refused(p, create(p, "M2", RECORD(.full_name = "", .sex = "female")), HN_INVALID, "full_name",
            "person.name_missing");
    refused(p, create(p, "M2", RECORD(.full_name = "Mai 2", .sex = "female")), HN_INVALID, "full_name",
            "person.name_shape");
    refused(p, create(p, "M2", RECORD(.full_name = "<b>Mai", .sex = "female")), HN_INVALID, "full_name",
            "person.name_shape");
    refused(p, create(p, "M2", RECORD(.full_name = "Mai", .sex = "")), HN_INVALID, "sex", "person.missing");
    refused(p, create(p, "M2", RECORD(.full_name = "Mai", .sex = "x")), HN_INVALID, "sex",
            "person.code_unknown");
    refused(p, create(p, "M2", RECORD(.full_name = "Mai", .sex = "female", .ethnicity = "klingon")),
            HN_INVALID, "ethnicity", "person.code_unknown");
    refused(p, create(p, "M2", BASIC(.edu_degree = "phd")), HN_INVALID, "edu_degree", "person.code_unknown");
    refused(p, create(p, "M2", BASIC(.birth_date = 20240311)), HN_INVALID, "birth_date", "person.future");
    made(p, create(p, "M2", BASIC(.birth_date = 20240310)));
    /* 18 full years on the day: a day too early, and just enough. */
    refused(p, create(p, "M3", BASIC(.birth_date = 19900515, .admit_date = 20080514)), HN_INVALID,
            "admit_date", "person.too_young");
    made(p, create(p, "M3", BASIC(.birth_date = 19900515, .admit_date = 20080515)));
    /* Only the year of birth is known: it may be early in the year. */
    made(p, create(p, "M4", BASIC(.birth_date = 19900000, .admit_date = 20080101)));
    refused(p, create(p, "M5", BASIC(.birth_date = 19900000, .admit_date = 20071231)), HN_INVALID,
            "admit_date", "person.too_young");
    /* Before the rule's day nobody is refused. */
    made(p, create(p, "M5", BASIC(.birth_date = 19310101, .admit_date = 19480601)));
    refused(p, create(p, "M6", BASIC(.birth_date = 19900515, .admit_date = 19890515)), HN_INVALID,
            "admit_date", "person.birth_admit");
    refused(p, create(p, "M6", BASIC(.birth_date = 19800515, .official_date = 20100515)), HN_INVALID,
            "admit_date", "person.official_alone");
    refused(p,
            create(p, "M6", BASIC(.birth_date = 19800515, .admit_date = 20100515, .official_date = 20100514)),
            HN_INVALID, "official_date", "person.admit_official");
    made(p,
         create(p, "M6", BASIC(.birth_date = 19800515, .admit_date = 20100500, .official_date = 20100500)));
    /* Another's cell is no place to make people in. */
    struct hn_deed d = create(p, "M7", BASIC(.birth_date = 0));

    d.unit = p->c3;
    refused(p, d, HN_NOT_FOUND, "", "access.not_found");
    hn_people_close(p);
}

static void
nothing_known_is_lost(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id id = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    hn_time first = p->now;
    struct hn_deed put = { .kind = HN_DEED_PUT_BASIC,
                           .actor = CLERK,
                           .person = id,
                           .from = HN_DAY_START,
                           .basic = RECORD(.full_name = "Trần Thị Mây", .sex = "female",
                                           .birth_date = 19800515, .admit_date = 20100601) };
    struct hn_person seen;
    struct hn_ctx *c;

    refused(p, put, HN_INVALID, "reason", "fact.reason");
    put.reason = "Sửa theo giấy khai sinh";
    put.row = 5;
    refused(p, put, HN_CONFLICT, "row_version", "changed");
    put.row = 0;
    made(p, put);
    hn_time second = p->now;

    /* From a day on: the days before keep the old name. */
    put.from = DAY(2024, 6, 1);
    put.reason = "";
    put.basic = RECORD(.full_name = "Lê Thị Mây", .sex = "female", .birth_date = 19800515,
                       .admit_date = 20100601);
    made(p, put);

    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_person_get(c, id, &seen), HN_OK);
    assert_string_equal(seen.basic.full_name, "Trần Thị Mây");
    assert_int_equal(seen.to, DAY(2024, 6, 1));
    c->on = DAY(2024, 6, 1);
    assert_int_equal(hn_person_get(c, id, &seen), HN_OK);
    assert_string_equal(seen.basic.full_name, "Lê Thị Mây");
    c->known = second;
    assert_int_equal(hn_person_get(c, id, &seen), HN_OK);
    assert_string_equal(seen.basic.full_name, "Trần Thị Mây");
    c->known = first;
    assert_int_equal(hn_person_get(c, id, &seen), HN_OK);
    assert_string_equal(seen.basic.full_name, "Trần Thị Mai");
    c->known = first - 10000000;
    assert_int_equal(hn_person_get(c, id, &seen), HN_NOT_FOUND);
    hn_people_read_end(p);

    /* The code finds the person, who may know of him; nobody else learns that there is one. */
    struct hn_person_id found;

    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_person_find(c, "M1", &found), HN_OK);
    assert_int_equal(found.v, id.v);
    assert_int_equal(hn_person_find(c, hn_print(c->arena, "%ld", (long)id.v), &found), HN_OK);
    assert_int_equal(hn_person_find(c, "M9", &found), HN_NOT_FOUND);
    hn_people_read_end(p);
    struct hn_person_id far = hn_people_member(p, p->c3, "M2", "Phạm Văn Xa", "male", 19800515, 20100601);

    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_person_find(c, "M2", &found), HN_NOT_FOUND);
    assert_int_equal(hn_person_find(c, hn_print(c->arena, "%ld", (long)far.v), &found), HN_NOT_FOUND);
    hn_people_read_end(p);
    hn_people_close(p);
}

static const struct hn_field_value *
field_of(const struct hn_field_value *values, const char *name)
{
    return &values[hn_person_field(name) - hn_person_fields];
}

static void
put_field(struct hn_people *p, struct hn_person_id id, const char *field, const char *value)
{
    made(p, (struct hn_deed){ .kind = HN_DEED_PUT_FIELD,
                              .actor = SECRETARY,
                              .person = id,
                              .field = field,
                              .value = value,
                              .from = HN_DAY_START,
                              .reason = "Nhập hồ sơ" });
}

static void
masked_until_revealed(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id id = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    const struct hn_field_value *values;
    struct hn_person_view view;
    struct hn_ctx *c;

    put_field(p, id, "religion", "Không");
    put_field(p, id, "phone", "+84 912 345 678");
    put_field(p, id, "youth_union_date", "26/3/1996");
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_person_view(c, id, &view), HN_OK);
    assert_false(view.self);
    assert_int_equal(hn_person_fields_read(c, &view, &values), HN_OK);
    assert_string_equal(field_of(values, "religion")->text, HN_MASK);
    assert_true(field_of(values, "religion")->has && !field_of(values, "religion")->shown);
    assert_string_equal(field_of(values, "youth_union_date")->text, "1996-03-26");
    assert_string_equal(field_of(values, "health")->text, "");
    assert_false(field_of(values, "health")->has);
    assert_false(hn_audit_owes(c));
    /* A purpose is asked for; the reveal is a look for the log and shows one group alone. */
    assert_int_equal(hn_person_reveal(c, &view, HN_GROUP_CONTACT, "curious"), HN_INVALID);
    assert_string_equal(c->faults[0].key, "person.purpose");
    assert_int_equal(hn_person_reveal(c, &view, HN_GROUP_CONTACT, "contact"), HN_OK);
    assert_true(hn_audit_owes(c));
    assert_int_equal(hn_person_fields_read(c, &view, &values), HN_OK);
    assert_string_equal(field_of(values, "phone")->text, "0912345678");
    assert_string_equal(field_of(values, "religion")->text, HN_MASK);
    hn_people_read_end(p);

    /* A clerk may not reveal; one outside may not even know. */
    c = hn_people_read(p, CLERK);
    assert_int_equal(hn_person_view(c, id, &view), HN_OK);
    assert_int_equal(hn_person_reveal(c, &view, HN_GROUP_CONTACT, "contact"), HN_DENIED);
    hn_people_read_end(p);
    struct hn_person_id far = hn_people_member(p, p->c3, "M2", "Phạm Văn Xa", "male", 19800515, 20100601);

    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_person_view(c, far, &view), HN_OK);
    assert_int_equal(hn_person_reveal(c, &view, HN_GROUP_CONTACT, "contact"), HN_NOT_FOUND);
    hn_people_read_end(p);

    /* One's own record is open to oneself. */
    hn_people_link(p, id);
    c = hn_people_read(p, SELF);
    assert_int_equal(hn_person_view(c, id, &view), HN_OK);
    assert_true(view.self);
    assert_int_equal(hn_person_fields_read(c, &view, &values), HN_OK);
    assert_string_equal(field_of(values, "religion")->text, "Không");
    assert_false(hn_audit_owes(c));
    /* Without keys all stays masked. */
    c->keys = NULL;
    assert_int_equal(hn_person_fields_read(c, &view, &values), HN_OK);
    assert_string_equal(field_of(values, "religion")->text, HN_MASK);
    hn_people_read_end(p);
    hn_people_close(p);
}

static void
what_fields_refuse(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id id = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_person_id other = hn_people_member(p, p->c1, "M2", "Lê Văn Ba", "male", 19800515, 20100601);
    struct hn_deed d = {
        .kind = HN_DEED_PUT_FIELD, .actor = SECRETARY, .person = id, .from = HN_DAY_START, .reason = "x"
    };
    static const struct {
        const char *field, *value, *key;
    } bad[] = {
        { "shoe_size", "42", "field.unknown" },
        { "citizen_id", "02218000123", "number.citizen_id" },
        { "citizen_id", "0221800012345", "number.citizen_id" },
        { "citizen_id", "02218000123a", "number.citizen_id" },
        { "old_id_no", "1001234567", "number.old_id_no" },
        { "party_card_no", "123", "number.party_card_no" },
        { "dossier_no", "123456789", "number.dossier_no" },
        { "phone", "912345678", "number.phone" },
        { "army_in", "31/02/1999", "not_pdate" },
        { "health", "splendid", "not_choice" },
        { "religion", "a\x01", "not_text" },
        { "religion", "\xc3\x28", "not_text" },
    };

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        d.field = bad[i].field;
        d.value = bad[i].value;
        refused(p, d, HN_INVALID, bad[i].field, bad[i].key);
    }
    d.field = "citizen_id";
    d.value = "022 180 001 234";
    d.reason = "";
    refused(p, d, HN_INVALID, "reason", "fact.reason");
    d.reason = "Nhập hồ sơ";
    made(p, d);
    made(p, d); /* the same again is no second one */
    d.person = other;
    refused(p, d, HN_CONFLICT, "citizen_id", "person.number_taken");
    /* Mended, the number is free for whose it is. */
    d.person = id;
    d.value = "022180001235";
    made(p, d);
    d.person = other;
    d.value = "022180001234";
    made(p, d);
    /* A card of the same digits is another number. */
    d.field = "party_card_no";
    made(p, d);
    /* A clerk holds no right over the health group; an outsider sees nobody. */
    d.actor = CLERK;
    d.field = "health";
    d.value = "good";
    refused(p, d, HN_DENIED, "", "access.denied");
    hn_people_close(p);
}

static void
entries_and_history(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id id = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_deed d = { .kind = HN_DEED_PUT_ENTRY,
                         .actor = SECRETARY,
                         .person = id,
                         .list = "family",
                         .cells = { "spouse", "Nguyễn Văn Bình", "1978", "", "", "Nông dân" } };
    const struct hn_entry *entries;
    const struct hn_person_event *events;
    struct hn_person_view view;
    struct hn_ctx *c;
    size_t n;

    d.cells[0] = "cousin";
    refused(p, d, HN_INVALID, "relation", "not_choice");
    d.cells[0] = "spouse";
    d.cells[1] = "";
    refused(p, d, HN_INVALID, "name", "entry.missing");
    d.cells[1] = "Nguyễn Văn Bình";
    assert_int_equal(hn_do(p, &d), HN_OK);
    int64_t entry = d.entry;

    d.cells[2] = "1979";
    refused(p, d, HN_INVALID, "reason", "fact.reason");
    d.reason = "Sửa năm sinh";
    assert_int_equal(hn_do(p, &d), HN_OK);
    assert_int_equal(d.entry, entry);
    struct hn_deed wrong = { .kind = HN_DEED_END_ENTRY,
                             .actor = SECRETARY,
                             .person = id,
                             .list = "awards",
                             .entry = entry,
                             .reason = "x" };

    refused(p, wrong, HN_NOT_FOUND, "", "entry.not_found");

    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_person_view(c, id, &view), HN_OK);
    assert_int_equal(hn_person_entries_read(c, &view, &entries, &n), HN_OK);
    assert_int_equal(n, 1);
    assert_string_equal(entries[0].cell[1], HN_MASK);
    assert_int_equal(hn_person_history(c, &view, 0, &events, &n), HN_OK);
    assert_string_equal(events[0].table, "entry");
    assert_string_equal(events[0].value, HN_MASK);
    assert_int_equal(hn_person_reveal(c, &view, HN_GROUP_FAMILY, "dossier"), HN_OK);
    assert_int_equal(hn_person_entries_read(c, &view, &entries, &n), HN_OK);
    assert_string_equal(entries[0].cell[1], "Nguyễn Văn Bình");
    assert_string_equal(entries[0].cell[2], "1979");
    assert_string_equal(entries[0].cell[3], "");
    /* Both the mended entry and what it was before are in the history, with everything else. */
    assert_int_equal(hn_person_history(c, &view, 0, &events, &n), HN_OK);
    assert_int_equal(n, 6);
    assert_string_equal(events[0].value, "spouse; Nguyễn Văn Bình; 1979; Nông dân");
    assert_true(events[0].known_to == HN_TIME_OPEN);
    assert_string_equal(events[0].reason, "Sửa năm sinh");
    assert_int_equal(events[0].entered_by.v, SECRETARY.v);
    assert_string_equal(events[1].value, "spouse; Nguyễn Văn Bình; 1978; Nông dân");
    assert_true(events[1].known_to == events[0].known_from);
    bool membership = false;

    for (size_t i = 2; i < n; i++) {
        if (strcmp(events[i].table, "membership") == 0) {
            assert_string_equal(events[i].where, "Chi bộ thôn Một");
            membership = true;
        }
    }
    assert_true(membership);
    c->known = events[1].known_from;
    assert_int_equal(hn_person_history(c, &view, 0, &events, &n), HN_OK);
    assert_int_equal(n, 5);
    assert_int_equal(hn_person_entries_read(c, &view, &entries, &n), HN_OK);
    assert_string_equal(entries[0].cell[2], "1978");
    hn_people_read_end(p);
    wrong.list = "family";
    assert_int_equal(hn_do(p, &wrong), HN_OK);
    c = hn_people_read(p, SECRETARY);
    assert_int_equal(hn_person_entries_read(c, &view, &entries, &n), HN_OK);
    assert_int_equal(n, 0);
    hn_people_read_end(p);
    hn_people_close(p);
}

static void
erased_with_the_key(void **state)
{
    HN_TEST_PEOPLE(state);
    struct hn_person_id id = hn_people_member(p, p->c1, "M1", "Trần Thị Mai", "female", 19800515, 20100601);
    struct hn_deed d = {
        .kind = HN_DEED_ERASE, .actor = CLERK, .person = id, .requester = CLERK, .reason = "Theo yêu cầu"
    };
    const struct hn_field_value *values;
    const struct hn_person_event *events;
    struct hn_person_view view;
    struct hn_ctx *c;
    size_t n;

    put_field(p, id, "religion", "Không");
    put_field(p, id, "citizen_id", "022180001234");
    refused(p, d, HN_CONFLICT, "", "erase.same_person");
    d.requester = SECRETARY;
    d.reason = "";
    refused(p, d, HN_INVALID, "reason", "fact.reason");
    d.reason = "Theo yêu cầu";
    made(p, d);
    hn_people_link(p, id);
    c = hn_people_read(p, SELF);
    assert_int_equal(hn_person_view(c, id, &view), HN_OK);
    assert_int_equal(hn_person_fields_read(c, &view, &values), HN_OK);
    assert_false(field_of(values, "religion")->has);
    assert_int_equal(hn_person_history(c, &view, 0, &events, &n), HN_OK);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(events[i].table, "field") == 0)
            assert_string_equal(events[i].value, HN_MASK);
    }
    hn_people_read_end(p);
    refused(p,
            (struct hn_deed){ .kind = HN_DEED_PUT_FIELD,
                              .actor = SECRETARY,
                              .person = id,
                              .field = "religion",
                              .value = "Không",
                              .from = HN_DAY_START,
                              .reason = "x" },
            HN_CONFLICT, "", "person.erased");
    hn_people_close(p);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        HN_TEST_BOTH(what_a_record_refuses), HN_TEST_BOTH(nothing_known_is_lost),
        HN_TEST_BOTH(masked_until_revealed), HN_TEST_BOTH(what_fields_refuse),
        HN_TEST_BOTH(entries_and_history),   HN_TEST_BOTH(erased_with_the_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
