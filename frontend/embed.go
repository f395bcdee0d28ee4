// Package frontend carries the built screens inside the application. It knows
// where the build puts them and nothing of what is in them.
package frontend

import (
	"embed"
	"io/fs"
)

// all: also embeds dist/.gitkeep, so a fresh clone compiles before npm has run.
//
//go:embed all:dist
var dist embed.FS

// FS returns the built screens, with index.html at its root.
func FS() fs.FS {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path: the embed directive above names it
	}
	return root
}
