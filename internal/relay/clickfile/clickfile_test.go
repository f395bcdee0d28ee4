package clickfile_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/relay/clickfile"
)

func click(i int) clickfile.Click {
	return clickfile.Click{
		Workspace: "w", ID: fmt.Sprint("id", i), Link: int64(i), Offer: "o", Time: time.UnixMilli(1_800_000_000_000 + int64(i)).UTC(),
		Visitor: [16]byte{byte(i)}, Agent: "agent", Referrer: "a.example", Country: "DE", Signal: []string{"", "prefetch"}[i%2],
	}
}

func open(t *testing.T, dir string, from clickfile.Position, rotate int64) *clickfile.Log {
	t.Helper()
	l, err := clickfile.Open(dir, from, rotate)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// readAll reads from a position to the end, a few at a time.
func readAll(t *testing.T, l *clickfile.Log, from clickfile.Position) (all []clickfile.Click, end clickfile.Position) {
	t.Helper()
	for {
		clicks, next, err := l.Read(from, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(clicks) == 0 {
			return all, next
		}
		all, from = append(all, clicks...), next
	}
}

func appendAll(t *testing.T, l *clickfile.Log, from, to int) (want []clickfile.Click) {
	t.Helper()
	for i := from; i < to; i++ {
		if err := l.Append(click(i)); err != nil {
			t.Fatal(err)
		}
		want = append(want, click(i))
	}
	return want
}

func TestClicksCanBeReadAtOnceAndAfterAReopen(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, clickfile.Position{}, 1<<20)
	want := appendAll(t, l, 0, 10)
	got, middle := readAll(t, l, clickfile.Position{})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	want = appendAll(t, l, 10, 15)
	l.Close()
	l = open(t, dir, middle, 1<<20)
	want = append(want, appendAll(t, l, 15, 17)...)
	if got, _ = readAll(t, l, middle); cmp.Diff(want, got) != "" {
		t.Fatal(cmp.Diff(want, got))
	}
}

func TestRotationAndForgetting(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, clickfile.Position{}, 200)
	var want []clickfile.Click
	for i := range 20 {
		want = append(want, appendAll(t, l, i, i+1)...)
		if err := l.Sync(); err != nil {
			t.Fatal(err)
		}
	}
	got, end := readAll(t, l, clickfile.Position{})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	if end.File < 5 {
		t.Fatalf("the clicks are in %d files only", end.File)
	}
	if err := l.Forget(end); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "clicks-*.log"))
	if len(left) > 2 {
		t.Fatalf("%v are left", left)
	}
	l.Close()
	l = open(t, dir, end, 200)
	want = appendAll(t, l, 20, 21)
	if got, _ = readAll(t, l, end); cmp.Diff(want, got) != "" {
		t.Fatal(cmp.Diff(want, got))
	}
}

func TestTornEndIsCut(t *testing.T) {
	for _, keep := range []int{1, 7, 8, 20, 56} {
		dir := t.TempDir()
		l := open(t, dir, clickfile.Position{}, 1<<20)
		want := appendAll(t, l, 0, 3)
		whole := l.End().Offset
		appendAll(t, l, 3, 4)
		l.Close()
		file := filepath.Join(dir, "clicks-00000001.log")
		if err := os.Truncate(file, whole+int64(keep)); err != nil {
			t.Fatal(err)
		}
		l = open(t, dir, clickfile.Position{}, 1<<20)
		if l.End().Offset != whole {
			t.Fatalf("%d bytes of a torn record: the end is %d, want %d", keep, l.End().Offset, whole)
		}
		want = append(want, appendAll(t, l, 9, 10)...)
		if got, _ := readAll(t, l, clickfile.Position{}); cmp.Diff(want, got) != "" {
			t.Fatal(cmp.Diff(want, got))
		}
	}
}

func TestLongDamageIsKeptAside(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, clickfile.Position{}, 1<<20)
	appendAll(t, l, 0, 1)
	l.Close()
	file := filepath.Join(dir, "clicks-00000001.log")
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(strings.Repeat("damage", 5000)); err != nil {
		t.Fatal(err)
	}
	f.Close()
	l = open(t, dir, clickfile.Position{}, 1<<20)
	if got, _ := readAll(t, l, clickfile.Position{}); len(got) != 1 {
		t.Fatalf("%d clicks", len(got))
	}
	if aside, _ := filepath.Glob(file + ".damaged-*"); len(aside) != 1 {
		t.Fatalf("kept aside: %v", aside)
	}
}

// TestDamageInAnEarlierFileIsSaidOnce, and what is after the file is read.
func TestDamageInAnEarlierFileIsSaidOnce(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, clickfile.Position{}, 1<<20)
	want := appendAll(t, l, 0, 2)
	sound := l.End().Offset
	appendAll(t, l, 2, 5)
	lost := l.End().Offset - sound
	if err := l.Rotate(); err != nil {
		t.Fatal(err)
	}
	want = append(want, appendAll(t, l, 5, 7)...)
	file := filepath.Join(dir, "clicks-00000001.log")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content[sound+20] ^= 1
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	got, at, err := l.Read(clickfile.Position{}, 10)
	if err != nil || len(got) != 2 {
		t.Fatalf("%d clicks, %v", len(got), err)
	}
	if _, _, err = l.Read(at, 10); err == nil || !strings.Contains(err.Error(), "is damaged at byte") {
		t.Fatalf("the damage is not said: %v", err)
	}
	after, _ := readAll(t, l, at)
	if got = append(got, after...); cmp.Diff(want, got) != "" {
		t.Fatal(cmp.Diff(want, got))
	}
	if info, err := os.Stat(fmt.Sprintf("%s.damaged-%d", file, sound)); err != nil || info.Size() != lost {
		t.Fatalf("kept aside: %v, %v", info, err)
	}
}

func TestMissingFileIsSaid(t *testing.T) {
	if _, err := clickfile.Open(t.TempDir(), clickfile.Position{File: 1, Offset: 500}, 1<<20); err == nil || !strings.Contains(err.Error(), "put the missing file back") {
		t.Fatalf("got %v", err)
	}
}

func TestOneProcessOnly(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, clickfile.Position{}, 1<<20)
	if _, err := clickfile.Open(dir, clickfile.Position{}, 1<<20); !errors.Is(err, clickfile.ErrInUse) {
		t.Fatalf("a second open: %v", err)
	}
	l.Close()
	open(t, dir, clickfile.Position{}, 1<<20)
}

func TestAppendFromManyGoroutines(t *testing.T) {
	l := open(t, t.TempDir(), clickfile.Position{}, 2000)
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			for i := range 50 {
				keep := l.Append
				if i%3 == 0 {
					keep = l.AppendSynced
				}
				if err := keep(click(g*50 + i)); err != nil {
					t.Error(err)
				}
				if i%10 == 0 {
					if err := l.Sync(); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	group.Wait()
	got, _ := readAll(t, l, clickfile.Position{})
	seen := map[string]bool{}
	for _, c := range got {
		seen[c.ID] = true
	}
	if len(got) != 400 || len(seen) != 400 {
		t.Fatalf("%d clicks, %d different", len(got), len(seen))
	}
}

func TestRecordRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := clickfile.Click{
			Workspace: rapid.String().Draw(t, "workspace"), ID: rapid.StringN(0, 40, 200).Draw(t, "id"), Link: rapid.Int64Min(0).Draw(t, "link"),
			Offer: rapid.String().Draw(t, "offer"), Time: time.UnixMilli(rapid.Int64Range(-1e12, 1e13).Draw(t, "time")).UTC(),
			Agent: rapid.StringN(0, -1, clickfile.MaxAgent).Draw(t, "agent"), Referrer: rapid.String().Draw(t, "referrer"), Country: rapid.String().Draw(t, "country"), Signal: rapid.String().Draw(t, "signal"),
		}
		b := clickfile.Append([]byte("before"), &want)[len("before"):]
		got, n, err := clickfile.Decode(append(b, "after"...))
		if err != nil || n != len(b) {
			t.Fatalf("%d of %d bytes, %v", n, len(b), err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		flip := rapid.IntRange(0, len(b)*8-1).Draw(t, "flip")
		b[flip/8] ^= 1 << (flip % 8)
		if damaged, _, err := clickfile.Decode(b); err == nil {
			t.Fatalf("a flipped bit passed as %+v", damaged)
		}
	})
}

func FuzzDecode(f *testing.F) {
	one := click(1)
	f.Add(clickfile.Append(nil, &one))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, n, err := clickfile.Decode(b)
		if err != nil {
			return
		}
		if n > len(b) {
			t.Fatalf("read %d of %d bytes", n, len(b))
		}
		if again, _, err := clickfile.Decode(clickfile.Append(nil, &c)); err != nil || !cmp.Equal(c, again) {
			t.Fatalf("%+v became %+v, %v", c, again, err)
		}
	})
}
