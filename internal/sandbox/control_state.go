package sandbox

import (
	"maps"
	"slices"
)

// stateView is everything at one moment.
func (s *Sandbox) stateView() stateView {
	faults := s.Faults()
	st := read(s, func(st *state) state { return st.clone() })
	view := stateView{
		Now: st.SettledAt, PublisherCID: publisherCID, PID: publisherPID,
		Ads: views(catalogue(), viewAd), Faults: faultViews(faults), PageLimit: st.PageLimit,
		Postbacks:       []postbackView{},
		Clicks:          views(st.Clicks, func(c Click) clickView { return clickView(c) }),
		Orders:          views(st.Orders, viewOrder),
		ConversionCalls: views(st.Calls, func(c ConversionCall) callView { return callView(c) }),
		Commissions:     commissionViews(st.Commissions),
		Payments:        paymentViews(s.Payments()),
		Deliveries:      views(st.Deliveries, viewDelivery),
	}
	for _, aid := range slices.Sorted(maps.Keys(st.Postbacks)) {
		p := st.Postbacks[aid]
		view.Postbacks = append(view.Postbacks, postbackView{AID: aid, Template: p.Template, Delay: p.Delay.String()})
	}
	return view
}

// views is never nil, so that JSON has an empty list instead of null.
func views[T, V any](rows []T, view func(T) V) []V {
	out := make([]V, 0, len(rows))
	for _, row := range rows {
		out = append(out, view(row))
	}
	return out
}

func viewAd(a Ad) adView {
	return adView{
		AID: a.AID, AdvertiserCID: a.AdvertiserCID, AdvertiserName: a.AdvertiserName, Name: a.Name,
		SKU: a.SKU, Product: a.Product, Price: a.Price.Text(), Currency: string(a.Price.Currency),
		CommissionRate: a.CommissionRate, ClickPath: a.ClickPath(), ProductPath: a.ProductPath(),
	}
}

func faultViews(faults []FaultInfo) []faultView {
	return views(faults, func(f FaultInfo) faultView { return faultView(f) })
}

func viewOrder(o Order) orderView {
	return orderView{
		OrderID: o.ID, Amount: o.Amount.Text(), Currency: string(o.Amount.Currency),
		Lines:  views(o.Lines, func(l OrderLine) lineView { return lineView{l.SKU, l.Product, l.Quantity, l.Price.Text()} }),
		Coupon: o.Buyer.Coupon, Country: o.Buyer.Country, CustStatus: o.Buyer.CustStatus,
		CJEvent: o.CJEvent, Time: o.Time, S2SURL: o.S2SURL, S2SNote: o.S2SNote,
	}
}

func commissionViews(rows []Commission) []commissionView {
	return views(rows, func(c Commission) commissionView {
		return commissionView{
			CommissionID: c.CommissionID, OriginalActionID: c.OriginalActionID, Original: c.Original,
			CorrectionReason: string(c.Reason), OrderID: c.OrderID, Status: c.Status, AID: c.AID, SID: c.SID,
			ClickDate: c.ClickDate, EventDate: c.EventDate, PostingDate: c.PostingDate, LockingDate: c.LockingDate,
			SaleAmount: c.Sale.Text(), Commission: c.Commission.Text(), Currency: string(c.Sale.Currency),
			PaymentID: c.PaymentID,
		}
	})
}

func paymentViews(rows []Payment) []paymentView {
	return views(rows, func(p Payment) paymentView {
		return paymentView{
			PaymentID: p.ID, Date: p.Date, Amount: p.Amount.Text(), Currency: string(p.Amount.Currency),
			CommissionIDs: p.CommissionIDs,
		}
	})
}

func viewDelivery(d Delivery) deliveryView {
	return deliveryView{
		AID: d.AID, OrderID: d.OrderID, CommissionID: d.CommissionID, State: d.State, Due: d.Due,
		Attempts: views(d.Attempts, func(a Attempt) attemptView { return attemptView(a) }),
	}
}
