/* tree_sql.h: the statements of the tree engine, put together from literals for one family of tables.
 *
 * T is "unit" or "place". Included by tree.c alone. CROSS JOIN pins the order in SQLite: the small set first. (stack/
 * section 3) In PostgreSQL it is a plain product, whose order the planner chooses.
 */
#ifndef HN_TREE_TREE_SQL_H
#define HN_TREE_TREE_SQL_H

#include "fact/fact_sql.h"

#define NODE_COLUMNS(T, v)                                                                                   \
    v "." T "_id AS id, " v ".parent_id AS parent_id, " v ".kind AS kind, " v ".code AS code, " v            \
      ".name AS name, " v ".short_name AS short_name, " v ".name_en AS name_en, " v ".slug AS slug, " v      \
      ".sector AS sector, " v ".sort_order AS sort_order, " v ".decision AS decision, " v                    \
      ".valid_from AS valid_from, " v ".valid_to AS valid_to, " v ".known_from AS known_from, " v            \
      ".known_to AS known_to"

/* Nodes ever below $1 and itself, under current knowledge. */
#define BELOW(T)                                                                                             \
    "(SELECT des AS id FROM " T "_closure WHERE anc = $1 AND known_to = " HN_SQL_OPEN_TIME                   \
    " UNION SELECT CAST($1 AS BIGINT))"

/* The parent's code on the first day of version v. */
#define WRITE_SQL(T)                                                                                         \
    .node_insert = { .name = T ".insert", .text = "INSERT INTO " T " (id, created_at) VALUES ($1, $2)" },    \
    .code_insert = { .name = T ".code_insert",                                                               \
                     .text = "INSERT INTO " T "_code (code, " T                                              \
                             "_id) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING" },                         \
    .token_insert = { .name = T ".token_insert",                                                             \
                      .text = "INSERT INTO " T "_token (token, " T                                           \
                              "_id) VALUES ($1, $2) ON CONFLICT (token, " T "_id) DO NOTHING" },             \
    .closure_insert = { .name = T ".closure_insert",                                                         \
                        .text = "INSERT INTO " T                                                             \
                                "_closure (des, anc, depth, valid_from, valid_to, known_from, known_to)"     \
                                " VALUES ($1, $2, $3, $4, $5, $6, " HN_SQL_OPEN_TIME ")"                     \
                                " ON CONFLICT (des, valid_to, anc, valid_from, known_from)"                  \
                                " DO UPDATE SET depth = excluded.depth, known_to = excluded.known_to" },     \
    .closure_retire = { .name = T ".closure_retire",                                                         \
                        .text = "UPDATE " T                                                                  \
                                "_closure SET known_to = $1 WHERE des = $2 AND valid_to = $3 AND anc = $4"   \
                                " AND valid_from = $5 AND depth = $6 AND known_to = " HN_SQL_OPEN_TIME },    \
    .lineage_insert = { .name = T ".lineage_insert",                                                         \
                        .text = "INSERT INTO " T                                                             \
                                "_lineage (pred, succ, how, on_day, decision, known_from, known_to,"         \
                                " entered_by) VALUES ($1, $2, $3, $4, $5, $6, " HN_SQL_OPEN_TIME ", $7)"     \
                                " ON CONFLICT (pred, succ, on_day, known_from) DO NOTHING" }

#define RULE_SQL(T)                                                                                          \
    .kinds = { .name = T ".kinds",                                                                           \
               .text = "SELECT '' AS parent_kind, kind, valid_from, valid_to, legal_basis FROM kind WHERE "  \
                       "tree = $1 ORDER BY sort, valid_from" },                                              \
    .rules = { .name = T ".rules",                                                                           \
               .text = "SELECT parent_kind, child_kind AS kind, valid_from, valid_to, legal_basis FROM "     \
                       "kind_rule WHERE tree = $1 ORDER BY parent_kind, child_kind, valid_from" },           \
    .kind_insert = { .name = T ".kind_insert",                                                               \
                     .text = "INSERT INTO kind (tree, kind, valid_from, valid_to, sort, legal_basis)"        \
                             " VALUES ($1, $2, $3, $4, $5, $6)" },                                           \
    .rule_insert = {                                                                                         \
        .name = T ".rule_insert",                                                                            \
        .text = "INSERT INTO kind_rule (tree, parent_kind, child_kind, valid_from, valid_to, legal_basis)"   \
                " VALUES ($1, $2, $3, $4, $5, $6)"                                                           \
    }

/* What an operation reads before it writes; always current knowledge. */
#define LOOK_SQL(T)                                                                                          \
    .versions = { .name = T ".versions",                                                                     \
                  .text = "SELECT v.id AS version, " NODE_COLUMNS(                                           \
                      T, "v") " FROM " T "_version v WHERE v." T                                             \
                              "_id = $1 AND v.known_to = " HN_SQL_OPEN_TIME " ORDER BY v.valid_from" },      \
    .children_after = { .name = T ".children_after",                                                         \
                        .text = "SELECT code, kind, valid_from, valid_to FROM " T                            \
                                "_version WHERE parent_id = $1"                                              \
                                " AND valid_to > $2 AND known_to = " HN_SQL_OPEN_TIME },                     \
    .by_code = { .name = T ".by_code", .text = "SELECT " T "_id AS id FROM " T "_code WHERE code = $1" },    \
    .by_id = { .name = T ".by_id", .text = "SELECT id FROM " T " WHERE id = $1" },                           \
    .codes = { .name = T ".codes", .text = "SELECT code, " T "_id AS id FROM " T "_code" },                  \
    .near_versions = { .name = T ".near_versions",                                                           \
                       .text =                                                                               \
                           "SELECT v." T "_id AS id, v.parent_id AS parent_id, v.valid_from AS valid_from,"  \
                           " v.valid_to AS valid_to FROM (SELECT b.id AS id FROM " BELOW(                    \
                               T) " b UNION"                                                                 \
                                  " SELECT a.anc FROM (SELECT DISTINCT w.parent_id AS id FROM " BELOW(       \
                                      T) " s CROSS JOIN " T "_version w WHERE w." T                          \
                                         "_id = s.id AND w.known_to = " HN_SQL_OPEN_TIME ") p CROSS JOIN " T \
                                         "_closure a WHERE a.des = p.id AND a.known_to = " HN_SQL_OPEN_TIME  \
                                         ") n CROSS JOIN " T "_version v WHERE v." T                         \
                                         "_id = n.id AND v.known_to = " HN_SQL_OPEN_TIME },                  \
    .sub_closure = { .name = T ".sub_closure",                                                               \
                     .text =                                                                                 \
                         "SELECT k.des AS des, k.anc AS anc, k.depth AS depth, k.valid_from AS valid_from,"  \
                         " k.valid_to AS valid_to, k.known_from AS known_from FROM " BELOW(                  \
                             T) " s CROSS JOIN " T                                                           \
                                "_closure k WHERE k.des = s.id AND k.known_to = " HN_SQL_OPEN_TIME           \
                                " ORDER BY k.des, k.anc, k.depth, k.valid_from" },                           \
    .all_versions = { .name = T ".all_versions",                                                             \
                      .text = "SELECT " T "_id AS id, parent_id, kind, code, valid_from, valid_to FROM " T   \
                              "_version WHERE known_to = " HN_SQL_OPEN_TIME }

/* A statement reads as it is run. */
/* clang-format off */
#define READ_SQL(T)                                                                                          \
    .get = { .name = T ".get", .text =                                                                       \
        "SELECT " NODE_COLUMNS(T, "v") " FROM " T "_version v"                                               \
        " WHERE v." T "_id = $1 AND " HN_SQL_AT("v", "$2", "$3") },                                          \
    .open_on = { .name = T ".open_on", .text =                                                               \
        "SELECT count(*) AS n FROM " T "_version v"                                                          \
        " WHERE v." T "_id = $1 AND " HN_SQL_AT("v", "$2", "$3") },                                          \
    .children = { .name = T ".children", .text =                                                             \
        "SELECT " NODE_COLUMNS(T, "v") " FROM " T "_version v"                                               \
        " WHERE v.parent_id = $1 AND " HN_SQL_AT("v", "$2", "$3")                                            \
        " ORDER BY v.sort_order, v.sort_key, v." T "_id LIMIT $4" },                                         \
    .ancestors = { .name = T ".ancestors", .text =                                                           \
        "SELECT " NODE_COLUMNS(T, "v") " FROM " T "_closure k CROSS JOIN " T "_version v"                    \
        " WHERE k.des = $1 AND k.depth > 0 AND " HN_SQL_AT("k", "$2", "$3")                                  \
        " AND v." T "_id = k.anc AND " HN_SQL_AT("v", "$2", "$3")                                            \
        " ORDER BY k.depth DESC" },                                                                          \
    .history = { .name = T ".history", .text =                                                               \
        "SELECT " NODE_COLUMNS(T, "v") " FROM " T "_version v"                                               \
        " WHERE v." T "_id = $1 AND v.known_from <= $2 AND v.known_to > $2"                                  \
        " ORDER BY v.valid_from DESC" },                                                                     \
    .replaced = { .name = T ".replaced", .text =                                                             \
        "SELECT " NODE_COLUMNS(T, "v") " FROM " T "_version v"                                               \
        " WHERE v." T "_id = $1 AND v.known_to <= $2"                                                        \
        " ORDER BY v.known_to DESC, v.valid_from DESC" },                                                    \
    .each = { .name = T ".each", .text =                                                                     \
        "SELECT " NODE_COLUMNS(T, "v") ", coalesce(p.code, '') AS parent_code"                               \
        " FROM " T "_closure k CROSS JOIN " T "_version v"                                                   \
        " LEFT JOIN " T "_version p ON p." T "_id = v.parent_id AND " HN_SQL_AT("p", "$2", "$3")             \
        " WHERE k.anc = $1 AND " HN_SQL_AT("k", "$2", "$3")                                                  \
        " AND v." T "_id = k.des AND " HN_SQL_AT("v", "$2", "$3")                                            \
        " ORDER BY k.depth, v.code" },                                                                       \
    /* A version's depth and its parent's code are those of its first day. */                                \
    .each_version = { .name = T ".each_version", .text =                                                     \
        "SELECT " NODE_COLUMNS(T, "v") ", coalesce(p.code, '') AS parent_code,"                              \
        " (SELECT max(k.depth) FROM " T "_closure k WHERE k.des = v." T "_id"                                \
        " AND " HN_SQL_AT("k", "v.valid_from", "$1") ") AS depth"                                            \
        " FROM " T "_version v LEFT JOIN " T "_version p ON p." T "_id = v.parent_id"                        \
        " AND " HN_SQL_AT("p", "v.valid_from", "$1")                                                         \
        " WHERE v.known_from <= $1 AND v.known_to > $1"                                                      \
        " ORDER BY depth, code, valid_from" },                                                               \
    .lineage = { .name = T ".lineage", .text =                                                               \
        "SELECT l.pred AS pred, l.succ AS succ, l.how AS how, l.on_day AS on_day, l.decision AS decision,"   \
        " coalesce((SELECT v.name FROM " T "_version v WHERE v." T "_id = l.pred"                            \
        " AND v.known_to = " HN_SQL_OPEN_TIME " ORDER BY v.valid_from DESC LIMIT 1), '') AS pred_name,"      \
        " coalesce((SELECT v.name FROM " T "_version v WHERE v." T "_id = l.succ"                            \
        " AND v.known_to = " HN_SQL_OPEN_TIME " ORDER BY v.valid_from DESC LIMIT 1), '') AS succ_name"       \
        " FROM " T "_lineage l"                                                                              \
        " WHERE (l.pred = $1 OR l.succ = $1) AND l.known_from <= $2 AND l.known_to > $2"                     \
        " ORDER BY l.on_day, l.pred, l.succ" }
/* clang-format on */

#define TREE(T)                                                                                              \
    .name = T,                                                                                               \
    .version = { .name = T "_version",                                                                       \
                 HN_FACT_SQL(                                                                                \
                     T "_version", T "_id", "", "",                                                          \
                     "parent_id, kind, code, name, short_name, name_en, slug, sector, sort_key, sort_order," \
                     " decision",                                                                            \
                     HN_MARKS_18),                                                                           \
                 .value_count = HN_VERSION_VALUES,                                                           \
                 .values = version_columns,                                                                  \
                 .kinds = version_kinds },                                                                   \
    WRITE_SQL(T), RULE_SQL(T), LOOK_SQL(T), READ_SQL(T)

#define TREE_LIST(t)                                                                                         \
    HN_FACT_LIST((t).version), &(t).node_insert, &(t).versions, &(t).children_after, &(t).by_code,           \
        &(t).by_id, &(t).codes, &(t).code_insert, &(t).token_insert, &(t).kinds, &(t).rules,                 \
        &(t).kind_insert, &(t).rule_insert, &(t).near_versions, &(t).sub_closure, &(t).all_versions,         \
        &(t).closure_insert, &(t).closure_retire, &(t).get, &(t).open_on, &(t).children, &(t).ancestors,     \
        &(t).history, &(t).replaced, &(t).each, &(t).each_version, &(t).lineage_insert, &(t).lineage

#endif
