#!/usr/bin/env bash
# Runs a command on a screen and a D-Bus session of its own, and leaves nothing
# running when it ends:
#   build/display.sh COMMAND [ARGUMENT...]
# The X server chooses a free display number itself, so runs don't collide.
set -euo pipefail

ready=$(mktemp -d)
mkfifo "$ready/display"
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3<>"$ready/display" >"$ready/log" 2>&1 &
server=$!
# shellcheck disable=SC2329 # called by trap
finish() {
	kill "$server" 2>/dev/null || true
	wait "$server" 2>/dev/null || true
	rm -rf "$ready"
}
trap finish EXIT

if ! read -r -t 30 number <>"$ready/display"; then
	echo "display: the X server did not start: $(cat "$ready/log")" >&2
	exit 1
fi

# WebKit asks the GPU for buffers that a virtual screen does not have. A person's
# own desktop settings must not change what is tested.
export DISPLAY=":$number" LANG=C.UTF-8 GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1 \
	WEBKIT_DISABLE_DMABUF_RENDERER=1 NO_AT_BRIDGE=1 GTK_THEME=Adwaita
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS LANGUAGE LC_ALL

dbus-run-session -- "$@"
