/* accept.h: what the other end would like: form of the answer, and its compression. */
#ifndef HN_WEB_ACCEPT_H
#define HN_WEB_ACCEPT_H

enum hn_format { HN_HTML, HN_JSON, HN_CSV, HN_XLSX };
enum hn_coding { HN_IDENTITY, HN_GZIP, HN_BROTLI };

/* The best liked of the four by an Accept header; HTML when it does not say. */
enum hn_format hn_accept_format(const char *accept);
/* Brotli before gzip before none, of those the Accept-Encoding header allows. */
enum hn_coding hn_accept_coding(const char *accept_encoding);

#endif
