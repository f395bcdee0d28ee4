package arch_test

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// topLevel is all that stands at the root, beside dot-files.
var topLevel = []string{
	"app", "build", "frontend", "internal",
	"main.go", "go.mod", "go.sum", "wails.json", "Makefile",
	"README.md", "CONTRIBUTING.md", "LICENSE",
}

// vague are folder names that say where things were put, not what they are.
var vague = []string{"util", "utils", "common", "helper", "helpers", "model", "models", "types", "pkg", "misc", "stuff"}

const longestFile = 400

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, entry := range entries {
		name := entry.Name()
		found[name] = true
		built := slices.Contains([]string{".test", ".out", ".syso", ".prof"}, path.Ext(name)) // git ignores these
		if !strings.HasPrefix(name, ".") && !built && !slices.Contains(topLevel, name) {
			t.Errorf("%s stands at the top level: it belongs into app, build, frontend or internal", name)
		}
	}
	for _, name := range topLevel {
		if !found[name] {
			t.Errorf("%s is missing from the top level", name)
		}
	}
}

func TestFolderNamesSayWhatIsInThem(t *testing.T) {
	walk(t, root, func(name string) {
		if strings.HasPrefix(name, "frontend/src/wailsjs/") {
			return
		}
		for _, folder := range strings.Split(path.Dir(name), "/") {
			if slices.Contains(vague, folder) {
				t.Errorf("%s: a folder called %q says nothing; name it by its noun", name, folder)
			}
		}
	})
}

func TestFilesCanBeReadInOneSitting(t *testing.T) {
	ours := []string{".go", ".ts", ".tsx", ".css", ".mjs", ".sh", ".sql"}
	generated := regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)
	walk(t, root, func(name string) {
		if !slices.Contains(ours, path.Ext(name)) || strings.HasPrefix(name, "frontend/src/wailsjs/") {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Count(text, []byte("\n"))
		if lines > longestFile && !generated.Match(text) {
			t.Errorf("%s has %d lines, over %d: split it by what a reader looks for", name, lines, longestFile)
		}
	})
}
