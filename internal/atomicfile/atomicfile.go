// Package atomicfile writes files whole or not at all, so that a full disk or a
// crash never leaves half a file behind.
//
// It must not know what a file holds.
package atomicfile

import (
	"io"
	"os"
	"path/filepath"
)

// Replace writes a file in place of an earlier one, readable by its owner only.
func Replace(path string, content []byte) error {
	return ReplaceWith(path, func(w io.Writer) error { return all(w, content) })
}

// ReplaceWith is Replace for what is too large to hold: write writes it.
func ReplaceWith(path string, write func(w io.Writer) error) error {
	return viaTemporary(path, write, func(temporary string) error {
		return os.Rename(temporary, path)
	})
}

func all(w io.Writer, content []byte) error {
	_, err := w.Write(content)
	return err
}

// Create writes a file that must not exist yet: os.ErrExist when it does. It
// needs a file system with hard links.
func Create(path string, content []byte) error {
	write := func(w io.Writer) error { return all(w, content) }
	return viaTemporary(path, write, func(temporary string) error {
		return os.Link(temporary, path) // unlike a rename, it never replaces
	})
}

func viaTemporary(path string, write func(io.Writer) error, publish func(temporary string) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already after a rename
	err = write(f)
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
