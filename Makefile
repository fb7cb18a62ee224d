# Two commands do everything on a fresh machine: `make ask` and `make test`. Both set themselves up.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SIZES ?= 100000
Q ?= Welke magnesium kan ik het beste nemen?

.PHONY: setup ask serve test torture lint check eval peers fit bridges bench clean

setup: $(VENV)/ready

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	$(BIN)/python -m compileall -q src/citaat
	touch $@

$(VENV)/bench: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --editable ".[dev,bench]"
	touch $@

$(VENV)/peers: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --editable ".[dev,peers]"
	touch $@

ask: setup
	@$(BIN)/citaat ask "$(Q)"

serve: setup
	@$(BIN)/citaat serve

test: setup
	$(BIN)/python -m pytest -n auto --dist loadfile

# Every threat in full, which takes hours: ONLY=name tries one, SHARE=0.1 a tenth of it, SEED repeats a run.
torture: setup
	$(BIN)/python tests/torture $(ONLY) $(if $(SEED),--seed $(SEED)) $(if $(SHARE),--share $(SHARE))

lint: setup
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

check: setup
	$(BIN)/citaat check

eval: setup
	$(BIN)/citaat eval

peers: $(VENV)/peers
	$(BIN)/citaat eval --peers

fit: setup
	$(BIN)/python -m citaat.training.net
	$(BIN)/python -m citaat.training.alarms
	$(BIN)/python -m citaat.training.fit

# Which entries of the word lists led astray on the development sites.
bridges: setup
	$(BIN)/python -m citaat.training.bridges

# SIZES above 200000 are counted in sentences; CITAAT_BENCH_CORPUS names a passage file to take them from.
# What the benchmarks share with the tests is in tests/support.
bench: export PYTHONPATH = tests
bench: $(VENV)/bench
	$(BIN)/python tests/bench/cold.py
	$(BIN)/python tests/bench/retrieval.py --sizes $(SIZES)
	$(BIN)/python tests/bench/indexing.py
	$(BIN)/python tests/bench/serving.py
	$(BIN)/python tests/bench/endurance.py
	$(BIN)/python tests/bench/cluster.py
	$(BIN)/python tests/bench/fanout.py
	$(BIN)/python -m pytest tests/bench --benchmark-enable --benchmark-only

clean:
	rm -rf $(VENV) build dist report
