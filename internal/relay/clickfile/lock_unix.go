//go:build unix

package clickfile

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// takeLock holds the file for this process until it is closed; the system
// releases it when the process dies.
func takeLock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the click folder: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(ErrInUse, file.Close())
	}
	return file, nil
}

// syncDir makes new names in a folder safe from a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
