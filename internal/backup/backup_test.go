package backup_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"linkledger/internal/backup"
	"linkledger/internal/sqlitex"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// bench is a real database with a folder for its backups.
type bench struct {
	*testing.T
	db     *sqlitex.DB
	folder backup.Folder
	key    *age.X25519Identity
}

func newBench(t *testing.T) *bench {
	t.Helper()
	dir := t.TempDir()
	db, err := sqlitex.Open(t.Context(), filepath.Join(dir, "a.db"), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Write.Exec(`CREATE TABLE log (seq INTEGER PRIMARY KEY, body TEXT)`); err != nil {
		t.Fatal(err)
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t, db, backup.Folder{Path: filepath.Join(dir, "backups"), Prove: prove}, key}
	b.write(100)
	return b
}

func (b *bench) write(n int) {
	b.Helper()
	for i := range n {
		if _, err := b.db.Write.Exec(`INSERT INTO log (body) VALUES (?)`, strings.Repeat(fmt.Sprint(i), 200)); err != nil {
			b.Fatal(err)
		}
	}
}

// prove is what a database's owner would do: read it and say where it stands.
func prove(ctx context.Context, path string) (f backup.Facts, err error) {
	err = sqlitex.Look(ctx, path, func(db *sql.DB) error {
		verdict := ""
		if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
			return errors.Join(err, errors.New(verdict))
		}
		f.Schema, f.Head = 7, "head"
		return db.QueryRow(`SELECT max(seq) FROM log`).Scan(&f.Seq)
	})
	return f, err
}

func (b *bench) source() backup.Source {
	return backup.Source{
		Copy: func(ctx context.Context, path string) error { return sqlitex.Copy(ctx, b.db, path) },
		Seal: func(to io.Writer) (io.WriteCloser, error) { return age.Encrypt(to, b.key.Recipient()) },
	}
}

func (b *bench) unseal(from io.Reader) (io.Reader, error) { return age.Decrypt(from, b.key) }

func (b *bench) make(at time.Time, reason backup.Reason) backup.Backup {
	b.Helper()
	made, err := b.folder.Make(b.Context(), b.source(), backup.Manifest{MadeAt: at, Reason: reason, Version: "1.2", Profile: "p", Workspace: "w"})
	if err != nil {
		b.Fatal(err)
	}
	return made
}

// names are the files in the folder, finished or not.
func (b *bench) names() (names []string) {
	b.Helper()
	entries, err := os.ReadDir(b.folder.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestABackupComesBack(t *testing.T) {
	b := newBench(t)
	first := b.make(noon, backup.Scheduled)
	b.write(5)
	second := b.make(noon.Add(time.Hour), backup.BeforeRestore)
	list, err := b.folder.List()
	if diff := cmp.Diff([]backup.Backup{second, first}, list); diff != "" || err != nil {
		t.Fatal(diff, err)
	}
	want := backup.Manifest{MadeAt: noon, Reason: backup.Scheduled, Version: "1.2", Profile: "p", Workspace: "w",
		Facts: backup.Facts{Schema: 7, Seq: 100, Head: "head"}}
	if diff := cmp.Diff(want, first.Manifest); diff != "" || first.Bytes == 0 {
		t.Error(diff)
	}
	if m, err := b.folder.Check(t.Context(), first, b.unseal); err != nil || m.Seq != 100 {
		t.Errorf("check: %+v %v", m, err)
	}
	into := filepath.Join(t.TempDir(), "again.db")
	if m, err := b.folder.Open(t.Context(), first, b.unseal, into); err != nil || !cmp.Equal(m, want) {
		t.Fatalf("%+v %v", m, err)
	}
	if f, err := prove(t.Context(), into); err != nil || f.Seq != 100 {
		t.Errorf("%+v %v", f, err)
	}
	if _, err := b.folder.Open(t.Context(), first, b.unseal, into); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file in the way: %v", err)
	}
	raw, err := os.ReadFile(first.Path)
	if err != nil || bytes.Contains(raw, []byte("SQLite format")) || bytes.Contains(raw, []byte(strings.Repeat("1", 30))) {
		t.Errorf("it can be read without a key: %v", err)
	}
	if names := b.names(); len(names) != 2 {
		t.Errorf("left behind: %v", names)
	}
}

// TestAnotherMomentAnotherFile: nothing that was kept is overwritten.
func TestABackupIsNeverOverwritten(t *testing.T) {
	b := newBench(t)
	first := b.make(noon, backup.Asked)
	_, err := b.folder.Make(t.Context(), b.source(), backup.Manifest{MadeAt: noon, Reason: backup.Asked})
	if err == nil {
		t.Fatal("two backups have one name")
	}
	if now, err := backup.Read(first.Path); err != nil || !cmp.Equal(now, first) || len(b.names()) != 1 {
		t.Errorf("%+v %v %v", now, err, b.names())
	}
}

// TestEveryStepMayFail: an error leaves what was there, and nothing else.
func TestEveryStepMayFail(t *testing.T) {
	b := newBench(t)
	kept := b.make(noon, backup.Scheduled)
	full := errors.New("no space left on device")
	for name, from := range map[string]func(*backup.Source, *backup.Folder){
		"the copy": func(s *backup.Source, _ *backup.Folder) {
			s.Copy = func(_ context.Context, path string) error {
				return errors.Join(os.WriteFile(path, []byte("half"), 0o600), full)
			}
		},
		"the proof": func(_ *backup.Source, f *backup.Folder) {
			f.Prove = func(context.Context, string) (backup.Facts, error) { return backup.Facts{}, full }
		},
		"the seal": func(s *backup.Source, _ *backup.Folder) {
			s.Seal = func(io.Writer) (io.WriteCloser, error) { return nil, full }
		},
		"writing": func(s *backup.Source, _ *backup.Folder) {
			s.Seal = func(to io.Writer) (io.WriteCloser, error) { return &narrow{to: to, room: 1000, err: full}, nil }
		},
		"the end": func(s *backup.Source, _ *backup.Folder) {
			s.Seal = func(to io.Writer) (io.WriteCloser, error) { return &narrow{to: to, room: 1 << 30, err: full}, nil }
		},
	} {
		source, folder := b.source(), b.folder
		from(&source, &folder)
		_, err := folder.Make(t.Context(), source, backup.Manifest{MadeAt: noon.Add(time.Hour), Reason: backup.Asked})
		if !errors.Is(err, full) {
			t.Errorf("%s: %v", name, err)
		}
		if names := b.names(); len(names) != 1 || names[0] != kept.ID {
			t.Errorf("%s left %v", name, names)
		}
	}
	// What a killed program left goes with the next one, and is never listed.
	for _, name := range []string{"copy.part", "copy.part-journal", "sealed.part"} {
		if err := os.WriteFile(filepath.Join(b.folder.Path, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := b.folder.List(); err != nil || len(list) != 1 {
		t.Errorf("%v %v", list, err)
	}
	b.make(noon.Add(2*time.Hour), backup.Asked)
	if names := b.names(); len(names) != 2 {
		t.Errorf("left: %v", names)
	}
}

// narrow is a disk with little room.
type narrow struct {
	to   io.Writer
	room int
	err  error
}

func (n *narrow) Write(p []byte) (int, error) {
	if n.room -= len(p); n.room < 0 {
		return 0, n.err
	}
	return n.to.Write(p)
}

func (n *narrow) Close() error { return n.err }

// TestDamageIsFound changes each of many bytes of a backup.
func TestDamageIsFound(t *testing.T) {
	b := newBench(t)
	made := b.make(noon, backup.Scheduled)
	raw, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	into := filepath.Join(t.TempDir(), "opened.db")
	path := filepath.Join(b.folder.Path, "changed.backup")
	try := func(what string, content []byte) {
		t.Helper()
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		changed, err := backup.Read(path)
		if err == nil {
			_, err = b.folder.Open(t.Context(), changed, b.unseal, into)
		}
		if err == nil {
			t.Fatalf("%s, and nothing noticed", what)
		}
		if _, err := os.Stat(into); err == nil {
			t.Fatalf("%s: a file was left", what)
		}
	}
	for at := 0; at < len(raw); at += 1 + at/40 {
		changed := bytes.Clone(raw)
		changed[at] ^= 4
		try(fmt.Sprintf("byte %d of %d was changed", at, len(raw)), changed)
	}
	for _, n := range []int{0, 10, 40, 300, len(raw) / 2, len(raw) - 1} {
		try(fmt.Sprintf("it ends after %d bytes", n), raw[:n])
	}
	other := newBench(t)
	if _, err := b.folder.Open(t.Context(), made, other.unseal, into); err == nil {
		t.Error("another's key opens it")
	}
	for content, want := range map[string]error{"hello": backup.ErrForeign, "": backup.ErrForeign, "linkledger backup 2\n{}\n": backup.ErrNewer,
		"linkledger backup 1\nnot json\n": backup.ErrDamaged, "linkledger backup 1\n" + strings.Repeat("x", 1<<20): backup.ErrDamaged} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Read(path); !errors.Is(err, want) {
			t.Errorf("%.30q: %v, want %v", content, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("linkledger backup 1\n{\"made_at\":\"2026-11-22T12:00:00Z\",\"seq\":1}\nage-encryption.org/v1\n"))
	f.Add([]byte("linkledger backup 2\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, content []byte) {
		dir := t.TempDir()
		path := filepath.Join(dir, "x.backup")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		made, err := backup.Read(path)
		if err != nil {
			if !errors.Is(err, backup.ErrForeign) && !errors.Is(err, backup.ErrDamaged) && !errors.Is(err, backup.ErrNewer) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		folder := backup.Folder{Path: dir, Prove: prove}
		open := func(from io.Reader) (io.Reader, error) { return from, nil } // as if a key fitted
		into := filepath.Join(dir, "into.db")
		if _, err := folder.Open(t.Context(), made, open, into); err == nil {
			t.Fatal("it opened")
		}
		if _, err := os.Stat(into); err == nil {
			t.Fatal("a file was left")
		}
	})
}
