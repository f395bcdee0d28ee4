//go:build !unix

package clickfile

import (
	"fmt"
	"os"
)

// takeLock opens the file only: there a relay runs inside practice mode, which
// is a single process.
func takeLock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the click folder: %w", err)
	}
	return file, nil
}

// syncDir does nothing: folders can't be synced there.
func syncDir(string) error { return nil }
