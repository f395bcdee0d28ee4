package desktop

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/practice"
)

// crowd adds many members at once.
func crowd(t testing.TB, s *session, n int) {
	t.Helper()
	b := s.batch()
	for i := range n {
		member := affiliate.Member{Name: fmt.Sprintf("Member %04d", i), Status: affiliate.Active}
		must(t, b.add(change(affiliate.NounMember, fmt.Sprintf("member%010d", i), member)))
	}
	must(t, s.enqueue(context.Background(), b))
}

func everybody(offers ...OfferDetail) LinkBulkForm {
	form := LinkBulkForm{Who: toEverybody}
	for _, o := range offers {
		form.OfferIDs = append(form.OfferIDs, o.Row.ID)
	}
	return form
}

func generated(t testing.TB, a *App, form LinkBulkForm) LinkRun {
	t.Helper()
	s := got(a.session())(t)
	started := got(a.Links.GenerateAll(form))(t)
	run := got(s.linkRuns.get(started.ID))(t)
	<-run.ended
	return got(a.Links.GenerateState(started.ID))(t)
}

// TestLinksInBulk: offline the numbers that are here are used, the rest is made
// at the next sync by itself, and making them again makes nothing twice.
func TestLinksInBulk(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	s := got(a.session())(t)
	form := offerForm(t, a)
	first := got(a.Offers.Save(form))(t)
	form.Name = "Second"
	second := got(a.Offers.Save(form))(t)
	crowd(t, s, 600)
	must(t, a.Sync(ctx)) // reserves 1,000 numbers
	world := got(a.World())(t)

	must(t, world.SetFault(practice.RelayStopped, true))
	bulk := everybody(first, second)
	if count := got(a.Links.Count(bulk))(t); count.Members != 600 || count.Offers != 2 || count.Wanted != 1200 || count.Had != 0 {
		t.Errorf("it would make %+v", count)
	}
	run := generated(t, a, bulk)
	if run.State != runDone || run.Made != 1000 || run.Short != 200 || run.Had != 0 || len(run.Rows) != maxRunRows || run.Rows[0].Synced {
		t.Fatalf("offline: %+v", run)
	}
	must(t, world.SetFault(practice.RelayStopped, false))
	must(t, a.Sync(ctx)) // sends them, and makes the others
	must(t, a.Sync(ctx)) // sends those
	links := got(s.store.Links(ctx))(t)
	pairs := map[wantedLink]bool{}
	for _, l := range links {
		pairs[wantedLink{offer: l.OfferID, member: l.MemberID}] = true
		if !l.Synced {
			t.Fatalf("link %d is not live", l.Number)
		}
	}
	if len(links) != 1200 || len(pairs) != 1200 {
		t.Errorf("%d links of %d pairs", len(links), len(pairs))
	}
	if again := generated(t, a, bulk); again.State != runDone || again.Made != 0 || again.Had != 1200 || again.Short != 0 {
		t.Errorf("again: %+v", again)
	}
	buy(t, a, s.linkURL(links[0]))
}

// TestCancelledLinks: what was made stays, and is not made again.
func TestCancelledLinks(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	s := got(a.session())(t)
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	crowd(t, s, 700)
	must(t, a.Sync(ctx))
	ask := got(s.linkAsk(ctx, everybody(offer)))(t)
	cancelled, cancel := context.WithCancel(ctx)
	made, err := s.makeAll(cancelled, ask, func(done, _ int) {
		if done > 0 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || made.made != linksAtOnce || len(made.short) != 0 {
		t.Fatalf("%d made, %v", made.made, err)
	}
	if rest := generated(t, a, everybody(offer)); rest.Made != 700-linksAtOnce || rest.Had != linksAtOnce {
		t.Errorf("the rest: %+v", rest)
	}
}

func TestBadLinkForms(t *testing.T) {
	a := openApp(t, t.TempDir())
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	other := offerForm(t, a)
	other.Name = "Other"
	second := got(a.Offers.Save(other))(t)
	member := got(a.Members.Save(MemberForm{Name: "Maya"}))(t)
	fine := LinkBulkForm{OfferIDs: []string{offer.Row.ID}, Who: toMembers, MemberIDs: []string{member.ID}}
	for name, c := range map[string]struct {
		edit  func(*LinkBulkForm)
		field string
	}{
		"nobody":        {func(f *LinkBulkForm) { f.MemberIDs = nil }, "memberIds"},
		"no offer":      {func(f *LinkBulkForm) { f.OfferIDs = nil }, "offerId"},
		"somebody gone": {func(f *LinkBulkForm) { f.MemberIDs = append(f.MemberIDs, "gone") }, "memberIds"},
		"who":           {func(f *LinkBulkForm) { f.Who = "all" }, "who"},
		"no such group": {func(f *LinkBulkForm) { f.Who, f.Group = toGroup, "Nobody" }, "group"},
		"page of several": {func(f *LinkBulkForm) {
			f.OfferIDs, f.Page = append(f.OfferIDs, second.Row.ID), "https://shop.example/x"
		}, "page"},
		"page elsewhere":    {func(f *LinkBulkForm) { f.Page = "https://elsewhere.example/x" }, "page"},
		"page that is none": {func(f *LinkBulkForm) { f.Page = "javascript:alert(1)" }, "page"},
	} {
		form := fine
		form.MemberIDs = append([]string{}, fine.MemberIDs...)
		form.OfferIDs = append([]string{}, fine.OfferIDs...)
		c.edit(&form)
		_, err := a.Links.GenerateAll(form)
		if f := failed(t, err); f.Fields[c.field] == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}
