#!/usr/bin/env bash
# Compares our programs with their peers side by side (build/bench, a module of
# its own), runs the Go benchmarks, and prints a line for each:
#   ratio NAME VALUE goal <=GOAL     (or >=GOAL)
#   figure NAME VALUE UNIT
# usage: build/bench.sh [ONLY]     a comparison (redirect, pipeline, postback,
# import, reports) or a part of a Go benchmark's name. ROUNDS and SECONDS_EACH
# say how many turns each server has, and how long one is. SCALE says how large
# the year of reports is: 1 when not set, which takes 20 GB and hours to load the
# first time and is kept in build/cache; 0.1 is for a look, 0.01 for a try.
set -euo pipefail
cd "$(dirname "$0")/.."

only=${1:-}
compare=build/bin/bench/compare
(cd build/bench && go build -o "../../$compare" .)
comparisons=$("$compare" -list)

failed=0
if [ -z "$only" ] || grep -qxF -- "$only" <<<"$comparisons"; then
	build/setup.sh bench >&2
	"$compare" -only "$only" -rounds "${ROUNDS:-5}" -seconds "${SECONDS_EACH:-4}" </dev/null || failed=1
	[ -z "$only" ] || exit "$failed"
fi

go test -run '^$' -bench "(?i)${only:-.}" -benchmem ./internal/... ./app/... </dev/null |
	awk '
		/^figure / {print}
		/^pkg:/ {package = $2; sub(/.*\//, "", package)}
		/^Benchmark/ {
			name = $1
			sub(/^Benchmark/, "", name)
			sub(/-[0-9]+$/, "", name)
			for (i = 3; i < NF; i += 2) print "figure", package "." name, $i, $(i + 1)
		}
		/^(FAIL|panic:|---)/ {print > "/dev/stderr"}'
exit "$failed"
