#!/usr/bin/env bash
# Prints the path of a development tool, after installing exactly the version
# pinned here into build/cache/bin (kept apart from go.mod, so that a tool's
# dependencies never become ours).
#   build/tool.sh oapi-codegen|wails|golangci-lint|gremlins
set -euo pipefail
cd "$(dirname "$0")/.."

case ${1:-} in
oapi-codegen) package=github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen version=v2.8.2 ;;
wails) package=github.com/wailsapp/wails/v2/cmd/wails version=v2.16.0 ;;
gremlins) package=github.com/go-gremlins/gremlins/cmd/gremlins version=v0.6.0 ;;
golangci-lint) package=github.com/golangci/golangci-lint/v2/cmd/golangci-lint version=v2.15.0 ;;
*)
	echo "tool: no tool is called '${1:-}'; see build/tool.sh" >&2
	exit 1
	;;
esac

home="$PWD/build/cache/bin/$1-$version"
if [ ! -x "$home/$1" ]; then
	echo "tool: installing $1 $version (once; a few minutes for the large ones)" >&2
	GOBIN="$home" GOFLAGS=-mod=mod go install "$package@$version" >&2
fi
printf '%s\n' "$home/$1"
