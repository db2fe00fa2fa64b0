# Needs only Python 3.11 to 3.13 and make; everything else is installed into .venv from requirements.lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= demo
PIP := $(BIN)/python -m pip --disable-pip-version-check install -q

SHELL := /bin/bash
SOURCES := $(shell find pia tests rules report_templates fonts samples benchmarks docs templates -type f -not -path '*/__pycache__/*') $(wildcard *.md *.toml *.lock *.yml *.yaml)

.PHONY: demo test quick deep check trust fuzz audit sbom mutate samples fonts lock clean install

demo: $(VENV)/.installed
	@mkdir -p $(OUT)/en $(OUT)/zh
	$(BIN)/pia --lang zh assess samples/floating-population/deployment.yaml --out $(OUT)/zh
	$(BIN)/pia --lang en assess samples/floating-population/deployment.yaml --out $(OUT)/en
	@echo
	@$(BIN)/pia gate $(OUT)/en/assessment.json || echo "The gate stops this deployment (exit code $$?): that is what it is for."
	@echo
	@echo "The reports, in English and in Chinese:"
	@echo "  $(OUT)/en/report.html  $(OUT)/en/report.pdf"
	@echo "  $(OUT)/zh/report.html  $(OUT)/zh/report.pdf"

test:
	@rm -f $(VENV)/.proven
	@$(MAKE) --no-print-directory $(VENV)/.proven

# What pytest said of the sources as they are: `make check` runs the tests again as soon as one of them has changed.
$(VENV)/.proven: $(VENV)/.tested $(SOURCES)
	@set -o pipefail; $(BIN)/python -m pytest -q -n auto --dist loadfile -m "not deep" --cov --cov-report=term-missing:skip-covered | tee $@.part
	@tail -n 1 $@.part > $@ && rm $@.part

quick: $(VENV)/.tested
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow and not deep"

deep: $(VENV)/.tested
	$(BIN)/python -m pytest -q -m deep

check: $(VENV)/.tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pia rules check
	@$(MAKE) --no-print-directory $(VENV)/.proven
	@cat $(VENV)/.proven

mutate: $(VENV)/.tested
	$(BIN)/python -m tests.mutate_gate

install: $(VENV)/.installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "pia needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); $(PYTHON) -m virtualenv -q $(VENV); } || { rm -rf $(VENV); echo "This Python cannot make environments (no ensurepip, no virtualenv); name a whole one: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --no-deps --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tested: requirements-test.lock $(VENV)/.installed
	$(PIP) --no-deps --require-hashes -r requirements-test.lock
	@touch $@

samples: $(VENV)/.installed
	$(BIN)/python samples/make_samples.py

fonts: $(VENV)/.installed
	$(PIP) brotli fonttools justmytype-intl-cjk
	$(BIN)/python fonts/make_fonts.py

# Needs uv; writes no index address into the files.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --extra test pyproject.toml requirements-build.in -c requirements.lock -o requirements-test.lock

clean:
	rm -rf $(VENV) $(OUT) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .import_linter_cache
