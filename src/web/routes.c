/* routes.c: every page of the program, one row each. `hatnhan routes` and /openapi.json are made from it.
 *
 * A row names the right it needs; over which record, its path says (:unit, :person). To add a page, see
 * CONTRIBUTING.md.
 */
#include "web/page_system.h"
#include "web/route.h"

const struct hn_route hn_routes[] = {
    /* --- for everybody --- */
    { HN_GET, "/", hn_page_home, HN_MAY_ANYONE, NULL, .about = "Front page" },

    /* --- for machines --- */
    { HN_GET, "/healthz", hn_page_health, HN_MAY_ANYONE, NULL, .about = "Is the program well",
      .apart = true },
    { HN_GET, "/metrics", hn_page_metrics, HN_MAY_ANYONE, NULL,
      .about = "Counters, from this machine alone" },
    { HN_GET, "/openapi.json", hn_page_openapi, HN_MAY_ANYONE, NULL, .about = "This description",
      .apart = true },
    { HN_GET, "/a/:asset", hn_page_asset, HN_MAY_ANYONE, NULL, .about = "Style sheets, scripts, icons",
      .apart = true },
    { 0 },
};
