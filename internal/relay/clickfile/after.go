package clickfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// After is the position behind everything in a folder, where a relay that must
// not read these clicks begins. It is ErrInUse while a relay runs on it.
func After(dir string) (Position, error) {
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return Position{File: 1}, nil
	}
	lock, err := takeLock(filepath.Join(dir, "lock"))
	if err != nil {
		return Position{}, err
	}
	names, err := filepath.Glob(filepath.Join(dir, "clicks-*.log"))
	last := int64(0)
	for _, name := range names {
		var number int64
		if _, err := fmt.Sscanf(filepath.Base(name), "clicks-%d.log", &number); err == nil {
			last = max(last, number)
		}
	}
	return Position{File: last + 1}, errors.Join(err, lock.Close())
}
