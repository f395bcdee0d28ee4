package sequences_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// device is one desktop: a real database and a syncer.
type device struct {
	store  *store.Store
	syncer *ingest.Syncer
	opened *sqlitex.DB // the same database, to look at its rows; nil until then
}

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

var berlin = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	must(err)
	return zone
})

// shop makes devices. Its databases are copies of one that has its schema.
type shop struct {
	dir   string
	empty []byte
	made  atomic.Int64
}

func newShop(dir string) *shop {
	path := filepath.Join(dir, "empty.db")
	s, err := store.Open(context.Background(), path)
	must(err)
	free := make([]string, 400) // link codes, or each device would reserve some
	for i := range free {
		free[i] = fmt.Sprint("free", i)
	}
	must(s.AddBlock(context.Background(), 1000, free))
	must(s.Close())
	empty, err := os.ReadFile(path)
	must(err)
	return &shop{dir: dir, empty: empty}
}

func (s *shop) device(l *memoryLog) *device {
	ctx := context.Background()
	path := filepath.Join(s.dir, fmt.Sprintf("%d.db", s.made.Add(1)))
	must(os.WriteFile(path, s.empty, 0o600))
	db, err := store.Open(ctx, path)
	must(err)
	return &device{store: db, syncer: &ingest.Syncer{
		Store: foldStore{db}, Relay: l, Clock: clock.NewFake(start), Actor: "actor", NewID: func() string { return "id" }, // it writes nothing
		Fold: ingest.Folder{Workspace: workspace, Keys: relayapi.NewKeyring([]relayapi.Key{l.key}, nil, nil), Zone: berlin(), ClickKeys: l.clicks},
	}}
}

// rows are the database itself.
func (d *device) rows() *sql.DB {
	if d.opened == nil {
		var err error
		d.opened, err = sqlitex.Open(context.Background(), d.store.Path(), sqlitex.Options{Readers: 1})
		must(err)
	}
	return d.opened.Read
}

// sync folds what is new.
func (d *device) sync() { must(d.syncer.Exchange(context.Background())) }

// drop closes the device and removes its database.
func (d *device) drop() {
	path := d.store.Path()
	if d.opened != nil {
		_ = d.opened.Close()
	}
	_ = d.store.Close()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(path + suffix)
	}
}

func (d *device) conversions() []affiliate.Conversion {
	list, _, err := d.store.Conversions(context.Background(), store.ConversionFilter{Limit: 10_000})
	must(err)
	return list
}

// now is a conversion as the device knows it.
func (d *device) now(c affiliate.Conversion) affiliate.Conversion {
	for _, known := range d.conversions() {
		if known.ID == c.ID {
			return known
		}
	}
	return c
}

func (d *device) payments() []affiliate.Payment {
	list, err := d.store.Payments(context.Background())
	must(err)
	return list
}
