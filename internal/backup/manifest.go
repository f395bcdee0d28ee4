package backup

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// Reason is why a backup was made.
type Reason string

// The reasons.
const (
	Scheduled       Reason = "schedule"
	Asked           Reason = "asked"
	BeforeMigration Reason = "migration"
	BeforeUpdate    Reason = "update"
	BeforeRestore   Reason = "restore"
)

// Manifest says what a backup is. It stands in the clear at the head of its
// file, so that a list needs no key, and again inside, where nobody can change
// it. It tells nothing about a person.
type Manifest struct {
	MadeAt    time.Time `json:"made_at"`
	Reason    Reason    `json:"reason"`
	Version   string    `json:"version"`   // of the program that made it
	Profile   string    `json:"profile"`   // whose database it is
	Workspace string    `json:"workspace"` // on a relay; empty before it has one
	Facts
}

// Facts are what was proven of the database.
type Facts struct {
	Schema int64  `json:"schema"`
	Epoch  string `json:"epoch"` // of the relay
	Seq    int64  `json:"seq"`   // place in the log up to which it holds everything
	Head   string `json:"head"`  // hash of its last transfer
}

// Errors that callers tell apart.
var (
	// ErrForeign says that a file is no backup of this program.
	ErrForeign = errors.New("this file is not a backup of Linkledger")
	// ErrDamaged says that a backup is not what was written.
	ErrDamaged = errors.New("this backup is damaged")
	// ErrNewer says that a newer program made a backup.
	ErrNewer = errors.New("a newer Linkledger made this backup: update the program")
)

// format is the first line of a file; the next is the manifest, as JSON, and
// what follows is sealed.
const (
	format      = "linkledger backup 1\n"
	family      = "linkledger backup "
	maxManifest = 8 << 10
)

func (m Manifest) line() ([]byte, error) {
	raw, err := json.Marshal(m)
	return append(raw, '\n'), err
}

// readHead reads the two lines at the head of a file.
func readHead(r *bufio.Reader) (m Manifest, line []byte, err error) {
	first, err := readLine(r)
	switch {
	case err != nil || !bytes.HasPrefix(first, []byte(family)):
		return m, nil, errors.Join(ErrForeign, notEOF(err))
	case string(first) != format:
		return m, nil, ErrNewer
	}
	if line, err = readLine(r); err != nil {
		return m, nil, errors.Join(ErrDamaged, notEOF(err))
	}
	if err := json.Unmarshal(line, &m); err != nil {
		return m, nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return m, line, nil
}

// readLine reads a line that is not longer than a manifest may be.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for len(line) <= maxManifest {
		b, err := r.ReadByte()
		if err != nil {
			return nil, err
		}
		if line = append(line, b); b == '\n' {
			return line, nil
		}
	}
	return nil, ErrForeign
}

func notEOF(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, ErrForeign) {
		return nil
	}
	return err
}
