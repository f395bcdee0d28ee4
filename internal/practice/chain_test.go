package practice_test

import (
	"context"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/ingest"
	"linkledger/internal/ledger"
	"linkledger/internal/practice"
	"linkledger/internal/relayapi"
	"linkledger/internal/store"
)

type foldStore struct{ *store.Store }

func (f foldStore) Fold(ctx context.Context, epoch string, entries []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return f.Store.Fold(ctx, epoch, entries, func(tx *store.Tx, e affiliate.Entry) error { return fold(tx, e) })
}

func (f foldStore) Refold(ctx context.Context, epoch string, keep int64, tail []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return f.Store.Refold(ctx, epoch, keep, tail, func(tx *store.Tx, e affiliate.Entry) error { return fold(tx, e) })
}

func (f foldStore) LastFolded(ctx context.Context) (string, int64, error) {
	p, err := f.Position(ctx)
	return p.Epoch, p.Seq, err
}

// device is a desktop's store and syncer on the world's relay.
func device(t *testing.T, w *practice.World, key relayapi.Key, line relayapi.Connection) (*store.Store, *ingest.Syncer) {
	t.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "linkledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	client, err := relayapi.Dial(line)
	if err != nil {
		t.Fatal(err)
	}
	workspace, err := client.Workspace(ctx)
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation(workspace.TimeZone)
	if err != nil {
		t.Fatal(err)
	}
	account := w.CJ()
	network, err := cj.New(cj.Config{CID: account.CID, Token: account.Token, Currency: account.Currency, Endpoint: account.Endpoint, HTTP: http.DefaultClient})
	if err != nil {
		t.Fatal(err)
	}
	folder := ingest.Folder{Workspace: workspace.ID, Keys: relayapi.NewKeyring([]relayapi.Key{key}, nil, nil), Zone: zone}
	for _, k := range workspace.ClickKeys {
		folder.ClickKeys[k.Index] = k.Key
	}
	return db, &ingest.Syncer{Store: foldStore{db}, Relay: client, CJ: network, Clock: w.Clock, Fold: folder, Actor: "actor", NewID: uuid.NewString}
}

// The real relay, CJ's ledger over HTTP, two devices: they come to the same
// books, also when one of them starts from nothing.
func TestTwoDevices(t *testing.T) {
	w := start(t, config(t.TempDir()))
	ctx, s, key := context.Background(), stock(t, w), relayapi.NewKey()
	line, err := w.Connection()
	if err != nil {
		t.Fatal(err)
	}
	_, first := device(t, w, key, line)
	books := first.Store.(foldStore)
	s.buy(t, w)
	returned := s.buy(t, w)
	if err := w.Return(returned); err != nil {
		t.Fatal(err)
	}
	if err := first.Sync(ctx); err != nil {
		t.Fatal(err)
	}
	if err := w.Wind(practice.ToLock); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := first.Sync(ctx); err != nil {
			t.Fatal(err)
		}
	}
	list, total, err := books.Conversions(ctx, store.ConversionFilter{Limit: 10})
	if err != nil || total != 2 {
		t.Fatalf("%d conversions: %v", total, err)
	}
	for _, c := range list {
		want := affiliate.StatusApproved
		if c.OrderID == returned {
			want = affiliate.StatusReversed
		}
		if c.Status != want || c.CJStatus != affiliate.CJLocked {
			t.Errorf("order %s is %s, at CJ %s", c.OrderID, c.Status, c.CJStatus)
		}
	}

	other, err := w.AddDevice(ctx, "Second")
	if err != nil {
		t.Fatal(err)
	}
	copied, second := device(t, w, key, other)
	if err := second.Sync(ctx); err != nil {
		t.Fatal(err)
	}
	for _, of := range []*store.Store{books.Store, copied} {
		if err := of.Prove(ctx); err != nil {
			t.Error(err)
		}
	}
	if got, want := state(t, copied), state(t, books.Store); !cmp.Equal(got, want) || want.Head == "" || want.At.Seq == 0 {
		t.Error(cmp.Diff(want, got))
	}
}

type bookState struct {
	At       store.Position
	Head     string
	Balances []ledger.Balance
}

func state(t *testing.T, s *store.Store) (b bookState) {
	t.Helper()
	ctx := context.Background()
	var err error
	if b.At, err = s.Position(ctx); err != nil {
		t.Fatal(err)
	}
	if b.Head, err = s.Head(ctx); err != nil {
		t.Fatal(err)
	}
	if b.Balances, err = s.Balances(ctx); err != nil {
		t.Fatal(err)
	}
	return b
}
