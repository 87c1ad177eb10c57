# Two commands do all the set-up:  make run  ·  make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint types tests guards docs clean

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
	$(BIN)/coverage run -m pytest -n auto
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

# Each guard of the program taken out once, to see its tests fail. Takes minutes; by hand.
guards: $(VENV)/.dev
	$(BIN)/python -m tests.guards

# What is made from the program: the README's picture, docs/cli.md, the man page, the tour.
# A test fails when one of them is stale.
docs: $(VENV)/.dev
	$(BIN)/python docs/picture.py
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/tour.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) dist build .coverage* .mypy_cache .ruff_cache .pytest_cache
