#!/usr/bin/env bash
# Makes a fresh Debian machine with Go and Node ready for one job:
#   build/setup.sh test|demo|build|bench|spreadsheets|lint|go
# It says which Debian packages are missing, installs them, and runs npm ci
# when node_modules is not what the lockfile says. Safe to run again: with
# nothing to do it takes a fraction of a second.
set -euo pipefail
cd "$(dirname "$0")/.."

die() { # the first line is ours, any further ones are to be copied
	echo "setup: $1" >&2
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@" >&2
	exit 1
}

job=${1:-}
window="gcc libc6-dev pkg-config libwebkit2gtk-4.1-dev libgtk-3-dev"
display="xvfb dbus-daemon chromium fonts-dejavu-core"
case $job in
go | lint) packages="" ;;
test | demo) packages="git hledger $window $display" ;; # hledger reads the journal
build) packages="git $window nsis file binutils" ;;
bench) packages="nginx-light wrk sqlite3 gcc g++ libc6-dev" ;; # GoatCounter and DuckDB are compiled with cgo
spreadsheets) packages="libreoffice-calc-nogui" ;; # it opens the reports that were written
*) die "say what to get ready for: test, demo, build, bench, spreadsheets, lint or go" ;;
esac
[ "$job" = go ] || packages="$packages ca-certificates"
needs_node() { [[ $job != go && $job != bench && $job != spreadsheets ]]; }

# need_version TOOL FOUND WANTED HINT
need_version() {
	[ -n "$2" ] || die "$1 is missing; $4"
	[ "$(printf '%s\n%s\n' "$3" "$2" | sort -V | head -n 1)" = "$3" ] ||
		die "$1 $2 is too old, $3 or newer is needed; $4"
}
need_version Go "$(go env GOVERSION 2>/dev/null | sed 's/^go//')" \
	"$(awk '$1 == "go" {print $2; exit}' go.mod)" "see https://go.dev/doc/install"
! needs_node || need_version Node "$(node --version 2>/dev/null | sed 's/^v//')" 20.19.0 \
	"see https://nodejs.org/en/download"

missing_packages() {
	local package
	for package in $packages; do
		[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
			printf '%s ' "$package"
	done
}

install_packages() {
	local missing as_root=()
	if ! command -v dpkg-query >/dev/null; then
		echo "setup: not a Debian system; making do with what is there. Needed: $packages"
		return
	fi
	missing=$(missing_packages)
	[ -n "$missing" ] || return 0
	echo "setup: missing Debian packages: $missing"
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null ||
			die "installing them needs root, and there is no sudo here. As root, run:" \
				"  apt-get update && apt-get install -y --no-install-recommends $missing"
		as_root=(sudo)
		# Without a terminal sudo must not wait for a password that nobody can type.
		[ -t 0 ] || as_root=(sudo -n)
	fi
	"${as_root[@]}" apt-get update -q </dev/null ||
		die "apt-get update failed; mend the package sources, then run this again"
	# shellcheck disable=SC2086 # one word for each package
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y -q --no-install-recommends $missing </dev/null ||
		die "apt-get could not install: $missing"
}

install_node_modules() {
	local stamp=frontend/node_modules/.installed-from wanted
	[ -f frontend/package-lock.json ] || die "frontend/package-lock.json is missing; restore it from git"
	wanted="$(sha256sum <frontend/package-lock.json) $(node --version)"
	[ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || return 0
	echo "setup: npm ci (the lockfile is new here)"
	npm --prefix frontend ci --no-audit --no-fund --loglevel=error </dev/null ||
		die "npm ci failed; the lines above say why"
	printf '%s\n' "$wanted" >"$stamp"
}

[ -z "$packages" ] || install_packages
! needs_node || install_node_modules
