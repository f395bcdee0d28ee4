// Package atomicfile writes files whole or not at all, so that a full disk or a
// crash never leaves half a file behind.
//
// It must not know what a file holds.
package atomicfile

import (
	"os"
	"path/filepath"
)

// Replace writes a file in place of an earlier one, readable by its owner only.
func Replace(path string, content []byte) error {
	return viaTemporary(path, content, func(temporary string) error {
		return os.Rename(temporary, path)
	})
}

// Create writes a file that must not exist yet: os.ErrExist when it does. It
// needs a file system with hard links.
func Create(path string, content []byte) error {
	return viaTemporary(path, content, func(temporary string) error {
		return os.Link(temporary, path) // unlike a rename, it never replaces
	})
}

func viaTemporary(path string, content []byte, publish func(temporary string) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // mode 0600
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
