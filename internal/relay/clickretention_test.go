package relay_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func (f *fixture) kept() (all []relay.KeptClick) {
	f.t.Helper()
	errs, err := f.sqlite.Batch(f.t.Context(), []func(relay.Tx) error{func(tx relay.Tx) (err error) {
		all, err = tx.ClicksAfter(f.workspace.ID, relay.ClickCursor{}, time.Time{}, 100000)
		return err
	}})
	if err != nil || errs[0] != nil {
		f.t.Fatal(err, errs)
	}
	return all
}

// TestClicksAreForgottenInTime goes through fourteen months by days.
func TestClicksAreForgottenInTime(t *testing.T) {
	f := start(t)
	const first = 600 // more than one step
	for range first {
		f.click()
	}
	f.clock.Advance(12 * time.Hour) // after midnight in Berlin
	f.click()
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	sum := f.gross()
	look := func() (clicks, visitors int) {
		t.Helper()
		if err := f.relay.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
		all := f.kept()
		for _, c := range all {
			if c.Visitor != (relay.Visitor{}) {
				visitors++
			}
		}
		return len(all), visitors
	}
	began := f.clock.Now()
	for _, test := range []struct {
		days             int
		clicks, visitors int
	}{
		{0, first + 1, first + 1}, {29, first + 1, first + 1}, {30, first + 1, 1}, {31, first + 1, 0},
		{395, first + 1, 0}, {396, 1, 0}, {397, 0, 0}, {399, 0, 0},
	} {
		f.clock.AdvanceTo(began.Add(time.Duration(test.days) * 24 * time.Hour))
		if clicks, visitors := look(); clicks != test.clicks || visitors != test.visitors {
			t.Fatalf("after %d days %d clicks and %d visitors are kept, want %d and %d", test.days, clicks, visitors, test.clicks, test.visitors)
		}
	}
	if got := f.gross(); got != sum {
		t.Fatalf("%d clicks are counted, want all %d", got, sum)
	}
	f.close()
	if found(t, f.dir, "iPhone OS 19") {
		t.Fatal("a browser is still named in some file")
	}
}

// TestHalfForgottenDaysStayJudged: a day of which clicks are gone already is
// not judged by the rest.
func TestHalfForgottenDaysStayJudged(t *testing.T) {
	f := start(t)
	f.click()
	f.clock.Advance(time.Minute)
	f.click()
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := f.kept()[1]
	errs, err := f.sqlite.Batch(t.Context(), []func(relay.Tx) error{func(tx relay.Tx) error {
		if err := tx.PutClicksKept(f.workspace.ID, relay.ClicksKept{ClicksFrom: "2026-11-23", VisitorsFrom: "2026-11-23"}); err != nil {
			return err
		}
		cut := before.Time.Add(-time.Second)
		if _, err := tx.ForgetVisitors(f.workspace.ID, cut, 10); err != nil {
			return err
		}
		_, err := tx.DropClicks(f.workspace.ID, cut, 10)
		return err
	}})
	if err != nil || errs[0] != nil {
		t.Fatal(err, errs)
	}
	if err := f.relay.Reclassify(t.Context(), relay.Reclassification{}, func(r relay.Reclassified) {
		if r.Clicks != 0 {
			t.Errorf("%d clicks of a day that is going were judged", r.Clicks)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]relay.KeptClick{before}, f.kept()); diff != "" {
		t.Fatal(diff)
	}
}

// TestReclassifyWhileItRuns: with the operator's rules a browser is a bot, and
// without them a person again, whose next click today is no first one.
func TestReclassifyWhileItRuns(t *testing.T) {
	f := start(t)
	click := func() {
		t.Helper()
		f.clock.Advance(time.Minute)
		f.click()
		if err := f.relay.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	is := func(gross, unique, bots int64) {
		t.Helper()
		sum := tally{}
		for _, e := range f.entries(relayapi.KindClicks) {
			sum.addBody(t, e.Body)
		}
		link := f.block.FirstNumber
		got := [3]int64{sum.of("link", link, "2026-11-22", "gross"), sum.of("link", link, "2026-11-22", "unique"), sum.of("link", link, "2026-11-22", "rejected", "bot")}
		if want := [3]int64{gross, unique, bots}; got != want {
			t.Fatalf("gross, unique and bots are %v, want %v", got, want)
		}
	}
	again := func(rules string, changed int64) {
		t.Helper()
		err := f.relay.Reclassify(t.Context(), relay.Reclassification{AgentRules: rules}, func(r relay.Reclassified) {
			if r.Changed != changed || r.Workspace != f.workspace.ID {
				t.Fatalf("%+v, want %d changes", r, changed)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	click()
	click()
	is(2, 1, 0)
	again("bot\tiphone os 19\tNot today\n", 2)
	is(2, 0, 2)
	click() // by the rules of the relay that runs: a person's first
	is(3, 1, 2)
	again("", 3) // so it is the third of a person
	is(3, 1, 0)
	click()
	is(4, 1, 0)
	again("", 0)
}

type everywhere string

func (e everywhere) Of(address string) string {
	if address == "127.0.0.1" {
		return string(e)
	}
	return "no address"
}

func TestClicksHaveACountry(t *testing.T) {
	f := start(t)
	f.countries = everywhere("IS")
	f.close()
	f.open()
	f.click()
	f.click("From", "robot@a.example")
	if err := f.relay.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	sum := tally{}
	for _, e := range f.entries(relayapi.KindClicks) {
		sum.addBody(t, e.Body)
	}
	clicks := f.kept()
	if got := sum.of("offer", "offeraaaaaaaaaaa", "2026-11-22", "country", "IS"); got != 1 || clicks[0].Country != "IS" {
		t.Fatalf("%d clicks of Iceland: %+v", got, clicks)
	}
	if clicks[0].Rejected+clicks[1].Rejected != "bot" {
		t.Fatalf("a robot that says whose it is: %+v", clicks)
	}
}
