#!/usr/bin/env bash
# Looks into the files of a release and fails when one is not what it claims:
# wrong system, not static, a development build, or without icon and version.
set -euo pipefail
cd "$(dirname "$0")/bin"

wrong() {
	echo "inspect: $1" >&2
	exit 1
}

# is FILE TEXT...: file(1) says all of these of it
is() {
	local path=$1 said text
	[ -f "$path" ] || wrong "$path was not built"
	said=$(file --brief "$path")
	shift
	for text in "$@"; do
		[[ $said == *"$text"* ]] || wrong "$path should be '$text', but is: $said"
	done
}

is linkledger "ELF 64-bit" "dynamically linked"
is linkledger-relay "ELF 64-bit" "statically linked"
is linkledger-sandbox "ELF 64-bit" "statically linked"
is linkledger.exe "PE32+ executable (GUI) x86-64" "MS Windows"
is linkledger-amd64-installer.exe "PE32 executable (GUI)" "Nullsoft Installer"

readelf --dynamic linkledger | grep 'NEEDED.*libwebkit2gtk-4\.1' >/dev/null || wrong "linkledger has no window: libwebkit2gtk-4.1 is not linked"

for program in linkledger linkledger.exe; do
	tags=$(go version -m "$program" | sed -n 's/^\tbuild\t-tags=//p')
	for tag in desktop production; do
		[[ ",$tags," == *",$tag,"* ]] || wrong "$program was built without the tag $tag (its tags: $tags)"
	done
done
for program in linkledger.exe linkledger-relay; do
	grep -q 'Pacific/Auckland' "$program" || wrong "$program knows no time zones: Windows and small servers have none to lend it"
done
if go version -m linkledger-relay | grep 'github.com/wailsapp' >/dev/null; then
	wrong "linkledger-relay carries desktop code"
fi

# The resources of a Windows program: icon, manifest, version.
objdump --section-headers linkledger.exe | grep ' \.rsrc ' >/dev/null || wrong "linkledger.exe has no icon, manifest and version (.rsrc)"
strings --encoding=l linkledger.exe | grep -x ProductVersion >/dev/null || wrong "linkledger.exe does not say its version"
# The program alone is tens of megabytes; packed, the installer must hold most of it.
[ "$(stat --format=%s linkledger-amd64-installer.exe)" -gt 3000000 ] || wrong "the installer is too small to hold the application"

echo "    linkledger, linkledger-relay, linkledger-sandbox, linkledger.exe, installer: as they should be"
