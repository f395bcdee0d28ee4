package sandbox

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// reportSale is the shop's server calling CJ's conversion endpoint, and keeps
// how that went with the order. A shop that has no click id to give doesn't
// call, since CJ could attribute the sale to nobody.
func (s *Sandbox) reportSale(r *http.Request, order Order) error {
	switch {
	case s.fault(NoS2S):
		order.S2SNote = "not sent: the shop doesn't call CJ"
	case order.CJEvent == "":
		order.S2SNote = "not sent: the shop has no cje cookie for this shopper"
	default:
		base, err := ownAddress(r)
		if err != nil {
			return err
		}
		order.S2SURL = base + "/u?" + conversionQuery(order)
		order.S2SNote = s.callConversion(r.Context(), order.S2SURL)
		if s.fault(DoubleSale) {
			again := order
			again.ID += "-1"
			order.S2SNote += "; " + s.callConversion(r.Context(), base+"/u?"+conversionQuery(again))
		}
		if s.fault(DeclinedSale) {
			if err := s.CancelOrder(order.ID); err != nil {
				order.S2SNote += "; not taken back: " + err.Error()
			}
		}
	}
	return s.change(func(st *state, _ time.Time) error {
		i := slices.IndexFunc(st.Orders, func(o Order) bool { return o.ID == order.ID })
		if i >= 0 { // a reset may have come between
			st.Orders[i] = order
		}
		return nil
	})
}

// conversionQuery is the call's parameters in CJ's order.
func conversionQuery(order Order) string {
	query := "CID=" + advertiserCID + "&TYPE=" + trackers()[0].ID + "&METHOD=S2S" +
		"&CJEVENT=" + url.QueryEscape(order.CJEvent) +
		"&eventTime=" + url.QueryEscape(order.Time.Format(time.RFC3339)) +
		"&OID=" + url.QueryEscape(order.ID) +
		"&CURRENCY=" + string(order.Amount.Currency)
	for i, line := range order.Lines {
		n := strconv.Itoa(i + 1)
		query += "&ITEM" + n + "=" + url.QueryEscape(line.SKU) + "&AMT" + n + "=" + line.Price.Text() + "&QTY" + n + "=" + strconv.FormatInt(line.Quantity, 10)
	}
	for _, known := range []struct{ name, value string }{
		{"COUPON", order.Buyer.Coupon}, {"CUSTOMERCOUNTRY", order.Buyer.Country}, {"CUST_STATUS", order.Buyer.CustStatus},
	} {
		if known.value != "" {
			query += "&" + known.name + "=" + url.QueryEscape(known.value)
		}
	}
	return query
}

// callConversion makes the call, to its end also when the shopper closes the
// page.
func (s *Sandbox) callConversion(ctx context.Context, target string) (note string) {
	request, err := http.NewRequestWithContext(context.WithoutCancel(ctx), http.MethodGet, target, nil)
	if err != nil {
		return "failed: " + err.Error()
	}
	response, err := s.client.Do(request)
	if err != nil {
		return "failed: " + err.Error()
	}
	if err := response.Body.Close(); err != nil {
		return "failed: " + err.Error()
	}
	return fmt.Sprintf("CJ answered %s", response.Status)
}
