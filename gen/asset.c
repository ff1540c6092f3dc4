/* asset.c MANIFEST OUT.c: turns the manifest of scripts/assets.mjs into the table hn_assets.
 *
 * The bytes themselves are pulled in by the assembler (.incbin), so the C stays short enough to read.
 * Not for: building or compressing the files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 5, MAX_ASSETS = 64, MAX_LINE = 1024 };

struct row {
    char line[MAX_LINE];
    const char *field[FIELDS]; /* name, path, content type, etag, file */
};

static struct row rows[MAX_ASSETS];

static _Noreturn void
die(const char *what, const char *which)
{
    fprintf(stderr, "asset: %s: %s\n", what, which);
    exit(1);
}

static void
split(struct row *r)
{
    char *at = r->line;

    at[strcspn(at, "\n")] = '\0';
    for (int i = 0; i < FIELDS; i++) {
        r->field[i] = at;
        at += strcspn(at, "\t");
        if (*at == '\t')
            *at++ = '\0';
        else if (i < FIELDS - 1)
            die("a line of the manifest has too few fields", r->line);
    }
}

static size_t
read_manifest(const char *path)
{
    FILE *in = fopen(path, "r");
    size_t count = 0;

    if (!in)
        die("cannot read", path);
    while (count < MAX_ASSETS && fgets(rows[count].line, MAX_LINE, in))
        split(&rows[count++]);
    if (count == MAX_ASSETS)
        die("more assets than MAX_ASSETS in", path);
    fclose(in);
    return count;
}

static void
put_bytes(FILE *out, size_t i, const char *form, const char *file, const char *end)
{
    fprintf(out,
            "__asm__(\".pushsection .rodata\\n.balign 16\\n\"\n"
            "        \"hn_asset_%zu_%s:\\n.incbin \\\"%s%s\\\"\\nhn_asset_%zu_%s_end:\\n.popsection\\n\");\n"
            "extern const unsigned char hn_asset_%zu_%s[], hn_asset_%zu_%s_end[];\n",
            i, form, file, end, i, form, i, form, i, form);
}

/* Lengths are written as numbers, since a difference of two symbols is no constant in C. */
static long
size_of(const char *file, const char *end)
{
    char path[MAX_LINE + 8];
    FILE *in;
    long size;

    snprintf(path, sizeof path, "%s%s", file, end);
    in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0 || (size = ftell(in)) < 0)
        die("cannot measure", path);
    fclose(in);
    return size;
}

static void
put_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void
put_row(FILE *out, size_t i)
{
    static const char *const label[] = { "name", "path", "content_type", "etag" };
    static const char *const form[][2] = { { "identity", "" }, { "br", ".br" }, { "gz", ".gz" } };

    fprintf(out, "    {\n");
    for (int k = 0; k < 4; k++) {
        fprintf(out, "        .%s = ", label[k]);
        put_string(out, rows[i].field[k]);
        fprintf(out, ",\n");
    }
    for (int k = 0; k < 3; k++)
        fprintf(out, "        .%s = { hn_asset_%zu_%s, %ld },\n", form[k][0], i, form[k][0],
                size_of(rows[i].field[4], form[k][1]));
    fprintf(out, "    },\n");
}

int
main(int argc, char **argv)
{
    FILE *out;
    size_t count;

    if (argc != 3)
        die("usage", "asset MANIFEST OUT.c");
    count = read_manifest(argv[1]);
    out = fopen(argv[2], "w");
    if (!out)
        die("cannot write", argv[2]);
    fprintf(out, "/* Made by gen/asset.c from the manifest of scripts/assets.mjs. Do not edit. */\n"
                 "#include \"web/asset.h\"\n\n");
    for (size_t i = 0; i < count; i++) {
        put_bytes(out, i, "identity", rows[i].field[4], "");
        put_bytes(out, i, "br", rows[i].field[4], ".br");
        put_bytes(out, i, "gz", rows[i].field[4], ".gz");
    }
    fprintf(out, "\nconst struct hn_asset hn_assets[] = {\n");
    for (size_t i = 0; i < count; i++)
        put_row(out, i);
    fprintf(out, "};\nconst size_t hn_assets_count = %zu;\n", count);
    if (fclose(out) != 0)
        die("cannot write", argv[2]);
    return 0;
}
