//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

func TestDataIsTheOwnersAlone(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop() // serve makes its files, or gives up at once; the folder is its own either way
	for name, start := range map[string]func(data string, out *bytes.Buffer) error{
		"workspace create": func(data string, out *bytes.Buffer) error {
			return run(t.Context(), []string{"workspace", "create", "--data", data, "--time-zone", "UTC", "--link-base", "https://go.a.example"}, out, out)
		},
		"serve": func(data string, out *bytes.Buffer) error {
			_ = run(stopped, []string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"}, out, out)
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "deep", "data")
			if err := start(data, &bytes.Buffer{}); err != nil {
				t.Fatal(err)
			}
			for path, want := range map[string]os.FileMode{data: os.ModeDir | 0o700, databasePath(data): 0o600} {
				info, err := os.Stat(path)
				if err != nil {
					t.Fatal(err)
				}
				if info.Mode() != want {
					t.Errorf("%s is %v, want %v", path, info.Mode(), want)
				}
			}
		})
	}
}
