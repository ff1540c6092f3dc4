# Makefile: builds hatnhan and carries its other commands. `make help` lists them.
#
# Everything made stands under build/: obj/ mirrors src/, gen/ holds generated C that can be read and
# stepped through, asset/ what browsers are sent, san/ the same program under sanitizers (SAN=1), fuzz/ the
# fuzz targets. There is no configure step: pkg-config says where the libraries are.

MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := build
SHELL := /bin/bash

VERSION := 0.1.0
PREFIX ?= /usr/local
UNITDIR ?= $(PREFIX)/lib/systemd/system
DATA ?= build/demo
LISTEN ?= 127.0.0.1:8080

# V=1 shows whole commands; else one short line each.
Q := $(if $(V),,@)
say = @$(if $(V)$(findstring s,$(firstword -$(MAKEFLAGS))),true,echo '  $(1) $@')
# The commands that build on the way use every core unless the caller chose a number.
PAR = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

# --- compiler -----------------------------------------------------------------------------------------

ifeq ($(origin CC),default)
CC := $(if $(shell command -v ccache),ccache )gcc
endif
HOST_CC ?= $(CC)
FUZZ_CC ?= $(if $(shell command -v ccache),ccache )clang
CC_MAJOR := $(shell $(CC) -dumpversion 2>/dev/null | cut -d. -f1)

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wconversion -Wno-sign-conversion
# To clang, assert(!"why") is a string taken for a truth value; that is how it is meant.
WARN += $(if $(findstring clang,$(CC)),-Wno-string-conversion)
# Warnings are errors with the compiler the project is written for; a newer one that knows more warnings
# must still be able to build a release.
ifeq ($(CC_MAJOR),12)
WERROR ?= 1
endif
ifeq ($(WERROR),1)
WARN += -Werror
endif

LIBS := libmicrohttpd libpq libsodium jansson xlsxwriter libzip expat icu-i18n icu-uc libutf8proc \
	liboath libqrencode libbrotlienc zlib libsystemd inih libseccomp pangocairo cairo-pdf fontconfig
LIB_CFLAGS := $(shell pkg-config --cflags $(LIBS) 2>/dev/null)
LIB_LINK := $(shell pkg-config --libs $(LIBS) 2>/dev/null) -lcsv -lpthread -lm

CPPFLAGS += -D_GNU_SOURCE -DHN_VERSION='"$(VERSION)"' -Isrc -Ibuild/gen -isystem build/sqlite \
	$(patsubst -I%,-isystem %,$(filter-out -I/usr/include,$(LIB_CFLAGS)))
STD := -std=gnu17 -pthread -fno-strict-aliasing -fno-omit-frame-pointer

ifeq ($(SAN),1)
O := build/san
MODE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined
LINK := -fsanitize=address,undefined -pthread
# The sanitizers' own checks confuse the analysis behind these; the release build has them on.
WARN += -Wno-format-truncation -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-stringop-truncation
else
O := build
# FORTIFY_SOURCE level 3 needs the compiler's dynamic object sizes, which both compilers have from 12 on.
FORTIFY := $(shell [ "$(CC_MAJOR)" -ge 12 ] 2>/dev/null && echo 3 || echo 2)
MODE := -O2 -g1 -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection \
	-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$(FORTIFY)
LINK := -pie -pthread -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
endif
ALL_CFLAGS = $(STD) $(MODE) $(WARN) $(CFLAGS)

# --- what there is ------------------------------------------------------------------------------------

found = $(sort $(if $(wildcard $(1)),$(shell find $(1) -name '$(2)')))

SRC := $(filter-out src/main.c,$(call found,src,*.c))
VIEWS := $(call found,web/view,*.tmpl)
TEXTS := $(sort $(wildcard web/text/*.txt))
SCHEMA := $(sort $(wildcard sql/schema/*.sql))
REPORTS := $(sort $(wildcard sql/report/*.sql))

VIEW_H := $(patsubst %,build/gen/view_%.h,$(sort $(notdir $(patsubst %/,%,$(dir $(VIEWS))))))
GEN_C := build/gen/asset.c build/gen/schema.c build/gen/report_sql.c build/gen/text.c \
	build/gen/tiles.c build/gen/article.c \
	$(VIEWS:web/view/%.tmpl=build/gen/view/%.c)
GEN_H := build/gen/report_sql.h $(VIEW_H)

OBJ := $(SRC:src/%.c=$(O)/obj/%.o) $(GEN_C:build/gen/%.c=$(O)/obj/gen/%.o)
LIB := $(O)/libhatnhan.a

TEST_SRC := $(call found,tests,test_*.c)
TEST_BIN := $(TEST_SRC:tests/%.c=$(O)/tests/%)
SUPPORT := $(sort $(wildcard tests/support/*.c))
SUPPORT_OBJ := $(SUPPORT:tests/support/%.c=$(O)/tests/support/%.o)
FUZZ_SRC := $(call found,tests/fuzz,fuzz_*.c)
FUZZ_BIN := $(FUZZ_SRC:tests/fuzz/%.c=build/fuzz/%)

# --- commands -----------------------------------------------------------------------------------------

.PHONY: help build demo test tests fuzz check bench install uninstall clean format gen deps print-cppflags

## build: the program, build/hatnhan (SAN=1: build/san/hatnhan under sanitizers)
build: $(O)/hatnhan

## demo: install what is missing, build, fill build/demo with made-up people and serve it
demo:
	scripts/install-deps build
	$(MAKE) $(PAR) build
	build/hatnhan demo --data $(DATA) --listen $(LISTEN)

## test: install what is missing, build twice (release and sanitizers), run every test
test:
	scripts/install-deps build test
	$(MAKE) $(PAR) build
	$(MAKE) $(PAR) SAN=1 build tests
	$(MAKE) $(PAR) fuzz
	tests/run

# Shared by all test programs, so not thrown away after the last.
.SECONDARY: $(SUPPORT_OBJ)

tests: $(TEST_BIN)

fuzz: $(FUZZ_BIN)

## check: warnings, form, static analysis, house rules, unit tests under sanitizers
check:
	scripts/install-deps build test
	scripts/check

## bench: the figures of speed and size, each beside its peer
bench:
	scripts/install-deps build bench
	$(MAKE) $(PAR) build
	bench/run

## gen: only the generated sources, under build/gen
gen: $(GEN_C) $(GEN_H)

## deps: install the Debian packages and npm modules the build needs
deps:
	scripts/install-deps build

## format: lay out every source by .clang-format
format:
	clang-format -i $$(git ls-files '*.c' '*.h')

## install: program, man page and systemd units under PREFIX (and DESTDIR)
install: build
	install -D -m 755 build/hatnhan $(DESTDIR)$(PREFIX)/bin/hatnhan
	install -D -m 644 packaging/hatnhan.1 $(DESTDIR)$(PREFIX)/share/man/man1/hatnhan.1
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/hatnhan LICENSE NOTICE THIRD-PARTY.md
	install -d $(DESTDIR)$(UNITDIR)
	sed 's|@PREFIX@|$(PREFIX)|g' packaging/hatnhan.service > $(DESTDIR)$(UNITDIR)/hatnhan.service
	install -m 644 packaging/hatnhan.socket $(DESTDIR)$(UNITDIR)/hatnhan.socket
	chmod 644 $(DESTDIR)$(UNITDIR)/hatnhan.service

## uninstall: take all of that away again; data stay
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/hatnhan $(DESTDIR)$(PREFIX)/share/man/man1/hatnhan.1 \
		$(DESTDIR)$(UNITDIR)/hatnhan.service $(DESTDIR)$(UNITDIR)/hatnhan.socket
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/hatnhan

## clean: remove all that was made, demo data included
clean:
	rm -rf build

print-cppflags:
	@echo '$(filter-out -DHN_VERSION=%,$(CPPFLAGS))'

help:
	@sed -n 's/^## //p' Makefile

# --- program and tests --------------------------------------------------------------------------------

$(O)/hatnhan: $(O)/obj/main.o $(LIB)
	$(call say,cc)
	$(Q)$(CC) $(LINK) $(LDFLAGS) -o $@ $(O)/obj/main.o $(LIB) $(LIB_LINK)

$(LIB): $(OBJ) build/sqlite/sqlite3.o
	@rm -f $@
	$(call say,ar)
	$(Q)ar rcsD $@ $^

$(O)/obj/%.o: src/%.c $(O)/flags | $(GEN_H) build/sqlite/sqlite3.h
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(O)/obj/gen/%.o: build/gen/%.c $(O)/flags | $(GEN_H) build/sqlite/sqlite3.h
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(O)/obj/gen/asset.o: build/asset/manifest
$(O)/obj/demo/data.o build/fuzz/obj/demo/data.o: $(wildcard data/*.csv)

$(O)/tests/support/%.o: tests/support/%.c $(O)/flags | $(GEN_H) build/sqlite/sqlite3.h
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(O)/tests/%: tests/%.c $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(ALL_CFLAGS) -MMD -MP -MF $@.d $(LINK) -o $@ $< $(SUPPORT_OBJ) $(LIB) \
		-lcmocka $(LIB_LINK)

# Other flags, other objects: the file changes only when its text does.
FLAGS_TEXT := $(CC) $(CPPFLAGS) $(ALL_CFLAGS)
$(O)/flags: FORCE
	@mkdir -p $(@D)
	@[ -f $@ ] && [ "$$(cat $@)" = '$(subst ','\'',$(FLAGS_TEXT))' ] || \
		echo '$(subst ','\'',$(FLAGS_TEXT))' > $@
.PHONY: FORCE
FORCE:

# --- fuzz targets: one library under clang's coverage, one program a target ---------------------------

FUZZ_FLAGS := -O1 -g -w -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
FUZZ_OBJ := $(SRC:src/%.c=build/fuzz/obj/%.o) $(GEN_C:build/gen/%.c=build/fuzz/obj/gen/%.o)

build/fuzz/obj/%.o: src/%.c | $(GEN_H) build/sqlite/sqlite3.h
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(FUZZ_CC) $(CPPFLAGS) $(STD) $(FUZZ_FLAGS) -MMD -MP -c -o $@ $<

build/fuzz/obj/gen/%.o: build/gen/%.c | $(GEN_H) build/sqlite/sqlite3.h
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(FUZZ_CC) $(CPPFLAGS) $(STD) $(FUZZ_FLAGS) -MMD -MP -c -o $@ $<

build/fuzz/libhatnhan.a: $(FUZZ_OBJ) build/sqlite/sqlite3.o
	@rm -f $@
	$(call say,ar)
	$(Q)ar rcsD $@ $^

build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c build/fuzz/libhatnhan.a
	$(call say,cc)
	$(Q)$(FUZZ_CC) $(CPPFLAGS) -Itests $(STD) $(FUZZ_FLAGS) -fsanitize=fuzzer -MMD -MP -MF $@.d -pthread \
		-o $@ $< $(SUPPORT) build/fuzz/libhatnhan.a -lcmocka $(LIB_LINK)

# --- generated sources --------------------------------------------------------------------------------

# A tool is gen/NAME.c, with gen/NAME_*.c and gen/common.c beside it when there are any.
.SECONDEXPANSION:
build/tool/%: gen/%.c $$(wildcard gen/%_*.c) $$(wildcard gen/common.c) $$(wildcard gen/*.h)
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(HOST_CC) -std=gnu17 -O1 -g -D_GNU_SOURCE $(WARN) -Igen -o $@ $(filter %.c,$^)

build/gen/schema.c: build/tool/sql $(SCHEMA)
	@mkdir -p $(@D)
	$(call say,gen)
	$(Q)build/tool/sql schema $@ $(SCHEMA)

build/gen/report_sql.c build/gen/report_sql.h &: build/tool/sql $(REPORTS)
	@mkdir -p $(@D)
	$(call say,gen)
	$(Q)build/tool/sql report build/gen/report_sql.c build/gen/report_sql.h $(REPORTS)

# One run over all templates: it writes only what changed, so the stamp moves and the sources stay.
build/gen/view.stamp: build/tool/tmpl web/text/vi.txt $(VIEWS)
	@mkdir -p $(@D)
	$(call say,gen)
	$(Q)build/tool/tmpl build/gen web/text/vi.txt web/view $(VIEWS)
	@touch $@

$(VIEWS:web/view/%.tmpl=build/gen/view/%.c) $(VIEW_H): build/gen/view.stamp
	@[ -f $@ ] || build/tool/tmpl build/gen web/text/vi.txt web/view $(VIEWS)

build/gen/text.c: build/tool/text $(TEXTS)
	@mkdir -p $(@D)
	$(call say,gen)
	$(Q)build/tool/text $@ web/text/vi.txt web/text/en.txt
	@touch $@

build/gen/tiles.c: build/tool/tiles data/quang-ninh-tiles.csv
	@mkdir -p $(@D)
	$(call say,gen)
	$(Q)build/tool/tiles $@ data/quang-ninh-tiles.csv

build/gen/article.c: build/tool/article data/quang-ninh-seed.json
	@mkdir -p $(@D)
	$(call say,gen)
	$(Q)build/tool/article $@ data/quang-ninh-seed.json

build/gen/asset.c: build/asset/manifest build/tool/asset
	@mkdir -p $(@D)
	$(call say,gen)
	$(Q)build/tool/asset $< $@

# --- from npm: what browsers are sent, and SQLite -----------------------------------------------------

node_modules/.package-lock.json: package.json package-lock.json .npmrc
	$(call say,npm)
	$(Q)npm ci --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error
	@touch $@

build/asset/manifest: scripts/assets.mjs $(sort $(wildcard web/asset/*)) node_modules/.package-lock.json
	$(call say,node)
	$(Q)node scripts/assets.mjs build/asset

# The digest is that of the amalgamation of SQLite 3.54.1 as it stood when it was reviewed.
SQLITE_FROM := node_modules/better-sqlite3/deps/sqlite3
SQLITE_SHA256 := 75a4760a7b9727a4c4c877aec92eacf39e52a8f2921ce00bd33be6d3a8e8e254
SQLITE_H_SHA256 := d6c84557261893439b341d2e6c35187ae3ea24fbfd843ad94616f72d89242b8c
SQLITE_FLAGS := -DSQLITE_THREADSAFE=2 -DSQLITE_DQS=0 -DSQLITE_DEFAULT_MEMSTATUS=0 \
	-DSQLITE_LIKE_DOESNT_MATCH_BLOBS -DSQLITE_OMIT_DEPRECATED -DSQLITE_OMIT_SHARED_CACHE \
	-DSQLITE_ENABLE_STAT4 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS \
	-DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_DEFAULT_FOREIGN_KEYS=1 -DSQLITE_OMIT_LOAD_EXTENSION

build/sqlite/sqlite3.c build/sqlite/sqlite3.h &: node_modules/.package-lock.json
	@mkdir -p build/sqlite
	@echo '$(SQLITE_SHA256)  $(SQLITE_FROM)/sqlite3.c' | sha256sum -c --quiet -
	@echo '$(SQLITE_H_SHA256)  $(SQLITE_FROM)/sqlite3.h' | sha256sum -c --quiet -
	@cmp -s $(SQLITE_FROM)/sqlite3.c build/sqlite/sqlite3.c || cp $(SQLITE_FROM)/sqlite3.c build/sqlite/
	@cmp -s $(SQLITE_FROM)/sqlite3.h build/sqlite/sqlite3.h || cp $(SQLITE_FROM)/sqlite3.h build/sqlite/
	@touch build/sqlite/sqlite3.c build/sqlite/sqlite3.h

build/sqlite/sqlite3.o: build/sqlite/sqlite3.c
	$(call say,cc)
	$(Q)$(CC) -O2 -w -fPIE -fstack-protector-strong -fno-strict-aliasing -pthread $(SQLITE_FLAGS) -c -o $@ $<

-include $(OBJ:.o=.d) $(O)/obj/main.d $(TEST_BIN:=.d) $(SUPPORT_OBJ:.o=.d) $(FUZZ_OBJ:.o=.d) $(FUZZ_BIN:=.d)
