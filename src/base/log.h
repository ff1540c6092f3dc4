/* log.h: diagnostics for the operator, one line each to standard error (journald adds the time).
 *
 * Never personal data, passwords, session ids: record numbers only. Not the audit log (audit/).
 */
#ifndef HN_BASE_LOG_H
#define HN_BASE_LOG_H

enum hn_log_level { HN_LOG_ERROR, HN_LOG_WARN, HN_LOG_INFO, HN_LOG_DEBUG };

void hn_log_level(enum hn_log_level least);
void hn_log(enum hn_log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
