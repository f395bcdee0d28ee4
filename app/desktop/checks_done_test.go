package desktop

import (
	"context"
	"testing"

	"linkledger/internal/probe"
)

// TestADoneCheckLetsTheRelayBe: in practice mode a check that is done and still
// watched neither syncs by itself nor is woken by a sync that brought nothing,
// or each would be the cause of the next.
func TestADoneCheckLetsTheRelayBe(t *testing.T) {
	ctx := context.Background()
	a, offer, _ := practiceOffer(t)
	v := checked(t, a, offer.Row.ID)
	s := got(a.session())(t)
	kept := got(s.store.TestCheck(ctx, v.ID))(t)
	k := got(readCase(kept))(t)
	if v.State != "passed" || !k.Watched(s.clock.Now()) {
		t.Fatalf("%s: %s", v.State, findings(v))
	}
	must(t, got(a.World())(t).FlushClicks(ctx))
	await(t, func() bool { // all that the purchase has left behind is here
		news := s.news.next()
		must(t, a.Sync(ctx))
		return !closed(news)
	})
	news := s.news.next()
	must(t, a.Sync(ctx))
	if closed(news) {
		t.Error("a sync that brought nothing wakes the check")
	}

	of := got(s.store.Offer(ctx, kept.OfferID))(t)
	run := newCheckRun(of, kept, k)
	s.syncing.Lock() // a sync would wait for ever
	defer s.syncing.Unlock()
	looked := make(chan error, 1)
	go func() { looked <- s.check(run).Look(ctx, &run.k) }()
	await(t, func() bool { return len(looked) == 1 })
	must(t, <-looked)
	if run.k.Result.State != probe.Passed {
		t.Errorf("it is %s now", run.k.Result.State)
	}
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
