# `make` alone explains itself. Everything runs inside .venv, which `make setup` makes.
PYTHON := .venv/bin/python
TYPED := $(wildcard main.py benchmarks desktop devices domain exchange installer migrations workers)

.PHONY: help setup demo test check format bench texts lock

help:
	@echo "Daybreak 晨配"
	@echo
	@echo "  make demo     set up, then a whole demo night: papers and pictures in daybreak-demo/"
	@echo "  make test     set up, then every test, on SQLite and on a real PostgreSQL"
	@echo
	@echo "  make setup    only make .venv and see that the system has what is needed"
	@echo "  make check    format, lint, types, import contracts, texts and tests"
	@echo "  make format   put the source into its one form"
	@echo "  make bench    list the figures; measure one: make bench NAME=import50k"
	@echo "  make texts    collect the sentences for translation, check and compile them"
	@echo "  make lock     choose the newest allowed packages anew (needs the network)"
	@echo
	@echo "  .venv/bin/python main.py          opens the window"
	@echo "  .venv/bin/python main.py --help   lists what works without one"

setup:
	@sh installer/set_up.sh

demo: setup
	@$(PYTHON) main.py demo --out daybreak-demo

test: setup
	@$(PYTHON) -m pytest

check: setup
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy $(TYPED)
	$(PYTHON) -m installer.texts check
	.venv/bin/lint-imports
	$(PYTHON) -m pytest

format: setup
	@$(PYTHON) -m ruff check --fix --select I .
	@$(PYTHON) -m ruff format .

bench: setup
	@$(PYTHON) -m benchmarks $(NAME)

texts: setup
	@$(PYTHON) -m installer.texts extract
	@$(PYTHON) -m installer.texts compile
	@$(PYTHON) -m installer.texts check

lock: setup
	@$(PYTHON) -m installer.lock
