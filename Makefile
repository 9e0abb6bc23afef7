# Each target makes what it needs: `make run` on a fresh clone sets up .venv, indexes corpus/ and serves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ARGS ?=
GATE ?=
export HF_HUB_OFFLINE = 1
# A slow or broken-off download is tried again before it fails.
export PIP_RETRIES ?= 10
export PIP_DEFAULT_TIMEOUT ?= 60
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=5

.PHONY: run test check eval bench train clean browser

run: $(STAMP)
	$(BIN)/python app.py $(ARGS)

test: $(STAMP) browser
	$(BIN)/python -m pytest $(ARGS)

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(STAMP)
	$(BIN)/policy-assistant eval --report evals/runs/report $(if $(GATE),--gate) $(ARGS)

bench: $(STAMP)
	$(BIN)/python -m evals.bench $(ARGS)

# Hours on two cores; goes on where it was stopped. See training/README.md.
train: $(STAMP)
	$(BIN)/python -m training.retriever
	$(BIN)/python -m training.judge
	$(BIN)/python -m training.export --encoder training/runs/retriever/model --joint training/runs/judge/joint.pt
	$(BIN)/python -m training.tellings
	$(BIN)/python -m training.bank
	$(BIN)/python -m training.fuse

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# torch comes first and pinned: without a version, pip takes a build with gigabytes of CUDA packages.
$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

# The browser tests drive the system's Chromium.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    $(APT) update && $(APT) install -y --no-install-recommends chromium; \
	  else \
	    echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium)," \
	      "or leave them out with: make test ARGS='-m \"not browser\"'" >&2; \
	    case "$(ARGS)" in *"not browser"*) ;; *) exit 1 ;; esac; \
	  fi; }
