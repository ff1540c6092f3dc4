/* routes.c: every page of the program, one row each. `hatnhan routes` and /openapi.json are made from it.
 *
 * A row names the right it needs; over which record, its path says (:unit, :person). To add a page, see
 * CONTRIBUTING.md. Areas with many rows have a file of their own, rows_<area>.h, named here in its place.
 */
#include "web/page_account.h"
#include "web/page_area.h"
#include "web/page_article.h"
#include "web/page_beside.h"
#include "web/page_cell_own.h"
#include "web/page_chain.h"
#include "web/page_criteria.h"
#include "web/page_fee.h"
#include "web/page_indicator.h"
#include "web/page_inspection.h"
#include "web/page_log.h"
#include "web/page_meeting.h"
#include "web/page_member.h"
#include "web/page_milestone.h"
#include "web/page_movement.h"
#include "web/page_notice.h"
#include "web/page_offline.h"
#include "web/page_overview.h"
#include "web/page_owed.h"
#include "web/page_paper.h"
#include "web/page_person.h"
#include "web/page_place.h"
#include "web/page_public.h"
#include "web/page_request.h"
#include "web/page_resource.h"
#include "web/page_returns.h"
#include "web/page_rule.h"
#include "web/page_score.h"
#include "web/page_search.h"
#include "web/page_session.h"
#include "web/page_settings.h"
#include "web/page_study.h"
#include "web/page_system.h"
#include "web/page_target.h"
#include "web/page_task.h"
#include "web/page_team.h"
#include "web/page_unit.h"
#include "web/page_user.h"
#include "web/page_visit.h"
#include "web/page_work.h"
#include "web/route.h"

const struct hn_route hn_routes[] = {
    /* --- for everybody --- */
    { HN_GET, "/", hn_page_home, HN_MAY_ANYONE, NULL, .about = "Front page" },
    { HN_GET, "/gioi-thieu", hn_page_about, HN_MAY_ANYONE, NULL, .about = "About the program" },
    { HN_GET, "/tro-giup", hn_page_help, HN_MAY_ANYONE, NULL, .about = "Help for each role" },
    { HN_GET, "/tro-giup/so-lieu", hn_page_help_figures, HN_MAY_ANYONE, NULL,
      .about = "Help with sheets of figures and criteria" },
    { HN_GET, "/quyen-rieng-tu", hn_page_privacy, HN_MAY_ANYONE, NULL,
      .about = "Personal data: what is kept, who sees it, the rights over it" },
    { HN_GET, "/quen-mat-khau", hn_page_forgotten, HN_MAY_ANYONE, NULL,
      .about = "What to do when name or phrase are forgotten" },

    { HN_GET, "/ngoai-tuyen", hn_page_offline, HN_MAY_ANYONE, NULL,
      .about = "What a phone shows when there is no network and no copy of the page" },

    /* --- signing in --- */
    { HN_GET, "/dang-nhap", hn_page_sign_in, HN_MAY_ANYONE, &hn_form_onward, .about = "Sign-in page" },
    { HN_POST, "/dang-nhap", hn_page_sign_in_do, HN_MAY_ANYONE, &hn_form_sign_in,
      .about = "Sign in by name and phrase", .prepare = hn_prepare_sign_in },
    { HN_GET, "/xac-nhan", hn_page_second, HN_MAY_SIGNED_IN, &hn_form_onward, .about = "Second factor",
      .half = true },
    { HN_POST, "/xac-nhan", hn_page_second_do, HN_MAY_SIGNED_IN, &hn_form_second,
      .about = "Give the second factor, or enrol this device as one", .half = true },
    { HN_POST, "/dang-xuat", hn_page_sign_out, HN_MAY_SIGNED_IN, &hn_form_sign_out, .about = "Sign out",
      .half = true },

    /* --- figures --- */
    { HN_GET, "/tong-quan", hn_page_overview, HN_MAY_READ_FIGURES, &hn_form_overview,
      .about = "Overview of an organisation's figures on a date" },
    { HN_GET, "/to-chuc/:unit/thong-ke", hn_page_statistics, HN_MAY_READ_FIGURES, &hn_form_statistics,
      .about = "Members of an organisation by one attribute", .list = true, .rows = &hn_list_statistics },
    { HN_GET, "/to-chuc/:unit/can-chu-y", hn_page_care, HN_MAY_READ_FIGURES, &hn_form_care,
      .about = "Rows behind a count of what needs care", .list = true },

    /* --- fees --- */
    { HN_GET, "/dang-phi", hn_page_fee_total, HN_MAY_READ_FIGURES, &hn_form_fee_total,
      .about = "Fees of an organisation and all below for a month", .list = true, .rows = &hn_list_fee },
    { HN_GET, "/dang-phi/de-nghi", hn_page_fee_waiting, HN_MAY_MONITOR, NULL,
      .about = "Reliefs of fees to agree to, fees passed upward to confirm" },
    { HN_POST, "/dang-phi/de-nghi", hn_page_fee_decide, HN_MAY_MONITOR, &hn_form_fee_decide,
      .about = "Agree to a relief of fees, or refuse it" },
    { HN_POST, "/dang-phi/nhan", hn_page_fee_receive, HN_MAY_MONITOR, &hn_form_fee_receive,
      .about = "Confirm fees a cell has passed upward" },
    { HN_GET, "/chi-bo/:unit/dang-phi", hn_page_fee_book, HN_MAY_KEEP_FEES, &hn_form_fee_book,
      .about = "The fee book of a cell for a month" },
    { HN_POST, "/chi-bo/:unit/dang-phi", hn_page_fee_pay, HN_MAY_KEEP_FEES, &hn_form_fee_pay,
      .about = "Record fees as paid: those named, or all who owe" },
    { HN_POST, "/chi-bo/:unit/dang-phi/mo-so", hn_page_fee_open, HN_MAY_KEEP_FEES, &hn_form_fee_open,
      .about = "Open a month, or work it out anew" },
    { HN_POST, "/chi-bo/:unit/dang-phi/nop-len", hn_page_fee_remit, HN_MAY_KEEP_FEES, &hn_form_fee_remit,
      .about = "Record fees passed upward" },
    { HN_POST, "/chi-bo/:unit/dang-phi/rut-nop", hn_page_fee_remit_annul, HN_MAY_KEEP_FEES,
      &hn_form_fee_remit_annul, .about = "Take back fees passed upward, while not confirmed" },
    { HN_GET, "/chi-bo/:unit/dang-phi/in/:month", hn_page_fee_sheet, HN_MAY_KEEP_FEES, NULL,
      .about = "The book of a month as a sheet to print" },
    { HN_GET, "/chi-bo/:unit/dang-phi/phieu-thu/:payment", hn_page_fee_receipt, HN_MAY_KEEP_FEES, NULL,
      .about = "The receipt of a payment" },
    { HN_GET, "/chi-bo/:unit/dang-phi/huy/:payment", hn_page_fee_annul_ask, HN_MAY_KEEP_FEES, NULL,
      .about = "Form by which a payment is annulled" },
    { HN_POST, "/chi-bo/:unit/dang-phi/huy/:payment", hn_page_fee_annul, HN_MAY_KEEP_FEES, &hn_form_fee_annul,
      .about = "Annul a payment with a reason" },
    { HN_GET, "/chi-bo/:unit/dang-phi/ho-so/:person", hn_page_fee_profile, HN_MAY_KEEP_FEES,
      &hn_form_fee_profile_ask, .about = "What a member's fee follows from, and the own months" },
    { HN_POST, "/chi-bo/:unit/dang-phi/ho-so/:person", hn_page_fee_profile_save, HN_MAY_KEEP_FEES,
      &hn_form_fee_profile, .about = "Record what a member's fee follows from" },
    { HN_POST, "/chi-bo/:unit/dang-phi/ho-so/:person/nop", hn_page_fee_pay_one, HN_MAY_KEEP_FEES,
      &hn_form_fee_pay_one, .about = "Record one member's payment, with its sum" },
    { HN_GET, "/chi-bo/:unit/dang-phi/mien-giam", hn_page_fee_reliefs, HN_MAY_KEEP_FEES, NULL,
      .about = "Reliefs of fees of a cell, and the form of a new one" },
    { HN_POST, "/chi-bo/:unit/dang-phi/mien-giam", hn_page_fee_relief_ask, HN_MAY_KEEP_FEES,
      &hn_form_fee_relief, .about = "Ask for a relief of fees" },
    { HN_POST, "/chi-bo/:unit/dang-phi/mien-giam/ket-thuc", hn_page_fee_relief_end, HN_MAY_KEEP_FEES,
      &hn_form_fee_relief_end, .about = "End a relief of fees early" },
    { HN_GET, "/toi/dang-phi", hn_page_fee_own, HN_MAY_SIGNED_IN, NULL, .about = "One's own fees" },
    { HN_GET, "/toi/dang-phi/phieu-thu/:payment", hn_page_fee_own_receipt, HN_MAY_SIGNED_IN, NULL,
      .about = "The receipt of one's own payment" },

    { HN_GET, "/viec-cua-toi", hn_page_work, HN_MAY_SIGNED_IN, NULL,
      .about = "My work: what waits, by the units of the own roles" },

    /* --- one's own account --- */
    { HN_GET, "/toi", hn_page_account, HN_MAY_SIGNED_IN, NULL,
      .about = "Own account: roles, second factor, sessions" },
    { HN_POST, "/toi/ngon-ngu", hn_page_language, HN_MAY_SIGNED_IN, &hn_form_language,
      .about = "Choose the language" },
    { HN_GET, "/toi/cum-tu", hn_page_phrase, HN_MAY_SIGNED_IN, NULL, .about = "Form of a new phrase" },
    { HN_POST, "/toi/cum-tu", hn_page_phrase_do, HN_MAY_SIGNED_IN, &hn_form_phrase,
      .about = "Change one's own phrase; other sessions end", .prepare = hn_prepare_phrase },
    { HN_POST, "/toi/phien", hn_page_session_end, HN_MAY_SIGNED_IN, &hn_form_session_end,
      .about = "End a session of one's own, or all others" },
    { HN_POST, "/toi/may", hn_page_device_forget, HN_MAY_SIGNED_IN, &hn_form_device_forget,
      .about = "Forget an enrolled phone" },
    { HN_GET, "/toi/xac-thuc", hn_page_factor, HN_MAY_SIGNED_IN, NULL, .about = "Ways of a second factor",
      .half = true },
    { HN_POST, "/toi/xac-thuc", hn_page_totp_begin, HN_MAY_SIGNED_IN, &hn_form_nothing,
      .about = "Begin an authenticator: its secret, told once", .half = true },
    { HN_POST, "/toi/xac-thuc/ma", hn_page_totp_confirm, HN_MAY_SIGNED_IN, &hn_form_totp_confirm,
      .about = "Confirm the authenticator by its first code", .half = true },
    { HN_POST, "/toi/xac-thuc/bo", hn_page_totp_drop, HN_MAY_SIGNED_IN, &hn_form_nothing,
      .about = "Remove the authenticator" },
    { HN_POST, "/toi/xac-thuc/may", hn_page_device_enrol, HN_MAY_SIGNED_IN, &hn_form_device_enrol,
      .about = "Enrol this phone as second factor", .half = true },
    { HN_GET, "/toi/khoa", hn_page_tokens, HN_MAY_SIGNED_IN, NULL, .about = "Own API tokens" },
    { HN_POST, "/toi/khoa", hn_page_token_new, HN_MAY_SIGNED_IN, &hn_form_token_new,
      .about = "Make an API token, told once" },
    { HN_POST, "/toi/khoa/huy", hn_page_token_end, HN_MAY_SIGNED_IN, &hn_form_token_end,
      .about = "End an API token" },

    /* --- organisations --- */
    { HN_GET, "/to-chuc", hn_page_units, HN_MAY_READ_UNIT, &hn_form_units,
      .about = "Organisations: the tree, or a list by words and filters", .list = true,
      .rows = &hn_list_unit },
    { HN_GET, "/to-chuc/:unit", hn_page_unit, HN_MAY_READ_UNIT, NULL,
      .about = "One organisation on a date: facts, figures, committee, what stands below" },
    { HN_GET, "/to-chuc/:unit/lich-su", hn_page_unit_history, HN_MAY_READ_UNIT, NULL,
      .about = "Every version of an organisation, its corrections and its descent" },
    { HN_GET, "/to-chuc/:unit/cap-uy", hn_page_unit_committee, HN_MAY_READ_UNIT, &hn_form_committee,
      .about = "The committee of an organisation on a date: offices, terms, vacancies" },
    { HN_POST, "/to-chuc/:unit/cap-uy", hn_page_office_begin, HN_MAY_EDIT_OFFICE, &hn_form_office_begin,
      .about = "Somebody takes up an office" },
    { HN_POST, "/to-chuc/:unit/cap-uy/thoi-giu", hn_page_office_end, HN_MAY_EDIT_OFFICE, &hn_form_office_end,
      .about = "Somebody gives up an office" },
    { HN_GET, "/to-chuc/moi", hn_page_unit_new, HN_MAY_EDIT_UNIT, &hn_form_unit_new,
      .about = "Form of a new organisation" },
    { HN_GET, "/to-chuc/moi/xem-lai", hn_page_unit_new_check, HN_MAY_EDIT_UNIT, &hn_form_unit_new,
      .about = "What creating it would do" },
    { HN_POST, "/to-chuc", hn_page_unit_create, HN_MAY_EDIT_UNIT, &hn_form_unit_new,
      .about = "Create an organisation under another" },
    { HN_GET, "/to-chuc/:unit/sua", hn_page_unit_edit, HN_MAY_EDIT_UNIT, NULL,
      .about = "What of an organisation can be changed" },
    { HN_GET, "/to-chuc/:unit/sua/:change", hn_page_unit_change, HN_MAY_EDIT_UNIT, &hn_form_unit_change,
      .about = "Form of one change" },
    { HN_GET, "/to-chuc/:unit/sua/:change/xem-lai", hn_page_unit_check, HN_MAY_EDIT_UNIT,
      &hn_form_unit_change, .about = "What the change would do" },
    { HN_POST, "/to-chuc/:unit/sua/:change", hn_page_unit_apply, HN_MAY_EDIT_UNIT, &hn_form_unit_change,
      .about =
          "Rename, change kind, move, link to a place (doi-ten doi-loai chuyen dia-ban), close (ket-thuc)" },
    { HN_GET, "/to-chuc/:unit/quy-dinh", hn_page_rules, HN_MAY_READ_UNIT, &hn_form_rules,
      .about = "The values that rules have for an organisation on a date, and who set them" },
    { HN_POST, "/to-chuc/:unit/quy-dinh", hn_page_rule_put, HN_MAY_EDIT_UNIT, &hn_form_rule,
      .about = "Set a value for an organisation and all below" },
    { HN_POST, "/to-chuc/:unit/quy-dinh/thoi", hn_page_rule_end, HN_MAY_EDIT_UNIT, &hn_form_rule_end,
      .about = "End an own value: what stands above holds again" },
    { HN_GET, "/dia-ban", hn_page_places, HN_MAY_READ_UNIT, &hn_form_places,
      .about = "Places of the map on a date", .list = true, .rows = &hn_list_place },
    { HN_GET, "/dia-ban/:place", hn_page_place, HN_MAY_READ_UNIT, NULL,
      .about = "One place on a date: what lies in it, who lives there, its history" },

    /* --- members --- */
    { HN_GET, "/dang-vien", hn_page_members, HN_MAY_READ_MEMBER, &hn_form_members,
      .about = "Members the reader may see: search, filters, files", .list = true, .rows = &hn_list_member },
    { HN_GET, "/to-chuc/:unit/dang-vien", hn_page_unit_members, HN_MAY_READ_MEMBER, &hn_form_unit_members,
      .about = "Members of an organisation and below on a date", .list = true, .rows = &hn_list_member },
    { HN_GET, "/to-chuc/:unit/dang-vien/moi", hn_page_member_new, HN_MAY_EDIT_MEMBER, NULL,
      .about = "Form of a new member of a cell" },
    { HN_POST, "/to-chuc/:unit/dang-vien", hn_page_member_add, HN_MAY_EDIT_MEMBER, &hn_form_member_new,
      .about = "Enter a new member of a cell" },
    { HN_GET, "/tim", hn_page_search, HN_MAY_SIGNED_IN, &hn_form_search,
      .about = "Search: people and organisations, by right" },
    { HN_GET, "/toi/ho-so", hn_page_person_own, HN_MAY_SIGNED_IN, NULL, .about = "One's own record" },
    { HN_GET, "/dang-vien/:person", hn_page_person, HN_MAY_READ_MEMBER, NULL,
      .about = "A person's record on a date; what is masked stays masked" },
    { HN_POST, "/dang-vien/:person/mo", hn_page_person_reveal, HN_MAY_READ_MEMBER, &hn_form_reveal,
      .about = "The record with masked groups shown, for a purpose; a look for the log",
      .prepare = hn_prepare_reveal, .looks = true },
    { HN_GET, "/dang-vien/:person/lich-su", hn_page_person_history, HN_MAY_READ_MEMBER, NULL,
      .about = "Every fact ever known of a person, with both times" },
    { HN_GET, "/dang-vien/:person/ai-da-xem", hn_page_person_looks, HN_MAY_READ_LOG, NULL,
      .about = "Who looked at the record, and what for", .list = true, .rows = &hn_list_look },
    { HN_GET, "/dang-vien/:person/sua", hn_page_person_tasks, HN_MAY_EDIT_MEMBER, NULL,
      .about = "What of a record can be changed, as a task list" },
    { HN_GET, "/dang-vien/:person/sua/:part", hn_page_person_part, HN_MAY_EDIT_MEMBER, NULL,
      .about = "One section of a record, to be changed" },
    { HN_POST, "/dang-vien/:person/sua/:part", hn_page_person_part_save, HN_MAY_EDIT_MEMBER,
      &hn_form_person_part, .about = "Change a section: new facts, a correction or from a day on" },
    { HN_GET, "/dang-vien/:person/bang/:list", hn_page_person_table, HN_MAY_EDIT_MEMBER,
      &hn_form_person_table_query, .about = "A table of a record, to be changed" },
    { HN_POST, "/dang-vien/:person/bang/:list", hn_page_person_table_save, HN_MAY_EDIT_MEMBER,
      &hn_form_person_table, .about = "Add, correct or take out a line of a table" },
    { HN_GET, "/dang-vien/:person/xoa", hn_page_erase, HN_MAY_EDIT_MEMBER, NULL,
      .about = "Form that asks for the erasure of what is sealed of a person" },
    { HN_POST, "/dang-vien/:person/xoa", hn_page_erase_ask, HN_MAY_EDIT_MEMBER, &hn_form_erase,
      .about = "Ask for that erasure; somebody else approves" },
    { HN_GET, "/dang-vien/:person/trang-thai/:kind", hn_page_person_status, HN_MAY_EDIT_MEMBER, NULL,
      .about = "Standing, activity or cell, to be changed" },
    { HN_POST, "/dang-vien/:person/trang-thai/:kind", hn_page_person_status_save, HN_MAY_EDIT_MEMBER,
      &hn_form_person_status, .about = "Change standing, activity or cell from a day on" },

/* clang-format off */
    /* --- the month of a cell, its returns --- */
#include "web/rows_month.h"

    /* --- from a paper to the work --- */
#include "web/rows_paper.h"
#include "web/rows_task.h"
#include "web/rows_area.h"
#include "web/rows_inspection.h"
#include "web/rows_movement.h"
#include "web/rows_chain.h"

    /* --- what is measured, and judged --- */
#include "web/rows_indicator.h"
#include "web/rows_criteria.h"
#include "web/rows_article.h"
#include "web/rows_people.h"
#include "web/rows_election.h"
    /* clang-format on */

    /* --- being told --- */
    { HN_GET, "/thong-bao", hn_page_notices, HN_MAY_SIGNED_IN, &hn_form_notices, .about = "Own notices" },
    { HN_POST, "/thong-bao/da-xem", hn_page_notice_seen, HN_MAY_SIGNED_IN, &hn_form_notice_seen,
      .about = "Mark one notice, or all, as seen" },
    { HN_GET, "/toi/thu-va-lich", hn_page_ways, HN_MAY_SIGNED_IN, NULL,
      .about = "Own mail address and calendar feed" },
    { HN_POST, "/toi/thu", hn_page_mail_ask, HN_MAY_SIGNED_IN, &hn_form_mail_ask,
      .about = "Have a code sent to a mail address" },
    { HN_POST, "/toi/thu/xac-nhan", hn_page_mail_confirm, HN_MAY_SIGNED_IN, &hn_form_mail_confirm,
      .about = "Confirm the mail address by its code" },
    { HN_POST, "/toi/thu/bo", hn_page_mail_drop, HN_MAY_SIGNED_IN, &hn_form_nothing,
      .about = "No mail any longer" },
    { HN_POST, "/toi/lich", hn_page_calendar_new, HN_MAY_SIGNED_IN, &hn_form_nothing,
      .about = "A calendar feed; its address is told once" },
    { HN_POST, "/toi/lich/thoi", hn_page_calendar_end, HN_MAY_SIGNED_IN, &hn_form_nothing,
      .about = "End the calendar feed" },
    { HN_GET, "/lich/:secret", hn_page_calendar, HN_MAY_ANYONE, NULL,
      .about = "A calendar feed, by the secret in its address" },

    /* --- settings: accounts, rights, lists --- */
    { HN_GET, "/cai-dat", hn_page_settings, HN_MAY_SIGNED_IN, NULL,
      .about = "Settings, and what to read of them" },
    { HN_GET, "/cai-dat/quyen", hn_page_rights, HN_MAY_SIGNED_IN, NULL,
      .about = "The matrix of rights: roles, deeds, scopes" },
    { HN_GET, "/cai-dat/danh-muc", hn_page_lists, HN_MAY_SIGNED_IN, NULL,
      .about = "Code lists, kinds and rules with their legal basis" },
    { HN_GET, "/cai-dat/nguoi-dung", hn_page_users, HN_MAY_GRANT, &hn_form_users,
      .about = "Accounts in one's scope", .list = true, .rows = &hn_list_user },
    { HN_GET, "/cai-dat/nguoi-dung/moi", hn_page_user_new, HN_MAY_GRANT, NULL,
      .about = "Form of a new account" },
    { HN_POST, "/cai-dat/nguoi-dung", hn_page_user_add, HN_MAY_GRANT, &hn_form_user_new,
      .about = "Add an account; its phrase is told once", .prepare = hn_prepare_user_phrase },
    { HN_GET, "/cai-dat/nguoi-dung/:user", hn_page_user, HN_MAY_GRANT, &hn_form_user,
      .about = "One account and its roles" },
    { HN_POST, "/cai-dat/nguoi-dung/:user/trang-thai", hn_page_user_state, HN_MAY_GRANT, &hn_form_user_state,
      .about = "Disable or enable an account" },
    { HN_POST, "/cai-dat/nguoi-dung/:user/cum-tu", hn_page_user_phrase, HN_MAY_GRANT, &hn_form_nothing,
      .about = "A new phrase for an account, told once", .prepare = hn_prepare_user_phrase },
    { HN_POST, "/cai-dat/nguoi-dung/:user/xac-thuc", hn_page_user_factors, HN_MAY_GRANT, &hn_form_nothing,
      .about = "Take away the second factor of an account" },
    { HN_POST, "/cai-dat/nguoi-dung/:user/quyen", hn_page_grant_give, HN_MAY_GRANT, &hn_form_grant_give,
      .about = "Give an account a role" },
    { HN_POST, "/cai-dat/nguoi-dung/:user/quyen/thoi", hn_page_grant_end, HN_MAY_GRANT, &hn_form_grant_end,
      .about = "Put the last day of a role" },
    { HN_GET, "/cai-dat/de-nghi", hn_page_requests, HN_MAY_SIGNED_IN, NULL,
      .about = "Roles, exports and erasures that wait for a second person" },
    { HN_POST, "/cai-dat/de-nghi", hn_page_request_decide, HN_MAY_SIGNED_IN, &hn_form_request_decide,
      .about = "The second person's word on a request" },
    { HN_POST, "/xin-xuat", hn_page_export_ask, HN_MAY_EXPORT, &hn_form_export_ask,
      .about = "Ask for a file of many persons" },

    /* --- the log --- */
    { HN_GET, "/nhat-ky", hn_page_log, HN_MAY_READ_LOG, &hn_form_log,
      .about = "The audit log in one's scope, and the root that proves it", .list = true,
      .rows = &hn_list_log },

    /* --- for machines --- */
    { HN_GET, "/healthz", hn_page_health, HN_MAY_ANYONE, NULL, .about = "Is the program well",
      .apart = true },
    { HN_GET, "/metrics", hn_page_metrics, HN_MAY_ANYONE, NULL,
      .about = "Counters, from this machine alone" },
    { HN_GET, "/openapi.json", hn_page_openapi, HN_MAY_ANYONE, NULL, .about = "This description",
      .apart = true },
    { HN_GET, "/sw.js", hn_page_worker, HN_MAY_ANYONE, NULL,
      .about = "The worker that keeps meetings on a phone", .apart = true },
    { HN_GET, "/manifest.webmanifest", hn_page_manifest, HN_MAY_ANYONE, NULL,
      .about = "What makes the program installable on a phone", .apart = true },
    { HN_GET, "/a/:asset", hn_page_asset, HN_MAY_ANYONE, NULL, .about = "Style sheets, scripts, icons",
      .apart = true },
    { 0 },
};
