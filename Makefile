# Two commands matter: `make run` serves the site with demo content, `make test` proves it.

PYTHON ?= python3
PORT ?= 8000
LAWS ?= ../shared/laws
BIN := .venv/bin
export PYTHONPATH := site:.

.PHONY: help run env test test-wagtail8 test-services test-browser dev-env wheel lint format messages screenshots bench lock clean

help:
	@echo "make run            set everything up and serve http://127.0.0.1:$(PORT) with demo content"
	@echo "make test           the fast tests, parallel and shuffled"
	@echo "make test-services  the same on PostgreSQL and Redis, and what needs them"
	@echo "make test-browser   walk the site in a real Chromium"
	@echo "make test-wagtail8  the fast tests on the newest Wagtail of the range"
	@echo "make lint           formatting, types, templates, directions of import, migrations"
	@echo "make wheel          build the package into dist/, and look whether everything is in it"
	@echo "make messages       extract and compile the translations"
	@echo "make screenshots    pictures of the main pages, and those of the README"
	@echo "make bench          figures on speed"
	@echo "make lock           resolve the dependencies anew"

env:
	@$(PYTHON) site/config/bootstrap.py requirements.txt

dev-env:
	@$(PYTHON) site/config/bootstrap.py requirements.txt requirements-dev.txt

run: env
	@exec $(BIN)/python site/manage.py serve --port $(PORT) --laws "$(LAWS)"

test: env
	@$(BIN)/python -m pytest -q -n 2 -m "not browser and not services"

# The addresses of the services; the defaults are what a local installation listens on.
TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/xuefa
TEST_REDIS_URL ?= redis://127.0.0.1:6379/9

test-services: dev-env
	@TEST_DATABASE_URL="$(TEST_DATABASE_URL)" TEST_REDIS_URL="$(TEST_REDIS_URL)" $(BIN)/python -m pytest -q -n 2 -m "not browser"

test-browser: dev-env
	@$(BIN)/python -m pytest -q -m browser

# In an environment of its own, so that the locked one stays as it is.
test-wagtail8:
	@$(PYTHON) site/config/bootstrap.py --into var/wagtail8 requirements-wagtail8.txt
	@var/wagtail8/bin/python -m pytest -q -n 2 -m "not browser and not services"

lint: dev-env
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy site courses library quizzes
	@$(BIN)/djlint --quiet --lint site courses library quizzes
	@$(BIN)/lint-imports
	@$(BIN)/python site/manage.py makemigrations --check --dry-run

wheel: dev-env
	@$(BIN)/uv build -q --wheel --clear --out-dir dist
	@$(BIN)/python -m tests.wheel dist/*.whl

format: dev-env
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format -q .

messages: env
	@$(BIN)/python -m tests.catalogues update

screenshots: dev-env
	@$(BIN)/python -m tests.e2e.screenshots

bench: env
	@$(BIN)/python -m tests.bench

LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml

lock: dev-env
	@$(LOCK) --group lts --group test -o requirements.txt
	@$(LOCK) --group lts --group dev -c requirements.txt -o requirements-dev.txt
	@$(LOCK) --group newest --group test -o requirements-wagtail8.txt
	@$(LOCK) --group lts --all-extras -c requirements.txt -o docs/production/requirements.txt

clean:
	rm -rf var .venv
