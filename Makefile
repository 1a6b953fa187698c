# netnsbench: `make bench` measures, `make test` proves, `make lint` reads.

# Debian packages that the build needs, each missing unless a header of it is there (Debian's liburcu has its own in the
# folder of the architecture).
include_dir ?= /usr/include
missing := $(if $(wildcard $(include_dir)/benchmark/benchmark.h),,libbenchmark-dev) \
           $(if $(wildcard $(include_dir)/urcu/urcu-memb.h $(include_dir)/*/urcu/urcu-memb.h),,liburcu-dev)
missing := $(strip $(missing))
# And those that the proofs need, each missing unless its program is there.
missing_proofs := $(strip $(if $(shell command -v valgrind),,valgrind) $(if $(shell command -v gcc),,gcc))

.DEFAULT_GOAL := help
.PHONY: help setup setup-proofs build bench test lint format aa power bench-overhead bench-compare release-symbols \
        mutants mutants-short helgrind analyze coverage clean

help: ## Say what there is to make.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Installs what is missing and nothing else; without apt or the right to install, says what to do and stops.
setup: ## Install the Debian packages that are missing.
	@if [ -n "$(missing)" ]; then \
	  if ! command -v apt-get >/dev/null 2>&1; then \
	    echo "error: missing: $(missing). There is no apt-get here: install them with this system's package manager." >&2; exit 1; \
	  elif [ "$$(id -u)" -eq 0 ]; then asroot=""; \
	  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then asroot="sudo"; \
	  elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then asroot="sudo"; \
	  else echo "error: missing: $(missing). Ask an administrator for: apt-get install $(missing)" >&2; exit 1; fi; \
	  echo "installing with apt-get: $(missing)" >&2; \
	  if ! $$asroot apt-get install -y --no-install-recommends $(missing) >&2; then \
	    $$asroot apt-get update >&2 && $$asroot apt-get install -y --no-install-recommends $(missing) >&2 || \
	    { echo "error: apt-get could not install: $(missing)" >&2; exit 1; }; fi; \
	fi

setup-proofs: ## Install the Debian packages that the proofs need and that are missing.
	@if [ -n "$(missing_proofs)" ]; then $(MAKE) setup missing="$(missing_proofs)"; fi

build: setup ## Build the release program.
	swift build -c release --product netnsbench

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

release-symbols: build ## Show that the release program has no perturbation point in it.
	@if nm .build/release/netnsbench | grep -q net_perturb; then \
	  echo "error: the release program contains net_perturb" >&2; exit 1; fi; echo "no checker in the release program"

mutants: build ## Make the model wrong, line by line (10 minutes alone on 2 cores): which check notices each change?
	.build/release/netnsbench study mutants
	.build/release/netnsbench study mutants --controls

mutants-short: build ## The same with a few telling changes (about 60 s), each held against one check.
	.build/release/netnsbench study mutants --short --seconds 2

helgrind: setup setup-proofs ## Have valgrind's helgrind look for a wrong order of locks (50 s).
	Tests/Helgrind/run

analyze: setup setup-proofs ## Analyse the C of the model and of the torture on every path, by clang and by gcc (30 s).
	Tests/Analyze/run

coverage: setup ## Which lines of the model do the torture and the sections run? (60 s)
	Tests/Coverage/run

clean: ## Remove what was built.
	rm -rf .build
