# Everything a newcomer needs: `make run` and `make test`. Each target makes the
# environment it needs first, from hash-locked requirements.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet
CODE = index reader tests bench docs

# Two a core: half of the tests mostly wait for a screen.
WORKERS ?= $(shell expr 2 '*' $$(getconf _NPROCESSORS_ONLN))

.PHONY: run test test-all check format snapshots catalogs lock dist clean

## the app on the bundled sample; ARGS="PATH..." opens what you like
run: $(VENV)/.run
	@$(BIN)/hexapla $(ARGS)

## the fast tests (some minutes on two cores)
test: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow" $(ARGS)

## the slow ones too: tmux, sshd, a wheel in an empty environment
test-all: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

## everything static: format, lint, types, import contracts, catalogs
check: $(VENV)/.dev
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/reader/test_catalogs.py

format: $(VENV)/.dev
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

## look at the report of a failed run before you call this
snapshots: $(VENV)/.dev
	$(BIN)/python -m pytest --snapshot-update -m snapshot

## the catalogs' template from the code, merged into every language
catalogs: $(VENV)/.dev
	$(BIN)/python -m tests.catalogs

## new pins; run it on purpose only (uv resolves for all platforms at once)
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	for group in build dev; do \
	  $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate pyproject.toml --group $$group \
	    -o requirements$$(test $$group = dev && echo -dev).lock; \
	done
	rm -rf $(VENV)-lock

dist: $(VENV)/.run
	$(BIN)/python -m pip --quiet wheel --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf $(VENV) dist build .hypothesis .mypy_cache .ruff_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# Byte code is written here, once: a start without it takes four times as long.
$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q index reader
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
