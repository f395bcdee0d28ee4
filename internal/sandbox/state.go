package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/sandbox/commission"
)

// stateVersion is the form of the file; another one is refused, not guessed.
const stateVersion = 1

// state is everything that the sandbox remembers. Rows are appended and, in
// the few fields that change, replaced; slices inside a row never change.
type state struct {
	Version     int
	ClockOffset time.Duration
	// SettledAt is the time up to which everything due has happened.
	SettledAt time.Time
	// Sequences outlive a reset, so that no id is ever given out twice.
	Sequences   map[string]int64
	PageLimit   int
	Faults      map[Fault]bool
	Postbacks   map[string]Postback // by AID
	Clicks      []Click
	Orders      []Order
	Calls       []ConversionCall
	Commissions []Commission
	Payments    []Payment
	Deliveries  []Delivery
}

func newState() state {
	return state{
		Version:   stateVersion,
		Sequences: map[string]int64{},
		PageLimit: maxPageLimit,
		Faults:    map[Fault]bool{},
		Postbacks: map[string]Postback{},
	}
}

// clone is a copy that later changes of the original don't reach.
func (st *state) clone() state {
	c := *st
	c.Sequences, c.Faults, c.Postbacks = maps.Clone(st.Sequences), maps.Clone(st.Faults), maps.Clone(st.Postbacks)
	c.Clicks, c.Orders, c.Calls = slices.Clone(st.Clicks), slices.Clone(st.Orders), slices.Clone(st.Calls)
	c.Commissions, c.Payments, c.Deliveries = slices.Clone(st.Commissions), slices.Clone(st.Payments), slices.Clone(st.Deliveries)
	return c
}

// number counts up a sequence from its first number and returns it as an id.
func (st *state) number(sequence string, first int64) string {
	n := max(st.Sequences[sequence]+1, first)
	st.Sequences[sequence] = n
	return strconv.FormatInt(n, 10)
}

// forget makes everything as new but the time and the sequences.
func (st *state) forget() {
	fresh := newState()
	fresh.SettledAt, fresh.Sequences = st.SettledAt, st.Sequences
	*st = fresh
}

// stateFile keeps the state as JSON; with no path it keeps nothing.
type stateFile struct{ path string }

func (f stateFile) load() (state, error) {
	st := newState()
	if f.path == "" {
		return st, nil
	}
	text, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return st, nil
	}
	if err != nil {
		return state{}, fmt.Errorf("read the sandbox's state: %w", err)
	}
	if err := json.Unmarshal(text, &st); err != nil {
		return state{}, fmt.Errorf("the sandbox's state in %s can't be read (%w): move the file away to start afresh", f.path, err)
	}
	if st.Version != stateVersion {
		return state{}, fmt.Errorf("the sandbox's state in %s has version %d, this program knows %d: move the file away to start afresh",
			f.path, st.Version, stateVersion)
	}
	st.complete()
	return st, nil
}

// complete gives rows of an older file what they had not yet: they were all of
// the standard cycle.
func (st *state) complete() {
	for i := range st.Commissions {
		row := &st.Commissions[i]
		if row.Tracker.ID != "" {
			continue
		}
		row.Tracker, row.Type = trackers()[0], commission.ItemSale
		row.Validation = row.Tracker.Validation()
		if len(row.Items) == 0 {
			row.Type = commission.SimpleSale
		}
	}
}

// save replaces the file as a whole, so that a crash leaves the old or the new
// state.
func (f stateFile) save(st state) error {
	if f.path == "" {
		return nil
	}
	text, err := json.MarshalIndent(st, "", " ")
	if err != nil {
		return fmt.Errorf("encode the sandbox's state: %w", err)
	}
	if err := f.replace(text); err != nil {
		return fmt.Errorf("write the sandbox's state: %w", err)
	}
	return nil
}

func (f stateFile) replace(text []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(f.path), filepath.Base(f.path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // fails, rightly, once renamed
	_, err = temp.Write(text)
	if err == nil {
		err = temp.Sync()
	}
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), f.path)
}
