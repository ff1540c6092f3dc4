/* asset.c: finding an asset by path or by name. The table has a handful of rows, so a walk is enough.
 *
 * Not for: sending it (http/) or making it (gen/asset.c).
 */
#include "web/asset.h"

#include <assert.h>
#include <string.h>

const struct hn_asset *
hn_asset_at(const char *path)
{
    for (size_t i = 0; i < hn_assets_count; i++) {
        if (strcmp(hn_assets[i].path, path) == 0)
            return &hn_assets[i];
    }
    return NULL;
}

const struct hn_asset *
hn_asset_named(const char *name)
{
    for (size_t i = 0; i < hn_assets_count; i++) {
        if (strcmp(hn_assets[i].name, name) == 0)
            return &hn_assets[i];
    }
    assert(!"an asset of that name");
    return NULL;
}

const char *
hn_asset_path(const char *name)
{
    return hn_asset_named(name)->path;
}
