# The only door. A fresh machine needs Python 3.11 to 3.13 and make; everything else is installed into .venv.

VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DEMO   := demo
EXTRAS ?= dev

.PHONY: help setup demo fmt lint types test bench golden samples clean

help:  ## Show this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)  ## Create .venv with clipper and its tools

$(STAMP): pyproject.toml .ci/find-python
	@python="$$(sh .ci/find-python)" && echo "Setting up $(VENV) with $$python (a minute or two) ..." \
	  && "$$python" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[$(EXTRAS)]'
	@touch $@

fmt: setup  ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: setup  ## Check format, style and import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

types: setup  ## Check types
	@$(BIN)/mypy

test: lint types  ## Everything that CI runs
	@$(BIN)/pytest

demo: setup  ## Align the sample, write subtitles, cut a quote, join a reel
	@mkdir -p $(DEMO)
	@sh samples/demo.sh $(BIN)/clipper samples $(DEMO)

bench: setup  ## Accuracy and speed, as tables (BENCH="labels babble" runs a part or a condition)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,bench]'
	@$(BIN)/python -m tests.bench $(BENCH)

samples: setup  ## Remake samples/ (installs the voices first)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[samples]'
	@$(BIN)/python samples/make_samples.py

golden: setup  ## Write the expected files of tests/golden anew; review the diff
	@CLIPPER_GOLDEN=rewrite $(BIN)/pytest -q tests/golden

clean:  ## Remove what make made
	rm -rf $(VENV) $(DEMO) build dist .bench .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
