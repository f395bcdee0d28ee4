#!/usr/bin/env bash
# Runs the linters that are too slow to install for make test (golangci-lint,
# by .golangci.yml), and Biome on the screens.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/stage.sh
. build/stage.sh

stage "set up: npm ci" build/setup.sh lint
golangci_lint=$(build/tool.sh golangci-lint)
stage "Go (golangci-lint)" "$golangci_lint" run ./...
stage "front end (Biome)" npm --prefix frontend run --silent lint
