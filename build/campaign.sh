#!/usr/bin/env bash
# Runs every property test for many seeded rounds, or only those whose name
# contains ONLY, and prints a line for each:
#   campaign NAME rounds=N failures=N seed=S
# usage: build/campaign.sh [ONLY] [ROUNDS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."

only=${1:-} rounds=${2:-20000} seed=${3:-}
: "${seed:=$(date +%s)}"
log=build/bin/campaign
mkdir -p "$log"

# A property is a test that hands its body to rapid.Check.
properties() {
	grep -rl --include='*_test.go' 'rapid\.Check(' app internal | LC_ALL=C sort | while read -r file; do
		awk -v package="./$(dirname "$file")" '
			/^func Test/ {name = $2; sub(/\(.*/, "", name); given = 0}
			/rapid\.Check\(/ && name != "" && !given {print package, name; given = 1}' "$file"
	done
}

ran=0 failed=0
while read -r package test; do
	name="$(basename "$package").$test"
	[[ $name == *"$only"* ]] || continue
	ran=$((ran + 1)) failures=0
	if ! go test "$package" -run "^$test\$" -count=1 -timeout=0 \
		-rapid.checks="$rounds" -rapid.seed="$seed" >"$log/$name.log" 2>&1 </dev/null; then
		failures=1 failed=$((failed + 1))
	fi
	echo "campaign $name rounds=$rounds failures=$failures seed=$seed"
	[ "$failures" = 0 ] || tail -n 30 "$log/$name.log" >&2
done < <(properties)

[ "$ran" -gt 0 ] || {
	echo "campaign: no property test has '$only' in its name" >&2
	exit 1
}
[ "$failed" = 0 ]
