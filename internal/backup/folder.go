package backup

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Folder holds the backups of one database. One process at a time works in it.
type Folder struct {
	Path string
	// Prove reads a whole database file that nobody has open, and tells what
	// it is; its error says what is wrong with it.
	Prove func(ctx context.Context, path string) (Facts, error)
}

// Backup is a file of a folder.
type Backup struct {
	ID    string // its name
	Path  string
	Bytes int64
	Manifest
}

const (
	suffix     = ".backup"
	unfinished = ".part" // never listed; the next backup removes what a crash left
	nameTime   = "2006-01-02T15-04-05.000Z"
)

// List lists the backups, newest first. Files that are none are passed over.
func (f Folder) List() ([]Backup, error) {
	entries, err := os.ReadDir(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []Backup
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), suffix) || !entry.Type().IsRegular() {
			continue
		}
		if b, err := Read(filepath.Join(f.Path, entry.Name())); err == nil {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(a, b Backup) int {
		if c := b.MadeAt.Compare(a.MadeAt); c != 0 {
			return c
		}
		return strings.Compare(b.ID, a.ID)
	})
	return list, nil
}

// Read reads what a backup says of itself, without a key.
func Read(path string) (b Backup, err error) {
	file, err := os.Open(path)
	if err != nil {
		return b, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return b, err
	}
	m, _, err := readHead(bufio.NewReader(file))
	return Backup{ID: filepath.Base(path), Path: path, Bytes: info.Size(), Manifest: m}, err
}

// Find is the backup of an id: fs.ErrNotExist when there is none.
func (f Folder) Find(id string) (Backup, error) {
	list, err := f.List()
	if err != nil {
		return Backup{}, err
	}
	for _, b := range list {
		if b.ID == id {
			return b, nil
		}
	}
	return Backup{}, fs.ErrNotExist
}

// Prune drops what the schedule does not keep. Those that a clock ahead dated
// after now take no other's place, and have their turn when it has come.
func (f Folder) Prune(now time.Time) error {
	list, err := f.List()
	list = slices.DeleteFunc(list, func(b Backup) bool { return b.MadeAt.After(now) })
	for _, b := range Outdated(list) {
		err = errors.Join(err, os.Remove(b.Path))
	}
	return err
}
