package ingest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/ledger"
)

// CJ gives a row to another action: it counts there and no more where it was,
// and nothing of it stops the program.
func TestRowMovesToAnotherAction(t *testing.T) {
	for name, c := range map[string]struct {
		moves func(*scene)
		want  map[string]string
		owes  int64
	}{
		"the only one, to one that is not known": {
			func(s *scene) { s.cj(inAction(locked(s.row("1", "")), "other")) },
			map[string]string{"action1": "reversed 0.00 USD", "action2": "approved 20.00 USD", "other": "approved 20.00 USD"}, 4_000},
		"the only one, to a known one": {
			func(s *scene) { s.cj(inAction(locked(s.row("1", "")), "action2")) },
			map[string]string{"action1": "reversed 0.00 USD", "action2": "approved 40.00 USD"}, 4_000},
		"a correction": {
			func(s *scene) {
				fix := locked(correction(s.row("1", ""), "9", "-50.00", "-5.00"))
				s.cj(fix, inAction(fix, "action2"))
			},
			map[string]string{"action1": "approved 20.00 USD", "action2": "approved 15.00 USD"}, 3_500},
		"to where it counts nothing": {
			func(s *scene) {
				fix := locked(correction(s.row("1", ""), "9", "-50.00", "-5.00"))
				s.cj(fix, rowLike(inAction(fix, "action2"), func(r *affiliate.CommissionRow) { r.Currency = "EUR" }))
			},
			map[string]string{"action1": "approved 20.00 USD", "action2": "on_hold 20.00 USD"}, 4_000},
		"there and back": {
			func(s *scene) {
				row := locked(s.row("1", s.click(1)))
				s.cj(inAction(row, "other"), row)
			},
			map[string]string{"action1": "approved 20.00 USD", "action2": "approved 20.00 USD", "other": "reversed 0.00 USD"}, 4_000},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.cj(locked(s.row("1", s.click(1))), locked(s.row("2", s.click(2))))
			c.moves(s)
			s.a.exchange()
			got, sum := map[string]string{}, int64(0)
			for _, c := range s.a.conversions() {
				got[c.ActionID] = string(c.Status) + " " + c.Commission.String()
				sum += c.Commission.Minor
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			owing, err := s.a.store.Owing(context.Background(), "USD")
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range owing {
				sum -= o.Amount.Minor
			}
			if owes := s.balance(ledger.CJLocked); owes != c.owes || sum != 0 {
				t.Errorf("CJ owes %d, want %d; its rows and the conversions differ by %d", owes, c.owes, sum)
			}
			if got := s.problems(); got != "" && !strings.Contains(got, "another currency") {
				t.Error(got)
			}
			b := s.device()
			b.exchange()
			if diff := cmp.Diff(s.a.dump(), b.dump()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func inAction(row affiliate.CommissionRow, action string) affiliate.CommissionRow {
	row.OriginalActionID = action
	return row
}

// mistaken is the fold's transaction with a mistake in it.
type mistaken struct{ ingest.Tx }

func (mistaken) PutCommission(context.Context, affiliate.CommissionRow, string) error {
	panic("index out of range")
}

// mistakenStore folds commission rows with a mistake.
type mistakenStore struct{ foldStore }

func (m mistakenStore) Fold(ctx context.Context, epoch string, entries []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return m.foldStore.Fold(ctx, epoch, entries, func(tx ingest.Tx, e affiliate.Entry) error { return fold(mistaken{tx}, e) })
}

// An entry that meets a mistake of the program is left out and said; those
// around it stand.
func TestPanicIsAProblem(t *testing.T) {
	s := newScene(t)
	s.a.syncer.Store = mistakenStore{foldStore{s.a.store}}
	s.fund(500)
	s.cj(s.row("1", s.click(1)))
	s.fund(700)
	s.a.exchange()
	if got := s.problems(); !strings.Contains(got, "could not deal with the entry") || !strings.Contains(got, "index out of range") {
		t.Error(got)
	}
	if what, err := s.a.store.MoneyProblem(context.Background()); what == "" || err != nil {
		t.Error("payments go on:", err)
	}
	if len(s.a.conversions()) != 0 || s.balance(ledger.Wallet) != 500 {
		t.Error(s.a.conversions(), s.balance(ledger.Wallet))
	}
}
