package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// spoil has CJ give a row that can't be read, with its id or without.
func (a *account) spoil(id string, named bool) {
	if a.spoiled == nil {
		a.spoiled = map[string]affiliate.UnreadCommission{}
	}
	left := affiliate.UnreadCommission{Mark: "mark of " + id, Why: "lockingDate is missing"}
	if named {
		left.ID = id
	}
	a.spoiled[id] = left
}

func (s *scene) unread(d *device) (marks []string) {
	s.t.Helper()
	list, err := ingest.UnreadOfCJ(context.Background(), d.store, "")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, u := range list {
		marks = append(marks, u.Mark)
	}
	return marks
}

// TestARowThatCantBeReadStopsNothing: the others come, the place moves on, and
// the row comes once it can be read, however old it is by then.
func TestARowThatCantBeReadStopsNothing(t *testing.T) {
	s := newScene(t)
	cj := &account{limit: 2, rows: s.spread(9, s.now.Add(-200*days), 20*days)}
	s.a.syncer.CJ = cj
	cj.spoil(cj.rows[1].CommissionID, true)
	cj.spoil(cj.rows[8].CommissionID, true)
	s.sync(s.a)
	if n, left := s.count(relayapi.KindCJ), s.unread(s.a); n != 7 || len(left) != 2 {
		t.Fatalf("%d rows in the log, and unread %v", n, left)
	}
	cj.read = nil
	s.sync(s.a)
	if n, left := s.count(relayapi.KindCJ), s.unread(s.a); n != 7 || len(left) != 2 || !slices.Contains(cj.read, cj.rows[1].CommissionID) {
		t.Errorf("again: %d rows in the log, unread %v, asked for %v", n, left, cj.read)
	}
	delete(cj.spoiled, cj.rows[1].CommissionID)
	s.sync(s.a)
	if n, left := s.count(relayapi.KindCJ), s.unread(s.a); n != 8 || !slices.Equal(left, []string{"mark of " + cj.rows[8].CommissionID}) {
		t.Errorf("readable: %d rows in the log, unread %v", n, left)
	}
	cj.rows, cj.spoiled = cj.rows[:8], nil // CJ takes the other one away
	s.sync(s.a)
	if left := s.unread(s.a); len(left) != 0 {
		t.Errorf("gone at CJ, and here: %v", left)
	}
}

// TestARowThatWasReadBefore and can't be now stays as it is, until it can.
func TestARowThatWasReadBefore(t *testing.T) {
	s := newScene(t)
	cj := &account{rows: []affiliate.CommissionRow{s.row("1", s.click(1)), s.row("2", s.click(2))}}
	s.a.syncer.CJ = cj
	s.sync(s.a)
	before := s.a.dump()
	cj.spoil("1", true)
	cj.rows[0] = locked(cj.rows[0])
	s.a.clock.Advance(180 * days)
	s.sync(s.a)
	if after, left := s.a.dump(), s.unread(s.a); after != before || len(left) != 1 {
		t.Errorf("unread %v; the books were\n%s\nand are\n%s", left, before, after)
	}
	cj.spoiled = nil
	s.sync(s.a)
	if n, left := s.count(relayapi.KindCJ), s.unread(s.a); n != 3 || len(left) != 0 {
		t.Errorf("%d entries, unread %v", n, left)
	}
}

// TestARowWithoutAnID can't be asked for: the weekly sweeps go back to it.
func TestARowWithoutAnID(t *testing.T) {
	s := newScene(t)
	cj := &account{rows: s.spread(3, s.now.Add(-300*days), 140*days)}
	for i := range cj.rows {
		cj.rows[i].ActionStatus = affiliate.CJClosed
	}
	s.a.syncer.CJ = cj
	cj.spoil(cj.rows[0].CommissionID, false)
	s.sync(s.a)
	s.a.clock.Advance(days)
	s.sync(s.a)
	if n, left := s.count(relayapi.KindCJ), s.unread(s.a); n != 2 || len(left) != 1 {
		t.Fatalf("%d rows in the log, unread %v", n, left)
	}
	cj.spoiled = nil
	s.a.clock.Advance(7 * days)
	s.sync(s.a)
	if n, left := s.count(relayapi.KindCJ), s.unread(s.a); n != 3 || len(left) != 0 {
		t.Errorf("a week on: %d rows in the log, unread %v", n, left)
	}
}

// TestCJThatWritesOtherwise is no slip of a row: the place waits for a program
// that can read it.
func TestCJThatWritesOtherwise(t *testing.T) {
	s := newScene(t)
	cj := &account{rows: s.spread(1002, s.now.Add(-60*days), 1), limit: 600}
	s.a.syncer.CJ = cj
	for _, row := range cj.rows {
		cj.spoil(row.CommissionID, true)
	}
	err := s.a.syncer.Sync(context.Background())
	if left := s.unread(s.a); !errors.Is(err, ingest.ErrUnreadable) || len(left) != 1000 {
		t.Fatalf("%v, %d unread", err, len(left))
	}
	since, err := ingest.PulledUpTo(context.Background(), s.a.store, "")
	if err != nil || since.After(cj.rows[0].PostingDate) {
		t.Errorf("the place is %s, %v", since, err)
	}
	cj.spoiled = nil
	s.sync(s.a)
	if n, left := s.count(relayapi.KindCJ), s.unread(s.a); n != 1002 || len(left) != 0 {
		t.Errorf("after it: %d rows, unread %v", n, left)
	}
}

// TestWordsOfUnreadRows name a few and count all.
func TestWordsOfUnreadRows(t *testing.T) {
	var list []affiliate.UnreadCommission
	for i, want := range []string{"",
		"1 row of CJ could not be read (commission 4711: lockingDate is missing).",
		"2 rows of CJ could not be read (commission 4711: lockingDate is missing; a row without a commission id: it is no row).",
		"3 rows of CJ could not be read (commission 4711: lockingDate is missing; a row without a commission id: it is no row; commission c2: w).",
		"4 rows of CJ could not be read (commission 4711: lockingDate is missing; a row without a commission id: it is no row; commission c2: w; and 1 more).",
	} {
		if got := affiliate.UnreadWords(list); got != want {
			t.Errorf("%d: %q", i, got)
		}
		switch i {
		case 0:
			list = append(list, affiliate.UnreadCommission{ID: "4711", Why: "lockingDate is missing"})
		case 1:
			list = append(list, affiliate.UnreadCommission{Why: "it is no row"})
		default:
			list = append(list, affiliate.UnreadCommission{ID: fmt.Sprint("c", i), Why: "w"})
		}
	}
}
