# `make demo` and `make test` are all that a newcomer needs; each makes .venv first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# torch is named first so that a CPU build, where one is offered, is taken once and kept.
TORCH  ?= torch==2.13.0
GOLD   ?= ../shared/gold

.DEFAULT_GOAL := help
.PHONY: help demo test check benchmark docs clean

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$(TORCH)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,dev]"
	touch $@

demo: $(VENV)/.installed  ## code the example story: a table here, rows in out/demo.jsonl
	mkdir -p out
	$(BIN)/eventcoder parse examples/story/story.txt --date 2019-02-21 -o out/demo.conllu
	$(BIN)/eventcoder code out/demo.conllu -o out/demo.jsonl
	$(BIN)/eventcoder code out/demo.conllu --format table
	@echo "The same as JSON lines: out/demo.jsonl"

test: $(VENV)/.installed  ## run all tests
	$(BIN)/python -m pytest -q

check: $(VENV)/.dev  ## what a change must pass: format, lint, types, dictionaries, tests
	$(BIN)/ruff format --check eventcoder tests
	$(BIN)/ruff check eventcoder tests
	$(BIN)/mypy
	$(BIN)/eventcoder dict lint dictionaries
	$(BIN)/eventcoder dict fmt --check dictionaries
	$(BIN)/python -m pytest -q

benchmark: $(VENV)/.installed  ## agreement with the hand-coded sets on this machine: out/benchmark.html
	$(BIN)/python -m benchmarks --gold $(GOLD)

clean:  ## remove what make has made
	rm -rf $(VENV) out build dist

docs: $(VENV)/.installed  ## parse the example story anew and write docs/formats.md
	$(BIN)/python tests/test_gallery.py --parse
