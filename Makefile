# Every command a developer needs; the work is done by the scripts in .ci/.
SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
.PHONY: help run test check fmt site release bench coverage soak record-sizes clean-data

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: ## build what is missing, load sample data on first start, serve http://127.0.0.1:3000
	@bash .ci/start.sh

test: ## everything CI checks, ending in `N passed, N failed`
	@bash .ci/test.sh

check: ## formatting, lints and the repository's own state
	@bash .ci/check.sh

fmt: ## format all Rust code
	@. .ci/toolchain.sh && "$$CARGO_FMT" --all

site: ## the browser half: wasm, scripts, style sheet and public files in target/site
	@bash .ci/site.sh

release: ## the program for production, site inside: target/release/switchyard
	@bash .ci/release.sh

bench: ## the measurements, as ratios, in target/bench/*.json (ONLY=part-of-a-name)
	@bash .ci/bench.sh $(ONLY)

coverage: ## lines that the Rust tests run, in rules and use cases (at least 90 %)
	@bash .ci/coverage.sh

soak: ## the long runs and their figures
	@bash .ci/soak.sh

record-sizes: site ## accept today's size of a first visit
	@target/debug/bundler sizes --record

clean-data: ## forget the local database, so that the next start loads sample data again
	@rm -rf data
