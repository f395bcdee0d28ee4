package commission

import (
	"fmt"
	"slices"
	"time"

	"linkledger/internal/money"
)

// Reason says why a row corrects another one; the names are those of CJ's
// CorrectionReason.
type Reason string

// The reasons. Source: CJ's schema of commissions.api.cj.com.
const (
	InvalidCreditCard Reason = "INVALID_CREDIT_CARD"
	Returned          Reason = "RETURNED_MERCHANDISE"
	Duplicated        Reason = "DUPLICATED_ORDER"
	SoldOut           Reason = "CANT_SHIP_OR_SOLD_OUT"
	UnqualifiedLead   Reason = "UNQUALIFIED_LEAD"
	QualifiedLead     Reason = "QUALIFIED_LEAD"
	BadDebt           Reason = "BAD_DEBT"
	Bankruptcy        Reason = "BANKRUPTCY"
	Compliance        Reason = "COMPLIANCE"
	BookingCanceled   Reason = "BOOKING_CANCELED"
	OtherReason       Reason = "OTHER_REASON"
)

// Standing is what of an action's sale still stands: the latest row that says
// it, less the partial corrections after it.
type Standing struct {
	Row       // with Sale, Commission and Discount as they stand now
	TakenBack bool
}

// Stand adds up the rows of one action, which must be in the order of their
// posting and not be empty.
func Stand(rows []Row) (Standing, error) {
	var s Standing
	for _, row := range rows {
		switch {
		case row.Reversal:
			s.Row, s.TakenBack = row, true
			continue
		case row.partial():
			sale, err := s.Sale.Add(row.Sale)
			if err != nil {
				return s, err
			}
			left := s.Row
			left.Items = mergeItems(s.Items, row.Items)
			if left, err = left.Worth(sale); err != nil {
				return s, err
			}
			left.Status, left.LockingDate, left.Validation = row.Status, row.LockingDate, row.Validation
			s.Row = left
		default:
			s.Row, s.TakenBack = row, false
		}
	}
	return s, nil
}

// partial reports whether the row lowers an action instead of restating it.
func (r Row) partial() bool { return !r.Original && !r.Reversal && r.Sale.Minor < 0 }

// Reverse is the row that takes back what stands.
func (s Standing) Reverse(reason Reason, now time.Time) Row {
	r := s.Row
	r.Original, r.Reversal, r.Reason, r.PostingDate = false, true, reason, now
	r.Sale, r.Commission, r.Discount = r.Sale.Neg(), r.Commission.Neg(), r.Discount.Neg()
	r.Items = slices.Clone(r.Items)
	for i := range r.Items {
		item := &r.Items[i]
		item.Quantity = -item.Quantity
		item.UnitPrice, item.Discount = item.UnitPrice.Neg(), item.Discount.Neg()
		item.Total, item.Commission = item.Total.Neg(), item.Commission.Neg()
	}
	return r
}

// Return are the rows that follow when goods worth amount come back: a full
// reversal and, for a part, the new state. Source: CJ's Commission Detail
// documentation, "Corrections".
func (s Standing) Return(amount money.Amount, reason Reason, now time.Time) ([]Row, error) {
	left, err := s.less(amount)
	if err != nil || left.IsZero() {
		return []Row{s.Reverse(reason, now)}, err
	}
	// What came back lowers the order as a whole; its lines stay as sold.
	discount, err := s.Discount.Add(amount)
	if err != nil {
		return nil, err
	}
	return s.Restate(s.Items, left, discount, reason, now)
}

// Restate are the two rows that replace what stands: the reversal, and the new
// state.
func (s Standing) Restate(items []Item, sale, discount money.Amount, reason Reason, now time.Time) ([]Row, error) {
	restated := s.Row
	restated.Original, restated.Reversal, restated.Reason, restated.PostingDate = false, false, reason, now
	restated.Items, restated.Discount = items, discount
	restated, err := restated.Worth(sale)
	if err != nil || s.TakenBack {
		return []Row{restated}, err
	}
	return []Row{s.Reverse(reason, now), restated}, nil
}

// Lower is one row that takes a part back: negative amounts to be added to the
// original. CJ's documentation says to add the rows of an action up, which is
// all that is known of such rows. items are what came back, if lines did.
func (s Standing) Lower(amount money.Amount, items []Item, reason Reason, now time.Time) (Row, error) {
	left, err := s.less(amount)
	if err != nil {
		return Row{}, err
	}
	if left.IsZero() {
		return s.Reverse(reason, now), nil
	}
	remaining, err := s.Worth(left)
	if err != nil {
		return Row{}, err
	}
	r := s.Row
	r.Original, r.Reason, r.PostingDate = false, reason, now
	r.Discount, r.Sale = money.New(0, r.Sale.Currency), amount.Neg()
	if r.Commission, err = remaining.Commission.Sub(s.Commission); err != nil {
		return Row{}, err
	}
	if len(items) == 0 {
		items = partOf(s.Items, amount)
	}
	r.Items = nil
	for i, item := range items {
		item.Quantity, item.Total, item.Discount = -item.Quantity, item.Total.Neg(), item.Discount.Neg()
		item.Commission = money.New(0, amount.Currency)
		if i == 0 {
			item.Commission = r.Commission
		}
		r.Items = append(r.Items, item)
	}
	return r, nil
}

// partOf is an amount as parts of the lines' prices, the first lines first.
func partOf(lines []Item, amount money.Amount) (parts []Item) {
	for _, line := range lines {
		part := money.New(min(amount.Minor, line.Total.Minor), amount.Currency)
		if part.Minor > 0 {
			parts = append(parts, Item{SKU: line.SKU, Quantity: 1, UnitPrice: part, Total: part, Discount: money.New(0, amount.Currency)})
			amount.Minor -= part.Minor
		}
	}
	return parts
}

// mergeItems takes what came back off the lines: pieces off a line of the same
// price, anything else off the line's amount.
func mergeItems(lines, back []Item) []Item {
	lines = slices.Clone(lines)
	for _, b := range back {
		i := slices.IndexFunc(lines, func(l Item) bool { return l.SKU == b.SKU && l.Total.Minor >= -b.Total.Minor })
		if i < 0 {
			continue
		}
		line := &lines[i]
		if line.UnitPrice == b.UnitPrice && line.Quantity > -b.Quantity {
			line.Quantity += b.Quantity
			line.Discount.Minor += b.Discount.Minor
		} else {
			line.Discount.Minor -= b.Total.Minor
		}
		line.Total.Minor += b.Total.Minor
	}
	return lines
}

// less is what is left of the sale; the zero value takes all of it.
func (s Standing) less(amount money.Amount) (money.Amount, error) {
	if amount == (money.Amount{}) {
		return money.New(0, s.Sale.Currency), nil
	}
	if amount.Currency != s.Sale.Currency {
		return amount, fmt.Errorf("the order is in %s, not in %q", s.Sale.Currency, amount.Currency)
	}
	if amount.Minor < 0 || amount.Minor > s.Sale.Minor || (amount.IsZero() && !s.Sale.IsZero()) {
		return amount, fmt.Errorf("%s can't be returned: the order stands at %s", amount, s.Sale)
	}
	return s.Sale.Sub(amount)
}
