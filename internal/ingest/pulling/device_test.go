package pulling_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
	"linkledger/internal/store"
)

// errDied is what a program says that died between two transactions.
var errDied = errors.New("the program has died")

// mortal is a database whose program dies now and then, before or after a
// transaction; from then on it does nothing.
type mortal struct {
	*store.Store
	dies func() bool // nil for never
	dead bool
}

func (m *mortal) do(f func() error) error {
	if m.dead = m.dead || m.dies != nil && m.dies(); m.dead {
		return errDied
	}
	if err := f(); err != nil {
		return err
	}
	if m.dead = m.dies != nil && m.dies(); m.dead {
		return errDied
	}
	return nil
}

func (m *mortal) Fold(ctx context.Context, epoch string, entries []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return m.do(func() error {
		return m.Store.Fold(ctx, epoch, entries, func(tx *store.Tx, e affiliate.Entry) error { return fold(tx, e) })
	})
}

func (m *mortal) Refold(ctx context.Context, epoch string, keep int64, tail []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return m.Store.Refold(ctx, epoch, keep, tail, func(tx *store.Tx, e affiliate.Entry) error { return fold(tx, e) })
}

func (m *mortal) Enqueue(ctx context.Context, b affiliate.Batch) error {
	return m.do(func() error { return m.Store.Enqueue(ctx, b) })
}

func (m *mortal) Pushed(ctx context.Context, places map[string]int64) error {
	return m.do(func() error { return m.Store.Pushed(ctx, places) })
}

func (m *mortal) Note(ctx context.Context, key, value string) error {
	return m.do(func() error { return m.Store.Note(ctx, key, value) })
}

func (m *mortal) LastFolded(ctx context.Context) (string, int64, error) {
	p, err := m.Position(ctx)
	return p.Epoch, p.Seq, err
}

// device is a desktop that reads CJ's ledger at an address.
type device struct {
	t       testing.TB
	dir     string
	log     *memoryLog
	clock   clock.Clock
	account *cj.Client
	keys    affiliate.ClickKeys
	zone    *time.Location
	dies    func() bool

	store  *mortal
	syncer *ingest.Syncer
}

// start opens the database as a program that starts does.
func (d *device) start() {
	d.t.Helper()
	s, err := store.Open(context.Background(), d.path())
	if err != nil {
		d.t.Fatal(err)
	}
	d.store = &mortal{Store: s, dies: d.dies}
	d.syncer = &ingest.Syncer{Store: d.store, Relay: d.log, CJ: d.account, Clock: d.clock, Actor: "actor",
		Pull:  ingest.Pull{Account: "publisher 7000001"},
		Fold:  ingest.Folder{Workspace: workspace, Keys: relayapi.NewKeyring([]relayapi.Key{d.log.key}, nil, nil), Zone: d.zone, ClickKeys: d.keys},
		NewID: func() string { return uuid.Must(uuid.NewV7()).String() }}
}

func (d *device) end() {
	if err := d.store.Close(); err != nil {
		d.t.Error(err)
	}
}

func newClient(t testing.TB, address string, by clock.Clock, patience time.Duration) *cj.Client {
	t.Helper()
	client, err := cj.New(cj.Config{Endpoint: address, CID: "7000001", Token: token, Currency: "USD", Clock: by,
		HTTP: &http.Client{Timeout: patience}, Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// now and then draws whether something happens, once in about n times.
func nowAndThen(dice *rand.Rand, n int) func() bool {
	return func() bool { return dice.IntN(n) == 0 }
}

func (d *device) path() string { return filepath.Join(d.dir, "desktop.db") }
