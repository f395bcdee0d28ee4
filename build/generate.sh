#!/usr/bin/env bash
# Writes all generated code: the relay's contract (types, server, client) from
# its OpenAPI file, and the TypeScript side of the bound services. It runs
# without a display. With --check it fails when that changed a file, that is
# when somebody changed a source and forgot to generate, or forgot to add it.
set -euo pipefail
cd "$(dirname "$0")/.."

contract=internal/relayapi
bindings=frontend/src/wailsjs

generated() { # each generated file and its hash
	{
		grep -rl --include='*.go' '^// Code generated .* DO NOT EDIT\.$' app internal || true
		find "$bindings" -type f 2>/dev/null || true
	} | LC_ALL=C sort | xargs -r sha256sum
}

before=$(generated)

oapi_codegen=$(build/tool.sh oapi-codegen)
for config in "$contract"/oapi-codegen*.yaml; do
	(cd "$contract" && "$oapi_codegen" -config "$(basename "$config")" openapi.yaml)
done

# The bindings tag turns the program into one that describes its services and
# ends. It reads wails.json for where to; the form is for it to be told, though
# wails.json says the same to the Wails command.
tsoutputtype=interfaces go run -tags bindings . >/dev/null
# Wails marks its files executable.
find "$bindings" -type f -exec chmod 644 {} +

[ "${1:-}" = --check ] || exit 0

after=$(generated)
if [ "$before" != "$after" ]; then
	echo "generated code was out of date. It has been written again; look at it and commit it:" >&2
	diff <(echo "$before") <(echo "$after") | awk '/^[<>]/ {print "  " $3}' | sort -u >&2
	exit 1
fi
if git rev-parse --git-dir >/dev/null 2>&1; then
	untracked=$(awk '{print $2}' <<<"$after" | xargs -r git ls-files --others --)
	if [ -n "$untracked" ]; then
		printf 'generated files that git does not know yet; git add them:\n%s\n' "$untracked" >&2
		exit 1
	fi
fi
