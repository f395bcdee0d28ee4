#!/usr/bin/env bash
# Runs the Go benchmarks, or only those whose name contains the argument, and
# prints a line for each: figure NAME VALUE UNIT.
set -euo pipefail
cd "$(dirname "$0")/.."

go test -run '^$' -bench "${1:-.}" -benchmem ./internal/... </dev/null |
	awk '
		/^pkg:/ {package = $2; sub(/.*\//, "", package)}
		/^Benchmark/ {
			name = $1
			sub(/^Benchmark/, "", name)
			sub(/-[0-9]+$/, "", name)
			for (i = 3; i < NF; i += 2) print "figure", package "." name, $i, $(i + 1)
		}
		/^(FAIL|panic:|---)/ {print > "/dev/stderr"}'
