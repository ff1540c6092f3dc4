/* op_text.c: an op as text, so that it is kept whole and can be chosen later. Not for: sending it (web/ has JSON). */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/num.h"
#include "meeting/op_inside.h"

enum part_kind { TEXT, NUMBER, DAY };

static const struct part {
    const char *name;
    enum part_kind kind;
    size_t offset;
    int64_t absent;
} parts[] = {
#define PART_TEXT(field)                                                                                     \
    {                                                                                                        \
#field, TEXT, offsetof(struct hn_op, field), 0                                                       \
    }
#define PART_NUMBER(field, absent)                                                                           \
    {                                                                                                        \
#field, NUMBER, offsetof(struct hn_op, field), absent                                                \
    }
#define PART_DAY(field)                                                                                      \
    {                                                                                                        \
#field, DAY, offsetof(struct hn_op, field), HN_DAY_OPEN                                              \
    }
    PART_TEXT(key),
    PART_TEXT(what),
    PART_TEXT(item),
    PART_TEXT(after),
    PART_NUMBER(base, 0),
    PART_NUMBER(written_at, 0),
    PART_TEXT(value),
    PART_TEXT(text),
    PART_TEXT(title),
    PART_TEXT(subject),
    PART_TEXT(kind),
    PART_TEXT(form),
    PART_TEXT(matter),
    PART_TEXT(person),
    PART_TEXT(name),
    PART_TEXT(role),
    PART_TEXT(agenda),
    PART_TEXT(chair),
    PART_TEXT(writer),
    PART_TEXT(checker),
    PART_DAY(day),
    PART_DAY(due),
    PART_NUMBER(minutes, -1),
    PART_NUMBER(began, -1),
    PART_NUMBER(ended, -1),
    PART_NUMBER(votes_for, 0),
    PART_NUMBER(votes_against, 0),
    PART_NUMBER(votes_other, 0),
    PART_NUMBER(votes_invalid, 0),
#undef PART_TEXT
#undef PART_NUMBER
#undef PART_DAY
};
enum { PART_COUNT = sizeof parts / sizeof parts[0] };

static const char **
text_of(struct hn_op *op, const struct part *p)
{
    return (const char **)(void *)((char *)op + p->offset);
}

static int64_t
number_of(const struct hn_op *op, const struct part *p)
{
    const char *at = (const char *)op + p->offset;
    int64_t number;
    hn_day day;

    if (p->kind == DAY) {
        memcpy(&day, at, sizeof day);
        return day;
    }
    memcpy(&number, at, sizeof number);
    return number;
}

static void
put_number(struct hn_op *op, const struct part *p, int64_t number)
{
    char *at = (char *)op + p->offset;
    hn_day day = (hn_day)number;

    if (p->kind == DAY)
        memcpy(at, &day, sizeof day);
    else
        memcpy(at, &number, sizeof number);
}

struct hn_op
hn_op_whole(const struct hn_op *op)
{
    struct hn_op out = *op;

    for (size_t i = 0; i < PART_COUNT; i++) {
        if (parts[i].kind == TEXT && !*text_of(&out, &parts[i]))
            *text_of(&out, &parts[i]) = "";
    }
    return out;
}

const char *
hn_op_write(struct hn_arena *a, const struct hn_op *op)
{
    struct hn_op whole = hn_op_whole(op);
    struct hn_buf b;

    hn_buf_init(&b, a, 0);
    for (size_t i = 0; i < PART_COUNT; i++) {
        const struct part *p = &parts[i];
        const char *text = p->kind == TEXT ? *text_of(&whole, p)
                                           : hn_print(a, "%" PRId64, number_of(&whole, p));

        if (p->kind == TEXT ? *text != 0 : number_of(&whole, p) != p->absent)
            hn_buf_printf(&b, "%s %zu:%s\n", p->name, strlen(text), text);
    }
    return b.len > 0 ? b.data : "";
}

static const struct part *
part_named(const char *name, size_t len)
{
    for (size_t i = 0; i < PART_COUNT; i++) {
        if (strlen(parts[i].name) == len && memcmp(parts[i].name, name, len) == 0)
            return &parts[i];
    }
    return NULL;
}

/* "name length:bytes\n" at *at; moves on behind it. */
static bool
read_part(struct hn_arena *a, const char **at, struct hn_op *out)
{
    const char *space = strchr(*at, ' ');
    const char *colon = space ? strchr(space, ':') : NULL;
    const struct part *p = colon ? part_named(*at, (size_t)(space - *at)) : NULL;
    int64_t len, number;
    const char *value;

    if (!p || !hn_parse_i64(hn_dup_n(a, space + 1, (size_t)(colon - space - 1)), 0, 1 << 20, &len))
        return false;
    if (strnlen(colon + 1, (size_t)len + 1) < (size_t)len + 1 || colon[1 + len] != '\n')
        return false;
    value = hn_dup_n(a, colon + 1, (size_t)len);
    *at = colon + len + 2;
    if (p->kind == TEXT)
        *text_of(out, p) = value;
    else if (!hn_parse_i64(value, INT64_MIN, INT64_MAX, &number))
        return false;
    else
        put_number(out, p, number);
    return true;
}

bool
hn_op_read(struct hn_arena *a, const char *text, struct hn_op *out)
{
    struct hn_op none = { 0 };

    *out = hn_op_whole(&none);
    for (size_t i = 0; i < PART_COUNT; i++) {
        if (parts[i].kind != TEXT)
            put_number(out, &parts[i], parts[i].absent);
    }
    while (*text) {
        if (!read_part(a, &text, out))
            return false;
    }
    return true;
}

const char *
hn_facts_told(struct hn_arena *a, hn_day day, int64_t began, int64_t ended)
{
    return hn_print(a, "%s %02d:%02d–%02d:%02d", day == HN_DAY_OPEN ? "" : hn_day_iso(a, day),
                    (int)(began < 0 ? 0 : began / 60), (int)(began < 0 ? 0 : began % 60),
                    (int)(ended < 0 ? 0 : ended / 60), (int)(ended < 0 ? 0 : ended % 60));
}

const char *
hn_op_told(struct hn_arena *a, const struct hn_op *op)
{
    const char *const choices[] = { op->title, op->text, op->value, op->name };

    if (strcmp(op->what, "remove") == 0)
        return "";
    if (strcmp(op->what, "facts") == 0)
        return hn_facts_told(a, op->day, op->began, op->ended);
    if (strcmp(op->what, "vote") == 0)
        return hn_vote_told(a, op->subject, op->votes_for, op->votes_against, op->votes_other);
    if (strcmp(op->what, "attendance") == 0 || strcmp(op->what, "result") == 0)
        return op->value;
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if (*choices[i])
            return choices[i];
    }
    return "";
}

const char *
hn_vote_told(struct hn_arena *a, const char *subject, int64_t yes, int64_t no, int64_t other)
{
    return hn_print(a, "%s: %" PRId64 " – %" PRId64 " – %" PRId64, subject, yes, no, other);
}
