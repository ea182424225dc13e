# Needs CPython 3.11 or newer with pip and venv; everything else is installed into .venv.

PYTHON ?= python3
BIN := .venv/bin
DEMO := .venv-demo/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The directories are listed too, so that a removed file counts as a change.
SOURCES := $(shell find src -not -name __pycache__ -not -name '*.pyc') \
	pyproject.toml README.md LICENSE
CODE := src tests docs $(wildcard examples benchmarks)
BENCHMARKS := $(wildcard benchmarks/bench_*.py)

SBOM := dist/sbom.cdx.json

TESTING := .venv/.testing
TOOLS := .venv/.tools
WHEEL := dist/.wheel
INSTALLED := .venv/.installed
NODE_MODULES := tests/js/node_modules/.package-lock.json
DEMO_INSTALLED := .venv-demo/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-all lint format docs pictures pages bench mutants schema conformance wheel release sbom clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(DEMO_INSTALLED) ## Check a published report, with nothing but the package installed
	$(DEMO)/govinfo-report check --tables examples/huangpu-2021.txt

test: $(INSTALLED) ## Run the tests on the built wheel, with coverage
	$(BIN)/python -m pytest --numprocesses=auto -m "not engine" --cov --cov-report=term-missing

test-all: lint docs $(INSTALLED) $(TOOLS) $(NODE_MODULES) ## Lint, build the docs and run every test, engines and more examples included
	HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-ci} $(BIN)/python -m pytest --numprocesses=auto

lint: $(INSTALLED) $(TOOLS) ## Check style, format and types
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy

format: $(TOOLS) ## Put the code into its format
	$(BIN)/ruff check --fix-only $(CODE)
	$(BIN)/ruff format $(CODE)

docs: $(INSTALLED) $(TOOLS) ## Build the documentation into docs/_build/html; a warning fails
	$(BIN)/python -m sphinx -W --keep-going -E -b html docs docs/_build/html

pictures: $(INSTALLED) ## Draw the pictures of the documentation anew
	$(BIN)/python -m tests.pictures

pages: pictures ## Write the pages that are made by commands anew, and what they say is printed
	$(BIN)/python -m tests.rules_page
	$(BIN)/python -m tests.schema_page
	$(BIN)/python -m tests.sessions

bench: $(INSTALLED) $(TOOLS) ## Run the benchmarks
	set -e; for file in $(BENCHMARKS); do $(BIN)/python $$file; done

# MUTANTS are patterns of names, as govinfo_report.codec.*; without any, all that have no verdict yet.
mutants: $(INSTALLED) $(TOOLS) ## Say which changes to the codec and the rules no test would notice; takes hours
	$(BIN)/python -m pip install --quiet --group mutation
	PATH="$(CURDIR)/$(BIN):$$PATH" HYPOTHESIS_PROFILE=mutants nice -n 19 mutmut run $(MUTANTS)
	$(BIN)/python -m tests.mutants

schema: $(INSTALLED) ## Derive the published JSON Schema anew
	$(BIN)/python -m govinfo_report.schema

conformance: $(INSTALLED) $(NODE_MODULES) ## Print which validators agree with the conformance vectors
	$(BIN)/python -m tests.conformance

release: $(INSTALLED) sbom ## Build what is uploaded, and check that the index would take it
	$(BIN)/python -m build --outdir dist
	$(BIN)/twine check --strict dist/*.whl dist/*.tar.gz

sbom: $(TOOLS) ## Say in CycloneDX what the package and its extras would install today
	mkdir -p $(dir $(SBOM))
	$(BIN)/uv export --preview --quiet --format cyclonedx1.5 --all-extras --no-default-groups \
		--output-file $(SBOM)
	rm -f uv.lock

wheel: $(WHEEL) ## Build the wheel into dist/

clean: ## Remove whatever was built, the environments included
	rm -rf .venv .venv-demo dist docs/_build tests/js/node_modules .coverage .coverage.* .hypothesis \
		.mypy_cache .pytest_cache .ruff_cache mutants
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What `make test` needs comes first and alone, so that a newcomer waits for nothing else.
$(TESTING): pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --group test
	touch $@

$(TOOLS): $(TESTING)
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

$(WHEEL): $(SOURCES) | $(TESTING)
	rm -rf dist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	touch $@

# First what the package depends on, then the package itself, even if its version is the same.
$(INSTALLED): $(TESTING) $(WHEEL)
	$(BIN)/python -m pip install --quiet "$$(ls dist/*.whl)[all]"
	$(BIN)/python -m pip install --quiet --force-reinstall --no-deps dist/*.whl
	touch $@

# Where npm is missing, the tests that need these packages say so.
$(NODE_MODULES): tests/js/package.json tests/js/package-lock.json
	if command -v npm >/dev/null; then npm ci --prefix tests/js --ignore-scripts --no-audit --no-fund; fi

$(DEMO_INSTALLED): $(SOURCES)
	$(PYTHON) -m venv --clear .venv-demo
	$(DEMO)/python -m pip install --quiet --upgrade pip
	$(DEMO)/python -m pip install --quiet ".[cli]"
	touch $@
