# Each target calls one script in build/, which does its own set-up.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test e2e lint fmt generate build bench campaign clean

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Walk the whole chain in practice mode; FAULT=name breaks it somewhere
	@build/demo.sh "$(FAULT)"

test: ## Everything that must hold before a change is accepted
	@build/test.sh

e2e: ## Only the tests of the real application in a real browser
	@build/setup.sh test && build/e2e/run.sh

lint: ## golangci-lint and Biome
	@build/lint.sh

fmt: ## Format Go and TypeScript
	@build/setup.sh lint && build/format.sh

generate: ## Write the generated code: relay contract, TypeScript bindings
	@build/setup.sh go && build/generate.sh

build: ## The Linux application, relay and sandbox, and the Windows installer
	@build/release.sh

bench: ## Side by side with peers, and the Go benchmarks; ONLY=NAME runs one
	@build/setup.sh go && build/bench.sh "$(ONLY)"

campaign: ## Long runs against the real relay, of properties, mutants and fuzz targets; ONLY=NAME ROUNDS=N SEED=S
	@build/setup.sh go && build/campaign.sh "$(ONLY)" "$(ROUNDS)" "$(SEED)"

clean: ## Remove what was built, but not what was downloaded
	@rm -rf build/bin build/cache/*.sha256 frontend/dist/* && touch frontend/dist/.gitkeep
