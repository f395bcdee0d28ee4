package clickfile

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// Position is a place between two records: file number, from 1, and offset.
type Position struct {
	File   int64
	Offset int64
}

// Before reports whether p comes before q.
func (p Position) Before(q Position) bool {
	return p.File < q.File || p.File == q.File && p.Offset < q.Offset
}

// maxPending bounds the clicks that wait in memory while the disk refuses them.
const maxPending = 16 << 20

// ErrInUse says that another relay process has the directory.
var ErrInUse = errors.New("another relay is running on this data directory: stop it first")

// Log is the append-only files of one directory. Its methods may be called at
// once from many goroutines, Read and Forget from one.
type Log struct {
	dir    string
	rotate int64
	lock   *os.File

	mu     sync.Mutex
	file   *os.File
	end    Position
	window window
	// noWindow says that there can be none before the next sync.
	noWindow bool
	pending  []byte // refused by the disk, tried again with the next append
	synced   Position
	lost     int64

	syncing sync.Mutex // held by who syncs; taken before mu
}

// Open opens the log of dir, from the position that storage has. A torn last
// record, which was never answered, is cut off; what is cut is kept aside when
// it is more than that.
func Open(dir string, from Position, rotate int64) (*Log, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the click folder: %w", err)
	}
	lock, err := takeLock(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, err
	}
	l := &Log{dir: dir, rotate: rotate, lock: lock}
	if err := l.openLast(from); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return l, nil
}

func (l *Log) openLast(from Position) error {
	number := max(from.File, 1)
	for {
		if _, err := os.Stat(l.path(number + 1)); err != nil {
			break
		}
		number++
	}
	file, err := os.OpenFile(l.path(number), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open the click file: %w", err)
	}
	start := int64(0)
	if number == from.File {
		start = from.Offset
	}
	size, err := soundSize(file, start)
	if err == nil {
		err = l.cut(file, number, size)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("read the click file: %w", err), file.Close())
	}
	l.file, l.end = file, Position{File: number, Offset: size}
	l.synced = Position{File: number} // what the last run left may not be
	return syncDir(l.dir)
}

// soundSize is where the sound records from start on end.
func soundSize(file *os.File, start int64) (int64, error) {
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	if info.Size() < start {
		return 0, fmt.Errorf("%s has %d bytes, but %d were read from it before: put the missing file back", file.Name(), info.Size(), start)
	}
	for {
		clicks, n, err := readRecords(file, start, info.Size(), 4096)
		if err != nil {
			return 0, err
		}
		start += n
		if len(clicks) == 0 {
			return start, nil
		}
	}
}

// cut takes what is behind the sound records off a file: nothing but the zeros
// of a window, or a record that was never answered; what is more is damage,
// and kept aside.
func (l *Log) cut(file *os.File, number, size int64) error {
	info, err := file.Stat()
	if err != nil || info.Size() == size {
		return err
	}
	rest := make([]byte, info.Size()-size)
	if _, err := file.ReadAt(rest, size); err != nil {
		return err
	}
	if rest = bytes.TrimRight(rest, "\x00"); len(rest) > maxRecord {
		if err := os.WriteFile(l.aside(Position{number, size}), rest, 0o600); err != nil {
			return err
		}
	}
	return file.Truncate(size)
}

// Append writes a click. When it returns, the record is with the operating
// system, and the death of this process can't lose it. An error means that
// the disk refused it; it is kept in memory and written with the next one.
func (l *Log) Append(c Click) error {
	_, err := l.append(c)
	return err
}

// AppendSynced is Append, and safe from a power cut, too, when it returns. All
// who wait at the same time share one sync.
func (l *Log) AppendSynced(c Click) error {
	end, err := l.append(c)
	if err != nil {
		return err
	}
	l.syncing.Lock()
	defer l.syncing.Unlock()
	return l.syncTo(end)
}

func (l *Log) append(c Click) (end Position, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return l.end, os.ErrClosed
	}
	kept := len(l.pending)
	l.pending = Append(l.pending, &c)
	if err := l.write(); err != nil {
		if len(l.pending) > maxPending {
			l.pending = l.pending[:kept]
			l.lost++
		}
		return l.end, err
	}
	return l.end, nil
}

// write moves the pending records into the file, all or none.
func (l *Log) write() error {
	if len(l.pending) == 0 {
		return nil
	}
	if !l.putInWindow() {
		if _, err := l.file.WriteAt(l.pending, l.end.Offset); err != nil {
			// Part of it may be there; a later write covers it, a restart cuts it.
			return errors.Join(fmt.Errorf("write the click file: %w", err), l.closeWindow())
		}
	}
	l.end.Offset += int64(len(l.pending))
	if cap(l.pending) > 1<<16 {
		l.pending = nil
	}
	l.pending = l.pending[:0]
	return nil
}

// putInWindow moves the pending records by way of memory. Where that can't be
// had, as on a full disk, it is tried again after the next sync.
func (l *Log) putInWindow() bool {
	if l.window.put(l.pending, l.end.Offset) {
		return true
	}
	if l.noWindow || len(l.pending) > maxRecord {
		return false
	}
	var err error
	if err = l.window.close(); err == nil {
		l.window, err = openWindow(l.file, l.end.Offset)
	}
	l.noWindow = err != nil
	return err == nil && l.window.put(l.pending, l.end.Offset)
}

// closeWindow leaves nothing behind the last record.
func (l *Log) closeWindow() error {
	return errors.Join(l.window.close(), l.file.Truncate(l.end.Offset))
}

// Sync makes everything appended so far safe from a power cut, and begins the
// next file when this one is long.
func (l *Log) Sync() error {
	l.syncing.Lock()
	defer l.syncing.Unlock()
	l.mu.Lock()
	end, err := l.end, os.ErrClosed
	if l.file != nil {
		l.noWindow = false
		err = l.write()
		end = l.end
	}
	l.mu.Unlock()
	err = errors.Join(err, l.syncTo(end))
	if err == nil && end.Offset >= l.rotate {
		err = l.next()
	}
	return err
}

// syncTo syncs what comes before a position, unless that has been done.
func (l *Log) syncTo(end Position) error {
	l.mu.Lock()
	file, now, done := l.file, l.end, !l.synced.Before(end)
	l.mu.Unlock()
	if file == nil || done {
		return nil
	}
	if err := syncData(file); err != nil {
		return fmt.Errorf("sync the click file: %w", err)
	}
	l.mu.Lock()
	l.synced = now
	l.mu.Unlock()
	return nil
}

// Rotate begins the next file.
func (l *Log) Rotate() error {
	if err := l.Sync(); err != nil {
		return err
	}
	l.syncing.Lock()
	defer l.syncing.Unlock()
	return l.next()
}

func (l *Log) next() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return os.ErrClosed
	}
	if err := l.closeWindow(); err != nil {
		return err
	}
	// Records that came in since the caller's sync must not stay behind unsynced.
	if err := l.file.Sync(); err != nil {
		return err
	}
	file, err := os.OpenFile(l.path(l.end.File+1), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("begin the next click file: %w", err)
	}
	old := l.file
	l.file, l.end, l.noWindow = file, Position{File: l.end.File + 1}, false
	l.synced = l.end
	return errors.Join(old.Close(), syncDir(l.dir))
}

// End is where the next record will go; everything before it can be read.
func (l *Log) End() Position {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.end
}

// Lost is how many answered clicks could not be kept even in memory.
func (l *Log) Lost() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lost
}

// Close syncs and closes the log.
func (l *Log) Close() error {
	err := l.Sync()
	l.syncing.Lock()
	defer l.syncing.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		err = errors.Join(err, l.closeWindow(), l.file.Close(), l.lock.Close())
		l.file = nil
	}
	return err
}

func (l *Log) path(number int64) string {
	return filepath.Join(l.dir, fmt.Sprintf("clicks-%08d.log", number))
}

// aside is where damage is kept that begins at a position.
func (l *Log) aside(at Position) string {
	return fmt.Sprintf("%s.damaged-%d", l.path(at.File), at.Offset)
}
