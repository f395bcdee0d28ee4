package ingest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

var start = time.Date(2026, 10, 20, 22, 30, 0, 0, time.UTC) // already the 21st in Berlin

// device is one desktop: a real database and a syncer.
type device struct {
	t      testing.TB
	store  *store.Store
	syncer *ingest.Syncer
	clock  *clock.Virtual
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

var databases atomic.Int64

func newDevice(t testing.TB, relay ingest.Relay, workspace string, key relayapi.Key, keys affiliate.ClickKeys) *device {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", databases.Add(1))))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	d := &device{t: t, store: s, clock: clock.NewFake(start)}
	d.syncer = &ingest.Syncer{Store: foldStore{s}, Relay: relay, Clock: d.clock, Actor: "actor",
		Fold:  ingest.Folder{Workspace: workspace, Keys: relayapi.NewKeyring([]relayapi.Key{key}, nil, nil), Zone: berlin, ClickKeys: keys},
		NewID: func() string { return uuid.Must(uuid.NewV7()).String() }}
	return d
}

func (d *device) exchange() {
	d.t.Helper()
	if err := d.syncer.Exchange(context.Background()); err != nil {
		d.t.Fatal(err)
	}
}

// enqueue saves an edit as the application does.
func (d *device) enqueue(batch string, noun affiliate.Noun, key string, fields any) {
	d.t.Helper()
	e := affiliate.Entry{ID: d.syncer.NewID(), Kind: relayapi.KindChange, Schema: 1, Actor: "actor", Time: d.clock.Now(),
		Body: change(noun, key, fields), Noun: noun, Subject: key}
	if err := d.store.Enqueue(context.Background(), affiliate.Batch{ID: batch, Entries: []affiliate.Entry{e}}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *device) conversions() []affiliate.Conversion {
	d.t.Helper()
	list, _, err := d.store.Conversions(context.Background(), store.ConversionFilter{Limit: 10_000})
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

func (d *device) problems() (texts []string) {
	d.t.Helper()
	list, err := d.store.Problems(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	for _, p := range list {
		texts = append(texts, p.Text)
	}
	return texts
}

// dump is everything that the fold has made, as text.
func (d *device) dump() string {
	d.t.Helper()
	ctx := context.Background()
	db, err := sqlitex.Open(ctx, d.store.Path(), sqlitex.Options{Readers: 2})
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	tables, err := db.Read.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
		AND name NOT IN ('meta', 'outbox', 'outbox_public', 'link_block', 'goose_db_version') ORDER BY name`)
	if err != nil {
		d.t.Fatal(err)
	}
	defer tables.Close()
	var b strings.Builder
	for tables.Next() {
		var name string
		if err := tables.Scan(&name); err != nil {
			d.t.Fatal(err)
		}
		result, err := db.Read.QueryContext(ctx, `SELECT * FROM `+name)
		if err != nil {
			d.t.Fatal(err)
		}
		columns, _ := result.Columns()
		for result.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			if err := result.Scan(values...); err != nil {
				d.t.Fatal(err)
			}
			b.WriteString(name)
			for i, v := range values {
				fmt.Fprintf(&b, " %s=%v", columns[i], *v.(*any))
			}
			b.WriteByte('\n')
		}
		if err := result.Close(); err != nil {
			d.t.Fatal(err)
		}
	}
	return b.String()
}

func change(noun affiliate.Noun, key string, fields any) []byte {
	c, err := affiliate.NewChange(noun, key, fields)
	if err != nil {
		panic(err) // the tests' own values always marshal
	}
	return encode(c)
}

func encode(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return raw
}

func decode[T any](raw []byte) (v T) {
	if err := json.Unmarshal(raw, &v); err != nil {
		panic(err)
	}
	return v
}
