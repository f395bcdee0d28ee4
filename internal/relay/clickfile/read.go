package clickfile

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Read returns at most limit clicks from a position on and the position after
// them; none, and the same position, at the end. Damage in an earlier file is
// kept aside and said once, as an error; the next call goes on after that file.
func (l *Log) Read(from Position, limit int) ([]Click, Position, error) {
	if from.File == 0 {
		from.File = 1
	}
	end := l.End()
	for {
		if !from.Before(end) {
			return nil, from, nil
		}
		clicks, next, err := l.readFile(from, end, limit)
		if err != nil || len(clicks) > 0 {
			return clicks, next, err
		}
		if from.File == end.File {
			return nil, from, fmt.Errorf("%s is damaged at byte %d: the clicks after it can't be read", l.path(from.File), next.Offset)
		}
		if err := l.passDamage(next); err != nil {
			return nil, next, err
		}
		from = Position{File: from.File + 1}
	}
}

// passDamage keeps aside what can't be read at the end of an earlier file: nil
// when that has been done, or there is none.
func (l *Log) passDamage(at Position) error {
	file, err := os.Open(l.path(at.File))
	if err != nil {
		return fmt.Errorf("read the clicks: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("read the clicks: %w", err)
	}
	size, aside := info.Size()-at.Offset, l.aside(at)
	if kept, err := os.Stat(aside); size <= 0 || err == nil && kept.Size() == size {
		return nil
	}
	rest := make([]byte, size)
	if _, err = file.ReadAt(rest, at.Offset); err == nil {
		err = os.WriteFile(aside, rest, 0o600)
	}
	if err != nil {
		return fmt.Errorf("keep damaged clicks aside: %w", err)
	}
	return fmt.Errorf("%s is damaged at byte %d: the clicks in its last %d bytes are not counted; they are kept in %s", l.path(at.File), at.Offset, size, aside)
}

func (l *Log) readFile(from, end Position, limit int) ([]Click, Position, error) {
	file, err := os.Open(l.path(from.File))
	if err != nil {
		return nil, from, fmt.Errorf("read the clicks: %w", err)
	}
	defer file.Close()
	until := end.Offset
	if from.File < end.File {
		info, err := file.Stat()
		if err != nil {
			return nil, from, fmt.Errorf("read the clicks: %w", err)
		}
		until = info.Size()
	}
	clicks, n, err := readRecords(file, from.Offset, until, limit)
	return clicks, Position{File: from.File, Offset: from.Offset + n}, err
}

// readRecords decodes sound records between two offsets, at most limit, and
// says how many bytes they took. It stops at the first that is not sound.
func readRecords(file *os.File, from, until int64, limit int) (clicks []Click, taken int64, err error) {
	const chunk = 1 << 20
	for len(clicks) < limit && from+taken < until {
		b := make([]byte, min(chunk, until-from-taken))
		if _, err := file.ReadAt(b, from+taken); err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, fmt.Errorf("read the clicks: %w", err)
		}
		used := 0
		for len(clicks) < limit {
			c, n, err := Decode(b[used:])
			if err != nil {
				break
			}
			clicks = append(clicks, c)
			used += n
		}
		if used == 0 {
			break
		}
		taken += int64(used)
	}
	return clicks, taken, nil
}

// Forget removes the files that lie wholly before a position.
func (l *Log) Forget(before Position) error {
	for number := before.File - 1; number >= 1; number-- {
		err := os.Remove(l.path(number))
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("remove a click file that storage has: %w", err)
		}
	}
	return nil
}
