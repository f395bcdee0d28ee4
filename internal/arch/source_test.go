package arch_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "linkledger"
	root   = "../.."
)

// A source is one parsed Go file. The files are read by the test itself, not
// by a go command: so a cached result is dropped when any of them changes.
type source struct {
	path      string // from the root, with slashes
	pkg       string // its folder from the root; "." for the root itself
	test      bool
	generated bool
	lines     int
	imports   []string
	file      *ast.File
	set       *token.FileSet
}

// at says where a node is, for messages.
func (s source) at(node ast.Node) string {
	return s.path + ":" + strconv.Itoa(s.set.Position(node.Pos()).Line)
}

// sources parses every Go file of the module, whatever its build tags.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	walk(t, root, func(name string) {
		if path.Ext(name) != ".go" {
			return
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		s := source{
			path: name, pkg: path.Dir(name), file: file, set: set,
			test:      strings.HasSuffix(name, "_test.go"),
			generated: ast.IsGenerated(file),
			lines:     strings.Count(string(text), "\n"),
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			s.imports = append(s.imports, imported)
		}
		all = append(all, s)
	})
	if len(all) < 10 {
		t.Fatalf("found only %d Go files from %s: the walk is broken", len(all), root)
	}
	return all
}

// walk calls visit with each file below dir that is ours: not downloaded, not
// built, and of this Go module. Names are relative to the root.
func walk(t *testing.T, dir string, visit func(name string)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if !entry.IsDir() {
			visit(name)
			return nil
		}
		switch name {
		case "build/bin", "build/cache", "frontend/dist", "frontend/node_modules":
			return fs.SkipDir
		}
		if name == "." {
			return nil
		}
		if strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" {
			return fs.SkipDir
		}
		if _, err := os.Stat(filepath.Join(full, "go.mod")); err == nil {
			return fs.SkipDir
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// projectPackage turns an import path into a folder of this module.
func projectPackage(imported string) (string, bool) {
	if imported == module {
		return ".", true
	}
	return strings.CutPrefix(imported, module+"/")
}
