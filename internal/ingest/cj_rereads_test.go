package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

const days = 24 * time.Hour

// spread are rows of sales without a click, one each so often.
func (s *scene) spread(n int, since time.Time, every time.Duration) []affiliate.CommissionRow {
	rows := s.many(n)
	for i := range rows {
		at := since.Add(time.Duration(i) * every)
		rows[i].EventDate, rows[i].PostingDate, rows[i].LockingDate = at, at, at.AddDate(0, 1, 0)
	}
	return rows
}

// asks syncs a device and gives the calls for CJ that this took.
func (s *scene) asks(d *device, cj *account) []string {
	s.t.Helper()
	cj.asked = nil
	s.sync(d)
	return cj.asked
}

// TestSweepsGoFarBackNowAndThen: each time a day, daily a month, weekly a
// quarter, so that a row which is posted or shown late is found.
func TestSweepsGoFarBackNowAndThen(t *testing.T) {
	s := newScene(t)
	cj := &account{rows: []affiliate.CommissionRow{closed(s.row("1", ""))}}
	s.a.syncer.CJ = cj
	s.sync(s.a)
	late := func(id string, ago time.Duration) {
		row := closed(s.row(id, ""))
		row.PostingDate = s.a.clock.Now().Add(-ago)
		cj.rows = append(cj.rows, row)
	}
	for _, step := range []struct {
		ago, wait time.Duration
		found     bool
	}{
		{20 * time.Hour, 15 * time.Minute, true}, {3 * days, 15 * time.Minute, false}, {0, 24 * time.Hour, true}, {20 * days, 24 * time.Hour, true},
		{80 * days, 24 * time.Hour, false}, {0, 5 * days, true},
	} {
		n := s.count(relayapi.KindCJ)
		missing := len(cj.rows) - n
		if step.ago > 0 {
			late(fmt.Sprintf("late by %s", step.ago), step.ago)
			missing++
		}
		s.a.clock.Advance(step.wait)
		s.sync(s.a)
		if got := s.count(relayapi.KindCJ) - n; (got == missing) != step.found {
			t.Errorf("%s late, %s on: %d of %d rows came", step.ago, step.wait, got, missing)
		}
	}
}

func closed(row affiliate.CommissionRow) affiliate.CommissionRow {
	row.ActionStatus = affiliate.CJClosed
	return row
}

// TestOpenRowsCostFewCalls: few by id, many by the window that they lie in.
func TestOpenRowsCostFewCalls(t *testing.T) {
	for name, test := range map[string]struct {
		open, closed int
		want         []string // beside the sweep
	}{
		"three":             {3, 50, []string{"ids 3"}},
		"two calls by id":   {350, 0, []string{"posted"}},
		"nothing is open":   {0, 50, nil},
		"as many as a call": {200, 500, []string{"ids 200"}},
	} {
		s := newScene(t)
		rows := s.spread(test.open+test.closed, s.a.clock.Now().Add(-70*days), time.Minute)
		for i := range rows {
			if i%(1+test.closed/max(test.open, 1)) != 0 && test.closed > 0 || test.open == 0 {
				rows[i].ActionStatus = affiliate.CJClosed
			}
		}
		open := 0
		for i := range rows { // exactly so many are open
			if rows[i].ActionStatus != affiliate.CJClosed {
				if open++; open > test.open {
					rows[i].ActionStatus = affiliate.CJClosed
				}
			}
		}
		cj := &account{rows: rows}
		s.a.syncer.CJ = cj
		s.sync(s.a)
		asked := s.asks(s.a, cj)
		if len(asked) == 0 || !slices.Equal(asked[1:], test.want) {
			t.Errorf("%s: asked %v", name, asked)
		}
	}
}

// TestRowsThatAreDueGoFirst: with more open rows than are worth the calls each
// time, those that lock now are read by their locking dates, the others when
// the last time is long ago, or a person asks.
func TestRowsThatAreDueGoFirst(t *testing.T) {
	s := newScene(t)
	// 11 windows of postings, each of more rows than a call by id takes.
	var rows []affiliate.CommissionRow
	begin := s.a.clock.Now().Add(-363 * days)
	for i, row := range s.many(11 * 201) {
		row.PostingDate = begin.Add(time.Duration(i/201)*33*days - time.Duration(i%201)*time.Second)
		row.EventDate, row.LockingDate = row.PostingDate, s.a.clock.Now().Add(40*days)
		rows = append(rows, row)
	}
	cj := &account{rows: rows}
	s.a.syncer.CJ = cj
	s.sync(s.a)
	if asked := s.asks(s.a, cj); len(asked) != 1 {
		t.Errorf("at once again: %v", asked)
	}
	cj.rows[5].LockingDate = s.a.clock.Now() // CJ says so only when it is asked
	cj.rows[5].ActionStatus = affiliate.CJLocked
	s.a.syncer.Pull.All = true
	asked := s.asks(s.a, cj)
	if s.a.syncer.Pull.All = false; len(asked) != 12 || s.count(relayapi.KindCJ) != len(rows)+1 {
		t.Errorf("a person asked: %v, %d entries", asked, s.count(relayapi.KindCJ))
	}
	s.a.clock.Advance(21 * time.Minute)
	if asked := s.asks(s.a, cj); len(asked) != 1 {
		t.Errorf("before it is worth the calls: %v", asked)
	}
	s.a.clock.Advance(2 * time.Minute)
	if asked := s.asks(s.a, cj); len(asked) != 12 {
		t.Errorf("after a while: %v", asked)
	}
	s.a.clock.Advance(40*days - 23*time.Minute)
	s.asks(s.a, cj) // all, since the last time is long ago
	for i := range cj.rows {
		cj.rows[i].ActionStatus = affiliate.CJLocked
	}
	s.a.clock.Advance(time.Minute)
	if asked := s.asks(s.a, cj); !slices.Equal(asked, []string{"posted", "locking"}) {
		t.Errorf("on the day of locking: %v", asked)
	}
	if left, err := s.a.store.OpenCommissions(context.Background()); err != nil || slices.ContainsFunc(left, func(o affiliate.OpenCommission) bool { return !affiliate.Locked(o.Status) }) {
		t.Errorf("%d rows are open, %v", len(left), err)
	}
}

// TestAnotherAccountIsReadFromItsStart, and the first again from where it was
// is not expected: a place is one account's.
func TestAnotherAccountIsReadFromItsStart(t *testing.T) {
	s := newScene(t)
	s.a.syncer.CJ, s.a.syncer.Pull.Account = &account{rows: []affiliate.CommissionRow{s.row("1", "")}}, "publisher 1"
	s.sync(s.a)
	old := closed(s.row("2", ""))
	old.PostingDate = s.now.Add(-300 * days)
	s.a.syncer.CJ = &account{rows: []affiliate.CommissionRow{old, s.row("1", "")}}
	s.sync(s.a)
	if n := s.count(relayapi.KindCJ); n != 1 {
		t.Fatalf("%d rows without a change of the account", n)
	}
	s.a.syncer.Pull.Account = "publisher 2"
	s.sync(s.a)
	if n := s.count(relayapi.KindCJ); n != 2 {
		t.Errorf("%d rows of the other account", n)
	}
	since, err := ingest.PulledUpTo(context.Background(), s.a.store, "publisher 2")
	if other, _ := ingest.PulledUpTo(context.Background(), s.a.store, "publisher 1"); err != nil || since.IsZero() || !other.IsZero() {
		t.Errorf("places %s and %s, %v", since, other, err)
	}
}

// TestAnEmptyAccountIsLookedAtAgain: the token may not have had its rights yet.
func TestAnEmptyAccountIsLookedAtAgain(t *testing.T) {
	s := newScene(t)
	cj := &account{}
	s.a.syncer.CJ = cj
	s.sync(s.a)
	old := s.row("1", "")
	old.PostingDate = s.now.Add(-300 * days)
	cj.rows = append(cj.rows, old)
	s.a.clock.Advance(15 * time.Minute)
	s.sync(s.a)
	if n := s.count(relayapi.KindCJ); n != 0 {
		t.Error("a year is read each time")
	}
	s.a.clock.Advance(time.Hour)
	s.sync(s.a)
	if n := s.count(relayapi.KindCJ); n != 1 {
		t.Error("the year is never read")
	}
}

// TestProgressIsTold: parts, windows and rows, and turns for others.
func TestProgressIsTold(t *testing.T) {
	s := newScene(t)
	s.a.syncer.CJ = &account{rows: s.spread(1500, s.now.Add(-200*days), time.Hour), limit: 400}
	var told []ingest.PullProgress
	turns := 0
	s.a.syncer.Pull.Told = func(p ingest.PullProgress) { told = append(told, p) }
	s.a.syncer.Pull.Between = func() { turns++ }
	s.sync(s.a)
	last := told[len(told)-1]
	if told[0].Part != ingest.PullFirst || told[0].Since.IsZero() || last.Fresh != 1500 || last.Rows < 1500 || turns < 2 {
		t.Errorf("told %+v … %+v, %d turns", told[0], last, turns)
	}
	told = nil
	s.sync(s.a)
	parts := map[ingest.PullPart]bool{}
	for _, p := range told {
		if parts[p.Part] = true; p.Fresh != 0 {
			t.Errorf("the same rows are new: %+v", p)
		}
	}
	if !parts[ingest.PullPosted] || !parts[ingest.PullOpen] || parts[ingest.PullFirst] {
		t.Errorf("parts %v", parts)
	}
}
