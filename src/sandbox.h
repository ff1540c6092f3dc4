/* sandbox.h: what the server gives up before it reads a stranger's first byte. (security/ section 4)
 *
 * Files: writing is possible in the data folder only (Landlock). Calls: no new programs, no tracing, no mounting, no
 * loading of modules, no new connections unless the database is reached by one (seccomp). No core dumps, since memory
 * holds keys. A kernel that lacks one of them is told in the log; the service runs on.
 */
#ifndef HN_SANDBOX_H
#define HN_SANDBOX_H

#include <stdbool.h>

/* Before any thread is started: Landlock holds for the caller and the threads it starts from then on. */
void hn_sandbox_files(const char *data_dir);
/* Once everything is open and warm; holds for all threads. connects: the store is a server elsewhere. */
void hn_sandbox_calls(bool connects);

#endif
