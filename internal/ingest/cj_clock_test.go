package ingest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/relayapi"
)

// TestAClockThatWasAhead once puts off no reading: what CJ shows late comes
// with the daily and the weekly one, and open rows are read again.
func TestAClockThatWasAhead(t *testing.T) {
	for name, test := range map[string]struct {
		ahead   time.Duration
		stopped bool // on its way, in the first reading of all
	}{
		"part of a day":           {ahead: 20 * time.Hour},
		"months":                  {ahead: 100 * days},
		"ten years":               {ahead: 3660 * days},
		"while it read the first": {ahead: 300 * days, stopped: true},
	} {
		s := newScene(t)
		now := s.a.clock.Now()
		cj := &account{rows: []affiliate.CommissionRow{s.row("moves", ""), closed(s.row("stays", ""))}, limit: 1}
		for i := range cj.rows {
			cj.rows[i].PostingDate = now.Add(-50 * days)
		}
		s.a.syncer.CJ = cj
		if test.stopped {
			cj.fail, cj.after = context.DeadlineExceeded, 1
		} else {
			s.sync(s.a)
		}
		s.a.syncer.Clock = clock.NewFake(now.Add(test.ahead))
		_ = s.a.syncer.Sync(context.Background()) // CJ may show no row of that time
		cj.fail, cj.limit = nil, 0
		for day := range 9 {
			now = now.Add(25 * time.Hour)
			s.a.syncer.Clock = clock.NewFake(now)
			for name, late := range map[string]time.Duration{"today": time.Hour, "late": 10 * days, "very late": 80 * days} {
				row := closed(s.row(fmt.Sprint(name, day), ""))
				row.PostingDate = now.Add(-late)
				cj.rows = append(cj.rows, row)
			}
			cj.rows[0].ReviewedStatus = fmt.Sprint(day)
			s.sync(s.a)
		}
		s.a.syncer.Clock = clock.NewFake(now.Add(7 * days)) // what was shown after the last weekly reading
		s.sync(s.a)
		if got, want := s.count(relayapi.KindCJ), len(cj.rows)+9; got != want {
			t.Errorf("%s: %d rows and moves came of %d", name, got, want)
		}
	}
}
