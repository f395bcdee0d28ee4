package linkhealth_test

import (
	"context"
	"errors"
	"testing"

	"linkledger/internal/linkhealth"
)

// TestFewWalks: 5,000 links to 20 pages are 20 walks in each browser, whatever
// differs from member to member.
func TestFewWalks(t *testing.T) {
	w := newWorld(t)
	w.add(5000, 20)
	s := w.sweep(t, "s", nil)
	if want := 20 * len(linkhealth.Agents()); w.total() != want || s.Walked != want || s.ToWalk != want {
		t.Errorf("%d clicks, %d of %d walks; want %d", w.total(), s.Walked, s.ToWalk, want)
	}
	if len(s.Findings) != 0 || s.States[linkhealth.Live] != 5000 || w.asked != 5000 {
		t.Errorf("a healthy programme: %+v, %v, %d asked", s.Findings, s.States, w.asked)
	}
	for _, d := range s.Destinations {
		if d.Links != 250 || len(d.Offers) != 1 {
			t.Errorf("%+v", d)
		}
	}
	// Without what this computer expects, addresses are told apart by what they
	// say; those of members are still the same.
	for i := range w.links {
		w.links[i].Template, w.links[i].Leads = "", nil
	}
	for n := range int64(5000) {
		w.lead[n+1] = w.cjLink(int(n)%20, w.links[n].Own[0], clickIDOf(n+1))
	}
	asked := linkhealth.Sweep{ID: "s2", State: linkhealth.Running}
	if err := w.sweeper().Run(t.Context(), &asked); err != nil || len(asked.Destinations) != 20 {
		t.Errorf("%v, %d destinations", err, len(asked.Destinations))
	}
}

// TestEachWayToBeBroken plants each way, and wants exactly its finding.
func TestEachWayToBeBroken(t *testing.T) {
	for fault, want := range map[string]string{
		"": "", "relationship": "relationship_expired", "cj page": "stopped_at_cj", "masked": "masked_link", "no cjevent": "no_cjevent",
		"loop": "redirect_loop", "private": "blocked_hop", "stripped": "query_stripped", "no utms": "utms_lost", "other utms": "utms_overwritten",
		"home": "home_redirect", "overwritten": "cjevent_overwritten", "gone": "page_broken", "robots": "not_let_in", "soft": "soft_not_found",
		"sold out": "sold_out", "in-app stripped": "query_stripped",
	} {
		t.Run(fault, func(t *testing.T) {
			w := newWorld(t)
			w.add(3, 1)
			w.fault = fault
			s := w.sweep(t, "s", nil)
			if codes(s) != want {
				t.Fatalf("found %s: %+v", codes(s), s.Findings)
			}
			for _, f := range s.Findings {
				if in := fault == "in-app stripped"; f.Links != 3 || f.Everywhere == in || in && (len(f.Agents) != 1 || f.Agents[0] != "instagram") || f.Text == "" {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}

// TestLinksAtTheRelay judges links by the relay's word.
func TestLinksAtTheRelay(t *testing.T) {
	w := newWorld(t)
	w.add(10, 1)
	w.states[2] = linkhealth.Unknown
	w.states[3], w.links[2].Synced = linkhealth.Unknown, false
	w.states[4] = linkhealth.Paused
	w.states[5], w.links[4].State = linkhealth.Paused, linkhealth.Paused // as it should be
	w.states[6] = linkhealth.Ended
	w.links[6].State = linkhealth.Paused // and the relay leads on
	w.lead[8] = w.cjLink(7, "m7", clickIDOf(8))
	w.states[9], w.links[8].State = linkhealth.Ended, linkhealth.Ended
	w.lead[10] = ""
	s := w.sweep(t, "s", nil)
	got := map[string]string{}
	for _, r := range s.LinkRemarks {
		got[r.Link] = string(r.Code)
	}
	want := map[string]string{"l2": "link_lost", "l3": "not_synced", "l4": "link_paused", "l6": "offer_ended", "l7": "still_live", "l8": "leads_elsewhere", "l10": "no_destination"}
	for link := range want {
		if got[link] != want[link] {
			t.Errorf("%s: %s, want %s", link, got[link], want[link])
		}
	}
	if len(got) != len(want) || len(s.Destinations) != 2 {
		t.Errorf("%v, %d destinations", got, len(s.Destinations))
	}
}

// TestASweepGoesOn: one that was cut off makes the walks that are missing, and
// no other.
func TestASweepGoesOn(t *testing.T) {
	w := newWorld(t)
	w.add(40, 4)
	ctx, cancel := context.WithCancel(t.Context())
	w.stopped, w.stopAt = cancel, 7
	s := linkhealth.Sweep{ID: "s", State: linkhealth.Running, Walks: true}
	if err := w.sweeper().Run(ctx, &s); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	w.stopped = nil
	done := w.sweep(t, "s", nil)
	all := 4 * len(linkhealth.Agents())
	if walks := w.book.walks["s"]; len(walks) != all || done.Walked != all || w.total() != all+1 { // the one that was cut off was walked again
		t.Errorf("%d walks, %d told, %d clicks", len(walks), done.Walked, w.total())
	}
}

// TestNewSinceTheLastSweep compares with the sweep before.
func TestNewSinceTheLastSweep(t *testing.T) {
	w := newWorld(t)
	w.add(4, 2)
	w.fault = "sold out"
	first := w.sweep(t, "1", nil)
	if first.News() != 0 || len(first.Findings) != 2 {
		t.Errorf("the first: %+v", first.Findings)
	}
	w.states[1] = linkhealth.Unknown
	second := w.sweep(t, "2", &first)
	if second.News() != 1 || second.Before != "1" || second.Findings[0].Code != linkhealth.CodeLost {
		t.Errorf("the second: %+v", second.Findings)
	}
	w.fault = ""
	if third := w.sweep(t, "3", &second); third.Gone != 2 || third.News() != 0 {
		t.Errorf("the third: %d gone, %+v", third.Gone, third.Findings)
	}
	// One that asks the relay alone can't tell of pages.
	asked := linkhealth.Sweep{ID: "4", State: linkhealth.Running}
	before := w.total()
	if err := w.sweeper().Run(t.Context(), &asked); err != nil || w.total() != before {
		t.Fatal(err, w.total()-before)
	}
	asked.Finish(linkhealth.Done, nil, &second)
	if asked.Gone != 0 || asked.News() != 0 || len(asked.Findings) != 1 {
		t.Errorf("without walks: %+v", asked)
	}
}

// TestPace: each walk waits for its host's turn, and a sweep that may not go on
// stops there.
func TestPace(t *testing.T) {
	w := newWorld(t)
	w.add(1, 1)
	sweeper, waits := w.sweeper(), 0
	stop := errors.New("enough")
	sweeper.Pace = func(_ context.Context, host string) error {
		if waits++; "http://"+host != w.server.URL {
			t.Errorf("paces %s", host)
		}
		if waits > 2 {
			return stop
		}
		return nil
	}
	s := linkhealth.Sweep{ID: "s", State: linkhealth.Running, Walks: true}
	if err := sweeper.Run(t.Context(), &s); !errors.Is(err, stop) || w.total() != 2 {
		t.Errorf("%v after %d clicks", err, w.total())
	}
}
