package backup

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"
)

// Unseal opens what Seal encrypted. Its error, when no key fits, comes as it is.
type Unseal func(from io.Reader) (io.Reader, error)

// maxDatabase bounds what a file can unpack to.
const maxDatabase = 64 << 30

// Open unpacks a backup into a new file and proves it. An error leaves no file:
// ErrForeign, ErrDamaged or ErrNewer for a backup that can't be used.
func (f Folder) Open(ctx context.Context, b Backup, unseal Unseal, into string) (m Manifest, err error) {
	defer func() {
		if err != nil && !errors.Is(err, os.ErrExist) {
			err = errors.Join(err, remove(into))
		}
	}()
	if m, err = unpack(ctx, b.Path, unseal, into); err != nil {
		return m, err
	}
	facts, err := f.Prove(ctx, into)
	if err != nil {
		return m, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if facts != m.Facts {
		return m, fmt.Errorf("%w: it was made of entry %d and holds entry %d", ErrDamaged, m.Seq, facts.Seq)
	}
	return m, nil
}

// Check proves a backup by opening it, and leaves nothing.
func (f Folder) Check(ctx context.Context, b Backup, unseal Unseal) (m Manifest, err error) {
	if err := f.Tidy(); err != nil {
		return m, err
	}
	into := f.Path + string(os.PathSeparator) + "check" + unfinished
	m, err = f.Open(ctx, b, unseal, into)
	return m, errors.Join(err, f.Tidy())
}

func unpack(ctx context.Context, path string, unseal Unseal, into string) (m Manifest, err error) {
	file, err := os.Open(path)
	if err != nil {
		return m, err
	}
	defer file.Close()
	in := bufio.NewReader(reader{ctx, file})
	m, head, err := readHead(in)
	if err != nil {
		return m, err
	}
	plain, err := unseal(in)
	if err != nil {
		return m, err
	}
	unpacked, err := zstd.NewReader(plain, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return m, err
	}
	defer unpacked.Close()
	body := bufio.NewReader(unpacked)
	sealed, err := readLine(body)
	if err != nil {
		return m, unreadable(ctx, err)
	}
	if !bytes.Equal(sealed, head) {
		return m, fmt.Errorf("%w: its head is not the one that was sealed", ErrDamaged)
	}
	out, err := os.OpenFile(into, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	n, err := io.Copy(out, io.LimitReader(body, maxDatabase))
	if err != nil {
		return m, unreadable(ctx, err)
	}
	if n == maxDatabase {
		return m, fmt.Errorf("%w: it unpacks to more than a database can be", ErrDamaged)
	}
	return m, out.Sync()
}

// unreadable tells a file that was altered from a disk that is full.
func unreadable(ctx context.Context, err error) error {
	var path *os.PathError
	if ctx.Err() != nil || errors.As(err, &path) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

func remove(path string) (err error) {
	for _, tail := range []string{"", "-wal", "-shm", "-journal"} {
		if e := os.Remove(path + tail); !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}
