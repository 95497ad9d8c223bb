# Commands of the house. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo demo-federation test check run bench model lock i18n clean assets

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
VENV := .venv/.installed

export FLASK_APP := returns_app
export PYTHONUNBUFFERED := 1
# Made-up people never go into a database that somebody named for another purpose.
demo: export RETURNS_DATABASE_URL := sqlite:///instance/demo.sqlite3
demo: export RETURNS_ENVIRONMENT := development
demo run: export RETURNS_HOST := $(HOST)
demo run: export RETURNS_PORT := $(PORT)

# HTTP/1 behind a proxy that speaks TLS. A slow or silent client is let go after 10 seconds; a worker that dies is replaced.
GRANIAN := $(BIN)/granian --interface wsgi --http 1 --no-ws --host $(HOST) --port $(PORT) --workers $(WORKERS) \
  --http1-header-read-timeout 10000 --backpressure 32 --blocking-threads 4 --respawn-failed-workers --workers-kill-timeout 10 run:app

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The stamp keeps the lock's checksum: touching the file, or a fresh checkout of the same lock, installs nothing.
$(VENV): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=/path/to/python3 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "$(PYTHON) can't make an environment; install its venv package (python3-venv)."; exit 1; }
	@sum=$$($(PYTHON) -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' $<); \
	if [ "$$sum" != "$$(cat $@ 2>/dev/null || true)" ]; then \
	  total=$$(grep -c '^[A-Za-z0-9]' $<); echo "installing $$total packages into .venv"; \
	  $(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes -r $< \
	    | awk -v total=$$total '/^(Collecting|Requirement already)/ {n++; if (n % 10 == 0) {print "  " n " of " total; fflush()}}'; \
	fi; echo "$$sum" > $@

assets: $(VENV)
	@$(BIN)/python -m tools.translations --compile
	@$(BIN)/flask assets build

# The server and the worker are children of one shell: Ctrl-C, or ending make, ends both. Each has a process group of its
# own (set -m), so that Ctrl-C reaches only the shell, which then ends them in order.
# The fonts are cut while the seed runs: on two cores the first screen comes that much sooner.
demo: $(VENV) ## fictitious data on SQLite, served at http://HOST:PORT (127.0.0.1:8000)
	@$(BIN)/python -m tools.translations --compile & $(BIN)/flask assets build > /dev/null & \
	$(BIN)/flask demo seed --found && wait
	@set -m; server=; worker=; \
	trap 'trap "" INT TERM; kill $$server $$worker 2>/dev/null; wait 2>/dev/null; echo "stopped"; exit 0' INT TERM; \
	$(BIN)/flask jobs run & worker=$$!; \
	$(GRANIAN) & server=$$!; \
	wait $$server || { kill $$worker 2>/dev/null; wait 2>/dev/null; exit 1; }

demo-federation: assets ## two member states, a registry store and two key holders, each a process with own database and keys
	@exec $(BIN)/python -m tools.federation

test: assets ## every test: SQLite, journeys in Chromium, PostgreSQL where one answers
	@$(BIN)/python -m tools.suite

check: $(VENV) ## format, lint, types, imports, generated documents, translations
	@$(BIN)/python -m tools.check

run: assets ## serve RETURNS_DATABASE_URL with granian (first `flask keys init`, `flask db upgrade`; beside it `flask jobs run`)
	@exec $(GRANIAN)

bench: assets ## every figure we promise, measured, as JSON
	@for file in $$(grep -l -- '"--json"' benchmarks/[a-z]*.py); do \
	  name=$$(basename $$file .py); echo "== $$name" >&2; $(BIN)/python -m benchmarks.$$name --json; done

model: $(VENV) ## fit the weights of the linkage score to a made-up population, write them with the figures they reach
	@$(BIN)/python -m benchmarks.fit_model

lock: ## requirements*.in -> requirements*.txt, with hashes
	@test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet --disable-pip-version-check uv; }
	@for name in requirements requirements-dev requirements-hsm; do echo "locking $$name.in"; \
	  build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" $$name.in -o $$name.txt; done

i18n: $(VENV) ## bring the translations up to the code, say what is still to translate
	@$(BIN)/python -m tools.translations --update

clean: ## take away what was made, but keep instance/ (data and keys) and .venv
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
	@find . -path ./.venv -prune -o \( -name __pycache__ -o -name '*.mo' \) -print0 | xargs -0 rm -rf
