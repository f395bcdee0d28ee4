package desktop

import (
	"context"
	"slices"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/linkhealth"
	"linkledger/internal/practice"
	"linkledger/internal/sandbox"
)

// swept makes a sweep to its end.
func swept(t *testing.T, a *App, walks bool) SweepView {
	t.Helper()
	v := got(a.LinkHealth.Start(walks))(t)
	await(t, func() bool { v = got(a.LinkHealth.Get(v.Sweep.ID))(t); return v.Sweep.State != linkhealth.Running })
	return v.Sweep
}

func sweepCodes(v SweepView) string {
	var list []string
	for _, f := range v.Findings {
		list = append(list, f.Code)
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

// TestSweepFindsWhatIsPlanted breaks the way of links in each way there is, over
// real HTTP, and wants exactly its finding; a healthy programme has none.
func TestSweepFindsWhatIsPlanted(t *testing.T) {
	a, _, _ := practiceOffer(t)
	offer, _, link := sale(t, a)
	world := got(a.World())(t)
	if v := swept(t, a, true); sweepCodes(v) != "" || v.State != linkhealth.Done || v.Links != 1 || len(v.Destinations) != 1 || v.Walked != 6 {
		t.Fatalf("a healthy programme: %+v", v)
	}
	for fault, want := range map[string]string{
		string(sandbox.MaskedLink): "masked_link", string(sandbox.Relationship): "relationship_expired", string(sandbox.RedirectLoop): "redirect_loop",
		string(sandbox.PrivateRedirect): "blocked_hop", string(sandbox.GonePage): "page_broken", string(sandbox.Soft404): "soft_not_found",
		string(sandbox.SoldOut): "sold_out", string(sandbox.HomeRedirect): "home_redirect", string(sandbox.StrippedQuery): "query_stripped",
		string(sandbox.InAppStripped): "query_stripped", string(sandbox.OverwrittenEvent): "cjevent_overwritten", string(sandbox.OverwrittenUTMs): "utms_overwritten",
		practice.Certificate: "bad_certificate", practice.RelayStopped: "",
	} {
		t.Run(fault, func(t *testing.T) {
			must(t, world.SetFault(fault, true))
			v := swept(t, a, true)
			must(t, world.SetFault(fault, false))
			if fault == practice.RelayStopped {
				if v.State != linkhealth.Failed || v.Problem == "" {
					t.Errorf("%+v", v)
				}
				return
			}
			if sweepCodes(v) != want {
				t.Fatalf("found %s, want %s: %+v", sweepCodes(v), want, v.Findings)
			}
			f := v.Findings[0]
			if in := fault == string(sandbox.InAppStripped); f.Hint == "" || f.Title == "" || !f.New || f.OfferNames[0] == "" || in != (len(f.Browsers) == 1) {
				t.Errorf("%+v", f)
			}
			items := got(a.Workspace.Attention())(t)
			if !slices.ContainsFunc(items, func(i AttentionItem) bool { return i.Kind == "links" && i.ID == v.ID }) {
				t.Errorf("nothing needs attention: %+v", items)
			}
			if n := got(a.Workspace.State())(t).Sync.Attention; n != 1 {
				t.Errorf("the chip counts %d", n)
			}
			must(t, a.LinkHealth.Seen())
			if hops := got(a.LinkHealth.Walk(v.ID, v.Destinations[0].ID))(t); len(hops) != 6 || len(hops[0].Hops) == 0 || len(hops[5].Found)+len(hops[3].Found) == 0 {
				t.Errorf("%+v", hops)
			}
			healed := swept(t, a, true)
			if sweepCodes(healed) != "" || healed.Gone != 1 {
				t.Errorf("mended: %+v", healed)
			}
		})
	}
	// News stay until somebody has seen them, also when the next sweep has none.
	must(t, world.SetFault(string(sandbox.GonePage), true))
	news := swept(t, a, true)
	must(t, world.SetFault(string(sandbox.GonePage), false))
	swept(t, a, true)
	if items := got(a.Workspace.Attention())(t); len(items) != 1 || items[0].ID != news.ID || got(a.Workspace.State())(t).Sync.Attention != 1 {
		t.Errorf("news that nobody has seen: %+v", items)
	}
	must(t, a.LinkHealth.Seen())
	if items := got(a.Workspace.Attention())(t); len(items) != 0 {
		t.Errorf("seen: %+v", items)
	}
	// Asked of the relay alone, CJ sees no click.
	clicks := len(world.Sandbox.Clicks())
	got(a.Links.SetStatus([]string{link.ID}, affiliate.Paused))(t)
	must(t, a.Sync(context.Background()))
	v := swept(t, a, false)
	if len(world.Sandbox.Clicks()) != clicks || sweepCodes(v) != "" || v.States[len(v.States)-1] != (HealthCount{State: "paused", Links: 1}) {
		t.Errorf("paused: %+v", v)
	}
	if rows := got(a.LinkHealth.LinksOf([]string{link.ID, "nobody"}))(t); len(rows) != 1 || rows[0].OfferID != offer.Row.ID {
		t.Errorf("%+v", rows)
	}
}

// TestSweepSchedule: a device's setting, which is kept.
func TestSweepSchedule(t *testing.T) {
	a := openApp(t, t.TempDir())
	if v := got(a.LinkHealth.Get(""))(t); v.Schedule != (HealthSchedule{Every: "daily"}) || v.Sweep.ID != "" || len(v.Browsers) != 6 {
		t.Errorf("%+v", v)
	}
	if f := failed(t, second(a.LinkHealth.SetSchedule(HealthSchedule{Every: "hourly"}))); f.Fields["every"] == "" {
		t.Errorf("%+v", f)
	}
	want := HealthSchedule{Every: "weekly", Walks: true}
	got(a.LinkHealth.SetSchedule(want))(t)
	if v := got(a.LinkHealth.Get(""))(t); v.Schedule != want {
		t.Errorf("%+v", v.Schedule)
	}
	s, err := a.session()
	must(t, err)
	must(t, s.sweepIfDue(t.Context())) // no link, nothing to look at
	if v := got(a.LinkHealth.Get(""))(t); v.Sweep.ID != "" {
		t.Errorf("%+v", v.Sweep)
	}
	sale(t, a)
	must(t, s.sweepIfDue(t.Context()))
	var v LinkHealthView
	await(t, func() bool { v = got(a.LinkHealth.Get(""))(t); return v.Sweep.State == linkhealth.Done })
	must(t, s.sweepIfDue(t.Context())) // not before its time
	if v := got(a.LinkHealth.Get(""))(t); len(v.Sweeps) != 1 || !v.Sweep.Walks {
		t.Errorf("%+v", v.Sweeps)
	}
}

// TestSweepGoesOnAfterARestart: one that was not done when the application was
// closed is made to its end when it is opened again.
func TestSweepGoesOnAfterARestart(t *testing.T) {
	dir := t.TempDir()
	a, err := Open(context.Background(), Options{Dir: dir, Manual: true, Passphrase: "correct horse battery"})
	must(t, err)
	sale(t, a)
	s, err := a.session()
	must(t, err)
	sweep := linkhealth.Sweep{ID: newEntryID(), State: linkhealth.Running, StartedAt: s.clock.Now(), Walks: true}
	must(t, s.sweepBook().PutSweep(t.Context(), sweep))
	must(t, a.Close())
	a = openApp(t, dir)
	var v LinkHealthView
	await(t, func() bool { v = got(a.LinkHealth.Get(sweep.ID))(t); return v.Sweep.State == linkhealth.Done })
	if v.Sweep.Walked != 6 || sweepCodes(v.Sweep) != "" {
		t.Errorf("%+v", v.Sweep)
	}
	got(a.LinkHealth.Stop())(t) // none runs: nothing to stop
}

// TestLinkDomainOfPractice: a relay on this computer has no name to look at.
func TestLinkDomainOfPractice(t *testing.T) {
	a := openApp(t, t.TempDir())
	if v := got(a.LinkHealth.Domain())(t); v.Host == "" || v.Note == "" || len(v.Steps) != 0 {
		t.Errorf("%+v", v)
	}
}
