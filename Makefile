# netnsbench: `make bench` measures, `make test` proves, `make lint` reads.

# Debian packages that the build needs, each missing unless a header of it is there (Debian's liburcu has its own in the
# folder of the architecture).
include_dir ?= /usr/include
missing := $(if $(wildcard $(include_dir)/benchmark/benchmark.h),,libbenchmark-dev) \
           $(if $(wildcard $(include_dir)/urcu/urcu-memb.h $(include_dir)/*/urcu/urcu-memb.h),,liburcu-dev) \
           $(if $(wildcard $(include_dir)/ck_spinlock.h),,libck-dev)
missing := $(strip $(missing))
# What draws the figures of `make shapes`.
missing_figures := $(if $(shell command -v gnuplot 2>/dev/null),,gnuplot-nox)
# What opens the report in the tests.
missing_browser := $(if $(shell command -v chromium 2>/dev/null),,chromium)
# What the proofs need besides: each missing unless its program is there.
missing_proofs := $(strip $(foreach program,spin gcc valgrind,$(if $(shell command -v $(program) 2>/dev/null),,$(program))))

.DEFAULT_GOAL := help
.PHONY: install uninstall install-check tutorial help setup setup-proofs setup-figures setup-browser shapes reference reality reality-runs verify-locks build bench test lint format aa power bench-overhead bench-compare \
        release-symbols torture torture-locks lockdep asan tsan tsan-swift models models-long mutants mutants-short helgrind \
        analyze coverage \
        fuzz fuzz-short kill clean

help: ## Say what there is to make.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Installs what is missing and nothing else; without apt or the right to install, says what to do and stops.
define install
@if [ -n "$(1)" ]; then \
  if ! command -v apt-get >/dev/null 2>&1; then \
    echo "error: missing: $(1). There is no apt-get here: install them with this system's package manager." >&2; exit 1; \
  elif [ "$$(id -u)" -eq 0 ]; then asroot=""; \
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then asroot="sudo"; \
  elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then asroot="sudo"; \
  else echo "error: missing: $(1). Ask an administrator for: apt-get install $(1)" >&2; exit 1; fi; \
  echo "installing with apt-get: $(1)" >&2; \
  if ! $$asroot apt-get install -y --no-install-recommends $(1) >&2; then \
    $$asroot apt-get update >&2 && $$asroot apt-get install -y --no-install-recommends $(1) >&2 || \
    { echo "error: apt-get could not install: $(1)" >&2; exit 1; }; fi; \
  fi
endef

setup: ## Install the Debian packages that are missing.
	$(call install,$(missing))

setup-proofs: ## Install what the model checker, helgrind and the analyzers need.
	$(call install,$(missing_proofs))

setup-figures:
	$(call install,$(missing_figures))

setup-browser: ## Install what the tests open the report in; without it they say so.
	$(call install,$(missing_browser))

build: setup ## Build the release program, and the one that tortures.
	swift build -c release --product netnsbench
	swift build -c release --product nettorture

# ---- where a program is put: PREFIX=..., DESTDIR=... for packagers ----
PREFIX ?= /usr/local
DESTDIR ?=
to = $(DESTDIR)$(PREFIX)
programs := .build/release/netnsbench .build/release/nettorture
manual := share/man/man1/netnsbench.1
completions_bash := share/bash-completion/completions/netnsbench
completions_zsh := share/zsh/site-functions/_netnsbench
completions_fish := share/fish/vendor_completions.d/netnsbench.fish
# What the program was built from: it is asked while it is still beside its sources.
version := share/netnsbench/version
texts := $(manual) $(completions_bash) $(completions_zsh) $(completions_fish) $(version)

# Only where they are missing: who installs (root, perhaps) is not who builds.
$(programs) &:
	$(MAKE) build

install: | $(programs) ## Put the programs, the manual page and the completions below PREFIX=/usr/local.
	@newer=$$( (find Package.swift Sources CSupport Benchmarks -type f ! -path '*/CNetTorture/*' -newer .build/release/netnsbench; \
	  find CSupport/CNetTorture CSupport/CNetNamespace -type f -newer .build/release/nettorture) | head -n 1); \
	if [ -n "$$newer" ]; then echo "warning: $$newer is newer than the build that is installed: make build, and again" >&2; fi
	@install -d "$(to)/bin" $(foreach text,$(texts),"$(to)/$(dir $(text))")
	@install -m 755 $(programs) "$(to)/bin"
	@.build/release/netnsbench manual >"$(to)/$(manual)"
	@for shell in bash:$(completions_bash) zsh:$(completions_zsh) fish:$(completions_fish); do \
	  .build/release/netnsbench --generate-completion-script "$${shell%%:*}" >"$(to)/$${shell#*:}" || exit 1; done
	@.build/release/netnsbench --version >"$(to)/$(version)"
	@chmod 644 $(foreach text,$(texts),"$(to)/$(text)")
	@echo "installed below $(to): bin/netnsbench bin/nettorture $(texts)"

uninstall: ## Take away what `make install` put below PREFIX.
	@rm -f "$(to)/bin/netnsbench" "$(to)/bin/nettorture" $(foreach text,$(texts),"$(to)/$(text)")
	@if [ -d "$(to)/share/netnsbench" ]; then rmdir --ignore-fail-on-non-empty "$(to)/share/netnsbench"; fi

install-check: ## Install into a folder of its own, run that with the build out of the way, and uninstall (5 s).
	@Tests/Install/check

tutorial: setup ## Do what docs/tutorial.md says, in a copy of this repository (5 minutes).
	@Tests/Tutorial/check

bench: build ## Measure the quick suite and leave a CSV in results/.
	.build/release/netnsbench run --suite quick

test: setup ## Run every test.
	swift build --build-tests
	swift test --skip-build --no-parallel

lint: ## Check the style of every Swift file.
	swift format lint --strict --recursive Package.swift Sources Benchmarks Tests

format: ## Put every Swift file into the house style.
	swift format --in-place --recursive Package.swift Sources Benchmarks Tests

bench-overhead: build ## Compare the harness with plain C++ on Google Benchmark, and the read sides with bare loops.
	.build/release/netnsbench bench-overhead

bench-compare: build ## Compare two files of 100,000 rows: how much time and memory does it take?
	.build/release/netnsbench study compare

aa: build ## Compare two copies of the program (5 minutes): how often are identical builds called different?
	.build/release/netnsbench study aa

power: build ## Compare with a case slowed on purpose (15 minutes): how often, and how soon, is it found?
	.build/release/netnsbench study power

reality: build ## Set the model beside the running kernel, as far as this user may (2 minutes).
	.build/release/netnsbench reality

reality-runs: build ## The same ten times (20 minutes): how often do the rankings agree?
	.build/release/netnsbench reality --runs 10 --format markdown

verify-locks: build ## Look up, as root, which locks the running kernel takes (10 s).
	.build/release/netnsbench reality --verify-locks

shapes: build setup-figures ## Measure the seven shapes of the kernel's history and draw them (5 to 10 minutes).
	.build/release/netnsbench study shapes --figures docs/figures

# What the results of this machine are called: its processor without the maker's words, and how many CPUs it has.
machine = $(shell (sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1 | tr 'A-Z' 'a-z' | \
             sed -E 's/\((r|tm)\)|\<(amd|intel|cpu|processor|[0-9]+-core)\>|@.*//g; s/[^a-z0-9]+/-/g; s/^-|-$$//g'; uname -m) | \
             sed '/./!d' | head -n 1)-$(shell nproc)cpu
reference_suite ?= full
reference = results/reference-$(reference_suite)-$(machine)

reference: build setup-figures ## Measure this machine's reference results, suite full (half an hour), and make their report.
	.build/release/netnsbench run --suite $(reference_suite) --seed 1 --force -o $(reference).csv
	.build/release/netnsbench report $(reference).csv -o $(reference).html --force

release-symbols: build ## Show that the release program has no checker in it, and each timed loop once per kind of rtnl lock.
	@if nm .build/release/netnsbench | grep -E ' net_(perturb|law_check|lockdep|debug)'; then \
	  echo "error: the release program contains a checker" >&2; exit 1; fi; echo "no checker in the release program"
	@loops=$$(nm .build/release/netnsbench | grep -c ' t unlock_section$$'); \
	rows=$$(grep -c '^NET_VARIANT(' CSupport/CNetNamespace/variants/variant_list.h); \
	rows=$$((rows + $$(grep -l 'include "variant_sections.h"' CSupport/CNetNamespace/*.c | wc -l))); \
	if [ "$$loops" -ne $$((4 * rows)) ]; then \
	  echo "error: $$loops loops of rtnl_unlock for $$rows sets of rules under 4 kinds of lock" >&2; exit 1; fi; \
	echo "$$rows sets of rules under 4 kinds of lock: $$loops loops of rtnl_unlock, none of which asks for the kind"

# ---- the proof ladder: docs/proving.md ----

# nettorture by clang alone, for the sanitizers: nothing but C is in it.
torture_sources := $(wildcard CSupport/CNetTorture/*.c CSupport/CNetNamespace/*.c CSupport/CNetNamespace/variants/*.c) \
                   CSupport/CPlatform/stacks.c
torture_headers := $(wildcard CSupport/CNetTorture/*.h CSupport/CNetNamespace/*.h CSupport/CNetNamespace/include/*.h \
                   CSupport/CNetNamespace/variants/*.h CSupport/CPlatform/include/*.h)
torture_flags := -std=gnu11 -g -O1 -DNET_DEBUG -Wall -Wextra -Wthread-safety -Wthread-safety-beta -Werror \
                 -ICSupport/CNetNamespace -ICSupport/CNetNamespace/variants -ICSupport/CPlatform/include
torture_libraries := -lurcu-memb -lurcu-mb -lurcu-qsbr -lurcu-bp -lpthread
# ThreadSanitizer of the Swift toolchain's clang wants libdispatch.
swift_lib = $(shell dirname "$$(readlink -f "$$(command -v clang)")")/../lib/swift/linux
seconds ?= 20
lock_seconds ?= 2

.build/torture/plain: sanitizer :=
.build/torture/asan: sanitizer := -fsanitize=address,undefined -fno-sanitize-recover=undefined
.build/torture/tsan: sanitizer = -fsanitize=thread -L$(swift_lib) -ldispatch -lBlocksRuntime -Wl,-rpath,$(swift_lib)
# The kinds of lock behind rtnl beside the default: nettorture by clang alone, once for each.
lock_kinds := adaptive ticket mcs
.build/torture/adaptive: torture_flags += -DNET_RTNL_LOCK=NET_RTNL_LOCK_ADAPTIVE -D_GNU_SOURCE=
.build/torture/ticket: torture_flags += -DNET_RTNL_LOCK=NET_RTNL_LOCK_TICKET
.build/torture/mcs: torture_flags += -DNET_RTNL_LOCK=NET_RTNL_LOCK_MCS
.build/torture/plain .build/torture/asan .build/torture/tsan $(lock_kinds:%=.build/torture/%): $(torture_sources) $(torture_headers) Makefile | setup
	@mkdir -p $(@D)
	@echo "clang $(@F) of nettorture"
	@clang -fuse-ld=lld $(torture_flags) $(torture_sources) -o $@ $(torture_libraries) $(sanitizer)

torture: build ## Torture every variant (10 minutes): does each law come out as its row says?
	.build/release/netnsbench torture --duration 100s

torture-locks: $(lock_kinds:%=.build/torture/%) ## Torture every variant with each kind of lock behind rtnl (lock_seconds=2 a schedule).
	@Tests/Ladder/locks $(lock_seconds) $^

lockdep: .build/torture/plain ## Do what the lock-order graph must catch.
	@.build/torture/plain --self-test 2>/dev/null

asan: .build/torture/asan ## Torture under AddressSanitizer, LeakSanitizer and UBSan (seconds=20 a variant).
	@Tests/Ladder/sanitizer $< $(seconds) 67 busted_no_grace_period busted_unregistered_reader busted_publishes_early \
	  busted_plain_get_on_dying busted_early_put

tsan: .build/torture/tsan ## Torture under ThreadSanitizer with strict options (seconds=20 a variant).
	@Tests/Ladder/sanitizer $< $(seconds) 66 busted_no_grace_period busted_no_list_lock busted_publishes_early \
	  busted_unregistered_reader busted_wrong_order

tsan-swift: setup ## Run the tests of the model under ThreadSanitizer with the toolchain's options (5 minutes).
	swift test --sanitize=thread --scratch-path .build/tsan --no-parallel --filter NetNamespaceTests

models: setup-proofs ## Run the model checker over the locking rules (a minute or two).
	Tests/Models/check --short

models-long: setup-proofs ## Run it with larger bounds (a quarter of an hour).
	Tests/Models/check --long

mutants: build ## Make the model wrong, line by line (some 10 minutes): which check notices each change?
	.build/release/netnsbench study mutants
	.build/release/netnsbench study mutants --controls

mutants-short: build ## The same with a few telling changes (80 s), each held against one check.
	.build/release/netnsbench study mutants --short --seconds 2

helgrind: setup setup-proofs ## Have valgrind's helgrind look for a wrong order of locks (50 s).
	Tests/Helgrind/run

analyze: setup setup-proofs ## Analyse the C of the model and of the torture on every path, by clang and by gcc (30 s).
	Tests/Analyze/run

coverage: setup ## Which lines of the model do the torture and the sections run? (60 s)
	Tests/Coverage/run

fuzz: ## Fuzz what reads untrusted text, ten minutes in all (and some for building and canaries).
	Tests/Fuzz/fuzz.sh 600

fuzz-short: ## The same for 20 seconds from a fixed seed, as CI does: each target has to find its canaries first.
	Tests/Fuzz/fuzz.sh 20

kill: setup ## Kill 200 runs at random moments: every row that was done is there, and no process.
	swift build --build-tests
	NETNSBENCH_KILLS=200 swift test --skip-build --no-parallel --filter KilledRunTests

clean: ## Remove what was built.
	rm -rf .build
