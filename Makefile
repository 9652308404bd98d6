# Needs Python 3.11 or later and a package index; everything else is set up in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup lock lint unit test score golden contract chaos bench-kafka

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("gongbao needs Python 3.11 or later; set PYTHON=…") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/ready

setup: .venv/ready ## prepare .venv with the pinned dependencies

lock: ## write requirements.txt anew: names, versions and hashes, no addresses
	uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	  --no-strip-extras --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.txt

lint: setup ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

unit: setup ## the tests that need no server
	$(BIN)/pytest -m "not server"

test: lint ## everything, as CI runs it
	$(BIN)/pytest

score: setup ## accuracy on the samples and on damage made from them
	$(BIN)/python bench/accuracy.py --write

golden: setup ## write the golden exports anew; the diff is to be reviewed
	$(BIN)/python bench/accuracy.py --golden

contract: setup ## write schemas/ and docs/asyncapi.yaml from the code
	$(BIN)/python -m connectors.kafka.asyncapi

chaos: setup ## kill publisher and broker at random, 200 times; SEED=n for other moments
	$(BIN)/python bench/chaos_kafka.py --runs $(or $(RUNS),200) --seed $(or $(SEED),1)

bench-kafka: setup ## publishing 20,000 documents against a bare send, on a real broker
	$(BIN)/python bench/kafka_throughput.py --write
