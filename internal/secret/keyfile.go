package secret

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"

	"linkledger/internal/atomicfile"
)

// File keeps the key of one profile in a file beside it. Whoever can read the
// file can read the secrets, so it is for practice profiles and tests only.
type File struct {
	Path string
}

// Key implements KeySource.
func (f File) Key(string) ([]byte, error) {
	key, err := f.read()
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if err := f.create(); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("make the key file: %w", err)
	}
	return f.read() // another process may have been first
}

func (f File) create() error {
	return atomicfile.Create(f.Path, []byte(hex.EncodeToString(newKey())+"\n"))
}

func (f File) read() ([]byte, error) {
	info, err := os.Stat(f.Path)
	if err != nil {
		return nil, fmt.Errorf("read the key file: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("other users can read the key file %s: run chmod 600 on it", f.Path)
	}
	text, err := os.ReadFile(f.Path)
	if err != nil {
		return nil, fmt.Errorf("read the key file: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != KeySize {
		return nil, fmt.Errorf("%w: %s holds no key; restore it from a backup, it was left alone", ErrDamaged, f.Path)
	}
	return key, nil
}
