#!/usr/bin/env bash
# Walks the whole chain in practice mode, step by step (build/demo), in a
# workspace that it makes afresh. Then it shows it: in the application's window
# where there is a display, else as pictures of each screen in build/bin/demo.
#   build/demo.sh [FAULT]
set -euo pipefail
cd "$(dirname "$0")/.."

fault=${1:-}
pictures=build/bin/demo
data=$PWD/build/bin/demo/data
mkdir -p "$pictures"

build/setup.sh demo
[ -f frontend/src/wailsjs/runtime/runtime.js ] || build/generate.sh
go build -o build/bin/linkledger-demo ./build/demo

# A window of an earlier demo would go on writing to the folder.
window=$pictures/window.pid
if [ -f "$window" ] && grep -qs linkledger "/proc/$(cat "$window")/comm"; then
	echo "Closing the window of the last demo."
	kill "$(cat "$window")"
	tail --pid="$(cat "$window")" -f /dev/null
fi
rm -rf "$data"
# The walk ends with the line that says how it went. It is held back, to be the
# last line of the demo too.
log=$pictures/walk.log
status=0
build/bin/linkledger-demo --data "$data" --fault "$fault" </dev/null 2>&1 |
	tee "$log" | grep --line-buffered -v '^demo: [0-9]* steps passed' || status=${PIPESTATUS[0]}
verdict=$(grep '^demo: [0-9]* steps passed' "$log" || echo "demo: the walk ended early, see $log")

if [ "$status" -eq 0 ] && [ -z "$fault" ]; then
	if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "${CI:-}" ]; then
		echo "Opening Linkledger on the workspace of this walk."
		build/application.sh
		LINKLEDGER_DATA_DIR=$data setsid build/bin/linkledger >"$pictures/application.log" 2>&1 </dev/null &
		echo $! >"$window"
	else
		echo "No display here: taking pictures of the screens."
		build/dev.sh
		rm -f "$pictures"/*.png
		if ! build/display.sh node build/e2e/pictures.mjs "$data" "$pictures" </dev/null >"$pictures/pictures.log" 2>&1; then
			tail -n 40 "$pictures/pictures.log"
			echo "demo: the walk passed, but the pictures could not be taken"
			exit 1
		fi
		sed -n '/\.png$/p' "$pictures/pictures.log"
	fi
fi

echo "$verdict"
exit "$status"
