package clickfile

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// Read returns at most limit clicks from a position on and the position after
// them; none, and the same position, at the end.
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
		from = Position{File: from.File + 1}
	}
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
