# Needs Python 3.11 or later and a package index; everything else is set up in .venv.
PYTHON ?= python3
BIN := .venv/bin
# Tests wait a lot, for servers and for processes: three at a time keep two processors busy.
PYTEST := $(BIN)/pytest --numprocesses 3 --dist loadgroup --no-loadscope-reorder

.PHONY: help setup lock lint unit test score golden demo bench relevance kibana schemas contract chaos fuzz audit sbom

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

# The lock file holds all that is needed; pip, asked to resolve it once more, stumbles over extras of two spellings.
.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("gongbao needs Python 3.11 or later; set PYTHON=…") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
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
	$(PYTEST) -m "not server"

test: lint ## everything, as CI runs it
	$(PYTEST)

audit: setup ## known weaknesses of what is pinned; asks api.osv.dev, and says so where it can't
	@$(BIN)/python deploy/audit.py

sbom: setup ## write build/sbom.cdx.json, a list of all that is pinned
	@$(BIN)/python deploy/sbom.py build/sbom.cdx.json

score: setup ## accuracy on the samples and on damage made from them
	$(BIN)/python bench/accuracy.py --write

golden: setup ## write the golden exports anew; the diff is to be reviewed
	$(BIN)/python bench/accuracy.py --golden

demo: export GONGBAO_HOME = $(CURDIR)/.demo
demo: setup ## ingest three real issues, search them, and say where the data lies
	@rm -rf .demo
	@echo "Watching tests/data/issues for new issues (a Prefect flow; its own server takes some seconds to start) …"
	@$(BIN)/gongbao watch tests/data/issues --once
	@echo
	@echo '$$ gongbao search "优化营商环境" --limit 3'
	@$(BIN)/gongbao search "优化营商环境" --limit 3
	@echo "The ledger, the artifacts and all else lie in .demo — look further with:"
	@echo "  GONGBAO_HOME=.demo .venv/bin/gongbao issues"

bench: setup ## speed, side by side with peers in one run
	$(BIN)/python bench/start.py
	$(BIN)/python bench/read_pdf.py
	$(BIN)/python bench/kafka_throughput.py --write
	$(BIN)/python bench/elastic.py --write

relevance: setup ## how well search answers judged queries, in the ledger and in Elasticsearch
	$(BIN)/python bench/relevance.py --write

kibana: setup ## write the saved objects of deploy/kibana from their description
	$(BIN)/python deploy/kibana/write.py

fuzz: setup ## read texts and PDFs changed at random: every law must hold, in bounded time
	$(BIN)/python bench/fuzz.py --texts 1000 --pdfs 300 --write

chaos: setup ## stop and kill all that runs at random moments; nothing may be lost, doubled or left behind
	$(BIN)/python bench/chaos_stops.py --runs 300
	$(BIN)/python bench/chaos_kafka.py --runs 200
	$(BIN)/python bench/chaos_elastic.py --runs 100

schemas: setup ## write schemas/, docs/asyncapi.yaml and docs/facts.md from the code
	$(BIN)/python -m connectors.kafka.asyncapi
	$(BIN)/python -m gongbao.facts.docs

contract: schemas
