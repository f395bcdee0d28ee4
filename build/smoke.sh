#!/usr/bin/env bash
# Starts the packaged application once in a real window. With LINKLEDGER_SMOKE
# it reports in one line of JSON when its window has rendered and a bound call
# has answered, and quits. Anything else is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

build/application.sh

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
if ! LINKLEDGER_SMOKE=1 LINKLEDGER_PRACTICE=1 LINKLEDGER_E2E=1 LINKLEDGER_DATA_DIR="$home/data" \
	XDG_DATA_HOME="$home/share" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" \
	build/display.sh timeout --kill-after=5 90 build/bin/linkledger >"$home/out" 2>"$home/err" </dev/null; then
	why="it ended with an error, or not within 90 seconds"
elif ! grep -q '^{"smoke":"ok"' "$home/out"; then
	why="it ended without reporting a rendered window"
else
	grep '^{"smoke":"ok"' "$home/out"
	exit 0
fi
echo "smoke: the packaged application did not come up: $why. It said:" >&2
tail -n 40 "$home/out" "$home/err" >&2
exit 1
