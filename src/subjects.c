/* subjects.c: see subjects.h. A subject that is not named here has no statements as far as the store knows, and its
 * first query fails at once; so a new subject's first test finds this file. */
#include "subjects.h"

#include "access/access.h"
#include "access/export.h"
#include "access/pace.h"
#include "account/account.h"
#include "area/area.h"
#include "attachment/attachment.h"
#include "audit/audit.h"
#include "calendar/calendar.h"
#include "census/care.h"
#include "census/counts.h"
#include "census/returns.h"
#include "criteria/recognition.h"
#include "dataset/dataset.h"
#include "demo/fill.h"
#include "demo/secretaries.h"
#include "demo/trial.h"
#include "fee/fee.h"
#include "firm/firm.h"
#include "indicator/figure.h"
#include "indicator/form.h"
#include "indicator/rate.h"
#include "indicator/sheet.h"
#include "indicator/value.h"
#include "inspection/inspection.h"
#include "meeting/meeting.h"
#include "meeting/minutes.h"
#include "member/member.h"
#include "milestone/milestone.h"
#include "monitor/monitor.h"
#include "movement/movement.h"
#include "notice/notice.h"
#include "paper/duty.h"
#include "paper/each.h"
#include "paper/load.h"
#include "paper/paper.h"
#include "person/erase.h"
#include "person/person.h"
#include "place/place.h"
#include "report/article.h"
#include "report/chain.h"
#include "report/log.h"
#include "report/owed.h"
#include "report/verify.h"
#include "resource/resource.h"
#include "rule/rule.h"
#include "score/score.h"
#include "setting/setting.h"
#include "study/study.h"
#include "target/each.h"
#include "target/target.h"
#include "task/each.h"
#include "task/load.h"
#include "task/task.h"
#include "team/team.h"
#include "tree/tree.h"
#include "unit/unit.h"
#include "web/repeat.h"

/* clang-format off */
const struct hn_sql *const *const hn_all_sql[] = {
    /* what all else stands on: settings, the trees, persons, accounts, rights, the log, rules */
    hn_setting_sql,
    hn_tree_sql,
    hn_place_sql,
    hn_unit_sql,
    hn_unit_change_sql,
    hn_unit_list_sql,
    HN_PERSON_SQL,
    hn_person_erase_sql,
    HN_MEMBER_SQL,
    HN_ACCOUNT_SQL,
    HN_ACCESS_SQL,
    hn_access_export_sql,
    hn_pace_sql,
    hn_audit_sql,
    hn_rule_sql,
    hn_rule_spread_sql,
    hn_holiday_sql,
    /* the month of a cell */
    HN_MEETING_SQL,
    HN_MINUTES_SQL,
    HN_SCORE_SQL,
    HN_FEE_SQL,
    HN_MONITOR_SQL,
    HN_STUDY_SQL,
    HN_NOTICE_SQL,
    /* from a resolution to named work */
    hn_attachment_sql,
    HN_PAPER_SQL,
    hn_paper_offer_sql,
    hn_paper_load_sql,
    hn_paper_each_sql,
    HN_DUTY_SQL,
    hn_duty_each_sql,
    HN_TARGET_SQL,
    hn_target_each_sql,
    HN_TASK_SQL,
    hn_task_load_sql,
    hn_task_each_sql,
    HN_AREA_SQL,
    HN_TEAM_SQL,
    HN_INSPECTION_SQL,
    HN_MOVEMENT_SQL,
    HN_RESOURCE_SQL,
    /* what is measured, and judged */
    HN_INDICATOR_SQL,
    HN_INDICATOR_VALUE_SQL,
    HN_INDICATOR_SHEET_SQL,
    HN_INDICATOR_RATE_SQL,
    HN_CRITERIA_SQL,
    HN_FIGURE_SQL,
    hn_milestone_sql,
    /* people on the move */
    HN_FIRM_SQL,
    /* across subjects: figures, reports, files, the demo, repeated forms */
    hn_counts_sql,
    hn_counts_by_sql,
    hn_care_sql,
    hn_years_sql,
    HN_RETURNS_SQL,
    HN_OWED_SQL,
    HN_CHAIN_SQL,
    HN_ARTICLE_SQL,
    hn_log_sql,
    hn_verify_sql,
    hn_dataset_sql,
    hn_demo_sql,
    hn_demo_secretaries_sql,
    hn_demo_trial_sql,
    hn_demo_figures_sql,
    hn_repeat_sql,
    NULL,
};
/* clang-format on */
