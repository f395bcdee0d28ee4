#!/usr/bin/env bash
# Runs a command on a screen and a D-Bus session of its own, and leaves nothing
# running when it ends:
#   build/display.sh COMMAND [ARGUMENT...]
# The X server chooses a free display number itself, so runs don't collide.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

work=$(mktemp -d)
servers=()
# shellcheck disable=SC2329 # called by trap
finish() {
	kill "${servers[@]}" 2>/dev/null || true
	wait "${servers[@]}" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

# Both say where they are on descriptor 3, as soon as they can be used. This
# script holds the other ends open, so that no word is lost.
mkfifo "$work/display" "$work/bus"
exec 4<>"$work/display" 5<>"$work/bus"
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>&4 >"$work/log" 2>&1 &
servers+=($!)
dbus-daemon --config-file="$here/dbus.conf" --nofork --print-address=3 3>&5 >>"$work/log" 2>&1 &
servers+=($!)
if ! read -r -t 30 -u 4 display || ! read -r -t 30 -u 5 bus; then
	echo "display: the X server or the D-Bus session did not start: $(cat "$work/log")" >&2
	exit 1
fi
exec 4>&- 5>&-

# WebKit asks the GPU for buffers that a virtual screen does not have. A person's
# own desktop settings must not change what is tested.
export DISPLAY=":$display" DBUS_SESSION_BUS_ADDRESS=$bus LANG=C.UTF-8 GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 \
	WEBKIT_DISABLE_DMABUF_RENDERER=1 NO_AT_BRIDGE=1 GTK_A11Y=none
unset WAYLAND_DISPLAY LANGUAGE LC_ALL

"$@"
