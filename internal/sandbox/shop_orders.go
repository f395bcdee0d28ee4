package sandbox

import (
	"encoding/csv"
	"net/http"
	"slices"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// TakeOrder puts an order into the shop's books as it is given, with its number
// and amount; the time is now. The shop tells nobody of it.
func (s *Sandbox) TakeOrder(o Order) error {
	switch {
	case !plainOrderID.MatchString(o.ID):
		return invalid("the order number %q is not 1 to 96 letters, digits, hyphens or underscores", shorten(o.ID))
	case o.Amount.Currency != accountCurrency || o.Amount.Minor < 0:
		return invalid("the order's amount is one in %s", accountCurrency)
	}
	return s.change(func(st *state, now time.Time) error {
		if st.order(o.ID) != nil {
			return conflict("the shop has an order %s already", o.ID)
		}
		o.Time = now
		st.Orders = append(st.Orders, o)
		return nil
	})
}

// RefundOrder notes in the shop's books that it paid an amount back, or all with
// the zero value. CJ is told by other means. An order that the shop doesn't have
// is no error.
func (s *Sandbox) RefundOrder(id string, amount money.Amount) error {
	return s.change(func(st *state, _ time.Time) error {
		if order := st.order(id); order != nil {
			order.Refunded.Currency = order.Amount.Currency
			if order.Refunded.Minor += amount.Minor; amount == (money.Amount{}) || order.Refunded.Minor > order.Amount.Minor {
				order.Refunded = order.Amount
			}
		}
		return nil
	})
}

func (st *state) order(id string) *Order {
	if i := slices.IndexFunc(st.Orders, func(o Order) bool { return o.ID == id }); i >= 0 {
		return &st.Orders[i]
	}
	return nil
}

// Status is how the shop sees the order: paid, partially refunded or refunded.
func (o Order) Status() string {
	switch {
	case o.Refunded.Minor == 0:
		return "paid"
	case o.Refunded.Minor < o.Amount.Minor:
		return "partially refunded"
	}
	return "refunded"
}

// handleOrdersFile is the file that a shop's back office exports.
func (s *Sandbox) handleOrdersFile(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="orders.csv"`)
	w.Header().Set("Cache-Control", "no-store")
	file := csv.NewWriter(w)
	_ = file.Write([]string{"Order", "Paid at", "Total", "Currency", "Refunded", "Discount code", "Status"}) // Flush says it again
	for _, o := range s.Orders() {
		_ = file.Write([]string{o.ID, o.Time.Format(time.RFC3339), o.Amount.Text(), string(o.Amount.Currency),
			money.New(o.Refunded.Minor, o.Amount.Currency).Text(), o.Buyer.Coupon, o.Status()})
	}
	if file.Flush(); file.Error() != nil {
		s.log.Debug("the reader of the orders has gone", "error", file.Error())
	}
}

// SendPostback makes CJ call the postback of an ad for a sale that its ledger
// hasn't got.
func (s *Sandbox) SendPostback(aid, sid, orderID string, sale money.Amount) error {
	ad, known := adByID(aid)
	if !known {
		return missing("CJ knows no ad %q", shorten(aid))
	}
	row, err := Commission{Original: true, AID: aid, SID: sid, OrderID: orderID, Rate: ad.CommissionRate, Status: StatusNew, Type: commission.SimpleSale}.Worth(sale)
	if err != nil {
		return invalid("%v", err)
	}
	return s.change(func(st *state, now time.Time) error {
		postback, set := st.Postbacks[aid]
		if !set {
			return conflict("CJ has no postback URL for ad %s: give it one first", aid)
		}
		row.EventDate = now
		st.Deliveries = append(st.Deliveries, Delivery{ID: st.number("delivery", 1), AID: aid, OrderID: orderID, State: DeliveryWaiting,
			Due: now.Add(postback.Delay), URL: expand(postback.Template, macros(row, majorUnits))})
		return nil
	})
}
