//go:build unix

package sqlitex_test

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFilesAreTheOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := open(t, path, migrations)
	if _, err := db.Write.Exec(`INSERT INTO fruit VALUES ('fig', 1)`); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("a.db%s: %v, %v, want -rw-------", suffix, info.Mode(), err)
		}
	}
}
