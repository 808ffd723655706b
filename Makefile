# Two commands do everything: `make walk` and `make test`. Both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
OTHER ?= python3.13
.DEFAULT_GOAL := help
NBVAL := --nbval --nbval-current-env --nbval-cell-timeout=300 --nbval-kernel-startup-timeout=300
QUICK := $(foreach part,walkthrough ledger five_points_map reference distances perplexity joint kernels similarities divergence \
	gradient descent estimator aligned contrastive warn,tests/test_$(part).py)

.PHONY: help walk test test-oldest test-quick mutants accuracy lab lessons reference study study-kl study-schedule study-contrastive \
	bench bench-full growth student-copies slides colab links worksheet clean

help:                      ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

walk: .venv/walk.done      ## print t-SNE's whole computation on five points
	@$(BIN)/python -m teachsne

test: .venv/test.done      ## lint, tests, and every lesson against its stored outputs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -q -n 2 --dist worksteal
	$(BIN)/python -m pytest -q -n 2 --dist loadfile tutorials $(NBVAL)

test-oldest: .venv-oldest/done ## the tests on the oldest versions that pyproject.toml admits
	.venv-oldest/bin/python -m pytest -q -n 2 --dist worksteal

test-quick: .venv-other/test.done ## walk, ledger, steps, estimators and lessons 00 to 08 on another Python: OTHER=python3.13
	.venv-other/bin/python -m teachsne
	.venv-other/bin/python -m pytest -q -n 2 --dist worksteal $(QUICK)
	.venv-other/bin/python -m pytest -q -n 2 --dist loadfile tutorials/0[0-8]*.ipynb $(NBVAL)

mutants: .venv/test.done   ## break one thing at a time, and count what the tests notice: 10 minutes
	$(BIN)/python tests/mutants.py

accuracy: .venv/test.done  ## write ACCURACY.md: what is promised, and what 50 digits say
	$(BIN)/python tests/accuracy.py

lab: .venv/test.done       ## open copies of the lessons, without outputs, in JupyterLab: my_lessons
	$(BIN)/python tutorials/copies.py lab
	$(BIN)/jupyter lab my_lessons/00_start_here.ipynb

lessons: .venv/test.done   ## run all lessons anew, store their outputs, redraw the README's picture
	$(BIN)/python tutorials/execute.py
	$(BIN)/python tutorials/guide.py
	$(BIN)/python tutorials/pictures/draw.py

reference: .venv/test.done ## compute data/five_points_reference.json anew, with 50 digits
	$(BIN)/python tests/make_reference.py

study: .venv/test.done     ## which λ for two views of digits, and none for a hopeless pair: 15 minutes
	$(BIN)/python benchmarks/study_yoked.py

study-kl: .venv/test.done  ## our KL against scikit-learn's, from the same starts: some minutes
	$(BIN)/python benchmarks/study_kl.py

study-schedule: .venv/test.done ## which schedule needs half the iterations: some minutes
	$(BIN)/python benchmarks/study_schedule.py

study-contrastive: .venv-bench/done ## from t-SNE to UMAP on digits, beside both: a quarter of an hour
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 .venv-bench/bin/python benchmarks/study_contrastive.py

bench: .venv-bench/done    ## ours and the peers side by side, in five minutes
	.venv-bench/bin/python benchmarks/bench.py

bench-full: .venv-bench/done ## the same to 70 000 points, in half an hour
	.venv-bench/bin/python benchmarks/bench.py --full

growth: .venv/test.done    ## draw how a step's time grows with n
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python benchmarks/growth.py

worksheet: .venv/walk.done ## t-SNE with a pocket calculator, and its key, HTML and PDF: dist/worksheet
	$(BIN)/python -m teachsne.course.worksheet

student-copies: .venv/test.done ## the lessons for a class, without outputs and answers: dist/student
	$(BIN)/python tutorials/copies.py student

slides: .venv/test.done    ## the lessons as slides: dist/slides
	$(BIN)/python tutorials/copies.py slides

colab: .venv/test.done     ## the lessons with the first cell that Colab needs: dist/colab
	$(BIN)/python tutorials/copies.py colab

links: .venv/test.done     ## Binder and Colab links into the README, once pyproject has project.urls
	$(BIN)/python tutorials/links.py

clean:                     ## remove what the other targets made
	rm -rf .venv .venv-bench .venv-oldest .venv-other dist .pytest_cache .ruff_cache .hypothesis

.venv/walk.done: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/test.done: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[lessons,test]"
	@touch $@ .venv/walk.done

.venv-other/test.done: pyproject.toml
	$(OTHER) -m venv --clear .venv-other
	.venv-other/bin/python -m pip install --quiet --disable-pip-version-check -e ".[lessons,test]"
	@touch $@

.venv-bench/done: pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -e ".[bench]"
	@touch $@

.venv-oldest/done: pyproject.toml tests/oldest.py
	$(PYTHON) -m venv .venv-oldest
	$(PYTHON) tests/oldest.py > .venv-oldest/oldest.txt
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check \
		--only-binary :all: -r .venv-oldest/oldest.txt
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@
