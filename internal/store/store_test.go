package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func open(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "linkledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// tamper changes a database as somebody with an editor would.
func tamper(t *testing.T, s *store.Store, statements ...string) error {
	t.Helper()
	db, err := sqlitex.Open(context.Background(), s.Path(), sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	return db.Tx(context.Background(), func(tx *sql.Tx) error {
		for _, statement := range statements {
			if _, err := tx.ExecContext(context.Background(), statement); err != nil {
				return err
			}
		}
		return nil
	})
}

// entry is a change as the outbox and the log hold it.
func entry(t testing.TB, id string, noun affiliate.Noun, key string, fields any) affiliate.Entry {
	t.Helper()
	c, err := affiliate.NewChange(noun, key, fields)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return affiliate.Entry{ID: id, Kind: "change", Schema: 1, Actor: "me", Time: noon, Body: raw, Noun: noun, Subject: key}
}

func enqueue(t *testing.T, s *store.Store, batch string, entries ...affiliate.Entry) {
	t.Helper()
	if err := s.Enqueue(context.Background(), affiliate.Batch{ID: batch, Entries: entries}); err != nil {
		t.Fatal(err)
	}
}

// fold gives entries the next places and folds them as plain changes.
func fold(t testing.TB, s *store.Store, entries ...affiliate.Entry) error {
	t.Helper()
	at, err := s.Position(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i := range entries {
		if entries[i].Seq == 0 {
			entries[i].Seq = at.Seq + int64(i) + 1
		}
	}
	return s.Fold(context.Background(), "epoch", entries, func(tx *store.Tx, e affiliate.Entry) error {
		c, err := affiliate.ParseChange(e.Body)
		if err != nil {
			return err
		}
		return tx.Apply(context.Background(), c)
	})
}

func TestReopen(t *testing.T) {
	s := open(t)
	if err := fold(t, s, entry(t, "1", affiliate.NounOffer, "o", affiliate.Offer{Name: "Spring", Status: "active"})); err != nil {
		t.Fatal(err)
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if o, err := again.Offer(context.Background(), "o"); err != nil || o.Name != "Spring" || !o.Synced {
		t.Errorf("%+v %v", o, err)
	}
	if p, err := again.Position(context.Background()); err != nil || p != (store.Position{Epoch: "epoch", Seq: 1}) {
		t.Errorf("%+v %v", p, err)
	}
}

// Files that are not ours to open stay as they are, to the byte.
func TestRefusedFiles(t *testing.T) {
	cases := map[string]struct {
		spoil func(t *testing.T, path string)
		want  error
	}{
		"newer": {func(t *testing.T, path string) {
			s, err := store.Open(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			if err := tamper(t, s, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}, sqlitex.ErrNewer},
		"no database": {func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, sqlitex.ErrCorrupt},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "linkledger.db")
			c.spoil(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := store.Open(context.Background(), path); !errors.Is(err, c.want) {
				t.Fatalf("opened: %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
}

func TestFoldRefusesAHole(t *testing.T) {
	s := open(t)
	good := entry(t, "1", affiliate.NounOffer, "o", affiliate.Offer{Name: "Spring", Status: "active"})
	late := entry(t, "3", affiliate.NounOffer, "p", affiliate.Offer{Name: "Autumn", Status: "active"})
	late.Seq = 3
	if err := fold(t, s, good, late); affiliate.Code(err) != affiliate.Conflict {
		t.Fatalf("a hole: %v", err)
	}
	p, _ := s.Position(context.Background())
	if list, err := s.Offers(context.Background()); err != nil || len(list) != 0 || p.Seq != 0 {
		t.Errorf("half of the page is there: %+v %+v %v", p, list, err)
	}
}

func TestOverlay(t *testing.T) {
	s, ctx := open(t), context.Background()
	if err := fold(t, s, entry(t, "1", affiliate.NounMember, "m", affiliate.Member{Name: "Ada", Email: "ada@member.example", Status: "active"})); err != nil {
		t.Fatal(err)
	}
	rename := entry(t, "2", affiliate.NounMember, "m", map[string]string{"name": "Ada L."})
	payee := entry(t, "3", affiliate.NounMember, "m", map[string]string{"payee": "pay@member.example"})
	fresh := entry(t, "4", affiliate.NounMember, "n", affiliate.Member{Name: "Bob", Status: "active"})
	enqueue(t, s, "b1", rename)
	enqueue(t, s, "b2", payee, fresh)
	want := []affiliate.Member{
		{ID: "m", Name: "Ada L.", Email: "ada@member.example", Payee: "pay@member.example", Status: "active"},
		{ID: "n", Name: "Bob", Status: "active"},
	}
	see := func(when string) {
		t.Helper()
		list, err := s.Members(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, list); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	see("at once")
	if b, found, err := s.NextBatch(ctx, nil); err != nil || !found || b.ID != "b1" || len(b.Entries) != 1 {
		t.Fatalf("next: %+v %v %v", b, found, err)
	}
	if err := s.Pushed(ctx, map[string]int64{"2": 2}); err != nil {
		t.Fatal(err)
	}
	see("pushed, not folded")
	if b, _, err := s.NextBatch(ctx, nil); err != nil || b.ID != "b2" {
		t.Fatalf("next: %+v %v", b, err)
	}
	if err := fold(t, s, rename); err != nil {
		t.Fatal(err)
	}
	see("half of it folded")
	// Entry 3 stands in the log as another device's equal one.
	if err := s.Pushed(ctx, map[string]int64{"3": 3, "4": 4}); err != nil {
		t.Fatal(err)
	}
	equal := payee
	equal.ID, equal.Seq = "other", 0
	if err := fold(t, s, equal, fresh); err != nil {
		t.Fatal(err)
	}
	want[0].Synced, want[1].Synced = true, true
	see("all of it folded")
	if n, err := s.Pending(ctx); n != 0 || err != nil {
		t.Errorf("%d wait: %v", n, err)
	}
}

func TestLinkNumbers(t *testing.T) {
	s, ctx := open(t), context.Background()
	if err := s.AddBlock(ctx, 7, []string{"aa", "bb", "cc"}); err != nil {
		t.Fatal(err)
	}
	if err := s.AddBlock(ctx, 9, []string{"xx", "yy"}); err == nil {
		t.Error("a number was reserved twice")
	}
	use := func(n int64, id string) error {
		return s.Enqueue(ctx, affiliate.Batch{ID: id, Numbers: []int64{n}, Entries: []affiliate.Entry{entry(t, id, affiliate.NounLink, id, affiliate.Link{Number: n, Status: "active"})}})
	}
	if err := use(7, "first"); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int64{7, 99} { // taken, and never reserved
		if err := use(n, "second"); affiliate.Code(err) != affiliate.Conflict {
			t.Errorf("number %d: %v", n, err)
		}
	}
	if n, err := s.Pending(ctx); n != 1 || err != nil {
		t.Errorf("a refused link left something: %d %v", n, err)
	}
	free, err := s.FreeNumbers(ctx, 5)
	if diff := cmp.Diff([]affiliate.LinkCode{{Number: 8, Code: "bb"}, {Number: 9, Code: "cc"}}, free); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if n, err := s.FreeCount(ctx); n != 2 || err != nil {
		t.Errorf("%d free: %v", n, err)
	}
}

func TestEnqueueIsAllOrNothing(t *testing.T) {
	s, ctx := open(t), context.Background()
	twice := entry(t, "1", affiliate.NounOffer, "o", map[string]string{"name": "A"})
	if err := s.Enqueue(ctx, affiliate.Batch{ID: "b", Entries: []affiliate.Entry{twice, twice}}); err == nil {
		t.Error("one id twice")
	}
	if err := s.Enqueue(ctx, affiliate.Batch{ID: "b", Public: []affiliate.PublicRow{{Kind: "link", ID: "l", Row: []byte("{}")}}}); err == nil {
		t.Error("a batch that would never be sent was taken")
	}
	if n, err := s.Pending(ctx); n != 0 || err != nil {
		t.Errorf("%d wait: %v", n, err)
	}
}

// What is noted with a batch is noted and forgotten with it or not at all.
func TestNotesOfABatch(t *testing.T) {
	s, ctx := open(t), context.Background()
	e := entry(t, "e", affiliate.NounMember, "m", affiliate.Member{Name: "Ana"})
	noted := func() string {
		old, err := s.Noted(ctx, "old")
		fresh, err2 := s.Noted(ctx, "new")
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		return old + fresh
	}
	if err := s.Note(ctx, "old", "x"); err != nil {
		t.Fatal(err)
	}
	notes := []affiliate.Note{{Key: "new", Value: "y"}, {Key: "old"}}
	if err := s.EnqueueAll(ctx, []affiliate.Batch{{ID: "b", Entries: []affiliate.Entry{e, e}}}, notes...); err == nil || noted() != "x" {
		t.Errorf("a batch that fails: %v, %s", err, noted())
	}
	if err := s.EnqueueAll(ctx, []affiliate.Batch{{ID: "b", Entries: []affiliate.Entry{e}}}, notes...); err != nil || noted() != "y" {
		t.Errorf("a batch: %v, %s", err, noted())
	}
}

func TestWithdraw(t *testing.T) {
	s, ctx := open(t), context.Background()
	enqueue(t, s, "b1", entry(t, "1", affiliate.NounOffer, "o", affiliate.Offer{Name: "A", Status: "active"}))
	enqueue(t, s, "b2", entry(t, "2", affiliate.NounOffer, "p", affiliate.Offer{Name: "B", Status: "active"}))
	if err := s.Withdraw(ctx, "b1"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Offers(ctx)
	if err != nil || len(list) != 1 || list[0].Name != "B" {
		t.Errorf("%+v %v", list, err)
	}
}

func TestDecisionWaits(t *testing.T) {
	s, ctx := open(t), context.Background()
	sold(t, s, "c", 1000)
	enqueue(t, s, "b", entry(t, "d", affiliate.NounDecision, "c", affiliate.Decision{Status: "on_hold", Reason: "check"}))
	c, err := s.Conversion(ctx, "c")
	if err != nil || c.Status != affiliate.StatusOnHold || c.Reason != "check" || c.Synced {
		t.Errorf("%+v %v", c, err)
	}
	dues, err := s.Dues(ctx, "USD")
	if err != nil || len(dues) != 1 || dues[0].Conversion.Synced {
		t.Errorf("%+v %v", dues, err)
	}
	if _, err := s.Conversion(ctx, "nothing"); affiliate.Code(err) != affiliate.NotFound {
		t.Errorf("nothing: %v", err)
	}
}
