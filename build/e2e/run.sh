#!/usr/bin/env bash
# Runs the tests of build/e2e/tests against the real application in a real
# browser. Name files to run only those:
#   build/e2e/run.sh [build/e2e/tests/NAME.test.mjs ...]
set -euo pipefail
cd "$(dirname "$0")/../.."

build/dev.sh
go build -o build/bin/linkledger-relay ./app/relay
[ $# -gt 0 ] || set -- build/e2e/tests/*.test.mjs
[ -e "$1" ] || {
	echo "e2e: there is no test $1" >&2
	exit 1
}
rm -rf build/bin/e2e
# One file after the other: a window, a browser and two cores.
build/display.sh node --test --test-reporter=spec --test-concurrency=1 "$@" </dev/null
