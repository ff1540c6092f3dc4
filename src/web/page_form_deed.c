/* page_form_deed.c: the steps of a sheet: sent, approved, sent back, withdrawn; and its files of evidence
 * (page_indicator.h). */
#include <inttypes.h>

#include "attachment/type.h"
#include "base/num.h"
#include "web/call.h"
#include "web/page_form_inside.h"

static const struct hn_field step_fields[] = {
    HN_ENTRY_FIELDS,
    { .name = "note", .kind = HN_LONG_TEXT, .max = 1000, .label = "figure.note" },
    { .name = "version", .kind = HN_INT, .low = 0, .high = INT64_MAX, .label = "field.version" },
    { 0 },
};
const struct hn_form hn_form_entry_step = { .fields = step_fields, .again = hn_page_entry_review };
static const struct hn_field back_fields[] = {
    HN_ENTRY_FIELDS,
    { .name = "as", .kind = HN_ID, .label = "entry.as" },
    { .name = "take_back_reason",
      .kind = HN_LONG_TEXT,
      .max = 1000,
      .required = true,
      .label = "figure.reason" },
    { 0 },
};
const struct hn_form hn_form_entry_take_back = { .fields = back_fields, .again = hn_page_entry_review };
static const struct hn_field file_fields[] = {
    HN_ENTRY_FIELDS,
    { .name = "file", .kind = HN_FILE, .required = true, .label = "entry.file" },
    { 0 },
};
const struct hn_form hn_form_entry_file = { .fields = file_fields, .again = hn_page_entry_review };
static const struct hn_field remove_fields[] = {
    HN_ENTRY_FIELDS,
    { .name = "id", .kind = HN_ID, .required = true, .label = "entry.file" },
    { 0 },
};
const struct hn_form hn_form_entry_file_remove = { .fields = remove_fields, .again = hn_page_entry_review };

/* --- steps --- */

static enum hn_rc
back(struct hn_req *q, const char *done, const struct hn_unit_stand *stand,
     const struct hn_indicator_sheet_key *key)
{
    return hn_redirect_done(
        q, done, "%s",
        hn_entry_path(q->ctx.arena, hn_path_text(q, "form"), "", stand->unit.code, key->period));
}

enum hn_rc
hn_page_entry_send(struct hn_req *q)
{
    struct hn_unit_stand stand = { 0 };
    struct hn_indicator_sheet_key key;
    enum hn_rc rc = hn_entry_key(q, &stand, &key);

    if (!rc)
        rc = hn_indicator_sheet_send(&q->ctx, &key, hn_form_text(q, "note"));
    return rc ? rc : back(q, "done.sheet_sent", &stand, &key);
}

enum hn_rc
hn_page_entry_approve(struct hn_req *q)
{
    struct hn_unit_stand stand = { 0 };
    struct hn_indicator_sheet sheet;
    struct hn_indicator_sheet_key key;
    enum hn_rc rc = hn_entry_key(q, &stand, &key);

    if (!rc)
        rc = hn_indicator_sheet_read(&q->ctx, &key, &sheet);
    /* As long as it waits its unit may still change it: what is approved is what was looked at. */
    if (!rc && hn_form_int(q, "version") && hn_form_int(q, "version") != sheet.version && sheet.may_approve)
        rc = hn_fail(&q->ctx, HN_CONFLICT, "", "changed");
    if (rc)
        return rc;
    /* What was not sent yet waits for its own unit, what all approved for nobody: the subject says so to who keeps the form. */
    rc = hn_indicator_sheet_approve(&q->ctx, &key,
                                    sheet.next.v && sheet.next.v != key.unit.v ? sheet.next : sheet.form.unit,
                                    hn_form_text(q, "note"));
    return rc ? rc : back(q, "done.sheet_approved", &stand, &key);
}

/* as: by whom it is taken back; unsaid, by the unit that reported. */
enum hn_rc
hn_page_entry_take_back(struct hn_req *q)
{
    struct hn_unit_stand stand = { 0 };
    struct hn_indicator_sheet_key key;
    enum hn_rc rc = hn_entry_key(q, &stand, &key);
    struct hn_unit_id as = { hn_form_id(q, "as") };

    struct hn_indicator_sheet sheet;

    if (!rc)
        rc = hn_indicator_sheet_read(&q->ctx, &key, &sheet);
    if (rc)
        return rc;

    const bool returned = as.v && sheet.next.v == as.v && as.v != key.unit.v;

    rc = hn_indicator_sheet_take_back(&q->ctx, &key, as.v ? as : key.unit,
                                      hn_form_text(q, "take_back_reason"));
    return rc ? rc : back(q, returned ? "done.sheet_returned" : "done.sheet_taken_back", &stand, &key);
}

/* --- evidence --- */

/* The sheet's own record; writing: by who may enter. */
static enum hn_rc
evidence(struct hn_req *q, bool writing, struct hn_unit_stand *stand, struct hn_indicator_sheet_key *key,
         struct hn_attached *of)
{
    struct hn_indicator_sheet sheet;
    enum hn_rc rc = hn_entry_key(q, stand, key);

    if (!rc)
        rc = hn_indicator_sheet_read(&q->ctx, key, &sheet);
    if (!rc && writing && !sheet.may_enter)
        rc = hn_fail(&q->ctx, HN_DENIED, "", "access.denied");
    return rc ? rc : hn_indicator_sheet_attached(&q->ctx, key, of);
}

enum hn_rc
hn_page_entry_file_add(struct hn_req *q)
{
    struct hn_unit_stand stand = { 0 };
    struct hn_upload file = { 0 };
    struct hn_indicator_sheet_key key;
    struct hn_attached of;
    int64_t id;
    enum hn_rc rc = evidence(q, true, &stand, &key, &of);

    if (rc)
        return rc;
    hn_form_file(q, "file", &file);
    rc = hn_attachment_add(&q->ctx, &of, file.name, (struct hn_bytes){ (const uint8_t *)file.data, file.len },
                           &id);
    return rc ? rc : back(q, "done.sheet_file", &stand, &key);
}

enum hn_rc
hn_page_entry_file_remove(struct hn_req *q)
{
    struct hn_unit_stand stand = { 0 };
    struct hn_indicator_sheet_key key;
    struct hn_attached of;
    enum hn_rc rc = evidence(q, true, &stand, &key, &of);

    if (!rc)
        rc = hn_attachment_remove(&q->ctx, &of, hn_form_id(q, "id"));
    return rc ? rc : back(q, "done.sheet_file_removed", &stand, &key);
}

enum hn_rc
hn_page_entry_file(struct hn_req *q)
{
    struct hn_attachment about = { 0 };
    struct hn_bytes content = { 0 };
    struct hn_unit_stand stand = { 0 };
    struct hn_indicator_sheet_key key;
    struct hn_attached of;
    int64_t id;
    enum hn_rc rc = evidence(q, false, &stand, &key, &of);

    if (rc)
        return rc;
    if (!hn_parse_i64(hn_path_text(q, "file"), 1, INT64_MAX, &id))
        return hn_fail(&q->ctx, HN_NOT_FOUND, "", "not_found");
    rc = hn_attachment_content(&q->ctx, &of, id, &about, &content);
    if (!rc)
        rc = hn_answer_download(q, content, hn_print(q->ctx.arena, "so-lieu-%" PRId64 ".%s", id, about.type));
    return rc;
}
