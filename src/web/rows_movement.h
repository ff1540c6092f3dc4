/* rows_movement.h: rows of the table of routes (routes.c): emulation movements, resources mobilised. */

/* clang-format off */
