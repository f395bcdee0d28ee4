package probe_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/probe"
)

func TestEvidence(t *testing.T) {
	result := healthy().run(t)
	for key, want := range map[string][]string{
		probe.StepLink:       {"https://go.brand.example/abc", "42", "test"},
		probe.StepClick:      {clickID, "2026-11-22T12:00:00Z"},
		probe.StepHops:       {"Hop 1 (relay)", "302", "www.anrdoezrs.net", "Hop 3 (brand)", "sets cje"},
		probe.StepLanding:    {"200 OK", "0f0f"},
		probe.StepUTMs:       {"utm_source", "amb", "x7"},
		probe.StepOrder:      {"BR-1", "49.00 USD"},
		probe.StepCommission: {clickID, "4.90 USD", "new", "2026-12-22T12:00:00Z"},
		probe.StepPostback:   {"success=true;", "amount=49.00", clickID},
		probe.StepSynced:     {"conv", "pending", "left out"},
		probe.StepAmounts:    {"49.00 USD", "4.90 USD", "3.92 USD", "8 % of 49.00 USD", "10 % of the sale"},
		probe.StepStatus:     {"pending", "new", "never"},
	} {
		step, ok := result.Step(key)
		text, err := json.Marshal(step.Evidence)
		if !ok || err != nil {
			t.Fatal(key, err)
		}
		for _, fact := range want {
			if !strings.Contains(strings.ReplaceAll(string(text), `\u0026`, "&"), fact) {
				t.Errorf("%s doesn't show %q: %s", key, fact, text)
			}
		}
	}
}

func TestWithoutCJAccount(t *testing.T) {
	w := healthy()
	w.news.NoCJ, w.sales[0].Row = true, nil
	result := w.run(t)
	step, _ := result.Step(probe.StepCommission)
	if result.State != probe.Passed || step.State != probe.Skipped || !strings.Contains(step.Hint, "Settings") {
		t.Errorf("%s, %+v", result.State, step)
	}
}

// TestAPersonBuys: the case waits for the purchase, says so, tells of the
// person's own click, and takes the order's number from whoever has it first.
func TestAPersonBuys(t *testing.T) {
	for name, comes := range map[string]struct {
		arrives func(w *world, k *probe.Case, sales []probe.Sale, calls []probe.Postback)
		order   string
	}{
		"CJ's row first":      {func(w *world, _ *probe.Case, sales []probe.Sale, _ []probe.Postback) { w.sales = sales }, "BR-1"},
		"a postback first":    {func(w *world, _ *probe.Case, _ []probe.Sale, calls []probe.Postback) { w.postbacks = calls }, ""},
		"the person knows it": {func(_ *world, k *probe.Case, _ []probe.Sale, _ []probe.Postback) { k.Tell("BR-1") }, "BR-1"},
		"a postback with a number": {func(w *world, _ *probe.Case, _ []probe.Sale, calls []probe.Postback) {
			calls[0].OrderID = "BR-1"
			w.postbacks = calls
		}, "BR-1"},
	} {
		w := healthy()
		w.byHand = true
		sales, calls := w.sales, w.postbacks
		w.sales, w.postbacks = nil, nil
		k := probe.NewCase("offer", w.clock.Now())
		c := w.check()
		for range 2 {
			if err := c.Look(context.Background(), &k); err != nil {
				t.Fatal(err)
			}
		}
		order, _ := k.Result.Step(probe.StepOrder)
		if !k.WantsPurchase() || order.State != probe.Running || !strings.Contains(order.Waits, "Open the product page") {
			t.Fatalf("%s: before: %+v", name, order)
		}
		w.clicks = append(w.clicks, probe.Click{ClickID: "mine", At: now.Add(time.Minute), Browser: "Firefox desktop"})
		if err := c.Look(context.Background(), &k); err != nil {
			t.Fatal(err)
		}
		order, _ = k.Result.Step(probe.StepOrder)
		if text, _ := json.Marshal(order.Evidence); !strings.Contains(string(text), "Firefox") || strings.Contains(string(text), "Chrome") {
			t.Errorf("%s: the person's click is not told of: %s", name, text)
		}
		comes.arrives(w, &k, sales, calls)
		if err := c.Look(context.Background(), &k); err != nil {
			t.Fatal(err)
		}
		order, _ = k.Result.Step(probe.StepOrder)
		if order.State != probe.Passed || k.Memory.OrderID != comes.order {
			t.Errorf("%s: %+v, order %q", name, order, k.Memory.OrderID)
		}
		w.sales, w.postbacks = sales, calls
		if result := w.see(t, c, &k); result.State != probe.Passed || w.bought > 0 {
			t.Errorf("%s: %+v", name, result)
		}
	}
}

// TestASaleOfNoKnownClick: what CJ has since is offered, and the number that a
// person enters finds it.
func TestASaleOfNoKnownClick(t *testing.T) {
	w := healthy()
	w.byHand = true
	foreign("someone-else")(w)
	calls := w.postbacks
	w.postbacks = nil
	k := probe.NewCase("offer", w.clock.Now())
	k.Memory.OrderID = ""
	for range 3 {
		if err := w.check().Look(context.Background(), &k); err != nil {
			t.Fatal(err)
		}
	}
	if !k.WantsPurchase() {
		t.Fatalf("somebody else's sale was taken for ours: %+v", k.Result)
	}
	k.Tell("BR-1")
	w.postbacks = calls
	result := w.see(t, w.check(), &k)
	if step, _ := result.Step(probe.StepCommission); step.Code != probe.CodeWrongShopperID {
		t.Errorf("%+v", step)
	}
}

func TestBoughtElsewhere(t *testing.T) {
	w := healthy()
	w.byHand, w.sales, w.postbacks = true, nil, nil
	k := probe.NewCase("offer", w.clock.Now())
	k.Tell("BR-9")
	result := w.see(t, w.check(), &k)
	if step, _ := result.Step(probe.StepCommission); step.Code != probe.CodeNotThroughLink || !strings.Contains(step.Finding, "BR-9") {
		t.Errorf("%+v", step)
	}
}

// TestOthersRefusedCallsAreNotOurs: where others sell, a refused call that names
// neither our click nor our order explains a missing postback, and no more.
func TestOthersRefusedCallsAreNotOurs(t *testing.T) {
	w := healthy()
	w.byHand = true
	stray := probe.Postback{At: now, Reply: "the token is not valid", Query: "transaction_id=other"}
	calls := w.postbacks
	w.postbacks = []probe.Postback{stray}
	k := probe.NewCase("offer", w.clock.Now())
	c := w.check()
	for range 4 {
		if err := c.Look(context.Background(), &k); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(time.Second)
	}
	if step, _ := k.Result.Step(probe.StepPostback); step.State != probe.Running {
		t.Fatalf("%+v", step)
	}
	w.postbacks = append(calls, stray)
	if result := w.see(t, c, &k); result.State != probe.Passed {
		t.Errorf("%+v", result)
	}
	w = healthy()
	w.byHand, w.postbacks = true, []probe.Postback{stray}
	k = probe.NewCase("offer", w.clock.Now())
	result := w.see(t, w.check(), &k)
	if step, _ := result.Step(probe.StepPostback); step.Code != probe.CodePostbackToken {
		t.Errorf("%+v", step)
	}
}

// TestGoesOnAfterARestart: a case that was kept at any moment and read again
// comes to the same end, and neither walks nor buys twice.
func TestGoesOnAfterARestart(t *testing.T) {
	whole := healthy()
	whole.notReadyFor = 2
	want := whole.run(t)
	reports := 0
	for at := 0; at <= reports; at++ {
		w := healthy()
		w.notReadyFor = 2
		k := probe.NewCase("offer", w.clock.Now())
		var kept []byte
		seen := 0
		c := w.check()
		ctx, kill := context.WithCancel(context.Background())
		c.Report = func(now probe.Case) {
			if seen == at {
				var err error
				if kept, err = json.Marshal(now); err != nil {
					t.Error(err)
				}
				kill()
			}
			seen++
		}
		for looks := 0; !k.Result.Done() && ctx.Err() == nil; looks++ {
			if err := c.Look(ctx, &k); err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			w.clock.Advance(time.Second)
		}
		kill()
		reports = max(reports, seen)
		if kept == nil {
			break
		}
		var again probe.Case
		if err := json.Unmarshal(kept, &again); err != nil {
			t.Fatal(err)
		}
		bought := again.Memory.OrderID != ""
		if !bought {
			w.bought = 0 // the program ended before it knew
		}
		result := w.see(t, w.check(), &again)
		if result.State != want.State {
			t.Errorf("killed at report %d: %+v", at, result)
		}
		if bought && w.bought > 1 {
			t.Errorf("killed at report %d: bought %d times", at, w.bought)
		}
	}
	if reports < 20 {
		t.Errorf("only %d reports", reports)
	}
}

// TestWhatComesLate: a case that has ended takes what comes after all, and
// tells; nothing changes without a cause.
func TestWhatComesLate(t *testing.T) {
	w := healthy()
	calls, sales := w.postbacks, w.sales
	noRow(w)
	k := probe.NewCase("offer", w.clock.Now())
	reports := 0
	c := w.check()
	w.see(t, c, &k)
	c.Report = func(probe.Case) { reports++ }
	look := func() probe.Result {
		t.Helper()
		before := reports
		if err := c.Look(context.Background(), &k); err != nil {
			t.Fatal(err)
		}
		if diff := reports - before; diff > 1 {
			t.Errorf("%d reports of a look", diff)
		}
		return k.Result
	}
	if result := look(); result.State != probe.Failed || reports > 0 || !k.Watched(w.clock.Now()) {
		t.Fatalf("%s after %d reports", result.State, reports)
	}
	w.sales = sales
	if result := look(); result.State != probe.Running || reports == 0 {
		t.Errorf("CJ's row came: %s", result.State)
	}
	w.clock.Advance(2 * time.Second)
	calls[0].At = now.Add(2 * time.Hour)
	w.postbacks = calls
	result := w.see(t, c, &k)
	if step, _ := result.Step(probe.StepPostback); result.State != probe.Warned || step.Code != probe.CodePostbackLate {
		t.Errorf("the postback came: %s, %+v", result.State, step)
	}
	w.sales[0].Stands, w.sales[0].Why = false, "CJ reversed the sale"
	if result := look(); result.State != probe.Failed {
		t.Errorf("CJ took it back: %s", result.State)
	}
	w.clock.Advance(2 * time.Hour)
	w.sales[0].Stands = true
	if result := look(); result.State != probe.Failed || k.Watched(w.clock.Now()) {
		t.Errorf("nobody watches any more: %s", result.State)
	}
}

func TestStops(t *testing.T) {
	w := healthy()
	noRow(w)
	k := probe.NewCase("offer", w.clock.Now())
	for range 2 {
		if err := w.check().Look(context.Background(), &k); err != nil {
			t.Fatal(err)
		}
	}
	k.Stop(w.clock.Now())
	if k.Result.State != probe.Stopped || k.Watched(w.clock.Now()) {
		t.Errorf("%+v", k.Result)
	}
	for _, s := range k.Result.Steps {
		if s.State == probe.Running || s.State == probe.Waiting || s.State == probe.Failed {
			t.Errorf("%s is %s", s.Key, s.State)
		}
	}
	before := k.Result
	w.sales, w.postbacks = healthy().sales, healthy().postbacks
	if err := w.check().Look(context.Background(), &k); err != nil || cmp.Diff(before, k.Result) != "" {
		t.Errorf("it goes on: %v, %s", err, cmp.Diff(before, k.Result))
	}
}

// TestNothingIsMissingWhileNobodyLooks: the time in which the application is
// closed does not count against CJ.
func TestNothingIsMissingWhileNobodyLooks(t *testing.T) {
	w := healthy()
	sales := w.sales
	w.sales, w.news.CJAt = nil, now.Add(-time.Hour)
	k := probe.NewCase("offer", w.clock.Now())
	for range 2 {
		if err := w.check().Look(context.Background(), &k); err != nil {
			t.Fatal(err)
		}
	}
	w.clock.Advance(50 * time.Hour)
	if err := w.check().Look(context.Background(), &k); err != nil {
		t.Fatal(err)
	}
	if step, _ := k.Result.Step(probe.StepCommission); step.State != probe.Running {
		t.Errorf("CJ was not asked since, and %+v", step)
	}
	w.sales, w.news.CJAt = sales, time.Time{}
	if result := w.see(t, w.check(), &k); result.State != probe.Passed {
		t.Errorf("%+v", result)
	}
}

// Whatever CJ sends and the relay replies, the check ends with a verdict.
func FuzzPostback(f *testing.F) {
	f.Add(true, "success=true;", "transaction_id=x&amount=49.00", "49.00", "USD")
	f.Add(false, "success=false; err_msg=the transaction id is missing", "transaction_id=%7BSID%7D&amount=[AMOUNT]", "", "")
	f.Add(true, "", "amount=1e9&amount=;&currency=usd&%zz", "1e9", "€")
	f.Fuzz(func(t *testing.T, accepted bool, reply, query, sale, currency string) {
		w := healthy()
		w.postbacks = []probe.Postback{{At: now, Accepted: accepted, Reply: reply, Query: query, Sale: sale, Currency: currency, ClickID: clickID}}
		result := w.run(t)
		step, _ := result.Step(probe.StepPostback)
		if step.State.Good() != accepted || (step.Finding == "") != accepted {
			t.Errorf("%+v", step)
		}
		if amounts, _ := result.Step(probe.StepAmounts); amounts.State == probe.Failed && amounts.Finding == "" {
			t.Errorf("%+v", amounts)
		}
	})
}

// Whatever a page holds, reading its signs ends, and plain text has none.
func FuzzPage(f *testing.F) {
	f.Add([]byte("<title>Not found</title>"))
	f.Add([]byte(`<meta http-equiv="refresh" content="0;url=/x">`))
	f.Add([]byte("<h1>"))
	f.Add([]byte("404 not found, sold out"))
	f.Add([]byte("https://schema.org/SoldOut"))
	f.Fuzz(func(t *testing.T, body []byte) {
		w := healthy()
		landsOn("https://brand.example/p", 200)(w)
		w.trail.Page.Body = body
		result := w.run(t)
		step, _ := result.Step(probe.StepLanding)
		if step.State != probe.Failed || step.Finding == "" {
			t.Errorf("%q: %+v", body, step)
		}
		if masked := probe.Masks(body) != ""; masked != (step.Code == probe.CodeMaskedLink) {
			t.Errorf("%q masks: %v, and %+v", body, masked, step)
		}
		plain := !bytes.Contains(body, []byte("<")) && !bytes.Contains(bytes.ToUpper(body), []byte("SCHEMA.ORG/"))
		if sign := probe.ReadPage(body); plain && sign != (probe.Sign{}) {
			t.Errorf("%q: %+v", body, sign)
		}
	})
}
