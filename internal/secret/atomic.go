package secret

import (
	"os"
	"path/filepath"
)

// writeNew writes a file that must not exist yet: whole or not at all.
func writeNew(path string, content []byte) error {
	return viaTemporary(path, content, func(temporary string) error {
		return os.Link(temporary, path) // unlike a rename, it never replaces
	})
}

// replace writes a file in place of an earlier one: whole or not at all.
func replace(path string, content []byte) error {
	return viaTemporary(path, content, func(temporary string) error {
		return os.Rename(temporary, path)
	})
}

func viaTemporary(path string, content []byte, publish func(temporary string) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".secret-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already after a rename
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = publish(f.Name())
	}
	if err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync() // Windows can't; the file itself is safe
		_ = dir.Close()
	}
	return nil
}
