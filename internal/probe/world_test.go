package probe_test

import (
	"context"
	"errors"

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
	order       probe.Order
	orderErr    error
	commission  *probe.Commission
	cjErr       error
	postbacks   []probe.Postback
	syncErr     error
	conversion  *probe.Conversion
	notReadyFor int // looks before each of these things is there

	walked bool
	looks  map[string]int
	pauses int
	after  func() // at each pause
}

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

func healthy() *world {
	const product = "https://brand.example/p?utm_source=amb&m=x7&cjevent=0f0f"
	return &world{
		clock: clock.NewFake(now),
		looks: map[string]int{},
		link: probe.Link{URL: "https://go.brand.example/abc", Number: 42, Test: true,
			UTMs: []probe.UTM{{Name: "utm_source", Value: "amb"}, {Name: "m", Value: "{member_id}"}}},
		trail: probe.Trail{
			Hops: []probe.Hop{
				{URL: "https://go.brand.example/abc", Status: 302, Location: "https://www.anrdoezrs.net/click-1-2?sid=" + clickID},
				{URL: "https://www.anrdoezrs.net/click-1-2?sid=" + clickID, Status: 302, Location: product},
				{URL: product, Status: 200, SetCookies: []string{"cje"}},
			},
			Page: probe.Page{URL: product, Status: 200},
		},
		clicks: []probe.Click{{ClickID: clickID, At: now}},
		order:  probe.Order{ID: "BR-1", Amount: usd(4900)},
		commission: &probe.Commission{ID: "29", ShopperID: clickID, Sale: usd(4900), Commission: usd(490), Status: "new",
			LocksAt: now.AddDate(0, 1, 0)},
		postbacks: []probe.Postback{{At: now, Accepted: true, Reply: "success=true;",
			Query: "transaction_id=" + clickID + "&amount=49.00&payout=4.90&currency=USD"}},
		conversion: &probe.Conversion{ID: "conv", Sale: usd(4900), Payout: usd(392), Status: "pending", Test: true, Explanation: "8 % of 49.00 USD"},
	}
}

func (w *world) ready(what string) bool { w.looks[what]++; return w.looks[what] > w.notReadyFor }

func (w *world) TestLink(context.Context, string) (probe.Link, error) { return w.link, w.linkErr }
func (w *world) Walk(_ context.Context, link, agent string) (probe.Trail, error) {
	w.walked = link == w.link.URL && agent == probe.ShopperAgent
	return w.trail, w.walkErr
}
func (w *world) Clicks(context.Context, int64) ([]probe.Click, error) {
	earlier := []probe.Click{{ClickID: "an-earlier-click", At: now.AddDate(0, 0, -1)}}
	if !w.walked {
		return earlier, nil
	}
	if !w.ready("click") {
		return earlier, w.clicksErr
	}
	return append(earlier, w.clicks...), w.clicksErr
}
func (w *world) Buy(_ context.Context, landing probe.Page) (probe.Order, error) {
	if landing.URL != w.trail.Page.URL {
		return probe.Order{}, errors.New("not the landing page")
	}
	return w.order, w.orderErr
}
func (w *world) Commission(_ context.Context, click, order string) (probe.Commission, bool, error) {
	if w.cjErr != nil || w.commission == nil || !w.ready("commission") || click != clickID || order != w.order.ID {
		return probe.Commission{}, false, w.cjErr
	}
	return *w.commission, true, nil
}
func (w *world) Postbacks(context.Context, string) ([]probe.Postback, error) {
	if !w.ready("postback") {
		return nil, nil
	}
	return w.postbacks, nil
}
func (w *world) Sync(context.Context) error { return w.syncErr }
func (w *world) Conversion(context.Context, string) (probe.Conversion, bool, error) {
	if w.conversion == nil || !w.ready("conversion") {
		return probe.Conversion{}, false, nil
	}
	return *w.conversion, true, nil
}

func (w *world) check() probe.Check {
	return probe.Check{
		Links: w, Walker: w, Relay: w, Shopper: w, CJ: w, Desk: w, Clock: w.clock, Tries: 5,
		Pause: func(ctx context.Context) error {
			w.pauses++
			if w.after != nil {
				w.after()
			}
			return ctx.Err()
		},
	}
}
