#!/usr/bin/env bash
# Builds the screens into frontend/dist, unless what they are made of has not
# changed since the last time.
set -euo pipefail
cd "$(dirname "$0")/.."

stamp=build/cache/frontend.sha256
inputs=$(find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune -o -type f -print0 |
	LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
if [ -f frontend/dist/index.html ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
	exit 0
fi
npm --prefix frontend run --silent build
touch frontend/dist/.gitkeep # Vite empties dist; git and go:embed want it there
mkdir -p build/cache
printf '%s\n' "$inputs" >"$stamp"
