package desktop

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// TestDamageIsSetAside: whatever happens to the file, the program opens, says
// so, keeps the damaged file, and stands where it stood.
func TestDamageIsSetAside(t *testing.T) {
	const ofLog, ofBackup, ofNothing = "Its log was whole", "from the backup of", "No backup could be used"
	ctx, whole := context.Background(), t.TempDir() // a profile that each case damages a copy of
	a := openApp(t, whole)
	sale(t, a)
	got(a.Backups.Now())(t)
	got(a.Members.Save(MemberForm{Name: "Between the backups"}))(t)
	must(t, a.Sync(ctx))
	got(a.Backups.Now())(t)
	got(a.Members.Save(MemberForm{Name: "Since the backups"}))(t)
	must(t, a.Sync(ctx))
	head := got(a.Prove(ctx))(t)
	got(a.Members.Save(MemberForm{Name: "Not sent"}))(t)
	must(t, a.Close())
	for name, test := range map[string]struct {
		damage func(t *testing.T, dir string)
		how    string
		lost   bool // edits that had not been sent
	}{
		"a row of the books": {func(t *testing.T, dir string) { spoil(t, dir, `UPDATE earning SET day = '2020-01-01'`) }, ofLog, false},
		"a conversion":       {func(t *testing.T, dir string) { spoil(t, dir, `UPDATE conversion SET sale_minor = sale_minor + 1`) }, ofLog, false},
		"the log":            {func(t *testing.T, dir string) { spoil(t, dir, `UPDATE log_entry SET body = x'00' WHERE seq = 3`) }, ofBackup, false},
		"the log, and the newest backup": {func(t *testing.T, dir string) {
			spoil(t, dir, `DELETE FROM log_entry WHERE seq = 3`)
			overwrite(t, backupFiles(t, dir)[1], 0.5)
		}, ofBackup, false},
		"the log, and all backups": {func(t *testing.T, dir string) {
			spoil(t, dir, `DELETE FROM log_entry WHERE seq = 3`)
			for _, file := range backupFiles(t, dir) {
				overwrite(t, file, 0.5)
			}
		}, ofNothing, false},
		"pages in the middle": {func(t *testing.T, dir string) { overwrite(t, database(dir), 0.5) }, "", true},
		"the header": {func(t *testing.T, dir string) {
			must(t, os.WriteFile(database(dir), []byte(strings.Repeat("no database ", 1000)), 0o600))
		}, ofBackup, true},
		"an empty file": {func(t *testing.T, dir string) { must(t, os.Truncate(database(dir), 0)) }, ofBackup, true},
		"no file":       {func(t *testing.T, dir string) { must(t, os.Remove(database(dir))) }, ofBackup, true},
		"a crash while it was set aside": {func(t *testing.T, dir string) {
			must(t, os.WriteFile(filepath.Join(filepath.Dir(database(dir)), damageFile), []byte(`{"at":"then","why":"It was damaged."}`), 0o600))
			must(t, os.Rename(database(dir), filepath.Join(filepath.Dir(database(dir)), "linkledger-damaged-then.db")))
		}, ofLog, false},
		"a crash before it was set aside": {func(t *testing.T, dir string) {
			must(t, os.WriteFile(filepath.Join(filepath.Dir(database(dir)), damageFile), []byte(`{"at":"then","why":"It was damaged."}`), 0o600))
		}, ofLog, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			copyOf(t, whole, dir)
			test.damage(t, dir)
			damaged, _ := os.ReadFile(database(dir))

			a := openApp(t, dir)
			s := got(a.session())(t)
			<-s.proven
			if s.damaged() != "" { // a start reads no rows
				damaged = nil // it has been written since
				_, stopped := payableMembers(t, a)
				if items := got(a.Workspace.Attention())(t); len(items) == 0 || items[0].Kind != "damage" || stopped == "" {
					t.Errorf("damage was found: attention %+v, stopped %q", items, stopped)
				}
				if f := failed(t, second(a.Backups.Now())); f.Message == "" {
					t.Error("a damaged database was kept as a backup")
				}
				got(a.Backups.Rebuild())(t)
			}
			v := got(a.Backups.List())(t)
			if v.Frozen == "" || !strings.Contains(v.Damage, test.how) {
				t.Fatalf("%+v", v)
			}
			if len(damaged) > 0 {
				kept, err := os.ReadFile(v.SetAside)
				if err != nil || string(kept) != string(damaged) {
					t.Errorf("the damaged file was not kept as it was: %v", err)
				}
			}
			must(t, a.Sync(ctx))
			if now := got(a.Prove(ctx))(t); now != head || got(a.Backups.List())(t).Frozen != "" {
				t.Error("it does not stand where it stood")
			}
			rescued := false
			for _, m := range got(a.Members.List())(t) {
				rescued = rescued || m.Name == "Not sent"
			}
			if !rescued && !test.lost {
				t.Error("an edit that had not been sent is lost")
			}
			s = got(a.session())(t)
			if found, err := s.store.Verify(ctx, nil); err != nil || len(found) > 0 {
				t.Errorf("%v %v", found, err)
			}
			if f := failed(t, second(a.Backups.Rebuild())); !strings.Contains(f.Message, "sound") {
				t.Errorf("a sound database was made again: %+v", f)
			}
			for _, left := range []string{databaseFile + ".restoring", damageFile} {
				if _, err := os.Stat(filepath.Join(filepath.Dir(database(dir)), left)); err == nil {
					t.Errorf("%s was left", left)
				}
			}
		})
	}
}

// copyOf copies a folder, with who may read what.
func copyOf(t *testing.T, from, to string) {
	t.Helper()
	must(t, os.CopyFS(to, os.DirFS(from)))
	must(t, filepath.WalkDir(from, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, relErr := filepath.Rel(from, path)
		info, infoErr := e.Info()
		if err := errors.Join(relErr, infoErr); err != nil {
			return err
		}
		return os.Chmod(filepath.Join(to, name), info.Mode().Perm())
	}))
}

// spoil changes rows behind the program's back.
func spoil(t *testing.T, dir, statement string) {
	t.Helper()
	must(t, sqlitex.Exec(t.Context(), database(dir), false, func(db *sql.DB) error { return second(db.Exec(statement)) }))
}

// backupFiles are those of the practice profile, oldest first.
func backupFiles(t *testing.T, dir string) []string {
	t.Helper()
	return got(filepath.Glob(filepath.Join(filepath.Dir(database(dir)), backupsDir, "*.backup")))(t)
}

// overwrite changes some bytes of a file at a part of it.
func overwrite(t *testing.T, path string, part float64) {
	t.Helper()
	raw, err := os.ReadFile(path)
	must(t, err)
	at := int(float64(len(raw)) * part)
	for i := range 3000 {
		raw[at+i] ^= 0x5a
	}
	must(t, os.WriteFile(path, raw, 0o600))
}

// TestUncheckedIsNotDamaged: a database that can't be read now stops payments,
// and is not set aside.
func TestUncheckedIsNotDamaged(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	a := openApp(t, dir)
	s := got(a.session())(t)
	<-s.proven
	before := s.store
	closed := got(store.Open(ctx, filepath.Join(t.TempDir(), databaseFile)))(t)
	must(t, closed.Close())
	s.store = closed
	err := s.proveNow(ctx)
	s.store = before
	if words := s.unprovenWords(); err == nil || !strings.Contains(words, "could not be checked") || s.damaged() != "" {
		t.Errorf("%v: stopped %q, damaged %q", err, words, s.damaged())
	}
	if items := got(a.Workspace.Attention())(t); len(items) > 0 {
		t.Errorf("attention %+v", items)
	}
	got(a.Backups.Now())(t)

	s.unproven = store.Findings{"read from a disk that was not there"}.Err()
	if f := failed(t, second(a.Backups.Rebuild())); !strings.Contains(f.Message, "sound") {
		t.Errorf("a sound database was made again: %+v", f)
	}
	if v := got(a.Backups.List())(t); v.SetAside != "" || v.Damage != "" || s.unprovenWords() != "" {
		t.Errorf("%+v, stopped %q", v, s.unprovenWords())
	}
}
