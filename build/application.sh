#!/usr/bin/env bash
# Builds the screens and the Linux application as it is shipped.
set -euo pipefail
cd "$(dirname "$0")/.."

build/frontend.sh
go build -trimpath -tags "desktop production webkit2_41" \
	-ldflags "-s -w -X main.version=$(build/version.sh)" -o build/bin/linkledger .
