#!/usr/bin/env bash
# Formats the Go and TypeScript sources. With --check it only names the Go
# files that need it; the front end's linter checks its own.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/stage.sh
. build/stage.sh

if [ "${1:-}" = --check ]; then
	unformatted=$(go_files | xargs gofmt -l)
	[ -z "$unformatted" ] || {
		printf 'not formatted; run make fmt:\n%s\n' "$unformatted" >&2
		exit 1
	}
	exit 0
fi
go_files | xargs gofmt -w
npm --prefix frontend run --silent format
