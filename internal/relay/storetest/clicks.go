package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"linkledger/internal/relay"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

func kept(i int) relay.KeptClick {
	return relay.KeptClick{
		Click: relayapi.Click{ClickID: fmt.Sprint("id", i), Time: now.Add(time.Duration(i) * time.Second), LinkNumber: 7, Device: "mobile",
			Browser: "Safari", Country: "DE", Referrer: "a.example", Rejected: "bot", Unique: i%2 == 0},
		Agent: fmt.Sprint("agent", i%2), Signal: "prefetch", Visitor: relay.Visitor{byte(i) + 1}, Offer: "o",
	}
}

func (s *suite) putClicks(workspace string, clicks ...relay.KeptClick) {
	s.Helper()
	s.must(func(tx relay.Tx) error { return tx.PutClicks(workspace, clicks) })
}

// keptClicks are all that a workspace has, in order.
func (s *suite) keptClicks(workspace string) (all []relay.KeptClick) {
	s.Helper()
	s.must(func(tx relay.Tx) (err error) {
		all, err = tx.ClicksAfter(workspace, relay.ClickCursor{}, time.Time{}, 10000)
		return err
	})
	return all
}

// putLink makes clicks of link 7 those of an offer.
func (s *suite) putLink(workspace string) {
	s.Helper()
	s.must(func(tx relay.Tx) error {
		return errors.Join(
			tx.PutOffer(workspace, relayapi.PublicOffer{ID: "o", Status: relayapi.PublicOfferStatusActive, Destination: "https://a.example", Preset: "cj", Currency: "EUR"}),
			tx.PutLink(workspace, relayapi.PublicLink{Number: 7, Code: "c" + workspace, OfferID: "o", MemberID: "m", Status: relayapi.PublicLinkStatusActive}))
	})
}

func clicks(t *testing.T, s *suite) {
	s.putLink("w1")
	s.putClicks("w1")
	var want []relay.KeptClick
	for i := range 250 { // more than a statement takes
		want = append(want, kept(i))
	}
	s.putClicks("w1", want...)
	s.putClicks("w1", kept(0)) // again
	s.equal(want, s.keptClicks("w1"))
	got, err := s.Clicks(t.Context(), "w1", 7, 2)
	if err != nil {
		t.Fatal(err)
	}
	s.equal([]relayapi.Click{kept(249).Click, kept(248).Click}, got)
	one, err := s.Click(t.Context(), "w1", "id0")
	if err != nil {
		t.Fatal(err)
	}
	s.equal(kept(0).Click, one)
	if _, err := s.Click(t.Context(), "w2", "id0"); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("click of another workspace: %v", err)
	}
	for workspace, want := range map[string]map[string]relayapi.Click{"w1": {"id3": kept(3).Click, "id9": kept(9).Click}, "w2": {}} {
		s.must(func(tx relay.Tx) error {
			got, err := tx.ClicksByID(workspace, []string{"id9", "none", "id3", "id9"})
			s.equal(want, got)
			return err
		})
	}
	anew := kept(1)
	anew.Device, anew.Browser, anew.Rejected, anew.Unique = "desktop", "Firefox", "", true
	s.must(func(tx relay.Tx) error { return tx.PutJudgements("w1", []relay.KeptClick{anew}) })
	want[1] = anew
	s.equal(want, s.keptClicks("w1"))
}

func clicksAfter(t *testing.T, s *suite) {
	s.putLink("w1")
	other := kept(1)
	other.LinkNumber, other.Offer = 8, "" // of no link
	same := kept(3)
	same.ClickID = "id3b" // at the same time
	s.putClicks("w1", other, kept(4), same, kept(3), kept(2))
	s.putClicks("w2", kept(9))
	all := []relay.KeptClick{kept(2), kept(3), same, kept(4), other}
	s.equal(all, s.keptClicks("w1"))
	var got []relay.KeptClick
	for after := (relay.ClickCursor{}); ; {
		var page []relay.KeptClick
		s.must(func(tx relay.Tx) (err error) {
			page, err = tx.ClicksAfter("w1", after, now.Add(3*time.Second), 2)
			return err
		})
		if len(page) == 0 {
			break
		}
		got = append(got, page...)
		last := page[len(page)-1]
		after = relay.ClickCursor{Link: last.LinkNumber, Time: last.Time, ID: last.ClickID}
	}
	s.equal(all[1:4], got)
}

func visits(t *testing.T, s *suite) {
	const day, next = "2026-11-22", "2026-11-23"
	a, b, c := relay.Visitor{1}, relay.Visitor{2}, relay.Visitor{3}
	of := func(workspace, day string) (last map[relay.Visitor]time.Time) {
		s.must(func(tx relay.Tx) (err error) {
			last, err = tx.Visits(workspace, day, []relay.Visitor{a, b, c})
			return err
		})
		return last
	}
	type last = map[relay.Visitor]time.Time
	later := now.Add(time.Minute)
	s.must(func(tx relay.Tx) error {
		return errors.Join(tx.PutVisits("w1", day, last{a: now, b: now}), tx.PutVisits("w1", day, last{b: later}),
			tx.PutVisits("w1", next, last{c: now}), tx.PutVisits("w1", day, last{}))
	})
	s.equal(last{a: now, b: later}, of("w1", day))
	s.equal(last{}, of("w2", day))
	s.must(func(tx relay.Tx) error { return tx.DropVisits("w1", day, []relay.Visitor{b, c}) })
	s.equal(last{a: now}, of("w1", day))
	s.must(func(tx relay.Tx) error { return tx.ForgetVisits("w1", next) })
	s.equal(last{}, of("w1", day))
	s.equal(last{c: now}, of("w1", next))
	many, asked := last{}, []relay.Visitor{}
	for i := range 1000 {
		v := relay.Visitor{byte(i), byte(i >> 8), 9}
		many[v], asked = later, append(asked, v)
	}
	s.must(func(tx relay.Tx) error {
		err := tx.PutVisits("w1", day, many)
		got, readErr := tx.Visits("w1", day, asked)
		s.equal(many, got)
		return errors.Join(err, readErr)
	})
}

func pendingClicks(t *testing.T, s *suite) {
	pending := func(workspace string) (body relayapi.ClicksBody) {
		s.must(func(tx relay.Tx) (err error) { body, err = tx.PendingClicks(workspace); return err })
		return body
	}
	since := func(want map[string]time.Time) {
		got, err := s.PendingSince(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s.equal(want, got)
	}
	counts := func(n int64) relayapi.ClicksBody {
		return relayapi.ClicksBody{Links: []relayapi.LinkClicks{{Number: 7, Day: "2026-11-22", Gross: n, Unique: -n, Rejected: map[string]int64{"bot": n}}},
			Offers: []relayapi.OfferClicks{{OfferID: "o", Day: "2026-11-22", Dimension: "hour", Value: "13", Clicks: n}}}
	}
	s.equal(relayapi.ClicksBody{}, pending("w1"))
	since(map[string]time.Time{})
	for i, n := range []int64{1, 5} {
		s.must(func(tx relay.Tx) error {
			return tx.PutPendingClicks("w1", now.Add(time.Duration(i)*time.Minute), counts(n))
		})
		s.equal(counts(n), pending("w1"))
		since(map[string]time.Time{"w1": now}) // it stays when they first waited
	}
	s.equal(relayapi.ClicksBody{}, pending("w2"))
	s.must(func(tx relay.Tx) error { return tx.DropPendingClicks("w1") })
	s.equal(relayapi.ClicksBody{}, pending("w1"))
	since(map[string]time.Time{})
}

func forgetClicks(t *testing.T, s *suite) {
	s.putLink("w1")
	want := []relay.KeptClick{}
	for i := range 10 {
		want = append(want, kept(i))
	}
	s.putClicks("w1", want...)
	s.putClicks("w2", kept(0))
	step := func(forget func(relay.Tx) (int, error), n int) {
		t.Helper()
		s.must(func(tx relay.Tx) error {
			got, err := forget(tx)
			if got != n {
				t.Errorf("a step forgot %d, want %d", got, n)
			}
			return err
		})
	}
	before := now.Add(5 * time.Second)
	visitors := func(tx relay.Tx) (int, error) { return tx.ForgetVisitors("w1", before, 3) }
	drop := func(tx relay.Tx) (int, error) { return tx.DropClicks("w1", before, 3) }
	step(drop, 0) // their visitors are there
	step(visitors, 3)
	step(visitors, 2)
	step(visitors, 0)
	for i := range 5 {
		want[i].Visitor = relay.Visitor{}
	}
	s.equal(want, s.keptClicks("w1"))
	step(drop, 3)
	step(drop, 2)
	step(drop, 0)
	s.equal(want[5:], s.keptClicks("w1"))
	s.must(func(tx relay.Tx) error { return tx.DropAgents("w1", now) }) // in use
	s.equal(want[5:], s.keptClicks("w1"))
	s.must(func(tx relay.Tx) error { return tx.DropAgents("w1", now.Add(48*time.Hour)) })
	if left := s.keptClicks("w2"); len(left) != 1 || left[0].Visitor == (relay.Visitor{}) {
		t.Fatalf("another workspace has %+v left", left)
	}
	is := func(workspace string, want relay.ClicksKept) {
		t.Helper()
		s.must(func(tx relay.Tx) error {
			got, err := tx.ClicksKept(workspace)
			s.equal(want, got)
			return err
		})
	}
	is("w1", relay.ClicksKept{})
	for _, k := range []relay.ClicksKept{{ClicksFrom: "2025-10-22", VisitorsFrom: "2026-10-23"}, {ClicksFrom: "2025-10-23", VisitorsFrom: "2026-10-24"}} {
		s.must(func(tx relay.Tx) error { return tx.PutClicksKept("w1", k) })
		is("w1", k)
	}
	is("w2", relay.ClicksKept{})
}

func clickPositions(t *testing.T, s *suite) {
	for _, want := range []clickfile.Position{{}, {File: 1, Offset: 10}, {File: 2, Offset: 5}} {
		if want != (clickfile.Position{}) {
			s.must(func(tx relay.Tx) error { return tx.PutClickPosition(3, want) })
		}
		got, err := s.ClickPosition(t.Context(), 3)
		if err != nil {
			t.Fatal(err)
		}
		s.equal(want, got)
	}
}
