package practice_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/practice"
	"linkledger/internal/relay"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

var began = time.Date(2026, 10, 20, 12, 0, 0, 0, time.UTC)

// rig is a relay over HTTP that can be restored from a copy, and what its
// devices have written.
type rig struct {
	*rapid.T
	dir    string
	clock  *clock.Virtual
	store  *sqlitestore.Store
	relay  *relay.Relay
	server *httptest.Server
	token  string // of the offer's postbacks
	code   string // of the link
	copy   string // the newest copy of the relay's database; empty before the first
	copies int
	all    []*desk
	serial int
}

// desk is one device. Its network may be away, lose answers and send twice.
type desk struct {
	rig     *rig
	store   *store.Store
	syncer  *ingest.Syncer
	client  *relayapi.Client
	away    bool
	lossy   int // the next answers that get lost
	twice   bool
	written []string // ids of entries that must be in the log in the end
	claims  map[string]string
}

var errAway = fmt.Errorf("%w: no route", relayapi.ErrUnreachable)

func (d *desk) lost(err error) error {
	if err == nil && d.lossy > 0 {
		d.lossy--
		return fmt.Errorf("%w: reset", relayapi.ErrUnreachable)
	}
	return err
}

// The desk is its syncer's relay.

func (d *desk) Workspace(ctx context.Context) (relayapi.Workspace, error) {
	if d.away {
		return relayapi.Workspace{}, errAway
	}
	return d.client.Workspace(ctx)
}

func (d *desk) Reserve(ctx context.Context, size int) (relayapi.Block, error) {
	return d.client.Reserve(ctx, size)
}

func (d *desk) Push(ctx context.Context, push relayapi.Push) (relayapi.PushResult, error) {
	if d.twice {
		_, _ = d.client.Push(ctx, push)
	}
	result, err := d.client.Push(ctx, push)
	return result, d.lost(err)
}

func (d *desk) Pull(ctx context.Context, after int64, limit int) (relayapi.Page, error) {
	page, err := d.client.Pull(ctx, after, limit)
	return page, d.lost(err)
}

func (d *desk) Recover(ctx context.Context, part relayapi.RecoveryPart) (relayapi.RecoveryResult, error) {
	if d.twice {
		_, _ = d.client.Recover(ctx, part)
	}
	result, err := d.client.Recover(ctx, part)
	return result, d.lost(err)
}

func newRig(t *testing.T, rt *rapid.T) *rig {
	r := &rig{T: rt, dir: t.TempDir(), clock: clock.NewFake(began)}
	var current http.Handler
	r.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { current.ServeHTTP(w, req) }))
	t.Cleanup(func() { r.server.Close(); r.stop() })
	r.start()
	current = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { r.relay.Public().ServeHTTP(w, req) })
	ctx := context.Background()
	workspace, err := r.relay.CreateWorkspace(ctx, relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: r.server.URL})
	r.must(err)
	key := relayapi.NewKey()
	for i := range 3 {
		line, err := r.relay.AddDevice(ctx, workspace.ID, fmt.Sprintf("Device %d", i))
		r.must(err)
		r.all = append(r.all, r.desk(workspace, key, line, filepath.Join(r.dir, fmt.Sprintf("desk%d.db", i))))
	}
	t.Cleanup(func() {
		for _, d := range r.all {
			_ = d.store.Close()
		}
	})
	r.publish()
	return r
}

func (r *rig) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r *rig) path() string { return filepath.Join(r.dir, "relay.db") }

func (r *rig) start() {
	ctx := context.Background()
	var err error
	r.store, err = sqlitestore.Open(ctx, r.path())
	r.must(err)
	r.relay, err = relay.New(ctx, relay.Config{Store: r.store, Dir: r.dir, Clock: r.clock, URLs: practice.Policy, FlushEvery: time.Hour})
	r.must(err)
}

func (r *rig) stop() {
	if err := errors.Join(r.relay.Close(context.Background()), r.store.Close()); err != nil {
		r.Error(err)
	}
}

func (r *rig) desk(w relay.Workspace, key relayapi.Key, line relayapi.Connection, path string) *desk {
	ctx := context.Background()
	db, err := store.Open(ctx, path)
	r.must(err)
	client, err := relayapi.Dial(line)
	r.must(err)
	zone, err := time.LoadLocation(w.TimeZone)
	r.must(err)
	d := &desk{rig: r, store: db, client: client, claims: map[string]string{}}
	d.syncer = &ingest.Syncer{Store: foldStore{db}, Relay: d, Clock: r.clock, Actor: "actor", NewID: uuid.NewString, Fold: ingest.Folder{
		Workspace: w.ID, Keys: relayapi.NewKeyring([]relayapi.Key{key}, nil, nil), Zone: zone, ClickKeys: w.ClickKeys}}
	return d
}

// publish makes an offer with a link, so that there are clicks and sales.
func (r *rig) publish() {
	d := r.all[0]
	r.must(d.syncer.Exchange(context.Background()))
	free, err := d.store.FreeNumbers(context.Background(), 1)
	r.must(err)
	r.token, err = affiliate.NewPostbackToken(strings.NewReader(strings.Repeat("postback", 100)))
	r.must(err)
	r.code = free[0].Code
	offer := affiliate.Offer{Name: "Throw", Status: affiliate.Active, Destination: "http://127.0.0.1:1/?sid={click_id}", RuleID: "rule"}
	link := affiliate.Link{Number: free[0].Number, Code: r.code, OfferID: "offeraaaaaaaaaaa", MemberID: "memberaaaaaaaaaa", Status: affiliate.Active}
	empty := ""
	public := map[string]any{
		"offer": relayapi.PublicOffer{ID: string(link.OfferID), Status: relayapi.PublicOfferStatusActive, Destination: offer.Destination, FallbackURL: &empty,
			Preset: affiliate.PresetCJ, Currency: "USD", PostbackTokenHashes: []string{affiliate.HashToken(r.token)}},
		"link": relayapi.PublicLink{Number: link.Number, Code: link.Code, OfferID: string(link.OfferID), MemberID: string(link.MemberID), Status: relayapi.PublicLinkStatusActive},
	}
	batch := affiliate.Batch{ID: uuid.NewString(), Numbers: []int64{link.Number}, Entries: []affiliate.Entry{
		d.entry(affiliate.NounOffer, string(link.OfferID), offer, ""), d.entry(affiliate.NounLink, "linkaaaaaaaaaaaa", link, ""),
		d.entry(affiliate.NounRule, "rule", affiliate.Rule{Level: affiliate.LevelOffer, OfferID: link.OfferID, Option: affiliate.PayoutPercent, Percent: "10"}, "")}}
	for kind, row := range public {
		raw, err := json.Marshal(row)
		r.must(err)
		batch.Public = append(batch.Public, affiliate.PublicRow{Kind: kind, ID: kind, Row: raw})
	}
	r.must(d.store.Enqueue(context.Background(), batch))
	for _, each := range r.all {
		r.must(each.syncer.Exchange(context.Background()))
		each.syncer.Public = func(context.Context) ([]relayapi.PublicOffer, []relayapi.PublicLink, error) {
			return []relayapi.PublicOffer{public["offer"].(relayapi.PublicOffer)}, []relayapi.PublicLink{public["link"].(relayapi.PublicLink)}, nil
		}
	}
}

func (d *desk) entry(noun affiliate.Noun, key string, fields any, expected string) affiliate.Entry {
	c, err := affiliate.NewChange(noun, key, fields)
	d.rig.must(err)
	c.Expected = expected
	body, err := json.Marshal(c)
	d.rig.must(err)
	id := uuid.NewString()
	d.written = append(d.written, id)
	return affiliate.Entry{ID: id, Kind: relayapi.KindChange, Schema: affiliate.ChangeSchema, Actor: "actor",
		Time: d.rig.clock.Now().UTC(), Body: body, Noun: noun, Subject: key}
}

func (d *desk) enqueue(entries ...affiliate.Entry) {
	d.rig.must(d.store.Enqueue(context.Background(), affiliate.Batch{ID: uuid.NewString(), Entries: entries}))
}

func (r *rig) next(kind string) string {
	r.serial++
	return fmt.Sprintf("%s%04d", kind, r.serial)
}

// dump is everything that the log has made, as text.
func (d *desk) dump() string {
	ctx := context.Background()
	db, err := sqlitex.Open(ctx, d.store.Path(), sqlitex.Options{Readers: 2})
	d.rig.must(err)
	defer db.Close()
	tables, err := db.Read.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
		AND name NOT IN ('meta', 'outbox', 'outbox_public', 'link_block', 'goose_db_version') ORDER BY name`)
	d.rig.must(err)
	defer tables.Close()
	var b strings.Builder
	for tables.Next() {
		var name string
		d.rig.must(tables.Scan(&name))
		rows, err := db.Read.QueryContext(ctx, `SELECT * FROM `+name)
		d.rig.must(err)
		columns, err := rows.Columns()
		d.rig.must(err)
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			d.rig.must(rows.Scan(values...))
			b.WriteString(name)
			for i, v := range values {
				fmt.Fprintf(&b, " %s=%v", columns[i], *v.(*any))
			}
			b.WriteByte('\n')
		}
		d.rig.must(errors.Join(rows.Err(), rows.Close()))
	}
	return b.String()
}
