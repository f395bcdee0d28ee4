#!/usr/bin/env bash
# Runs, long and seeded, what make test runs only for a moment: the campaigns
# against the real relay (build/campaign), every property test, and every fuzz
# target; or only those whose name contains ONLY. A line for each:
#   campaign NAME rounds=N failures=N seed=S
# The same seed draws the same; fuzz targets, whose rounds are their inputs,
# draw for themselves and keep what they find in testdata/fuzz.
# usage: build/campaign.sh [ONLY] [ROUNDS] [SEED]; FUZZTIME=30s for each target
set -euo pipefail
cd "$(dirname "$0")/.."

only=${1:-} rounds=${2:-} seed=${3:-}
: "${seed:=$(date +%s)}"
bin=build/bin/campaign
mkdir -p "$bin"
ran=0 failed=0

against_the_relay() {
	local names alone=()
	go build -o "$bin/linkledger-relay" ./app/relay
	go build -o "$bin/campaign" ./build/campaign
	names=$("$bin/campaign" --list --only "$only")
	[ -n "$names" ] || return 0
	ran=$((ran + $(wc -l <<<"$names")))
	# Small disks are mounted, which others than root may do in a namespace.
	if [ "$(id -u)" != 0 ] && unshare --map-root-user --mount true 2>/dev/null; then
		alone=(unshare --map-root-user --mount)
	fi
	"${alone[@]}" "$bin/campaign" --relay "$bin/linkledger-relay" --only "$only" --rounds "${rounds:-0}" --seed "$seed" </dev/null || failed=1
}

# tests CALL PREFIX lists the tests whose body makes a call: package and name.
tests() {
	grep -rlE --include='*_test.go' "$1" app internal build | LC_ALL=C sort | while read -r file; do
		awk -v package="./$(dirname "$file")" -v call="$1" -v prefix="^func $2" '
			$0 ~ prefix {name = $2; sub(/\(.*/, "", name); given = 0}
			$0 ~ call && name != "" && !given {print package, name; given = 1}' "$file"
	done
}

# one PACKAGE TEST ROUNDS ARGUMENT... runs a test and prints its line.
one() {
	local package=$1 test=$2 rounds=$3 name failures=0
	shift 3
	name=$(basename "$package").$test
	[ "$rounds" != fuzzed ] || name=fuzz.$name
	ran=$((ran + 1))
	if ! go test "$package" -count=1 -timeout=0 "$@" >"$bin/$name.log" 2>&1 </dev/null; then
		failures=1 failed=1
	fi
	if [ "$rounds" = fuzzed ]; then
		rounds=$(grep -oE 'execs: [0-9]+' "$bin/$name.log" | tail -n 1 | tr -dc 0-9)
	fi
	echo "campaign $name rounds=${rounds:-0} failures=$failures seed=$seed"
	[ "$failures" = 0 ] || tail -n 30 "$bin/$name.log" >&2
}

# sequences ROUNDS draws programmes, several at once. Their databases live for
# less than a second each, so they are kept in memory where that is possible.
sequences() {
	local log=$bin/sequences.log memory=${TMPDIR:-/tmp} drawn failures
	[ ! -w /dev/shm ] || memory=/dev/shm
	ran=$((ran + 1))
	TMPDIR=$memory go test ./internal/ingest/sequences -run '^TestSequences$' -count=1 -v -timeout=0 \
		-sequences.rounds="$1" -sequences.seed="$seed" >"$log" 2>&1 </dev/null || failed=1
	drawn=$(sed -nE 's/.* ([0-9]+) sequences of [0-9]+ steps.*/\1/p' "$log")
	failures=$(sed -nE 's/.* sequences of [0-9]+ steps, ([0-9]+) failures.*/\1/p' "$log")
	echo "campaign sequences rounds=${drawn:-0} failures=${failures:-1} seed=$seed"
	[ "${failures:-1}" = 0 ] || tail -n 100 "$log" >&2
}

# pull SALES reads a generated year of CJ's through faults, stops and deaths, and
# once in peace: the same books.
pull() {
	local log=$bin/pull.log failures=0
	ran=$((ran + 1))
	if ! go test ./internal/ingest/pulling -count=1 -v -timeout=0 -pulling.sales="$1" -pulling.seed="$seed" >"$log" 2>&1 </dev/null; then
		failures=1 failed=1
	fi
	echo "campaign pull rounds=$1 failures=$failures seed=$seed"
	[ "$failures" = 0 ] || tail -n 60 "$log" >&2
}

# spreadsheets has reports opened in LibreOffice and read by a strict parser.
spreadsheets() {
	build/setup.sh spreadsheets
	ran=$((ran + 1))
	go run ./build/spreadsheets --rounds "$1" --seed "$seed" </dev/null || failed=1
}

# mutants changes the code of the packages that money depends on, one operator
# at a time, and counts the changes that no test notices; at most a tenth may be.
# Switch cases are never covered in Go's profiles, so gremlins leaves those out.
mutants() {
	local gremlins package log found killed=0 lived=0
	gremlins=$(build/tool.sh gremlins)
	ran=$((ran + 1))
	for package in money ledger earnings; do
		log=$bin/mutants-$package.log
		"$gremlins" unleash "./internal/$package" -E journal/ --workers 1 --timeout-coefficient 20 >"$log" 2>&1 </dev/null || true
		found=$(sed -nE 's/^Killed: ([0-9]+), Lived: ([0-9]+),.*/\1 \2/p' "$log")
		if [ -z "$found" ]; then
			failed=1
			tail -n 30 "$log" >&2
			continue
		fi
		echo "mutants of $package: ${found% *} killed, ${found#* } lived, $(sed -n 's/^Test efficacy: //p' "$log") noticed"
		grep LIVED "$log" || true
		killed=$((killed + ${found% *})) lived=$((lived + ${found#* }))
		((${found% *} * 10 >= (${found% *} + ${found#* }) * 9)) || failed=1
	done
	echo "campaign mutants rounds=$((killed + lived)) failures=$lived seed=0"
}

wanted() { [[ $1 == *"$only"* ]]; }

against_the_relay

! wanted sequences || sequences "${rounds:-10000}"
! wanted pull || pull "${rounds:-200000}"
! wanted spreadsheets || spreadsheets "${rounds:-200}"
! wanted mutants || mutants

# Histories run a whole programme on several devices: far fewer fit in an hour.
while read -r package test; do
	wanted "$(basename "$package").$test" || continue
	case "$(basename "$package").$test" in
	ingest.TestHistories | practice.TestDevicesConverge) checks=2000 ;;
	*) checks=20000 ;;
	esac
	checks=${rounds:-$checks}
	one "$package" "$test" "$checks" -run "^$test\$" -rapid.checks="$checks" -rapid.seed="$seed"
done < <(tests 'rapid\.Check\(' Test)

while read -r package test; do
	wanted "fuzz.$(basename "$package").$test" || continue
	one "$package" "$test" fuzzed -run '^$' -fuzz "^$test\$" -fuzztime "${FUZZTIME:-30s}"
done < <(tests '^func Fuzz' Fuzz)

[ "$ran" -gt 0 ] || {
	echo "campaign: nothing has '$only' in its name" >&2
	exit 1
}
[ "$failed" = 0 ]
