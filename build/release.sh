#!/usr/bin/env bash
# Builds what is shipped, into build/bin: the Linux application, the relay and
# the sandbox as static programs, and the Windows application with its
# installer. The macOS application is built on a Mac; see build/darwin/sign.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=build/stage.sh
. build/stage.sh

version=$(build/version.sh)

same_version() { # Windows and macOS take the version from wails.json
	local wanted
	wanted=$(sed -n 's/.*"productVersion": "\(.*\)".*/\1/p' wails.json)
	[ "${version%%[-+]*}" = "$wanted" ] || {
		echo "git says version $version, wails.json says $wanted: make productVersion the same" >&2
		return 1
	}
}

server() {
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$version" -o "build/bin/linkledger-$1" "./app/$1"
}

windows() {
	local wails
	wails=$(build/tool.sh wails) || return 1
	# -m and -nosyncgomod: the command must not edit go.mod. -s: the screens are
	# built. The tags are those of wails.json.
	"$wails" build -platform windows/amd64 -nsis -installscope user -s -skipbindings -m -nosyncgomod \
		-trimpath -nocolour -v 0 -ldflags "-X main.version=$version"
}

stage "set up: Debian packages, npm ci" build/setup.sh build
stage "version $version" same_version
stage "Linux application" build/application.sh
stage "relay" server relay
stage "sandbox" server sandbox
stage "Windows application and installer" windows
stage "the files are what they claim to be" build/inspect.sh

echo
ls -lh build/bin/linkledger build/bin/linkledger-relay build/bin/linkledger-sandbox \
	build/bin/linkledger.exe build/bin/linkledger-amd64-installer.exe | awk '{print $5 "\t" $NF}'
