package main

import (
	"context"
	"path/filepath"
	"strings"
)

// startPocketBase starts the small PocketBase application in ./pocketbase.
func (b *bench) startPocketBase(ctx context.Context, codes []string) (*server, error) {
	binary, err := b.build(ctx, nil, "build/bench", "./pocketbase", "pocketbase")
	if err != nil {
		return nil, err
	}
	s := &server{name: "pocketbase"}
	if s.version, err = b.moduleVersion(ctx, "github.com/pocketbase/pocketbase"); err != nil {
		return nil, err
	}
	if s.dir, err = b.folder(s.name); err != nil {
		return nil, err
	}
	if s.address, err = freeAddress(); err != nil {
		return nil, err
	}
	list, err := b.file("codes.txt", strings.Join(codes, "\n"))
	if err != nil {
		return nil, err
	}
	return s, b.start(ctx, s, binary, "serve", "--http", s.address, "--dir", filepath.Join(s.dir, "data"),
		"--dev=false", "--codes", list, "--destination", destination)
}

// moduleVersion is the version of a peer that go.mod pins.
func (b *bench) moduleVersion(ctx context.Context, module string) (string, error) {
	text, err := output(ctx, filepath.Join(b.root, "build", "bench"), nil, "go", "list", "-m", "-f", "{{.Version}}", module)
	return strings.TrimSpace(text), err
}
