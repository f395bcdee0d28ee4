package year

import (
	"strconv"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// Dates are a row's event and locking date as of a time.
func (l *Ledger) Dates(i int, now time.Time) (event, locking time.Time) {
	r := &l.rows[i]
	if r.sale < 0 || r.kind == byHand {
		return unix(r.event(l)), unix(r.locked)
	}
	s := &l.sales[r.sale]
	if at := now.Unix(); s.extended > 0 && at >= s.extended || s.decided > 0 && at >= s.decided {
		return unix(s.event), unix(s.putOff)
	}
	return unix(s.event), unix(s.locking)
}

func (r *row) event(l *Ledger) int64 {
	if r.sale < 0 {
		return r.posting
	}
	return l.sales[r.sale].event
}

// Row is a row as of a time, at which it must have been posted.
func (l *Ledger) Row(i int, now time.Time) commission.Row {
	r := &l.rows[i]
	out := commission.Row{
		CommissionID: strconv.Itoa(firstCommission + i),
		Original:     r.kind == original || r.kind == bonus, Reversal: r.kind == reversal,
		PID: l.config.PID, PostingDate: unix(r.posting), Status: l.status(r, now), Validation: commission.Automated,
	}
	out.EventDate, out.LockingDate = l.Dates(i, now)
	if out.Status == commission.StatusLocked || out.Status == commission.StatusClosed {
		out.LockedAt = unix(r.locked)
	}
	if !out.Original {
		out.Reason = reasons[r.reason]
	}
	if r.kind == bonus {
		currency := l.config.Products[0].Price.Currency
		out.OriginalActionID, out.PID = strconv.Itoa(firstAction+len(l.sales)+i), ""
		out.Type, out.Tracker = commission.Bonus, l.config.Bonus
		out.Sale, out.Discount, out.Commission = money.New(0, currency), money.New(0, currency), money.New(int64(r.commission), currency)
		return out
	}
	l.complete(&out, r, now)
	return out
}

// complete says what a row has of its sale.
func (l *Ledger) complete(out *commission.Row, r *row, now time.Time) {
	s := &l.sales[r.sale]
	product := l.config.Products[s.product]
	amount := func(minor int64) money.Amount { return money.New(minor, product.Price.Currency) }
	out.OriginalActionID, out.OrderID = strconv.Itoa(firstAction+int(r.sale)), "GY-"+strconv.Itoa(100_001+int(r.sale))
	out.Tracker, out.AID, out.SID, out.Rate = l.config.Trackers[s.tracker], product.AID, l.config.SID(int(r.sale)), product.Rate
	out.ClickDate, out.Buyer.Country = unix(s.click), countries[s.country]
	out.Sale, out.Commission, out.Discount = amount(int64(r.amount)), amount(int64(r.commission)), amount(int64(r.reduce))
	if s.decided > 0 {
		out.Validation = commission.Pending
		if now.Unix() >= s.decided {
			out.Validation = commission.Accepted
			if s.declined {
				out.Validation = commission.Declined
			}
		}
	}
	if out.Type = commission.SimpleSale; s.simple {
		return
	}
	out.Type = commission.ItemSale
	item := commission.Item{SKU: product.SKU, Quantity: int64(s.quantity), UnitPrice: product.Price, Discount: amount(0),
		Total: amount(product.Price.Minor * int64(s.quantity)), Commission: out.Commission}
	switch r.kind {
	case reversal:
		item.Quantity, item.UnitPrice, item.Total = -item.Quantity, item.UnitPrice.Neg(), item.Total.Neg()
	case part, byHand:
		item.Quantity, item.UnitPrice, item.Total = -1, out.Sale.Neg(), out.Sale
	}
	out.Items = []commission.Item{item}
}

func (l *Ledger) status(r *row, now time.Time) commission.Status {
	switch at := now.Unix(); {
	case r.closed > 0 && at >= r.closed:
		return commission.StatusClosed
	case at >= r.locked:
		return commission.StatusLocked
	case r.sale >= 0 && r.kind != byHand && l.sales[r.sale].extended > 0 && at >= l.sales[r.sale].extended:
		return commission.StatusExtended
	}
	return commission.StatusNew
}
