package sandbox

import (
	"slices"
	"time"

	"linkledger/internal/money"
)

// Status is a commission's stage of life, as CJ's API writes it.
type Status string

// The stages, in order. Source: CJ's schema of commissions.api.cj.com.
const (
	StatusNew      Status = "new"
	StatusExtended Status = "extended"
	StatusLocked   Status = "locked"
	StatusClosed   Status = "closed"
)

// Reason says why a row corrects another one; the names are those of CJ's
// CorrectionReason.
type Reason string

// The reasons that this sandbox uses.
const (
	ReasonReturned Reason = "RETURNED_MERCHANDISE"
	ReasonSoldOut  Reason = "CANT_SHIP_OR_SOLD_OUT"
)

// Commission is one row of CJ's ledger: an original, or a correction that
// belongs to it by OriginalActionID.
type Commission struct {
	CommissionID     string
	OriginalActionID string
	Original         bool
	Reversal         bool   // a correction that takes back what was before
	Reason           Reason // "" for an original
	OrderID          string
	Status           Status
	Simple           bool // a sale without items
	PID, AID         string
	SID              string
	Referrer         string
	ClickDate        time.Time
	EventDate        time.Time
	PostingDate      time.Time
	LockingDate      time.Time
	LockedAt         time.Time // zero until it is locked
	Sale             money.Amount
	Commission       money.Amount // what CJ pays the publisher
	Rate             string       // per cent
	Discount         money.Amount // of the whole order
	Items            []Item
	PaymentID        string // "" until CJ paid it
	Buyer            Buyer
}

// Item is a line of an order. In a reversal quantity and amounts are negative:
// CJ says to sum them, and publishes no example.
type Item struct {
	SKU        string
	Quantity   int64
	UnitPrice  money.Amount
	Discount   money.Amount // of the line
	Total      money.Amount // unit price times quantity, less the discount
	Commission money.Amount
}

// Open reports whether the row can still be corrected or extended.
func (c Commission) Open() bool { return c.Status == StatusNew || c.Status == StatusExtended }

func newCommission(c conversion, click Click, now time.Time) (Commission, error) {
	ad, ok := adByID(click.AID)
	if !ok {
		return Commission{}, missing("CJ knows no ad %q", shorten(click.AID))
	}
	event := c.EventTime
	if event.IsZero() || event.After(now) {
		event = now
	}
	row := Commission{
		Original: true, OrderID: c.OrderID, Status: StatusNew, Simple: len(c.Items) == 0,
		PID: click.PID, AID: click.AID, SID: click.SID, Referrer: click.Referrer,
		ClickDate: click.Time, EventDate: event, PostingDate: now, LockingDate: lockingDate(event),
		Rate: ad.CommissionRate, Discount: c.Discount, Items: slices.Clone(c.Items), Buyer: c.Buyer,
	}
	return row.worth(c.Sale)
}

// worth is the row with a sale amount and the commission that follows from it,
// divided among its items.
func (c Commission) worth(sale money.Amount) (Commission, error) {
	rate, err := money.ParseDecimal(c.Rate)
	if err != nil {
		return Commission{}, err
	}
	c.Sale = sale
	if c.Commission, err = sale.Percent(rate); err != nil {
		return Commission{}, err
	}
	if len(c.Items) == 0 {
		return c, nil
	}
	weights := make([]int64, len(c.Items))
	worthless := true
	for i, item := range c.Items {
		weights[i] = item.Total.Minor
		worthless = worthless && item.Total.Minor == 0
	}
	if worthless { // nothing to divide, and Split has nobody to give it to
		weights[0] = 1
	}
	shares, err := c.Commission.Split(weights)
	if err != nil {
		return Commission{}, err
	}
	c.Items = slices.Clone(c.Items)
	for i := range c.Items {
		c.Items[i].Commission = shares[i]
	}
	return c, nil
}
