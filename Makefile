# What can be done here? demo, demo-reset, setup, test, test-quick, check, format, chaos, campaign, fuzz, mutation, bench,
# screenshots, texts, slack-types, lock, upgrade, page-libraries.
# The tools stand in .venv; the demo takes only what it needs of them, so that it starts soon.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet

.PHONY: demo demo-reset setup test test-quick check check-lint check-format check-types check-arrows format chaos campaign \
	fuzz mutation bench screenshots texts slack-types lock upgrade page-libraries

# Accord in the browser, with made-up people and without Slack. Ctrl-C stops it.
demo: .venv/demo-is-set-up
	@$(BIN)/accord demo

demo-reset: .venv/demo-is-set-up
	@$(BIN)/accord demo --reset

setup: .venv/is-set-up

# What one worker has compiled the others read, also where Python is told to keep nothing, as in many containers.
test test-quick campaign: export PYTHONDONTWRITEBYTECODE =

# Tests wait about as much as they compute, so there are more workers than processors.
WORKERS ?= 3
test: check
	$(BIN)/pytest -n $(WORKERS)

# What needs neither a process of its own nor a browser, on SQLite: in less than a minute.
test-quick: setup
	$(BIN)/pytest -n 2 -k "not postgresql" tests/decisions tests/views tests/storage tests/sandbox tests/foi tests/publishing tests/register

# Side by side, for one of them takes longer than all the others.
check: setup
	@$(MAKE) --no-print-directory --jobs 4 check-lint check-format check-types check-arrows

check-lint:
	$(BIN)/ruff check

check-format:
	$(BIN)/ruff format --check

check-types:
	$(BIN)/mypy

check-arrows:
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Breaks everything at random while eight partners decide, and looks whether anything was lost or said twice.
SEED ?= 1
RUNS ?= 1
FAULTS ?= 100
DATABASE ?= sqlite
chaos: setup
	$(BIN)/python -m tests.chaos --seed $(SEED) --runs $(RUNS) --faults $(FAULTS) --database $(DATABASE)

# Tries all of what `make test` takes a sample of (tests/sampling.py): every answer of Slack, every step at which a
# process may die, and many more examples of each property. Where a container can be run, it builds and starts the
# image. Half an hour.
campaign: setup
	CAMPAIGN=1 $(BIN)/pytest -n 2 --timeout 3600 -m sampled

# Delivers 10,000 payloads that Slack would not send (make test: 300), and plays 10,000 sealed rounds, each twice (12).
# Ten minutes, and half an hour of a processor of its own.
fuzz: setup
	FUZZ=10000 $(BIN)/pytest --timeout 1800 tests/stories/test_hostile_payloads.py
	FUZZ=10000 $(BIN)/pytest --timeout 10800 tests/handlers/test_sealed_rounds.py

# Changes decisions/ one sign at a time, some 10,000 times, and looks whether a test notices. Let it have the machine.
mutation: setup
	$(BIN)/python -m tests.mutation

# Measures against floors of the same run, and writes benchmarks/RESULTS.md. Let nothing else run meanwhile.
bench: setup
	$(BIN)/python -m benchmarks

# Takes the README's pictures from a running demo; needs chromium and an emoji font.
screenshots: setup
	$(BIN)/python -m tests.browser.screenshots

# Writes docs/texts.md: everything that Accord says, to be read as a set.
texts: setup
	$(BIN)/python -m tests.views.every_text

# Holds all that Accord and the sandbox write against Slack's own types (needs npm), and against a copy of Slack's
# manifest.schema.1.0.0.json (github.com/slackapi/manifest-schema) that SCHEMA names.
SCHEMA ?=
slack-types: setup
	SLACK_TYPES=1 $(if $(SCHEMA),MANIFEST_SCHEMA=$(abspath $(SCHEMA))) $(BIN)/pytest -n 0 -rs tests/slack_types

# Pins what pyproject.toml asks for and is not pinned yet, by name and hash and for every Python; `make upgrade` takes
# the newest of all. Three lists, for one would ask for a newer pip than Python brings along, and would give the bot's
# machine what only the demo needs, and the demo 200 MB of tools.
lock: setup
	$(PINS) --extra http --extra postgresql --extra papers --group build --output-file requirements.txt
	$(PINS) --extra demo --extra papers --group build --output-file requirements-demo.txt
	$(PINS) --all-extras --group build --group dev --output-file requirements-dev.txt

upgrade: PINS += --upgrade
upgrade: lock

# The two small libraries of the sandbox's page; needs npm. What it writes is committed.
page-libraries:
	sandbox/page/update_libraries.sh

.venv/python-is-there:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Accord needs Python 3.11 or later")'
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/demo-is-set-up: requirements-demo.txt pyproject.toml .venv/python-is-there
	@echo "Setting up the demo (once, under a minute)…"
	@$(PIP) install --require-hashes -r requirements-demo.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/is-set-up: requirements-dev.txt pyproject.toml .venv/python-is-there
	$(PIP) install --require-hashes -r requirements-dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ .venv/demo-is-set-up

PINS = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
