package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
)

// unreachable is a relay that nobody answers for.
type unreachable struct{ *memoryLog }

func (unreachable) Workspace(context.Context) (relayapi.Workspace, error) {
	return relayapi.Workspace{}, relayapi.ErrUnreachable
}

// A program that folds otherwise than the last one folds the kept log again
// before it asks the relay, and says how far it is.
func TestUpgradeNeedsNoRelay(t *testing.T) {
	s := newScene(t)
	s.postback("convaaaaaaaaaaaa", s.click(1))
	for range 1200 {
		s.log.own(relayapi.Entry{Kind: "weather", Schema: 1, Time: s.now, Body: []byte(`{}`)})
	}
	s.cj(locked(s.row("1", s.click(1))))
	s.a.exchange()
	want := s.a.dump()
	ctx := context.Background()
	if err := s.a.store.Note(ctx, "fold_version", "1"); err != nil {
		t.Fatal(err)
	}
	s.a.damage(`DELETE FROM payout; DELETE FROM payout_day; DELETE FROM earning`)
	said := 0
	s.a.syncer.Relay = unreachable{s.log}
	s.a.syncer.Progress = func(done, total int64) {
		if done > 0 && done < total && total == int64(len(s.log.entries)) {
			said++
		}
	}
	if err := s.a.syncer.Exchange(ctx); !errors.Is(err, relayapi.ErrUnreachable) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, s.a.dump()); diff != "" || said == 0 {
		t.Errorf("%d times it said how far it is, and it differs: %s", said, diff)
	}
	if noted, err := s.a.store.Noted(ctx, "fold_version"); err != nil || noted != strconv.Itoa(ingest.FoldVersion) {
		t.Errorf("it notes %q %v", noted, err)
	}
}

// Books that don't hold are noted with the reason after the next page, and
// noted well again once they do.
func TestBooksAreCheckedAfterAPage(t *testing.T) {
	s := newScene(t)
	ctx := context.Background()
	noted := func() string {
		s.change(affiliate.NounReceipt, fmt.Sprintf("receipt%d", len(s.log.entries)), affiliate.Receipt{Source: affiliate.ReceiptDeposit, Minor: 5, Currency: "USD", Day: "2026-10-21"})
		s.a.exchange()
		what, err := s.a.store.Noted(ctx, ingest.NoteBooks)
		if err != nil {
			t.Fatal(err)
		}
		return what
	}
	if got := noted(); got != "" {
		t.Fatalf("sound books: %s", got)
	}
	s.a.damage(`UPDATE account SET debits_posted = debits_posted + 7 WHERE name LIKE 'wallet:%'`)
	if got, want := noted(), "the books do not balance in USD: debits 17, credits 10"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	s.a.damage(`UPDATE account SET debits_posted = debits_posted - 7 WHERE name LIKE 'wallet:%';
		INSERT INTO account VALUES ('payout:clearing:csv', 'USD', 0, 0, 7, 0), ('cj:adjust', 'USD', 0, 0, 0, 7)`)
	if got, want := noted(), "the clearing account payout:clearing:csv (Payment files on their way) does not return to zero: 0.07 USD went in, 0.00 USD came out"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	s.a.damage(`DELETE FROM account WHERE name IN ('payout:clearing:csv', 'cj:adjust')`)
	if got := noted(); got != "" {
		t.Errorf("sound books: %s", got)
	}
}

// damage changes a device's database behind its back.
func (d *device) damage(script string) {
	d.t.Helper()
	db, err := sqlitex.Open(context.Background(), d.store.Path(), sqlitex.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Write.ExecContext(context.Background(), script); err != nil {
		d.t.Fatal(err)
	}
}
