package programme_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/ingest/programme"
	"linkledger/internal/relayapi"
	"linkledger/internal/store"
)

var small = programme.Size{Members: 10, Offers: 12, Clicks: 1500, Sales: 150}

func berlin(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestSameForASeed: what the first entries of a seed say never changes, or
// figures of different days could not be compared.
func TestSameForASeed(t *testing.T) {
	key := relayapi.NewKey()
	ring := relayapi.NewKeyring([]relayapi.Key{key}, nil, nil)
	hash := func(seed uint64, n int64) string {
		p, h := programme.New(seed, programme.Year().Scaled(0.01), berlin(t)), sha256.New()
		for e, err := range p.Log(key) {
			if err != nil {
				t.Fatal(err)
			}
			body := []byte(e.Body)
			if e.Kind == relayapi.KindCJ || e.Kind == relayapi.KindChange {
				if body, err = ring.Open(p.Workspace, e); err != nil {
					t.Fatal(err)
				}
			}
			fmt.Fprintln(h, e.Seq, e.ID, e.Kind, e.Schema, e.Device, e.Time.UTC().Format(time.RFC3339Nano), string(body))
			if e.Seq == n {
				break
			}
		}
		return hex.EncodeToString(h.Sum(nil)[:8])
	}
	for seed, want := range map[uint64]string{1: "fb8cb219702eec12", 2: "7c88cc999dc873bb"} {
		if got := hash(seed, 3000); got != want {
			t.Errorf("seed %d gives %s and gave %s", seed, got, want)
		}
	}
}

// TestCountsAreOfTheClicks: the log counts the single clicks, no more and no less.
func TestCountsAreOfTheClicks(t *testing.T) {
	p := programme.New(3, small, berlin(t))
	type place struct {
		what, day, value string
	}
	counts := map[place]int64{}
	clicks := int64(0)
	for c := range p.Clicks() {
		clicks++
		link := fmt.Sprint("link ", c.Link)
		counts[place{"gross", c.Day, link}]++
		if c.Unique {
			counts[place{"unique", c.Day, link}]++
		}
		if c.Rejected != "" {
			counts[place{c.Rejected, c.Day, link}]++
			continue
		}
		for dimension, value := range map[string]string{"hour": c.Hour, "country": c.Country, "device": c.Device, "browser": c.Browser, "referrer": c.Referrer} {
			counts[place{dimension + " " + c.Offer, c.Day, value}]++
		}
	}
	if clicks != small.Clicks {
		t.Errorf("%d clicks", clicks)
	}
	sales := int64(0)
	for e, err := range p.Log(relayapi.NewKey()) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == relayapi.KindConversion {
			sales++
		}
		if e.Kind != relayapi.KindClicks {
			continue
		}
		body := decode[relayapi.ClicksBody](t, e.Body)
		for _, l := range body.Links {
			link := fmt.Sprint("link ", l.Number)
			counts[place{"gross", l.Day, link}] -= l.Gross
			counts[place{"unique", l.Day, link}] -= l.Unique
			for reason, n := range l.Rejected {
				counts[place{reason, l.Day, link}] -= n
			}
		}
		for _, o := range body.Offers {
			counts[place{o.Dimension + " " + o.OfferID, o.Day, o.Value}] -= o.Clicks
		}
	}
	for at, n := range counts {
		if n != 0 {
			t.Errorf("%+v: %d clicks more than the log counts", at, n)
		}
	}
	if least := small.Sales * 9 / 10; sales < least || sales > small.Sales { // some postbacks are lost
		t.Errorf("%d postbacks of %d sales", sales, small.Sales)
	}
}

func decode[T any](t *testing.T, body []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	return v
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

// TestIsAnHonestProgramme: a device that syncs it has nothing to complain of.
func TestIsAnHonestProgramme(t *testing.T) {
	p, key := programme.New(4, small, berlin(t)), relayapi.NewKey()
	feed := p.Feed(key)
	defer feed.Close()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "year.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	syncer := &ingest.Syncer{Store: foldStore{s}, Relay: feed, Clock: clock.NewFake(p.End()), Actor: "Ada", NewID: uuid.NewString,
		Fold: ingest.Folder{Workspace: p.Workspace, Keys: relayapi.NewKeyring([]relayapi.Key{key}, nil, nil), Zone: p.Zone, ClickKeys: p.ClickKeys}}
	for range 2 { // the second has nothing to do
		if err := syncer.Exchange(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	problems, err := s.Problems(t.Context())
	if err != nil || len(problems) > 0 {
		t.Errorf("problems: %v %v", problems, err)
	}
	payments, err := s.Payments(t.Context())
	if err != nil || len(payments) < 10 {
		t.Errorf("%d payments: %v", len(payments), err)
	}
	for _, payment := range payments {
		if payment.State != affiliate.PaymentPaid {
			t.Errorf("payment %d is %s: %s", payment.Number, payment.State, payment.Reason)
		}
	}
	receipts, err := s.Receipts(t.Context())
	if err != nil || len(receipts) < 10 {
		t.Errorf("%d receipts: %v", len(receipts), err)
	}
	for _, r := range receipts {
		if r.Source == affiliate.ReceiptCJ && (r.Settled != r.Minor || r.Short != 0) {
			t.Errorf("receipt %s of %d settles %d", r.Reference, r.Minor, r.Settled)
		}
	}
	list, _, err := s.Conversions(t.Context(), store.ConversionFilter{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	statuses := map[affiliate.Status]int{}
	for _, c := range list {
		statuses[c.Status]++
	}
	if int64(len(list)) < small.Sales*95/100 || statuses[affiliate.StatusApproved] < len(list)/2 || statuses[affiliate.StatusReversed] == 0 || statuses[affiliate.StatusPending] == 0 {
		t.Errorf("%d conversions: %v", len(list), statuses)
	}
	if err := s.Prove(t.Context()); err != nil {
		t.Error(err)
	}
}
