PYTHON ?= python3
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: run test check bench clean lock

# A virtual environment with exactly what a lock file names; made again when the lock changes.
.venv/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Terang needs Python 3.11 or newer"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@sh tools/install requirements.lock
	@touch .venv/.run

.venv/.dev: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Terang needs Python 3.11 or newer"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@sh tools/install requirements-dev.lock
	@touch .venv/.dev .venv/.run

run: .venv/.run
	@$(BIN)/terang serve --demo

test: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/terang check
	@$(BIN)/pytest -n auto --dist loadfile

check: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/terang check

bench: .venv/.dev
	@$(BIN)/python -m bench step

clean:
	rm -rf .venv var

# Both lock files again, from what requirements.in and requirements-dev.in ask for.
lock: .venv/.dev
	@for each in requirements requirements-dev; do \
		$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate $$each.in -o $$each.lock; \
	done
