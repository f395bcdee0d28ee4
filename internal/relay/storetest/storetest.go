// Package storetest holds the rules that every relay.Store must pass. An
// implementation runs them in its own tests.
//
// It must not know which store it tests.
package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

var now = time.Date(2026, 11, 22, 12, 0, 0, 123e6, time.UTC)

// Run tests the stores that open makes: each empty.
func Run(t *testing.T, open func(t *testing.T) relay.Store) {
	for name, test := range map[string]func(*testing.T, *suite){
		"a step's error undoes it alone":          stepErrors,
		"a failed batch leaves nothing":           failedBatch,
		"sequence numbers have no hole":           sequence,
		"entries are found by id and key":         placed,
		"a page stops before it is too long":      longPage,
		"workspaces don't mix":                    workspaces,
		"devices come and go":                     devices,
		"numbers and codes are given once":        codes,
		"links and offers are replaced":           publicRows,
		"an offer of many links is one row":       offerOfManyLinks,
		"slugs and codes are unique together":     slugs,
		"a token opens one thing of one offer":    tokens,
		"an epoch is a workspace's own":           epochs,
		"claims belong to one payment":            claims,
		"conversions of a scope keep their order": conversions,
		"postbacks are kept and bounded":          postbacks,
		"clicks are kept with what judges them":   clicks,
		"clicks are read in order to judge them":  clicksAfter,
		"clicks are grouped":                      groupClicks,
		"clicks are found, newest first":          findClicks,
		"rules of clicks are a workspace's own":   clickRules,
		"visits are of a day":                     visits,
		"counts wait for their entry":             pendingClicks,
		"clicks are forgotten in small steps":     forgetClicks,
		"positions in click files are a node's":   clickPositions,
		"a restored relay waits for its devices":  owing,
		"a device's last entry has a place":       lastEntries,
		"pairings keep their slots":               pairings,
		"one snapshot, whole":                     snapshots,
	} {
		t.Run(name, func(t *testing.T) { test(t, newSuite(t, open(t))) })
	}
}

type suite struct {
	*testing.T
	relay.Store
}

func newSuite(t *testing.T, store relay.Store) *suite {
	s := &suite{t, store}
	for _, id := range []string{"w1", "w2"} {
		w := relay.Workspace{ID: id, TimeZone: "Europe/Berlin", LinkBase: "https://" + id + ".example", Epoch: "e-" + id, Created: now}
		w.ClickKeys[2] = make([]byte, 32)
		s.must(func(tx relay.Tx) error { return tx.AddWorkspace(w) })
	}
	return s
}

// do runs one step alone.
func (s *suite) do(step func(relay.Tx) error) error {
	s.Helper()
	errs, err := s.Batch(s.Context(), []func(relay.Tx) error{step})
	if err != nil {
		s.Fatal(err)
	}
	return errs[0]
}

func (s *suite) must(step func(relay.Tx) error) {
	s.Helper()
	if err := s.do(step); err != nil {
		s.Fatal(err)
	}
}

func (s *suite) equal(want, got any) {
	s.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		s.Fatal(diff)
	}
}

func (s *suite) log(workspace string, after int64, limit int) relayapi.Page {
	s.Helper()
	page, err := s.Log(s.Context(), workspace, after, limit)
	if err != nil {
		s.Fatal(err)
	}
	return page
}

func note(id string) relayapi.Entry {
	return relayapi.Entry{ID: id, Kind: "note", Schema: 3, Device: "d", Actor: "a", Time: now, Body: []byte(`{"n":1}`)}
}

func add(workspace, id string) func(relay.Tx) error {
	return func(tx relay.Tx) error { _, err := tx.Append(workspace, note(id)); return err }
}

var errBoom = errors.New("boom")

func stepErrors(_ *testing.T, s *suite) {
	bad := func(tx relay.Tx) error {
		if err := add("w1", "bad")(tx); err != nil {
			return err
		}
		return errBoom
	}
	unique := func(tx relay.Tx) error { return errors.Join(add("w1", "twice")(tx), add("w1", "twice")(tx)) }
	errs, err := s.Batch(s.Context(), []func(relay.Tx) error{add("w1", "a"), bad, unique, add("w1", "b")})
	if err != nil {
		s.Fatal(err)
	}
	if errs[0] != nil || !errors.Is(errs[1], errBoom) || errs[2] == nil || errs[3] != nil {
		s.Fatalf("errors %v", errs)
	}
	page := s.log("w1", 0, 10)
	if len(page.Entries) != 2 || page.Entries[0].ID != "a" || page.Entries[1].ID != "b" || page.Entries[1].Seq != 2 || page.Head != 2 {
		s.Fatalf("log %+v", page)
	}
}

func failedBatch(t *testing.T, s *suite) {
	func() {
		defer func() { _ = recover() }()
		_, _ = s.Batch(t.Context(), []func(relay.Tx) error{add("w1", "a"), func(relay.Tx) error { panic("boom") }})
	}()
	if page := s.log("w1", 0, 10); page.Head != 0 || len(page.Entries) != 0 {
		t.Fatalf("log %+v", page)
	}
	s.must(add("w1", "b")) // and it still works
}

func sequence(t *testing.T, s *suite) {
	done := make(chan error)
	for i := range 8 {
		go func() {
			var steps []func(relay.Tx) error
			for j := range 10 {
				steps = append(steps, add("w1", fmt.Sprint(i, "-", j)))
			}
			errs, err := s.Batch(t.Context(), steps)
			done <- errors.Join(append(errs, err)...)
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	for after := int64(0); after < 80; after += 20 {
		page := s.log("w1", after, 20)
		for i, e := range page.Entries {
			if e.Seq != after+int64(i)+1 {
				t.Fatalf("entry %d has number %d", after+int64(i)+1, e.Seq)
			}
		}
		if len(page.Entries) != 20 || page.Head != 80 || page.Epoch != "e-w1" {
			t.Fatalf("page of %d, head %d", len(page.Entries), page.Head)
		}
	}
	s.must(func(tx relay.Tx) error {
		epoch, head, err := tx.Head("w1")
		if epoch != "e-w1" || head != 80 {
			t.Errorf("head %q %d", epoch, head)
		}
		return err
	})
	if err := s.do(func(tx relay.Tx) error { _, _, err := tx.Head("none"); return err }); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("head of nothing: %v", err)
	}
}

func placed(t *testing.T, s *suite) {
	keyed := note("k1")
	keyed.Key = "key"
	s.must(func(tx relay.Tx) error {
		_, err := tx.Append("w1", keyed)
		return errors.Join(err, add("w1", "k2")(tx))
	})
	for _, test := range []struct {
		workspace, id, kind, key string
		want                     int64
	}{
		{"w1", "k1", "note", "", 1}, {"w1", "k2", "note", "", 2}, {"w1", "other", "note", "key", 1},
		{"w1", "other", "note", "", 0}, {"w1", "other", "cj", "key", 0}, {"w2", "k1", "note", "key", 0},
	} {
		s.must(func(tx relay.Tx) error {
			got, err := tx.Placed(test.workspace, test.id, test.kind, test.key)
			if got != test.want {
				t.Errorf("%+v is at %d", test, got)
			}
			return err
		})
	}
	again := keyed
	again.ID = "k3"
	if err := s.do(func(tx relay.Tx) error { _, err := tx.Append("w1", again); return err }); err == nil {
		t.Fatal("the same kind and key stand in the log twice")
	}
	s.equal(keyed.Body, s.log("w1", 0, 1).Entries[0].Body)
}

func longPage(t *testing.T, s *suite) {
	big := note("big")
	big.Body = append(append([]byte(`{"x":"`), make([]byte, 3<<20)...), `"}`...)
	for i := range big.Body {
		if big.Body[i] == 0 {
			big.Body[i] = 'x'
		}
	}
	for i := range 3 {
		big.ID = fmt.Sprint("big", i)
		s.must(func(tx relay.Tx) error { _, err := tx.Append("w1", big); return err })
	}
	for after := range int64(3) {
		if page := s.log("w1", after, 10); len(page.Entries) != 1 || page.Entries[0].Seq != after+1 || page.Head != 3 {
			t.Fatalf("page after %d: %d entries", after, len(page.Entries))
		}
	}
}

func epochs(t *testing.T, s *suite) {
	s.must(add("w1", "a"))
	s.must(func(tx relay.Tx) error { return tx.SetEpoch("w1", "new") })
	if a, b := s.log("w1", 0, 1), s.log("w2", 0, 1); a.Epoch != "new" || a.Head != 1 || b.Epoch != "e-w2" {
		t.Fatalf("epochs %q at %d and %q", a.Epoch, a.Head, b.Epoch)
	}
	if err := s.do(func(tx relay.Tx) error { return tx.SetEpoch("none", "new") }); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("epoch of nothing: %v", err)
	}
}

func workspaces(t *testing.T, s *suite) {
	s.must(add("w1", "same"))
	s.must(add("w2", "same"))
	if a, b := s.log("w1", 0, 10), s.log("w2", 0, 10); a.Head != 1 || b.Head != 1 {
		t.Fatalf("heads %d and %d", a.Head, b.Head)
	}
	all, err := s.Workspaces(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatalf("%v, %v", all, err)
	}
	w, err := s.Workspace(t.Context(), "w2")
	if err != nil || w.LinkBase != "https://w2.example" || len(w.ClickKeys[2]) != 32 || w.ClickKeys[0] != nil || !w.Created.Equal(now) {
		t.Fatalf("%+v, %v", w, err)
	}
	if _, err := s.Workspace(t.Context(), "none"); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("no workspace: %v", err)
	}
	if err := s.do(add("none", "x")); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("append to no workspace: %v", err)
	}
	if _, err := s.Log(t.Context(), "none", 0, 1); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("log of no workspace: %v", err)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func devices(t *testing.T, s *suite) {
	d := relay.Device{ID: "d1", Workspace: "w1", Name: "Laptop", TokenHash: "h1", Created: now}
	s.must(func(tx relay.Tx) error { return tx.AddDevice(d) })
	got, err := s.DeviceByToken(t.Context(), "h1")
	if err != nil {
		t.Fatal(err)
	}
	s.equal(d, got)
	s.must(func(tx relay.Tx) error {
		got, err := tx.DeviceByToken("h1")
		s.equal(d, got)
		return err
	})
	if err := s.do(func(tx relay.Tx) error { return tx.RevokeDevice("w2", "d1", now) }); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("revoked through another workspace: %v", err)
	}
	s.must(func(tx relay.Tx) error { return tx.RevokeDevice("w1", "d1", now.Add(time.Hour)) })
	s.must(func(tx relay.Tx) error { return tx.RevokeDevice("w1", "d1", now.Add(2*time.Hour)) })
	if _, err := s.DeviceByToken(t.Context(), "h1"); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("a revoked device gets in: %v", err)
	}
	if err := s.do(func(tx relay.Tx) error { _, err := tx.DeviceByToken("h1"); return err }); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("a revoked device writes: %v", err)
	}
	d.Revoked = now.Add(time.Hour)
	all, err := s.Devices(t.Context(), "w1")
	if err != nil {
		t.Fatal(err)
	}
	s.equal([]relay.Device{d}, all)
	d.Workspace, d.ID, d.TokenHash = "none", "d2", "h2"
	if err := s.do(func(tx relay.Tx) error { return tx.AddDevice(d) }); err == nil {
		t.Fatal("a device of no workspace")
	}
}
