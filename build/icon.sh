#!/usr/bin/env bash
# Draws build/appicon.png and build/windows/icon.ico from build/appicon.svg.
# Needed only after a change of the drawing; it takes Chromium and ImageMagick.
set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '<style>body{margin:0}svg{display:block}</style>' | cat - appicon.svg >"$work/icon.html"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1024,1024 \
	--default-background-color=00000000 --screenshot="$work/icon.png" "file://$work/icon.html" >/dev/null 2>&1
convert "$work/icon.png" -strip -depth 8 -define png:compression-level=9 appicon.png
convert appicon.png -define icon:auto-resize=256,128,64,48,32,24,16 windows/icon.ico
