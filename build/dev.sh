#!/usr/bin/env bash
# Builds the screens and the application's dev build, which serves the real
# bound services to a browser as well as to its window. It is never shipped.
set -euo pipefail
cd "$(dirname "$0")/.."

build/frontend.sh
go build -tags "dev webkit2_41" -ldflags "-X main.version=$(build/version.sh)" -o build/bin/linkledger-dev .
