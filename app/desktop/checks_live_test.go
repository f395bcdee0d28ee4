package desktop

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/practice"
	"linkledger/internal/probe"
	"linkledger/internal/sandbox"
)

// patient is a check that waits long enough for what a test does meanwhile.
func patient(a *App) {
	const long = 100 * time.Hour
	a.patience = &probe.Patience{Click: time.Minute, Order: long, Commission: long, Postback: long, Retry: time.Second, Desk: long, Late: 200 * time.Hour, Watch: 300 * time.Hour}
}

func stepOf(t *testing.T, v CheckView, key string) CheckStep {
	t.Helper()
	for _, step := range v.Steps {
		if step.Key == key {
			return step
		}
	}
	t.Fatalf("no step %s", key)
	return CheckStep{}
}

// awaitStep waits until a check's step has come to a state.
func awaitStep(t *testing.T, a *App, id, key, state string) (v CheckView) {
	t.Helper()
	await(t, func() bool {
		v = got(a.Checks.Get(id))(t)
		return stepOf(t, v, key).State == state
	})
	return v
}

// TestALiveCheck waits for a person's purchase, goes on after a restart, and
// ends when CJ's row and postback have come; the person is told.
func TestALiveCheck(t *testing.T) {
	ctx := context.Background()
	a, offer, _ := practiceOffer(t)
	b, form := secondDevice(t, a, printed(t, a))
	b.onLoopback = true
	patient(b)
	got(b.Workspace.Connect(form))(t)

	v := got(b.Checks.Run(offer.Row.ID))(t)
	await(t, func() bool {
		v = got(b.Checks.Get(v.ID))(t)
		return stepOf(t, v, probe.StepOrder).Waits != ""
	})
	if !v.Buying || v.ByItself || v.Link == "" || v.State != "running" || !strings.Contains(stepOf(t, v, probe.StepOrder).Waits, "through the test link") {
		t.Fatalf("it does not wait for a person: %+v", v)
	}
	if _, err := b.Checks.Run(offer.Row.ID); failed(t, err).Code != "conflict" {
		t.Error("a second check of the offer began")
	}
	if links := got(b.Links.List(LinkFilter{OfferID: offer.Row.ID}))(t); len(links) != 1 || !links[0].Test || !links[0].Synced {
		t.Errorf("links %+v", links)
	}

	dir := b.options.Dir
	must(t, b.Close())
	var mu sync.Mutex
	var told []string
	b, err := Open(ctx, Options{Dir: dir, Manual: true, Passphrase: "correct horse battery",
		SaveFile: func(name string) (string, error) { return filepath.Join(dir, name), nil },
		Notify:   func(_, text string) { mu.Lock(); defer mu.Unlock(); told = append(told, text) }})
	must(t, err)
	t.Cleanup(func() { must(t, b.Close()) })
	if again := got(b.Checks.Get(v.ID))(t); again.State != "running" || again.Link != v.Link {
		t.Fatalf("after a restart: %+v", again)
	}

	buy(t, a, v.Link) // the person; device a has CJ's ledger, and pulls it
	world := got(a.World())(t)
	world.Clock.Advance(time.Second)
	await(t, func() bool {
		must(t, b.Sync(ctx))
		v = got(b.Checks.Get(v.ID))(t)
		return v.State != "running"
	})
	// CJ is not set up on the second computer itself; its rows come through the log.
	if v.State != "passed" || v.OrderID == "" || findings(v) != "" {
		t.Fatalf("%s: %+v", v.State, v.Steps)
	}
	items := got(b.Workspace.Attention())(t)
	if len(items) != 1 || items[0].Kind != "check" || items[0].ID != v.ID || !strings.Contains(items[0].Text, "has passed") {
		t.Errorf("attention %+v", items)
	}
	must(t, b.Checks.Seen(v.ID))
	if items := got(b.Workspace.Attention())(t); len(items) != 0 {
		t.Errorf("after a look: %+v", items)
	}

	file := got(b.Checks.ExportJSON(v.ID))(t)
	raw, err := os.ReadFile(file.Path)
	must(t, err)
	var kept checkFile
	must(t, json.Unmarshal(raw, &kept))
	if kept.Version != checkFileVersion || kept.Check.ID != v.ID || len(kept.Check.Steps) != 11 || kept.Check.Steps[0].Evidence[0].Value != v.Link {
		t.Errorf("file %s", raw)
	}
}

// TestACheckIsStopped: it ends at once, stays stopped, and another may begin.
func TestACheckIsStopped(t *testing.T) {
	a, offer, _ := practiceOffer(t)
	patient(a)
	must(t, got(a.World())(t).SetFault(string(sandbox.NoS2S), true))
	v := got(a.Checks.Run(offer.Row.ID))(t)
	awaitStep(t, a, v.ID, probe.StepCommission, "running")
	if _, err := a.Checks.Tell(v.ID, " \n "); failed(t, err).Fields["orderId"] == "" {
		t.Error("an order without a number was taken")
	}
	v = got(a.Checks.Stop(v.ID))(t)
	if v.State != "stopped" || stepOf(t, v, probe.StepCommission).State != "skipped" {
		t.Errorf("%+v", v)
	}
	if _, err := a.Checks.Tell(v.ID, "BR-1"); failed(t, err).Code != "conflict" {
		t.Error("a stopped check took an order")
	}
	if len(got(a.Workspace.Attention())(t)) != 0 {
		t.Error("a check that a person stopped asks for attention")
	}
	again := got(a.Checks.Run(offer.Row.ID))(t)
	got(a.Checks.Stop(again.ID))(t)
}

// TestAnOfferHasOneCheck, however many are begun at once.
func TestAnOfferHasOneCheck(t *testing.T) {
	a, offer, _ := practiceOffer(t)
	patient(a)
	must(t, got(a.World())(t).SetFault(string(sandbox.NoS2S), true))
	var all sync.WaitGroup
	begun := make(chan string, 8)
	for range cap(begun) {
		all.Go(func() {
			if v, err := a.Checks.Run(offer.Row.ID); err == nil {
				begun <- v.ID
			}
		})
	}
	all.Wait()
	if len(begun) != 1 {
		t.Errorf("%d checks have begun", len(begun))
	}
	for range len(begun) {
		got(a.Checks.Stop(<-begun))(t)
	}
}

// TestALatePostback turns a check that had ended.
func TestALatePostback(t *testing.T) {
	a, offer, _ := practiceOffer(t)
	must(t, got(a.World())(t).SetFault(string(sandbox.LatePostback), true))
	v := checked(t, a, offer.Row.ID)
	if findings(v) != "postback:no_postback" || !v.Watched {
		t.Fatalf("at first: %s", findings(v))
	}
	got(a.Practice.Advance(practice.ToNextDay))(t)
	world := got(a.World())(t)
	await(t, func() bool {
		must(t, world.AwaitPostbacks(context.Background()))
		must(t, a.Sync(context.Background()))
		v = got(a.Checks.Get(v.ID))(t)
		return v.State == "warned"
	})
	if findings(v) != "postback:postback_late" {
		t.Errorf("a day later: %s", findings(v))
	}
}

// TestAnotherOffersToken: CJ calls the postback URL of another offer.
func TestAnotherOffersToken(t *testing.T) {
	a, offer, other := practiceOffer(t)
	ctx := context.Background()
	s := got(a.session())(t)
	kept := got(s.store.Offer(ctx, affiliate.OfferID(offer.Row.ID)))(t)
	wrong := got(s.store.Offer(ctx, affiliate.OfferID(other.Row.ID)))(t)
	must(t, s.world.PlacePostback(aidOf(kept), wrong.PostbackToken))
	v := checked(t, a, offer.Row.ID)
	if v.State != "warned" || findings(v) != "postback:postback_other_offer" || !strings.Contains(stepOf(t, v, probe.StepPostback).Finding, "Mugs") {
		t.Errorf("%s: %s", v.State, findings(v))
	}
}

// TestTheTestMarkStays: nobody can take it off a link, so a test purchase never
// comes to count; the check would say so if it did.
func TestTheTestMarkStays(t *testing.T) {
	a, offer, _ := practiceOffer(t)
	checked(t, a, offer.Row.ID)
	s := got(a.session())(t)
	ctx := context.Background()
	links := got(s.store.Links(ctx))(t)
	must(t, s.commit(ctx, change(affiliate.NounLink, links[0].ID, map[string]bool{"test": false})))
	must(t, a.Sync(ctx))
	if links := got(s.store.Links(ctx))(t); len(links) != 1 || !links[0].Test || !links[0].Synced {
		t.Errorf("links %+v", links)
	}
	if v := checked(t, a, offer.Row.ID); v.State != "passed" {
		t.Errorf("%s: %s", v.State, findings(v))
	}
}

// TestChecksAreCompared: what was green and is not any more stands beside it;
// all are kept, by offer.
func TestChecksAreCompared(t *testing.T) {
	a, offer, other := practiceOffer(t)
	first := checked(t, a, offer.Row.ID)
	checked(t, a, other.Row.ID)
	mend := fault(string(sandbox.GonePage))(t, a, offer, other)
	second := checked(t, a, offer.Row.ID)
	mend()
	s := got(a.session())(t)
	before := func(v CheckView) string {
		kept, _, err := s.store.TestCheckBefore(t.Context(), got(s.store.TestCheck(t.Context(), v.ID))(t))
		must(t, err)
		return kept.ID
	}
	if before(first) != "" || stepOf(t, first, probe.StepLanding).Before != "" || before(second) != first.ID {
		t.Errorf("before %q, then %q", before(first), before(second))
	}
	if step := stepOf(t, second, probe.StepLanding); step.State != "failed" || step.Before != "passed" {
		t.Errorf("%+v", step)
	}
	all, ofOffer := got(a.Checks.List(CheckQuery{}))(t), got(a.Checks.List(CheckQuery{OfferID: offer.Row.ID}))(t)
	if all.Total != 3 || ofOffer.Total != 2 || ofOffer.Rows[0].ID != second.ID || ofOffer.Rows[0].Finding == "" || ofOffer.Rows[1].Passed != 11 {
		t.Errorf("%+v, %+v", all, ofOffer)
	}
}
