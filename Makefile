# Each target is complete in itself on a fresh checkout: no questions, no root.
# Needs git, make, python3 >= 3.11 with python3-venv, and a reachable package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup try test check lint bench soak eval calibrate pictures clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 setup"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

try: $(READY)
	$(BIN)/hoidap try

test: $(READY)
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(READY)
	$(BIN)/hoidap check

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(READY)
	$(BIN)/hoidap eval tests/questions/dev.tsv

$(VENV)/.bench: $(READY) requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

calibrate: $(READY)
	$(BIN)/python -m intents.match.calibrating content

bench: $(VENV)/.bench
	$(BIN)/python -m bench

soak: $(READY)
	$(BIN)/python -m bench.soak

pictures: $(READY)
	$(BIN)/python -m tests.pages.pictures

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis
