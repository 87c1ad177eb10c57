# Two commands do all the set-up:  make run  ·  make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check

# Where the tests write: into memory, if there is room. Four fifths of their time would be
# waiting for a disk, which says nothing of what they test.
MEMORY := $(shell df -k --output=avail /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 2000000 { print "/dev/shm" }')

.PHONY: run test lint types tests guards docs lock clean

run: $(VENV)/.installed
	@$(BIN)/papernotes list

test: $(VENV)/.dev lint types tests

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

tests: $(VENV)/.dev
	@.ci/shells
	$(BIN)/coverage erase
	$(if $(MEMORY),TMPDIR=$(MEMORY)) $(BIN)/coverage run -m pytest -n auto
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

# Each guard of the program taken out once, to see its tests fail. Takes minutes; by hand.
guards: $(VENV)/.dev
	$(BIN)/python -m tests.guards

# What is made from the program: the README's pictures, docs/cli.md, the man page, the tour.
# A test fails when one of them is stale.
docs: $(VENV)/.dev
	$(BIN)/python docs/picture.py
	$(BIN)/python docs/graph.py
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/tour.py
	$(BIN)/python docs/measured.py

# The newest versions that pyproject.toml allows, for every system and Python from 3.11 on.
lock: $(VENV)/lock/bin/uv
	$< pip compile -q --upgrade --universal --generate-hashes --python-version 3.11 --extra dev \
		--custom-compile-command 'make lock' pyproject.toml -o requirements-dev.lock

$(VENV)/lock/bin/uv:
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install -q --disable-pip-version-check uv==0.13.9

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(PIP) -e .
	@touch $@

# The same files everywhere, down to their hashes; what builds the project is among them.
$(VENV)/.dev: pyproject.toml requirements-dev.lock | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) dist build .coverage* .mypy_cache .ruff_cache .pytest_cache
