#!/usr/bin/env bash
# Prints the version to build into the programs: the tag that git describes,
# or 0.1.0-dev where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(git describe --tags --always --dirty --match 'v[0-9]*' 2>/dev/null || true)
case $version in
v[0-9]*) echo "${version#v}" ;;
?*) echo "0.1.0-dev+$version" ;;
*) echo "0.1.0-dev" ;;
esac
