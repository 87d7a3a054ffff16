# Everything a person needs: make report, make test, make lab. Only Python >= 3.11, make and the package index are used.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: report test lint lab docs pictures wheelhouse bench bench-scale bench-batch mutants faults same house real national outputs lock setup clean

report: $(READY)
	@$(BIN)/python -m reportlib.installing --building moea-6-1
	@$(BIN)/packet build params/moea-6-1.yaml
	@$(BIN)/python -m reportlib.installing --made output/moea-6-1

test: lint
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --nbval -vv notebooks

# Format, lint, types and the measures of the house; also what .pre-commit-config.yaml runs.
lint: $(READY)
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m tests.house

lab: $(READY)
	$(BIN)/jupyter lab --notebook-dir=. notebooks/explore/00-start-here.ipynb

# docs/ as a site in output/docs, without the network. The variable turns off what mkdocs-material prints about a MkDocs that it refuses.
docs: $(READY)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet
	@echo "output/docs/index.html  output/docs/zh/index.html"

# The pictures of the tutorials, of the project that they begin, in the system's Chromium.
pictures: $(READY)
	$(BIN)/python -m tests.pictures

# Every wheel of the lock, from which the test of our own wheel fills an empty environment: PACKET_WHEELHOUSE=output/wheelhouse make test
wheelhouse: $(READY)
	$(BIN)/python -m pip wheel --quiet --no-deps --require-hashes --requirement requirements.lock --wheel-dir output/wheelhouse

bench: $(READY)
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_files

# Meetings of 3,000, 30,000 and 300,000 rows; make bench-scale COUNTRY=1: 2,000,000 too.
bench-scale: $(READY)
	$(BIN)/python -m tests.bench_scale $(if $(COUNTRY),--country)

# Changed lines that no test notices, of a sample of all changes: make mutants SEED=1 COUNT=300
mutants: SEED = 1
mutants: COUNT = 300
mutants: $(READY)
	$(BIN)/python -m pip install --quiet mutmut==3.8.1
	$(BIN)/python -m tests.mutants --seed $(SEED) --count $(COUNT)

# Kills, stops and full disks at random moments of a build, and what each has left: make faults SEED=7 COUNT=48
SEED ?= $(shell date +%j%H%M)
COUNT ?= 48
faults: $(READY)
	$(BIN)/python -m tests.faults --seed $(SEED) --count $(COUNT)

# That a change of the code changed no byte of what a user sees, since a commit: make same BASE=v0.4
BASE ?= HEAD
same: $(READY)
	$(BIN)/python -m tests.same --base $(BASE)

house: $(READY)
	$(BIN)/python -m tests.house

# Real public data is not in this repository: name the folder that has it.
REAL ?= ../shared/real
real: $(READY)
	mkdir -p data/moea-real
	cp $(REAL)/datagovtw-2018-07.csv $(REAL)/requests-coded-2020-01.csv data/moea-real/
	$(BIN)/packet build params/moea-real.yaml

national: $(READY)
	mkdir -p data/national
	cp $(REAL)/datagovtw-2018-07.csv data/national/
	$(BIN)/packet batch national

# 52 bodies from a constructed list of 53,000 rows, with two workers killed on the way: docs/scale.md
bench-batch: $(READY)
	$(BIN)/python -m tests.batch

# Run the notebooks on the reference meeting and store of their outputs what nbval compares; ONLY="60-evaluation agencies" for some.
ONLY = *
NOTEBOOKS = $(wildcard $(foreach name,$(ONLY),notebooks/$(name).ipynb notebooks/explore/$(name).ipynb))
outputs: $(READY)
	$(if $(NOTEBOOKS),,$(error no notebook is called $(ONLY)))
	$(BIN)/jupyter nbconvert --to notebook --inplace --execute $(NOTEBOOKS)
	$(BIN)/python -m tests.support.stored_outputs $(NOTEBOOKS)
	$(BIN)/nbstripout --keep-output --keep-count $(NOTEBOOKS)

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -m reportlib.installing --venv $(VENV)
	@touch $(READY)

# Pin the newest versions that pyproject.toml allows, for every platform, with the hashes of their files and no address.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-emit-index-url --no-header --no-annotate --generate-hashes --extra cluster --extra docs --extra lab --extra test --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info
