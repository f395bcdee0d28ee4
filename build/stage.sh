# shellcheck shell=bash
# Sourced by the scripts here: runs the named stages of a job one after the
# other, times each, and stops at the first that fails, saying which.
#   stage "what it does" COMMAND [ARGUMENT...]

stage() {
	local what=$1 began=$SECONDS
	shift
	printf '\n==> %s\n' "$what"
	if ! "$@"; then
		printf '\nFAILED after %ds: %s\n' $((SECONDS - began)) "$what" >&2
		exit 1
	fi
	printf '    ok, %ds\n' $((SECONDS - began))
}

# go_files lists the Go files that are ours, for tools that would otherwise
# walk into node_modules.
go_files() {
	find . \( -path ./frontend/node_modules -o -path ./build/cache -o -path ./build/bin -o -path ./.git \) -prune \
		-o -name '*.go' -print
}
