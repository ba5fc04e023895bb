# What can be done here? setup, test, check, format, lock.
# The tools stand in .venv; `make setup` makes it from the pinned requirements.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup test check format lock

setup: $(BIN)/accord

$(BIN)/accord: requirements-dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Accord needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(BIN)/accord

test: check
	$(BIN)/pytest -n 2

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Pins every dependency with its hashes, by name only.
lock: setup
	$(BIN)/pip-compile $(PINS) --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile $(PINS) --extra dev --output-file requirements-dev.txt pyproject.toml

PINS := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-annotate --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
