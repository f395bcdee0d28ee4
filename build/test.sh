#!/usr/bin/env bash
# Everything that must hold before a change is accepted, cheapest first. It
# stops at the first stage that fails. make test runs it.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/stage.sh
. build/stage.sh
export CI=true LANG=C.UTF-8 NO_COLOR=1
exec </dev/null

tidy() {
	go mod tidy -diff || {
		echo "go.mod or go.sum is out of date; run go mod tidy" >&2
		return 1
	}
}

vet() {
	go vet ./... &&
		GOOS=windows go vet ./internal/... &&
		GOOS=darwin go vet ./internal/...
}

in_frontend() { npm --prefix frontend run --silent "$@"; }

stage "set up: Debian packages, npm ci" build/setup.sh test
stage "formatting (gofmt)" build/format.sh --check
stage "generated code is up to date" build/generate.sh --check
stage "go.mod is tidy" tidy
stage "go vet, here and for windows and darwin" vet
stage "front end: types" in_frontend typecheck
stage "front end: lint (Biome)" in_frontend lint
stage "front end: unit tests (Vitest)" in_frontend test
stage "front end: build (Vite)" build/frontend.sh
# SQLite's machine-made Go is left out of the race detector, which would find
# nothing in it and makes it twenty times as slow.
stage "Go tests with the race detector" go test -race -timeout 30m -gcflags=modernc.org/...=-race=false ./...
stage "random histories of a programme, folded" go test -run '^TestHistories$' ./internal/ingest
stage "the real application in a browser" build/e2e/run.sh
stage "the packaged application in a window" build/smoke.sh

printf '\nAll tests passed in %d min %02d s.\n' $((SECONDS / 60)) $((SECONDS % 60))
