package desktop

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/sandbox"
)

// fewOrders are too few for a file: a shop's export has a month or so.
const fewOrders = 15

// sampleOrders reads in the shop's export of the orders since the last one. The
// shop has some of them otherwise than CJ, as shops do: it is what a
// reconciliation is for.
func (s *session) sampleOrders(ctx context.Context) error {
	files, err := s.store.OrderImports(ctx)
	if err != nil {
		return err
	}
	since := ""
	for _, f := range files {
		since = max(since, f.To)
	}
	today := s.today()
	orders := slices.DeleteFunc(s.world.Sandbox.Orders(), func(o sandbox.Order) bool {
		on := affiliate.Day(o.Time, s.zone())
		return on <= since || on >= today
	})
	if len(orders) < fewOrders {
		return nil
	}
	slices.SortFunc(orders, func(a, b sandbox.Order) int { return a.Time.Compare(b.Time) })
	raw, err := sampleExport(orders)
	if err != nil {
		return err
	}
	_, v, err := s.lookAtTable(ctx, shopTable(), "shop-orders-until-"+moveDay(today, -1)+".csv", raw)
	if err != nil {
		return err
	}
	_, err = s.app.Reconciliation.ImportOrders(TableForm{ID: v.ID, Mapping: v.Mapping, DayForm: v.DayForm, Currency: string(orders[0].Amount.Currency)})
	return err
}

// sampleExport is the shop's file of its orders, with a difference of each kind
// in about a month of them.
func sampleExport(orders []sandbox.Order) ([]byte, error) {
	var text bytes.Buffer
	out := csv.NewWriter(&text)
	line := func(number string, at time.Time, amount, refund money.Amount, coupon string) {
		// An error of the writer stays until it is asked for.
		_ = out.Write([]string{number, at.Format("2006-01-02 15:04:05 -0700"), amount.Text(), refund.Text(), coupon})
	}
	_ = out.Write([]string{"Name", "Created at", "Subtotal", "Refunded Amount", "Discount Code"})
	for i, o := range orders {
		amount, refund := o.Amount, money.New(o.Refunded.Minor, o.Amount.Currency)
		later, own := o.Time.Add(7*time.Minute), strconv.Itoa(90_001+i)
		switch i % 25 {
		case 3: // cancelled, and gone from the shop: CJ pays on it
			continue
		case 7: // a part came back, and nobody told CJ
			refund.Minor = max(refund.Minor, amount.Minor/4)
		case 11: // CJ was told the amount with shipping
			amount.Minor -= min(amount.Minor/2, 495)
			refund.Minor = min(refund.Minor, amount.Minor)
		case 15: // entered twice
			line("#"+o.ID, o.Time, amount, refund, o.Buyer.Coupon)
		case 18: // with a member's code, and CJ does not have it
			line(own, later, money.New(64_00, amount.Currency), money.New(0, amount.Currency), sampleCode)
		case 21: // by no member, as most orders of a shop
			line(own, later, money.New(38_50, amount.Currency), money.New(0, amount.Currency), "")
		}
		line(o.ID, o.Time, amount, refund, o.Buyer.Coupon)
	}
	out.Flush()
	return text.Bytes(), out.Error()
}
