package probe_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/money"
	"linkledger/internal/probe"
)

const clickID = "abcdefghijklmnopqrstuvwx234567"

// world is a chain in which all is well, until a test breaks a part of it. It
// implements every port.
type world struct {
	clock *clock.Virtual

	link        probe.Link
	linkErr     error
	trail       probe.Trail
	walkErr     error
	clicks      []probe.Click // after the walk
	clicksErr   error
	salesErr    error
	byHand      bool // a person buys
	order       probe.Order
	orderErr    error
	postbacks   []probe.Postback
	callsErr    error
	news        probe.News
	sales       []probe.Sale
	notReadyFor int // looks before each of these things is there

	walks  int
	bought int
	looks  map[string]int
	after  func() // at each pause
}

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

func healthy() *world {
	const product = "https://brand.example/p?utm_source=amb&m=x7&cjevent=0f0f"
	return &world{
		clock: clock.NewFake(now),
		looks: map[string]int{},
		link: probe.Link{URL: "https://go.brand.example/abc", Number: 42, Test: true, Fallback: "https://brand.example/sorry",
			UTMs: []probe.UTM{{Name: "utm_source", Value: "amb"}, {Name: "m", Value: "{member_id}"}}},
		trail: probe.Trail{
			Hops: []probe.Hop{
				{URL: "https://go.brand.example/abc", Status: 302, Location: "https://www.anrdoezrs.net/click-1-2?sid=" + clickID},
				{URL: "https://www.anrdoezrs.net/click-1-2?sid=" + clickID, Status: 302, Location: product},
				{URL: product, Status: 200, SetCookies: []string{"cje"}},
			},
			Page: probe.Page{URL: product, Status: 200, Body: []byte("<title>Wool throw</title>")},
		},
		clicks: []probe.Click{{ClickID: clickID, At: now, Browser: "Chrome desktop"}},
		order:  probe.Order{ID: "BR-1", Amount: usd(4900)},
		postbacks: []probe.Postback{{At: now, Accepted: true, Reply: "success=true;", ClickID: clickID, Sale: "49.00", Payout: "4.90", Currency: "USD",
			Query: "transaction_id=" + clickID + "&amount=49.00&payout=4.90&currency=USD"}},
		sales: []probe.Sale{{ID: "conv", ClickID: clickID, OrderID: "BR-1", Ours: true, Test: true, Reported: now, Amount: usd(4900), Payout: usd(392),
			Working: "8 % of 49.00 USD", Status: "pending", Stands: true,
			Row: &probe.Commission{ID: "29", ShopperID: clickID, Sale: usd(4900), Commission: usd(490), Status: "new", EventAt: now, LocksAt: now.AddDate(0, 1, 0),
				Expected: usd(490), Terms: "10 % of the sale"}}},
	}
}

func (w *world) ready(what string) bool { w.looks[what]++; return w.looks[what] > w.notReadyFor }

func (w *world) TestLink(context.Context, string) (probe.Link, error) { return w.link, w.linkErr }

func (w *world) Walk(_ context.Context, link, agent string) (probe.Trail, error) {
	w.walks++
	if link != w.link.URL && link != w.trail.Page.URL || agent != probe.ShopperAgent {
		return probe.Trail{}, errors.New("not as a shopper goes")
	}
	return w.trail, w.walkErr
}

func (w *world) Clicks(context.Context, int64) ([]probe.Click, error) {
	earlier := []probe.Click{{ClickID: "an-earlier-click", At: now.AddDate(0, 0, -1)}}
	if w.walks == 0 {
		return earlier, w.clicksErr
	}
	if !w.ready("click") {
		return earlier, nil
	}
	return append(earlier, w.clicks...), w.clicksErr
}

func (w *world) Buy(_ context.Context, landing probe.Page) (probe.Order, error) {
	if landing.URL != w.trail.Page.URL || w.bought > 0 {
		return probe.Order{}, errors.New("not the landing page, or once more")
	}
	if w.orderErr == nil {
		w.bought++
	}
	return w.order, w.orderErr
}

func (w *world) Postbacks(_ context.Context, link int64, since time.Time) ([]probe.Postback, error) {
	earlier := []probe.Postback{{At: now.AddDate(0, 0, -1), Accepted: true, ClickID: "an-earlier-click", OrderID: "BR-0"}}
	if link != 42 || !since.Equal(now) || !w.ready("postback") {
		return earlier, w.callsErr
	}
	return append(earlier, w.postbacks...), w.callsErr
}

func (w *world) News(context.Context) (probe.News, error) {
	news := w.news
	if news.CJAt.IsZero() {
		news.CJAt = w.clock.Now()
	}
	return news, nil
}

func (w *world) Sales(_ context.Context, _ int64, order string, _ time.Time) (list []probe.Sale, err error) {
	if w.salesErr != nil {
		return nil, w.salesErr
	}
	if !w.ready("sale") {
		return nil, nil
	}
	for _, s := range w.sales {
		if s.Ours || s.OrderID == order || w.byHand {
			list = append(list, s)
		}
	}
	return list, nil
}

// patience is of seconds, each a look.
var patience = probe.Patience{Click: 5 * time.Second, Order: 8 * time.Second, Commission: 6 * time.Second, Postback: 5 * time.Second, Retry: 3 * time.Second,
	Desk: 5 * time.Second, Late: time.Hour, Watch: time.Hour}

func (w *world) check() probe.Check {
	c := probe.Check{Links: w, Walker: w, Relay: w, Shopper: w, Desk: w, Clock: w.clock, Patience: patience}
	if w.byHand {
		c.Shopper = nil
	}
	return c
}

// see looks at a case once a second until it is done.
func (w *world) see(t *testing.T, c probe.Check, k *probe.Case) probe.Result {
	t.Helper()
	for looks := 0; !k.Result.Done(); looks++ {
		if err := c.Look(context.Background(), k); err != nil {
			t.Fatal(err)
		}
		if looks > 40 {
			t.Fatalf("it never ends: %+v", k.Result)
		}
		w.clock.Advance(time.Second)
		if w.after != nil {
			w.after()
		}
	}
	return k.Result
}

func (w *world) run(t *testing.T) probe.Result {
	t.Helper()
	k := probe.NewCase("offer", w.clock.Now())
	return w.see(t, w.check(), &k)
}
