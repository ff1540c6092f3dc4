/* backup.h: the whole database as one encrypted stream, and back, from either engine into either.
 *
 * The stream: "hatnhan backup 1", the number of the master key (DIR/keys), then chunks sealed by libsodium's
 * secretstream under the key HN_KEY_BACKUP derived from it: when it was made, the schema's number, the log's
 * root; each table with its columns and rows; at the end the count of rows and a SHA-256 of all before. A
 * stream cut short, changed or reordered is refused before anything is changed. (security/ section 3)
 * Not for: DIR/keys themselves, which are kept elsewhere, since whoever has both can read everything.
 */
#ifndef HN_STORE_BACKUP_H
#define HN_STORE_BACKUP_H

#include "store/store.h"

#define HN_ROOT_BYTES 32

struct hn_backup_about {
    hn_time made_at;
    int schema;       /* number of the last step it had */
    int key;          /* master key it is sealed under */
    int64_t log_size; /* leaves of the log, and its root; the caller's to give and to check */
    uint8_t log_root[HN_ROOT_BYTES];
    int64_t tables, rows;
    uint8_t digest[32];
};

/* Where the stream goes: HN_OK, or the write failed (HN_UNAVAILABLE, noted). */
typedef enum hn_rc hn_sink_fn(void *arg, const void *bytes, size_t len);
/* Where it comes from: up to room bytes; *len 0 at the end. HN_UNAVAILABLE, noted. */
typedef enum hn_rc hn_source_fn(void *arg, void *bytes, size_t room, size_t *len);

/* Write all tables, as this reading transaction sees them. about: made_at, schema, key, tables, rows and
 * digest are filled in. Needs c->keys. */
enum hn_rc hn_backup_write(struct hn_ctx *c, struct hn_backup_about *about, hn_sink_fn *sink, void *arg);

/* Read a stream to its end and check all of it, changing nothing; no store is needed.
 * HN_INVALID   not a backup, or damaged; HN_NOT_FOUND: its key is not in c->keys */
enum hn_rc hn_backup_check(struct hn_ctx *c, hn_source_fn *source, void *arg, struct hn_backup_about *about);

/* Load a stream that was checked into this writing transaction, in place of every row there is. */
enum hn_rc hn_backup_load(struct hn_ctx *c, hn_source_fn *source, void *arg, struct hn_backup_about *about);

/* A backup as a file: written beside, synced, named. read_begin to read_end is done here. HN_UNAVAILABLE */
enum hn_rc hn_backup_to_file(struct hn_ctx *c, struct hn_store *s, const char *path,
                             struct hn_backup_about *about);
/* A file checked whole. */
enum hn_rc hn_backup_check_file(struct hn_ctx *c, const char *path, struct hn_backup_about *about);
/* The whole of `restore`: check the file, make the schema it had in an empty place, load it in one
 * transaction. Opening the store afterwards brings the schema up to date. cfg as for hn_store_open.
 *
 * HN_INVALID   damaged, or not a backup; nothing was changed
 * HN_NOT_FOUND its key is not in c->keys
 * HN_CONFLICT  there are data already, or it belongs to a newer program */
enum hn_rc hn_backup_restore(struct hn_ctx *c, const struct hn_store_config *cfg, const char *path,
                             struct hn_backup_about *about);

#endif
