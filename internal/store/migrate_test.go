package store_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// oldDatabase is one as a program of the second schema left it.
func oldDatabase(t *testing.T) string {
	t.Helper()
	old := fstest.MapFS{}
	for _, name := range []string{"00001_initial.sql", "00002_devices.sql"} {
		raw, err := fs.ReadFile(os.DirFS("migrations"), name)
		if err != nil {
			t.Fatal(err)
		}
		old[name] = &fstest.MapFile{Data: raw}
	}
	path := filepath.Join(t.TempDir(), "old.db")
	db, err := sqlitex.Open(t.Context(), path, sqlitex.Options{})
	if err == nil {
		err = sqlitex.Migrate(t.Context(), db, old, nil)
	}
	if err == nil {
		_, err = db.Write.Exec(`INSERT INTO log_entry VALUES (1, 'e1', 'clicks', 1, 'd', 'a', '2026-11-22T12:00:00.000Z', '', x'00');
			INSERT INTO meta VALUES ('epoch', 'e'), ('note:x', 'y');
			INSERT INTO outbox (id, batch, kind, schema, actor, time, key, body, noun, subject) VALUES ('o1', 'b', 'change', 1, 'a', '', '', x'7b7d', 'member', 'm')`)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestNewSchema: a copy is made before an old database changes, it can be
// proven by the new program, and the rows of the old one carry digests then.
func TestNewSchema(t *testing.T) {
	ctx := context.Background()
	path := oldDatabase(t)
	no := errors.New("no room for a copy")
	if _, err := store.OpenAfter(ctx, path, func(*store.Store) error { return no }); !errors.Is(err, no) {
		t.Fatalf("it was changed without a copy: %v", err)
	}
	copied := filepath.Join(t.TempDir(), "copy.db")
	s, err := store.OpenAfter(ctx, path, func(s *store.Store) error { return s.CopyTo(ctx, copied) })
	if err != nil {
		t.Fatal(err)
	}
	if facts, err := store.Prove(ctx, copied); err != nil || facts.Schema != 2 || facts.At.Seq != 1 || facts.At.Epoch != "e" {
		t.Errorf("the copy: %+v %v", facts, err)
	}
	if found, err := s.Verify(ctx, nil); err != nil || len(found) > 0 {
		t.Errorf("the new schema: %v %v", found, err)
	}
	if v, err := s.Noted(ctx, "x"); v != "y" || err != nil {
		t.Errorf("%q %v", v, err)
	}
	if err := tamper(t, s, `UPDATE log_entry SET actor = 'b'`); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Verify(ctx, nil); err != nil || len(found) != 1 {
		t.Errorf("a row of the old schema that was changed: %v %v", found, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// It is not changed again, and what is wrong stays known.
	s, err = store.OpenAfter(ctx, path, func(*store.Store) error { return no })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if found, err := s.Verify(ctx, nil); err != nil || len(found) != 1 {
		t.Errorf("after another start: %v %v", found, err)
	}
}

// TestBookKeepsItsPlaces: a book of an old schema replays under the new one, is
// still never changed, and goes on where it was.
func TestBookKeepsItsPlaces(t *testing.T) {
	ctx, path := t.Context(), oldDatabase(t)
	db, err := sqlitex.Open(ctx, path, sqlitex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pending := ledger.Transfer{Debit: ledger.MemberCosts, Credit: ledger.Payable("m"), Amount: money.New(700, "USD"), Phase: ledger.Pending}
	resolved := pending
	resolved.Phase, resolved.PendingID = ledger.Post, ledger.TransferID("k1")
	head := ""
	for i, tr := range []ledger.Transfer{pending, resolved} {
		tr.Key, tr.Cause, tr.EffectiveOn, tr.RecordedAt, tr.Entry = fmt.Sprint("k", i+1), "conversion:c", "2026-11-22", noon, 1
		tr.ID = ledger.TransferID(tr.Key)
		tr.Chain(head)
		head = tr.Hash
		if _, err := db.Write.Exec(`INSERT INTO transfer (id, debit, credit, currency, amount, phase, pending_id, cause, memo, effective_on, recorded_at, entry, idem_key,
			previous_hash, hash) VALUES (?, ?, ?, 'USD', 700, ?, nullif(?, ''), ?, '', ?, '2026-11-22T12:00:00.000Z', 1, ?, ?, ?)`,
			tr.ID, tr.Debit, tr.Credit, tr.Phase, tr.PendingID, tr.Cause, tr.EffectiveOn, tr.Key, tr.PreviousHash, tr.Hash); err != nil {
			t.Fatal(err)
		}
	}
	_, err = db.Write.Exec(`INSERT INTO account VALUES ('expense:member', 'USD', 0, 0, 700, 0), ('member:m:payable', 'USD', 0, 0, 0, 700)`)
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if found, err := s.Verify(ctx, nil); err != nil || len(found) > 0 {
		t.Errorf("after the new schema: %v %v", found, err)
	}
	sold(t, s, "d", 300)
	if found, err := s.Verify(ctx, nil); err != nil || len(found) > 0 {
		t.Errorf("after another sale: %v %v", found, err)
	}
	if list, err := s.Transfers(ctx, "conversion:c"); err != nil || len(list) != 2 || list[1].Hash != head {
		t.Errorf("%+v %v", list, err)
	}
	for _, statement := range []string{`UPDATE transfer SET memo = 'x'`, `DELETE FROM transfer`} {
		if err := tamper(t, s, statement); !sqlitex.IsConstraint(err) {
			t.Errorf("%s: %v", statement, err)
		}
	}
}
