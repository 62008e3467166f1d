# One definition of everything: people and CI call the same targets.
VENV := .venv
PYTHON := $(VENV)/bin/python
VAR ?= var
PORT ?= 8000
ARGS ?=
export PORTAL_VAR = $(abspath $(VAR))

.PHONY: run test soak check bench manage format venv

run: $(VENV)/.runtime ## starts the portal: http://localhost:8000
	@$(PYTHON) -m ibs_portal.run --port $(PORT)

manage: $(VENV)/.runtime ## make manage ARGS="migrate": a management command in the same environment
	@$(PYTHON) -m ibs_portal.run --manage $(ARGS)

test: $(VENV)/.dev ## passes every test, real browser included; ARGS="tests/counselling -k opening" for some
	@$(PYTHON) -m tests.browser
	@PORTAL_TESTING=1 DATABASE_URL=postgresql://check@/check $(PYTHON) manage.py catalogue compile
	@PORTAL_VAR=$(abspath $(VAR))/test PORTAL_THROWAWAY=1 $(PYTHON) -m ibs_portal.database.embedded $(PYTHON) -m pytest $(ARGS)

soak: ## the long form of the tests of the walls: 40,000 requests
	@PORTAL_LEAK_REQUESTS=40000 $(MAKE) test ARGS="tests/walls -n 0"

venv: $(VENV)/.dev

$(VENV)/.runtime: requirements.txt constraints.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ".")'
	@python3 -m venv $(VENV) || { echo "python3 cannot make a virtual environment: install the package python3-venv."; exit 1; }
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

check: $(VENV)/.dev ## lint, format, types, templates, migrations, translations, deployment
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html' 'ibs_portal/ui/templates/*.html')
	@PORTAL_TESTING=1 DATABASE_URL=postgresql://check@/check $(VENV)/bin/mypy ibs_portal counselling volunteers projects
	@$(VENV)/bin/pip check --disable-pip-version-check
	@PORTAL_VAR=$(abspath $(VAR))/test PORTAL_THROWAWAY=1 $(PYTHON) -m ibs_portal.database.embedded sh .ci/check-django

bench: $(VENV)/.dev ## measures pages against a bare Django page on this machine
	@PORTAL_VAR=$(abspath $(VAR))/bench PORTAL_THROWAWAY=1 $(PYTHON) -m ibs_portal.database.embedded $(PYTHON) -m tests.bench $(ARGS)

format: $(VENV)/.dev ## writes source and templates in the house's form
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format --quiet .
	@$(VENV)/bin/djade --target-version 5.2 $$(git ls-files 'templates/*.html' 'ibs_portal/ui/templates/*.html')
