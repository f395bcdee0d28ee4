package ingest_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// account is the publisher account's ledger at CJ. It repeats a page, as the
// contract of ingest.CJ allows for.
type account struct {
	rows []affiliate.CommissionRow
	fail error
	read []string // ids that were asked for again
}

func (a *account) Posted(_ context.Context, since, before time.Time) iter.Seq2[affiliate.CommissionRow, error] {
	return func(yield func(affiliate.CommissionRow, error) bool) {
		for range 2 {
			for _, row := range a.rows {
				if !row.PostingDate.Before(since) && row.PostingDate.Before(before) && !yield(row, nil) {
					return
				}
			}
		}
		if a.fail != nil {
			yield(affiliate.CommissionRow{}, a.fail)
		}
	}
}

func (a *account) ByID(_ context.Context, ids []string) ([]affiliate.CommissionRow, error) {
	a.read = append(a.read, ids...)
	var found []affiliate.CommissionRow
	for _, row := range a.rows {
		if slices.Contains(ids, row.CommissionID) {
			found = append(found, row)
		}
	}
	return found, nil
}

func (s *scene) sync(d *device) {
	s.t.Helper()
	if err := d.syncer.Sync(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) count(kind string) (n int) {
	for _, e := range s.log.entries {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func TestPullOfCJ(t *testing.T) {
	s := newScene(t)
	cj := &account{rows: []affiliate.CommissionRow{s.row("1", s.click(1)), s.row("2", s.click(2))}}
	s.a.syncer.CJ = cj
	b := s.device()
	b.syncer.CJ = cj

	for _, d := range []*device{s.a, s.a, b, b} {
		s.sync(d)
	}
	if n := s.count(relayapi.KindCJ); n != 2 {
		t.Fatalf("two rows made %d entries", n)
	}

	// Half a year later the old row has moved: it is out of the window of
	// postings, and read again because it was open.
	s.a.clock.Advance(180 * 24 * time.Hour)
	s.sync(s.a)
	cj.rows[0], cj.read = locked(cj.rows[0]), nil
	s.sync(s.a)
	if n := s.count(relayapi.KindCJ); n != 3 || len(cj.read) != 2 {
		t.Fatalf("a move made %d entries; read again: %v", n-2, cj.read)
	}

	// Both devices see the next move before either has told the log of it.
	cj.rows[0].ActionStatus = affiliate.CJClosed
	stop := func(relayapi.Push) error { return relayapi.ErrUnreachable }
	s.sync(s.a)
	cj.rows[1] = locked(cj.rows[1])
	b.exchange()
	s.log.before = stop
	for _, d := range []*device{s.a, b} {
		if err := d.syncer.Sync(context.Background()); err == nil {
			t.Fatal("the log was reached")
		}
	}
	s.log.before = nil
	n := s.count(relayapi.KindCJ)
	for _, d := range []*device{s.a, b, s.a} {
		s.sync(d)
		if left, _ := d.store.Pending(context.Background()); left != 0 {
			t.Errorf("%d entries still wait", left)
		}
	}
	if got := s.count(relayapi.KindCJ) - n; got != 1 {
		t.Errorf("a move that two devices saw made %d entries", got)
	}
	if s.a.dump() != b.dump() {
		t.Error("the devices differ")
	}
}

// A row that goes back and forth in what is not its status is followed each
// time: the same step from another state is another entry.
func TestRowThatMovesBack(t *testing.T) {
	s := newScene(t)
	row := s.row("1", s.click(1))
	cj := &account{rows: []affiliate.CommissionRow{row}}
	s.a.syncer.CJ = cj
	for i, state := range []string{"PENDING", "ACCEPTED", "PENDING", "ACCEPTED"} {
		cj.rows[0].ValidationStatus = state
		s.sync(s.a)
		rows, err := s.a.store.Commissions(context.Background(), row.OriginalActionID)
		if err != nil || len(rows) != 1 || rows[0].ValidationStatus != state || s.count(relayapi.KindCJ) != i+1 {
			t.Fatalf("move %d: %+v, %v, %d entries", i, rows, err, s.count(relayapi.KindCJ))
		}
	}
}

// What was read before CJ broke off is kept, and the rest comes the next time.
func TestPullBreaksOff(t *testing.T) {
	s := newScene(t)
	cj := &account{fail: context.DeadlineExceeded}
	for i := range 1001 {
		cj.rows = append(cj.rows, s.row("r"+s.click(1)[:22]+string(rune('a'+i%26)), ""))
	}
	s.a.syncer.CJ = cj
	if err := s.a.syncer.Sync(context.Background()); err == nil {
		t.Fatal("no error")
	}
	if n := s.count(relayapi.KindCJ); n != 1000 {
		t.Fatalf("%d rows in the log", n)
	}
	cj.fail = nil
	s.sync(s.a)
	if n := s.count(relayapi.KindCJ); n != 1001 {
		t.Errorf("%d rows in the log", n)
	}
}

// What the relay does not take yet, or never will, keeps nobody from CJ's rows.
func TestCJIsAskedWhileAPaymentWaits(t *testing.T) {
	for _, code := range []string{relayapi.CodeRecovering, relayapi.CodeClaimRefused} {
		s := newScene(t)
		s.log.before = func(p relayapi.Push) error {
			for _, e := range p.Entries {
				if e.Kind == relayapi.KindClaim {
					return relayapi.Problem{Code: code, Message: "No."}
				}
			}
			return nil
		}
		claim := encode(relayapi.ClaimBody{Action: relayapi.Claim, PaymentID: "mine", Keys: []string{"key1"}})
		if err := s.a.store.Enqueue(context.Background(), affiliate.Batch{ID: "claim", Entries: []affiliate.Entry{
			{ID: s.a.syncer.NewID(), Kind: relayapi.KindClaim, Schema: 1, Actor: "actor", Time: s.now, Body: claim}}}); err != nil {
			t.Fatal(err)
		}
		s.a.syncer.CJ = &account{rows: []affiliate.CommissionRow{s.row("1", s.click(1))}}
		var o *ingest.Outcome
		if err := s.a.syncer.Sync(context.Background()); !errors.As(err, &o) || o.Relay != nil || o.CJ != nil || (o.Waits != nil) != (code == relayapi.CodeRecovering) {
			t.Errorf("%s: %v", code, err)
		}
		if n := s.count(relayapi.KindCJ); n != 1 {
			t.Errorf("%s: %d rows of CJ's in the log", code, n)
		}
	}
}
