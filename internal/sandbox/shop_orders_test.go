package sandbox_test

import (
	"testing"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox"
)

func TestTheShopsBooks(t *testing.T) {
	usd := func(minor int64) money.Amount { return money.New(minor, "USD") }
	w := newWorld(t)
	w.must(w.box.TakeOrder(sandbox.Order{ID: "BR-1", Amount: usd(5000)}))
	for what, err := range map[string]error{
		"the same number":  w.box.TakeOrder(sandbox.Order{ID: "BR-1", Amount: usd(1)}),
		"no number":        w.box.TakeOrder(sandbox.Order{Amount: usd(1)}),
		"another currency": w.box.TakeOrder(sandbox.Order{ID: "BR-2", Amount: money.New(1, "EUR")}),
		"less than zero":   w.box.TakeOrder(sandbox.Order{ID: "BR-2", Amount: usd(-1)}),
	} {
		if err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	for _, c := range []struct {
		refund money.Amount
		want   string
	}{{usd(0), "paid"}, {usd(1000), "partially refunded"}, {usd(9999), "refunded"}} {
		if c.refund.Minor > 0 {
			w.must(w.box.RefundOrder("BR-1", c.refund))
		}
		if got := w.box.Orders()[0]; got.Status() != c.want || got.Refunded.Minor > got.Amount.Minor {
			t.Errorf("after a refund of %s: %+v", c.refund, got)
		}
	}
	w.must(w.box.RefundOrder("BR-9", usd(1))) // not the shop's
	order := w.sell(w.box.Ads()[1], "2")
	w.must(w.box.ReturnOrder(order.ID, usd(2400)))
	if got := w.box.Orders()[1]; got.Refunded != usd(2400) || got.Status() != "partially refunded" {
		t.Errorf("an order of which a part was returned = %+v", got)
	}
	w.must(w.box.CancelOrder(order.ID))
	if got := w.box.Orders()[1]; got.Status() != "refunded" {
		t.Errorf("a cancelled order = %+v", got)
	}
}

func TestAPostbackForNoSale(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	for what, err := range map[string]error{
		"an unknown ad":   w.box.SendPostback("1", sid, "BR-1", money.New(100, "USD")),
		"without a place": w.box.SendPostback(ad.AID, sid, "BR-1", money.New(100, "USD")),
	} {
		if err == nil {
			t.Errorf("%s was taken", what)
		}
	}
	w.setPostback(ad)
	w.must(w.box.SendPostback(ad.AID, sid, "BR-1", money.New(6400, "USD")))
	w.clock.Advance(3 * time.Second)
	q := w.postback().Query()
	if q.Get("transaction_id") != sid || q.Get("amount") != "64.00" || q.Get("payout") != "6.40" || q.Get("order_id") != "BR-1" || len(w.box.Commissions()) != 0 {
		t.Errorf("postback = %v", q)
	}
}
