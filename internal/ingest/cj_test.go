package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// account is the publisher account's ledger at CJ, in pages of a limit. It
// repeats each page, as the contract of ingest.CJ allows for.
type account struct {
	rows  []affiliate.CommissionRow
	limit int // rows a page; all of them when zero
	fail  error
	after int      // pages until it fails
	asked []string // "posted", "locking" and "ids 3", call by call
	read  []string // ids that were asked for again
	each  func()   // called after each page that was taken
	// spoiled are rows that can't be read, by their ids.
	spoiled map[string]affiliate.UnreadCommission
}

// readable leaves out of a page what is spoiled.
func (a *account) readable(page affiliate.CommissionPage) affiliate.CommissionPage {
	rows := page.Rows
	page.Rows = nil
	for _, row := range rows {
		if left, spoiled := a.spoiled[row.CommissionID]; spoiled {
			page.Unread = append(page.Unread, left)
		} else {
			page.Rows = append(page.Rows, row)
		}
	}
	return page
}

func (a *account) PostedPages(_ context.Context, span affiliate.CommissionSpan) iter.Seq2[affiliate.CommissionPage, error] {
	return a.pages(span, "posted", func(r affiliate.CommissionRow) time.Time { return r.PostingDate })
}

func (a *account) LockingPages(_ context.Context, span affiliate.CommissionSpan) iter.Seq2[affiliate.CommissionPage, error] {
	return a.pages(span, "locking", func(r affiliate.CommissionRow) time.Time { return r.LockingDate })
}

func (a *account) pages(span affiliate.CommissionSpan, word string, at func(affiliate.CommissionRow) time.Time) iter.Seq2[affiliate.CommissionPage, error] {
	return func(yield func(affiliate.CommissionPage, error) bool) {
		for !span.Done() {
			a.asked = append(a.asked, word)
			page := affiliate.CommissionPage{Rest: span}
			page.Rest.Since, page.Rest.After = span.Before, ""
			for _, row := range a.rows {
				if at(row).Before(span.Since) || !at(row).Before(span.Before) || row.CommissionID <= span.After {
					continue
				}
				if a.limit > 0 && len(page.Rows) == a.limit {
					page.Rest = span
					page.Rest.After = page.Rows[a.limit-1].CommissionID
					break
				}
				page.Rows = append(page.Rows, row)
			}
			if a.fail != nil && a.after <= 0 {
				yield(affiliate.CommissionPage{}, a.fail)
				return
			}
			a.after--
			page = a.readable(page)
			again := affiliate.CommissionPage{Rows: page.Rows, Unread: page.Unread, Rest: span}
			if !yield(again, nil) || !yield(page, nil) {
				return
			}
			if span = page.Rest; a.each != nil {
				a.each()
			}
		}
	}
}

func (a *account) ByID(_ context.Context, ids []string) (affiliate.CommissionPage, error) {
	a.asked = append(a.asked, fmt.Sprint("ids ", len(ids)))
	a.read = append(a.read, ids...)
	var found affiliate.CommissionPage
	for _, row := range a.rows {
		if slices.Contains(ids, row.CommissionID) {
			found.Rows = append(found.Rows, row)
		}
	}
	return a.readable(found), nil
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
	cj := &account{fail: context.DeadlineExceeded, limit: 1000, after: 1, rows: s.many(1001)}
	s.a.syncer.CJ = cj
	if err := s.a.syncer.Sync(context.Background()); err == nil {
		t.Fatal("no error")
	}
	if n := s.count(relayapi.KindCJ); n != 1000 {
		t.Fatalf("%d rows in the log", n)
	}
	cj.fail, cj.asked = nil, nil
	s.sync(s.a)
	if n := s.count(relayapi.KindCJ); n != 1001 {
		t.Errorf("%d rows in the log", n)
	}
	if len(cj.asked) < 2 || cj.asked[0] != "posted" || cj.asked[1] != "posted" {
		t.Errorf("it did not go on behind the first page: %v", cj.asked)
	}
}

// many are rows of sales without a click.
func (s *scene) many(n int) []affiliate.CommissionRow {
	rows := make([]affiliate.CommissionRow, n)
	for i := range rows {
		rows[i] = s.row(fmt.Sprintf("r%06d", i), "")
	}
	return rows
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
