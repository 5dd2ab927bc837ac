# Each target says what it does: `make help`. Nothing is installed outside .venv.

.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
PACKAGES := cockpit screens widgets data

# Stamps: their age against the locks and pyproject.toml decides whether an install is due.
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

# Twice quiet: errors only.
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: install
install: $(INSTALLED) ## Create .venv with cockpit and what it needs

.PHONY: dev
dev: $(INSTALLED_DEV) ## Add the tools for tests and checks to .venv

.PHONY: demo
demo: $(INSTALLED) ## Open cockpit on made-up data
	@$(BIN)/cockpit demo

.PHONY: check
check: $(INSTALLED_DEV) ## Lint, format, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

.PHONY: test
test: check ## All checks, then all tests; a part of them on rqlite too, where it is
	@$(ALL_TESTS)
	@$(ON_RQLITE) $(PART_ON_RQLITE)

.PHONY: test-cluster
test-cluster: $(INSTALLED_DEV) ## All tests that make sense on rqlite, and all its faults (a quarter of an hour; fetches it)
	@COCKPIT_RQLITED=$$(.ci/rqlited) && export COCKPIT_RQLITED && \
		COCKPIT_CLUSTER_FAULTS=1 $(BIN)/pytest tests/faults/test_cluster.py && \
		$(ON_RQLITE) tests/data tests/cockpit tests/screens/shell/test_line.py

# Three times the processes of a small machine's cores: a test of a screen or a process waits longer than it works.
ALL_TESTS = $(BIN)/pytest --numprocesses 6 --dist worksteal

# The same tests, each store of which a node of rqlite keeps; without rqlited they skip themselves.
ON_RQLITE = COCKPIT_TEST_ENGINE=rqlite $(BIN)/pytest --numprocesses 2 --dist worksteal
PART_ON_RQLITE = tests/data/kernel/test_store.py tests/data/kernel/test_bulk.py tests/data/points/test_log.py \
	tests/data/leads/test_merge.py

.PHONY: coverage
coverage: $(INSTALLED_DEV) ## All tests, and which lines none of them ran (twice as slow)
	@$(ALL_TESTS) --cov

.PHONY: format
format: $(INSTALLED_DEV) ## Sort imports and lay out the code
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

.PHONY: bench
bench: ## Measure the numbers to beat (installs nothing)
	@test -x $(BIN)/cockpit || { echo "bench: there is no $(BIN)/cockpit yet; run 'make dev' first" >&2; exit 1; }
	@$(BIN)/python -m tests.bench

.PHONY: keys-doc
keys-doc: $(INSTALLED) ## Write docs/keys.md from the tables of keys
	@mkdir -p docs
	@$(BIN)/python -m cockpit.keysheet > docs/keys.md

.PHONY: views-doc
views-doc: $(INSTALLED) ## Write docs/views.md from the views that the nouns declare
	@mkdir -p docs
	@$(BIN)/python -m cockpit.viewsheet > docs/views.md

.PHONY: pictures
pictures: $(INSTALLED_DEV) ## Draw the pictures of the README from the demo
	@$(BIN)/python -m tests.pictures

.PHONY: lock
lock: $(INSTALLED_DEV) ## Bring the locks in line with pyproject.toml, keeping versions that still fit
	@$(COMPILE) --group install --output-file requirements.lock pyproject.toml
	@$(COMPILE) --group install --extra dev --constraints requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

.PHONY: upgrade
upgrade: $(INSTALLED_DEV) ## Bring the locks to the newest versions that pyproject.toml allows
	@$(MAKE) lock COMPILE='$(COMPILE) --upgrade'

# One lock for every supported system and Python; markers in it pick what applies.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: clean
clean: ## Remove .venv and everything that tools left behind
	rm -rf $(VENV) .rqlite build dist htmlcov .coverage .coverage.* .hypothesis \
		.import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(PACKAGES) tests -type d -name __pycache__ -prune -exec rm -rf {} +

# The interpreter: the first of these that runs and is recent enough, or the one named with PYTHON=.
PYTHON_CANDIDATES := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)

$(BIN)/python:
	@for candidate in $(PYTHON_CANDIDATES); do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			echo "Creating $(VENV) with $$("$$candidate" --version)"; \
			"$$candidate" -m venv --clear $(VENV) && exit 0; \
			rm -rf $(VENV); \
			echo "Could not create $(VENV). On Debian and Ubuntu the package python3-venv is needed." >&2; \
			exit 1; \
		fi; \
	done; \
	echo "cockpit needs Python 3.11 or newer; none of these is: $(PYTHON_CANDIDATES)." >&2; \
	echo "Install one, or name it: make PYTHON=/path/to/python3.12" >&2; \
	exit 1

# Where the interpreter is gone, after an upgrade of the system, no stamp counts.
ifneq ($(shell test -x $(BIN)/python && echo yes),yes)
.PHONY: $(INSTALLED)
endif

# The lock holds pip and the build backend too, so installing the checkout itself fetches nothing.
# A new environment of Python 3.11 contains setuptools, whose start-up hook would slow every command.
$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what cockpit needs (about half a minute)"
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip uninstall --quiet --yes setuptools 2>/dev/null
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

$(INSTALLED_DEV): requirements-dev.lock $(INSTALLED)
	@echo "Installing the tools for tests and checks"
	@$(PIP_INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@
