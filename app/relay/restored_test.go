package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkledger/internal/relay/sqlitestore"
)

// TestRestoredIsNoticed brings a copy back as an operator does.
func TestRestoredIsNoticed(t *testing.T) {
	data, copied := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "copy")
	command := func(args ...string) (stdout, stderr string) {
		t.Helper()
		var out, messages bytes.Buffer
		if err := run(t.Context(), args, &out, &messages); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		return out.String(), messages.String()
	}
	epochs := func(dir string) (all []string) {
		t.Helper()
		store, err := sqlitestore.Open(t.Context(), databasePath(dir))
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		found, err := store.Workspaces(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range found {
			all = append(all, w.Epoch)
		}
		return all
	}
	for _, host := range []string{"https://go.a.example", "https://go.b.example"} {
		command("workspace", "create", "--data", data, "--time-zone", "UTC", "--link-base", host)
	}
	if err := os.CopyFS(copied, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	before := epochs(data)
	stdout, stderr := command("restored", "--data", copied)
	if !strings.Contains(stderr, "What to expect") || !strings.Contains(stderr, "newer copy") {
		t.Errorf("it prints %q", stderr)
	}
	after := epochs(copied)
	if len(before) != 2 || len(after) != 2 {
		t.Fatalf("%d and %d workspaces", len(before), len(after))
	}
	for i := range after {
		if after[i] == before[i] || !strings.Contains(stdout, after[i]) {
			t.Errorf("workspace %d: epoch %s became %s, printed %q", i+1, before[i], after[i], stdout)
		}
	}
}
