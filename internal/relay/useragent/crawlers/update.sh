#!/bin/sh
# Takes a release of the npm package crawler-user-agents (MIT, see LICENSE) and
# keeps what this package needs: patterns and their kinds here, the instances
# for the tests. Usage, from this folder: ./update.sh 1.60.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" "crawler-user-agents@$1" >"$folder/name"
tar -xzf "$folder/$(cat "$folder/name")" -C "$folder"
cp "$folder/package/LICENSE" LICENSE
node - "$folder/package/crawler-user-agents.json" "$1" <<'JS'
const fs = require("fs");
const [source, version] = process.argv.slice(2);
const all = JSON.parse(fs.readFileSync(source, "utf8"));
const kinds = { "social-preview": "preview", scanner: "scanner" };
const lines = all.map((c) => JSON.stringify({
  pattern: c.pattern, kind: (c.tags || []).map((t) => kinds[t]).find(Boolean) || "bot",
}));
fs.writeFileSync("crawlers.json", `{"version": "${version}", "crawlers": [\n${lines.join(",\n")}\n]}\n`);
fs.writeFileSync("../testdata/instances.txt", all.flatMap((c) => c.instances || []).join("\n") + "\n");
JS
