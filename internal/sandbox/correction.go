package sandbox

import (
	"slices"
	"time"

	"linkledger/internal/money"
)

// ReturnOrder tells CJ that goods of an order came back: amount of its sale
// amount, or all of it when amount is the zero value. CJ's ledger gets a row
// that takes the former state back and, for a part, one with the new state. A
// locked commission can't be corrected any more.
func (s *Sandbox) ReturnOrder(orderID string, amount money.Amount) error {
	return s.correct(orderID, amount, ReasonReturned)
}

// CancelOrder tells CJ that the shop can't deliver an order.
func (s *Sandbox) CancelOrder(orderID string) error {
	return s.correct(orderID, money.Amount{}, ReasonSoldOut)
}

// ExtendOrder puts an order's locking off to the next month, which CJ allows
// once, and only before it is locked.
func (s *Sandbox) ExtendOrder(orderID string) error {
	return s.change(func(st *state, _ time.Time) error {
		current, err := st.openAction(orderID)
		if err != nil {
			return err
		}
		if current.Status == StatusExtended {
			return conflict("order %s has been extended already: CJ allows it once", orderID)
		}
		for i := range st.Commissions {
			if row := &st.Commissions[i]; row.OriginalActionID == current.OriginalActionID {
				row.Status, row.LockingDate = StatusExtended, lockingDate(row.LockingDate)
			}
		}
		return nil
	})
}

func (s *Sandbox) correct(orderID string, amount money.Amount, reason Reason) error {
	return s.change(func(st *state, now time.Time) error {
		current, err := st.openAction(orderID)
		if err != nil {
			return err
		}
		if current.Reversal {
			return conflict("order %s has been taken back in full already", orderID)
		}
		rows, err := current.corrections(amount, reason, now)
		if err != nil {
			return err
		}
		for _, row := range rows {
			row.CommissionID = st.number("commission", 2900000001)
			st.Commissions = append(st.Commissions, row)
			st.schedulePostback(row, now)
		}
		return nil
	})
}

// openAction is the row that says where an order stands: the latest of it.
func (st *state) openAction(orderID string) (Commission, error) {
	for _, row := range slices.Backward(st.Commissions) {
		if row.OrderID != orderID {
			continue
		}
		if !row.Open() {
			return Commission{}, conflict("order %s is %s at CJ: nothing can be changed after locking", orderID, row.Status)
		}
		return row, nil
	}
	return Commission{}, missing("CJ has no commission for order %q", shorten(orderID))
}

// corrections are the rows that follow when some of the sale comes back.
// Source: CJ's Commission Detail documentation, "Corrections": a restatement
// is a full reversal and then the new state, both as new rows.
func (c Commission) corrections(amount money.Amount, reason Reason, now time.Time) ([]Commission, error) {
	if amount == (money.Amount{}) {
		amount = c.Sale
	}
	if amount.Currency != c.Sale.Currency {
		return nil, invalid("the order is in %s, not in %q", c.Sale.Currency, amount.Currency)
	}
	if amount.Minor < 0 || amount.Minor > c.Sale.Minor || (amount.IsZero() && !c.Sale.IsZero()) {
		return nil, invalid("%s can't be returned: the order stands at %s", amount, c.Sale)
	}
	reversal := c.reversed()
	reversal.Reason, reversal.PostingDate = reason, now
	rows := []Commission{reversal}
	left, err := c.Sale.Sub(amount)
	if err != nil || left.IsZero() {
		return rows, err
	}
	restated := c
	restated.Original, restated.Reason, restated.PostingDate = false, reason, now
	// What came back lowers the order as a whole; its lines stay as sold.
	if restated.Discount, err = c.Discount.Add(amount); err != nil {
		return nil, err
	}
	if restated, err = restated.worth(left); err != nil {
		return nil, err
	}
	return append(rows, restated), nil
}

func (c Commission) reversed() Commission {
	c.Original, c.Reversal = false, true
	c.Sale, c.Commission, c.Discount = c.Sale.Neg(), c.Commission.Neg(), c.Discount.Neg()
	c.Items = slices.Clone(c.Items)
	for i := range c.Items {
		item := &c.Items[i]
		item.Quantity = -item.Quantity
		item.UnitPrice, item.Discount = item.UnitPrice.Neg(), item.Discount.Neg()
		item.Total, item.Commission = item.Total.Neg(), item.Commission.Neg()
	}
	return c
}
