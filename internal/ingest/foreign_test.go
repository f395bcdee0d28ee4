package ingest_test

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
)

// A correction in another currency can't be added up: the row is kept, the
// conversion waits for a person, and a problem is reported.
func TestCorrectionInAnotherCurrency(t *testing.T) {
	s := newScene(t)
	row := locked(s.row("1", s.click(1)))
	euro := locked(correction(row, "2", "-40.00", "-8.00"))
	euro.Currency = "EUR"
	s.cj(row, euro)
	c := s.only()
	if c.Status != affiliate.StatusOnHold || !strings.Contains(c.Reason, "two currencies") || c.Sale.String() != "100.00 USD" {
		t.Fatalf("%s %q %s", c.Status, c.Reason, c.Sale)
	}
	if rows, err := s.a.store.Commissions(context.Background(), "action1"); len(rows) != 2 || err != nil {
		t.Errorf("%d rows are kept: %v", len(rows), err)
	}
	if what, err := s.a.store.MoneyProblem(context.Background()); !strings.Contains(what, "another currency") || err != nil {
		t.Errorf("it says %q %v", what, err)
	}
	if line := s.line(members[0]); !strings.Contains(line.Blocked, "two currencies") {
		t.Errorf("it may be paid: %+v", line)
	}
	t.Run("a reversal and a restatement keep the hold", func(t *testing.T) {
		s.cj(locked(correction(row, "3", "-100.00", "-20.00")))
		if c := s.only(); c.Status != affiliate.StatusReversed {
			t.Fatalf("it is %s", c.Status)
		}
		s.cj(locked(correction(row, "4", "100.00", "20.00")))
		if c := s.only(); c.Status != affiliate.StatusOnHold {
			t.Errorf("it is %s", c.Status)
		}
	})
	t.Run("a person's word stands", func(t *testing.T) {
		s.decide(string(c.ID), affiliate.StatusApproved, "")
		closed := row
		closed.ActionStatus = affiliate.CJClosed
		s.cj(closed)
		if c := s.only(); c.Status != affiliate.StatusApproved {
			t.Errorf("it is %s", c.Status)
		}
	})
}

// The account's currency changed and its rows come again one by one: the hold
// ends by itself when they agree.
func TestRowsInTwoCurrenciesAgreeAgain(t *testing.T) {
	for name, first := range map[string]bool{"original first": true, "correction first": false} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			row := locked(s.row("1", s.click(1)))
			part := locked(correction(row, "2", "-40.00", "-8.00"))
			s.cj(row, part)
			row.Currency, part.Currency = "EUR", "EUR"
			again := []affiliate.CommissionRow{row, part}
			if !first {
				again[0], again[1] = part, row
			}
			s.cj(again[0])
			if c := s.only(); c.Status != affiliate.StatusOnHold {
				t.Fatalf("it is %s", c.Status)
			}
			s.cj(again[1])
			if c := s.only(); c.Status != affiliate.StatusApproved || c.Reason != "" || c.Sale.String() != "60.00 EUR" {
				t.Errorf("%s %q %s", c.Status, c.Reason, c.Sale)
			}
		})
	}
}
