/* sql.c: turns files of SQL into C string tables.
 *
 *   sql schema OUT.c FILE…        sql/schema/NNNN-name.sql, with NNNN.postgres.sql or NNNN-name.postgres.sql
 *                                 beside it where the text must differ → hn_migrations (store/migrate.h)
 *   sql report OUT.c OUT.h FILE…  sql/report/name.sql (and name.postgres.sql) → struct hn_sql each, and a list
 *
 * Numbers of migrations must follow one another from 1. Not for: understanding the SQL, which the store does.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILES = 256, MAX_NAME = 128 };

struct file {
    char name[MAX_NAME]; /* without folder and endings */
    const char *path;
    const char *postgres; /* path of the other text, or NULL */
};

static struct file files[MAX_FILES];
static size_t file_count;

static _Noreturn void
die(const char *what, const char *which)
{
    fprintf(stderr, "sql: %s: %s\n", what, which);
    exit(1);
}

static void
take_name(char name[MAX_NAME], const char *path, const char *ending)
{
    const char *base = strrchr(path, '/');
    size_t len;

    base = base ? base + 1 : path;
    len = strlen(base);
    if (len <= strlen(ending) || strcmp(base + len - strlen(ending), ending) != 0)
        die("the name does not end as it should", path);
    len -= strlen(ending);
    if (len >= MAX_NAME)
        die("the name is too long", path);
    memcpy(name, base, len);
    name[len] = '\0';
}

static int
is_postgres(const char *path)
{
    static const char ending[] = ".postgres.sql";
    size_t len = strlen(path);

    return len > sizeof ending - 1 && strcmp(path + len - (sizeof ending - 1), ending) == 0;
}

/* A second text belongs to the file of the same name, or of the same four digits. */
static void
attach_postgres(const char *path)
{
    char name[MAX_NAME];
    size_t len;

    take_name(name, path, ".postgres.sql");
    len = strlen(name);
    for (size_t i = 0; i < file_count; i++) {
        if (strcmp(files[i].name, name) == 0 ||
            (len == 4 && strncmp(files[i].name, name, 4) == 0 && files[i].name[4] == '-')) {
            files[i].postgres = path;
            return;
        }
    }
    die("a text for PostgreSQL without its neighbour", path);
}

static void
take_files(int count, char **paths)
{
    if (count > MAX_FILES)
        die("too many files", paths[0]);
    for (int i = 0; i < count; i++) {
        if (is_postgres(paths[i]))
            continue;
        files[file_count].path = paths[i];
        take_name(files[file_count].name, paths[i], ".sql");
        file_count++;
    }
    for (int i = 0; i < count; i++) {
        if (is_postgres(paths[i]))
            attach_postgres(paths[i]);
    }
}

/* The text as a C string, a line of it a line of the source. */
static void
put_text(FILE *out, const char *path)
{
    FILE *in = fopen(path, "rb");
    int c;
    int at_start = 1;

    if (!in)
        die("cannot read", path);
    while ((c = fgetc(in)) != EOF) {
        if (at_start)
            fputs("\n    \"", out);
        at_start = c == '\n';
        if (c == '\n')
            fputs("\\n\"", out);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c == '\t')
            fputs("\\t", out);
        else if (c == '?')
            fputs("\\?", out);
        else
            fputc(c, out);
    }
    if (!at_start)
        fputc('"', out);
    fclose(in);
}

static void
put_texts(FILE *out, const struct file *f)
{
    fprintf(out, ".text =");
    put_text(out, f->path);
    fprintf(out, ",\n  .postgres =");
    if (f->postgres)
        put_text(out, f->postgres);
    else
        fprintf(out, " NULL");
}

static FILE *
open_out(const char *path)
{
    FILE *out = fopen(path, "w");

    if (!out)
        die("cannot write", path);
    fprintf(out, "/* Made by gen/sql.c from sql/. Do not edit. */\n");
    return out;
}

static void
make_schema(const char *path)
{
    FILE *out = open_out(path);

    fprintf(out, "#include \"store/migrate.h\"\n\n#include <stddef.h>\n\n"
                 "const struct hn_migration hn_migrations[] = {\n");
    for (size_t i = 0; i < file_count; i++) {
        char *rest;
        long number = strtol(files[i].name, &rest, 10);

        if (rest != files[i].name + 4 || *rest != '-')
            die("a migration is named NNNN-name.sql", files[i].path);
        if (number != (long)i + 1)
            die("numbers of migrations must follow one another from 0001", files[i].path);
        fprintf(out, "{ .number = %ld, .name = \"%s\", ", number, rest + 1);
        put_texts(out, &files[i]);
        fprintf(out, " },\n\n");
    }
    fprintf(out, "{ .number = 0 },\n};\n");
    if (fclose(out) != 0)
        die("cannot write", path);
}

static void
c_name(char out[MAX_NAME], const char *name)
{
    size_t i = 0;

    for (; name[i]; i++)
        out[i] = (char)(isalnum((unsigned char)name[i]) ? name[i] : '_');
    out[i] = '\0';
}

static void
make_report(const char *c_path, const char *h_path)
{
    FILE *c = open_out(c_path);
    FILE *h = open_out(h_path);
    char name[MAX_NAME];

    fprintf(c, "#include \"report_sql.h\"\n\n#include <stddef.h>\n\n");
    fprintf(h, "#ifndef HN_GEN_REPORT_SQL_H\n#define HN_GEN_REPORT_SQL_H\n\n#include \"store/store.h\"\n\n");
    for (size_t i = 0; i < file_count; i++) {
        c_name(name, files[i].name);
        fprintf(h, "extern const struct hn_sql hn_sql_report_%s;\n", name);
        fprintf(c, "const struct hn_sql hn_sql_report_%s = { .name = \"report.%s\", ", name, files[i].name);
        put_texts(c, &files[i]);
        fprintf(c, " };\n\n");
    }
    fprintf(h, "/* Every one of them, for the list of statements prepared at start; the last is NULL. */\n"
               "extern const struct hn_sql *const hn_report_sql[];\n\n#endif\n");
    fprintf(c, "const struct hn_sql *const hn_report_sql[] = {\n");
    for (size_t i = 0; i < file_count; i++) {
        c_name(name, files[i].name);
        fprintf(c, "    &hn_sql_report_%s,\n", name);
    }
    fprintf(c, "    NULL,\n};\n");
    if (fclose(c) != 0 || fclose(h) != 0)
        die("cannot write", c_path);
}

int
main(int argc, char **argv)
{
    if (argc >= 3 && strcmp(argv[1], "schema") == 0) {
        take_files(argc - 3, argv + 3);
        make_schema(argv[2]);
        return 0;
    }
    if (argc >= 4 && strcmp(argv[1], "report") == 0) {
        take_files(argc - 4, argv + 4);
        make_report(argv[2], argv[3]);
        return 0;
    }
    die("usage", "sql schema OUT.c FILE… | sql report OUT.c OUT.h FILE…");
    return 1;
}
