package clickfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relay/clickfile"
)

// TestAFileThatShrinksUnderTheWindow, which nobody should do, does not take
// the relay with it.
func TestAFileThatShrinksUnderTheWindow(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, clickfile.Position{}, 1<<20)
	appendAll(t, l, 0, 3)
	if err := os.Truncate(filepath.Join(dir, "clicks-00000001.log"), 0); err != nil {
		t.Fatal(err)
	}
	appendAll(t, l, 3, 200)
	if info, err := os.Stat(filepath.Join(dir, "clicks-00000001.log")); err != nil || info.Size() < l.End().Offset {
		t.Fatalf("%v, %v: the clicks after it are not in the file", info, err)
	}
}

// TestAKilledProcessLeavesZeros: they are no damage, and no click is lost.
func TestAKilledProcessLeavesZeros(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, clickfile.Position{}, 1<<20)
	want := appendAll(t, l, 0, 3)
	left, err := os.ReadFile(filepath.Join(dir, "clicks-00000001.log")) // as a killed process leaves it
	if err != nil || int64(len(left)) <= l.End().Offset {
		t.Fatalf("%d bytes, of which %d are records: %v", len(left), l.End().Offset, err)
	}
	next := t.TempDir()
	if err := os.WriteFile(filepath.Join(next, "clicks-00000001.log"), left, 0o600); err != nil {
		t.Fatal(err)
	}
	again := open(t, next, clickfile.Position{}, 1<<20)
	want = append(want, appendAll(t, again, 3, 5)...)
	if got, _ := readAll(t, again, clickfile.Position{}); cmp.Diff(want, got) != "" {
		t.Fatal(cmp.Diff(want, got))
	}
	if files, _ := filepath.Glob(filepath.Join(next, "*damaged*")); len(files) > 0 {
		t.Fatalf("taken for damage: %v", files)
	}
}

// TestManyWindows goes past the end of one several times.
func TestManyWindows(t *testing.T) {
	l := open(t, t.TempDir(), clickfile.Position{}, 1<<40)
	agent := make([]byte, clickfile.MaxAgent)
	for i := range agent {
		agent[i] = 'a'
	}
	const clicks = 5000
	for i := range clicks {
		c := click(i)
		c.Agent = string(agent)
		if err := l.Append(c); err != nil {
			t.Fatal(err)
		}
	}
	if end := l.End().Offset; end < 2<<20 {
		t.Fatalf("only %d bytes", end)
	}
	var from clickfile.Position
	for i := 0; i < clicks; {
		got, next, err := l.Read(from, 1000)
		if err != nil || len(got) == 0 {
			t.Fatal(i, err)
		}
		for _, c := range got {
			if c.Link != int64(i) {
				t.Fatalf("click %d is %d", i, c.Link)
			}
			i++
		}
		from = next
	}
}

func BenchmarkAppend(b *testing.B) {
	l, err := clickfile.Open(b.TempDir(), clickfile.Position{}, 1<<40)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	c := click(1)
	for b.Loop() {
		if err := l.Append(c); err != nil {
			b.Fatal(err)
		}
	}
}
