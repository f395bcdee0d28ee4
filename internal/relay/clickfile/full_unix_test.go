//go:build unix

package clickfile_test

import (
	"os/signal"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relay/clickfile"
)

// TestRefusedClicksAreKeptUntilThereIsSpace lets the system refuse writes
// beyond a file size, as a full disk does, in the middle of a record.
func TestRefusedClicksAreKeptUntilThereIsSpace(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, clickfile.Position{}, 1<<20)
	want := appendAll(t, l, 0, 3)
	l.Close() // gives back what was made ready for more
	l = open(t, dir, clickfile.Position{}, 1<<20)
	sound := l.End()

	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	small := limit
	small.Cur = uint64(sound.Offset) + 20
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		t.Fatal(err)
	}
	for i := 3; i < 10; i++ {
		if err := l.Append(click(i)); err == nil {
			t.Error("a refused write was not said")
		}
		want = append(want, click(i))
	}
	if err := l.Sync(); err == nil {
		t.Error("a refused write was not said by Sync")
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}

	if l.End() != sound {
		t.Fatalf("the end moved to %v", l.End())
	}
	if got, _ := readAll(t, l, clickfile.Position{}); len(got) != 3 {
		t.Fatalf("%d clicks can be read while the disk is full, want 3", len(got))
	}
	want = append(want, appendAll(t, l, 10, 11)...)
	got, _ := readAll(t, l, clickfile.Position{})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	if l.Lost() != 0 {
		t.Fatalf("%d clicks were lost", l.Lost())
	}
}
