package ingest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// TestARefusedRowKeepsNoneBack: the others of its batch reach the log, and it is
// sent again: at once, then once a day, until the relay takes it.
func TestARefusedRowKeepsNoneBack(t *testing.T) {
	s := newScene(t)
	rows := s.spread(300, s.a.clock.Now().Add(-300*days), time.Minute)
	for i := range rows {
		rows[i] = closed(rows[i])
	}
	cj := &account{rows: rows}
	s.a.syncer.CJ = cj
	bad := ""
	s.log.before = func(p relayapi.Push) error {
		if bad == "" && len(p.Entries) > 0 {
			bad = p.Entries[6].Key
		}
		if slices.ContainsFunc(p.Entries, func(e relayapi.NewEntry) bool { return e.Key == bad }) {
			return relayapi.Problem{Code: relayapi.CodeTooLarge, Message: "No."}
		}
		return nil
	}
	refused := func() bool {
		t.Helper()
		err := s.a.syncer.Sync(context.Background())
		var problem relayapi.Problem
		if err != nil && (!errors.As(err, &problem) || !strings.Contains(problem.Message, "refused 1 of CJ's rows") || !strings.HasSuffix(problem.Message, "No.")) {
			t.Fatalf("it says %v", err)
		}
		if left, _ := s.a.store.Pending(context.Background()); left != 0 {
			t.Errorf("%d entries wait", left)
		}
		return err != nil
	}
	for i, want := range []bool{true, true, false, false} { // read, sent again at once, and not each time
		if got := refused(); got != want || s.count(relayapi.KindCJ) != 299 {
			t.Errorf("reading %d: refused %t, %d rows in the log", i, got, s.count(relayapi.KindCJ))
		}
	}
	s.a.clock.Advance(days)
	if !refused() {
		t.Error("a day later it is not sent again")
	}
	s.log.before = nil
	s.a.syncer.Pull.All = true
	if refused() || s.count(relayapi.KindCJ) != 300 {
		t.Errorf("a person asked: %d rows in the log", s.count(relayapi.KindCJ))
	}
	s.a.syncer.Pull.All = false
	s.a.clock.Advance(days)
	cj.asked = nil
	if s.sync(s.a); !slices.Equal(cj.asked, []string{"posted"}) || s.count(relayapi.KindCJ) != 300 {
		t.Errorf("in the end: %v, %d rows in the log", cj.asked, s.count(relayapi.KindCJ))
	}
}

// TestARelayThatRefusesAll is not asked row by row, and gets all once it is mended.
func TestARelayThatRefusesAll(t *testing.T) {
	s := newScene(t)
	rows := s.spread(1000, s.a.clock.Now().Add(-300*days), time.Minute)
	for i := range rows {
		rows[i] = closed(rows[i])
	}
	s.a.syncer.CJ = &account{rows: rows}
	before := s.log.pushes
	s.log.before = func(relayapi.Push) error { return relayapi.Problem{Code: relayapi.CodeInvalid, Message: "No."} }
	if err := s.a.syncer.Sync(context.Background()); err == nil || s.log.pushes-before > 150 {
		t.Errorf("%v after %d pushes", err, s.log.pushes-before)
	}
	s.log.before = nil
	s.sync(s.a)
	if n := s.count(relayapi.KindCJ); n != 1000 {
		t.Errorf("%d rows in the log", n)
	}
}

// TestANewAccountWithoutSales is in order, though rows of the former are known
// and open; one that has shown rows and shows none is not.
func TestANewAccountWithoutSales(t *testing.T) {
	s := newScene(t)
	former := &account{rows: []affiliate.CommissionRow{s.row("1", "")}}
	s.a.syncer.CJ, s.a.syncer.Pull.Account = former, "publisher 1"
	s.sync(s.a)
	s.a.syncer.CJ, s.a.syncer.Pull.Account = &account{}, "publisher 2"
	for range 3 {
		s.sync(s.a)
		s.a.clock.Advance(12 * time.Hour)
	}
	s.a.syncer.CJ = &account{rows: []affiliate.CommissionRow{s.row("2", "")}}
	s.sync(s.a)
	s.a.syncer.CJ = &account{}
	if err := s.a.syncer.Sync(context.Background()); !errors.Is(err, ingest.ErrVanished) {
		t.Errorf("it says %v", err)
	}
}
