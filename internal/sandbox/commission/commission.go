// Package commission holds the rows of CJ's ledger and what may happen to them:
// what they are worth, when they lock, and the rows that a correction adds.
//
// It must not know where rows are kept, who asks for them or what time it is.
package commission

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

// Type says what was commissioned, as CJ's ActionType writes it.
type Type string

// The types that this stand-in posts.
const (
	ItemSale   Type = "item_sale"
	SimpleSale Type = "sim_sale"
	Bonus      Type = "bonus"
)

// Row is one row of CJ's ledger: an original, or a correction that belongs to
// it by OriginalActionID.
type Row struct {
	CommissionID     string
	OriginalActionID string
	Original         bool
	Reversal         bool   // a correction that takes back what was before
	Reason           Reason // "" for an original
	OrderID          string // "" for a bonus
	Status           Status
	Type             Type
	Tracker          Tracker
	Validation       Validation
	PID, AID         string
	SID              string
	Referrer         string
	ClickDate        time.Time // zero when there was no click
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

// Buyer is what a shop says of who bought; each may be "".
type Buyer struct {
	Coupon     string
	Country    string // two letters
	CustStatus string // New, Return or Lapsed
}

// The values of CustStatus. Source: docs.cj.com/docs/s2s-implementation.
const (
	CustNew    = "New"
	CustReturn = "Return"
	CustLapsed = "Lapsed"
)

// Open reports whether the row can still be corrected or extended.
func (r Row) Open() bool { return r.Status == StatusNew || r.Status == StatusExtended }

// Worth is the row with a sale amount and the commission that follows from it,
// divided among its items.
func (r Row) Worth(sale money.Amount) (Row, error) {
	rate, err := money.ParseDecimal(r.Rate)
	if err != nil {
		return Row{}, err
	}
	r.Sale = sale
	if r.Commission, err = sale.Percent(rate); err != nil {
		return Row{}, err
	}
	if len(r.Items) == 0 {
		return r, nil
	}
	weights := make([]int64, len(r.Items))
	worthless := true
	for i, item := range r.Items {
		weights[i] = item.Total.Minor
		worthless = worthless && item.Total.Minor == 0
	}
	if worthless { // nothing to divide, and Split has nobody to give it to
		weights[0] = 1
	}
	shares, err := r.Commission.Split(weights)
	if err != nil {
		return Row{}, err
	}
	r.Items = slices.Clone(r.Items)
	for i := range r.Items {
		r.Items[i].Commission = shares[i]
	}
	return r, nil
}
