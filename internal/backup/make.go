package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Source is the database to copy, and who may open the copy.
type Source struct {
	// Copy writes the database as it stands at this moment into a new file.
	Copy func(ctx context.Context, path string) error
	// Seal encrypts what is written; its Close writes the end.
	Seal func(to io.Writer) (io.WriteCloser, error)
}

// Make makes a backup; the manifest's facts are filled in. An error leaves
// nothing behind but what was there.
func (f Folder) Make(ctx context.Context, from Source, m Manifest) (b Backup, err error) {
	if err := os.MkdirAll(f.Path, 0o700); err != nil {
		return b, err
	}
	if err := f.Tidy(); err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, f.Tidy()) }()
	copied := filepath.Join(f.Path, "copy"+unfinished)
	if err := from.Copy(ctx, copied); err != nil {
		return b, err
	}
	if err := syncFile(copied); err != nil {
		return b, err
	}
	if m.Facts, err = f.Prove(ctx, copied); err != nil {
		return b, fmt.Errorf("the copy was not kept: %w", err)
	}
	sealed := filepath.Join(f.Path, "sealed"+unfinished)
	if err := write(ctx, sealed, copied, from.Seal, m); err != nil {
		return b, err
	}
	path := filepath.Join(f.Path, m.MadeAt.UTC().Format(nameTime)+"-"+string(m.Reason)+suffix)
	if _, err := os.Lstat(path); err == nil {
		return b, fmt.Errorf("there is a backup of this moment already: %s", filepath.Base(path))
	}
	if err := os.Rename(sealed, path); err != nil {
		return b, err
	}
	if err := syncFolder(f.Path); err != nil {
		return b, err
	}
	return Read(path)
}

// Tidy removes what a crash left of unfinished work.
func (f Folder) Tidy() error {
	entries, err := os.ReadDir(f.Path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		if strings.Contains(entry.Name(), unfinished) { // SQLite's own files beside a copy, too
			err = errors.Join(err, os.Remove(filepath.Join(f.Path, entry.Name())))
		}
	}
	return err
}

// write seals a database into a file: the manifest in the clear, and again,
// with the database, inside.
func write(ctx context.Context, path, database string, seal func(io.Writer) (io.WriteCloser, error), m Manifest) (err error) {
	head, err := m.line()
	if err != nil {
		return err
	}
	in, err := os.Open(database)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := out.Write(append([]byte(format), head...)); err != nil {
		return err
	}
	sealed, err := seal(out)
	if err != nil {
		return err
	}
	packed, err := zstd.NewWriter(sealed, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	_, err = packed.Write(head)
	if err == nil {
		_, err = io.Copy(packed, reader{ctx, in})
	}
	if err = errors.Join(err, packed.Close()); err != nil {
		return err
	}
	if err := sealed.Close(); err != nil {
		return err
	}
	return out.Sync()
}

// reader stops when its context ends.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// syncFolder makes a rename last; Windows can't, and does it by itself.
func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = dir.Sync()
	return dir.Close()
}
