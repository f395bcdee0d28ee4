package sandbox

import (
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// ReturnOrder tells CJ that goods of an order came back: amount of its sale
// amount, or all of it when amount is the zero value. CJ's ledger gets a row
// that takes the former state back and, for a part, one with the new state. A
// locked commission can't be corrected any more.
func (s *Sandbox) ReturnOrder(orderID string, amount money.Amount) error {
	return s.CorrectOrder(orderID, amount, commission.Returned)
}

// CancelOrder tells CJ that the shop can't deliver an order.
func (s *Sandbox) CancelOrder(orderID string) error {
	return s.CorrectOrder(orderID, money.Amount{}, commission.SoldOut)
}

// CorrectOrder is ReturnOrder for any of CJ's reasons.
func (s *Sandbox) CorrectOrder(orderID string, amount money.Amount, reason Reason) error {
	err := s.correct(orderID, func(standing action, now time.Time) ([]Commission, error) {
		return standing.Return(amount, reason, now)
	})
	if err != nil {
		return err
	}
	return s.RefundOrder(orderID, amount)
}

// LowerOrder takes a part of an order back by one row of negative amounts.
func (s *Sandbox) LowerOrder(orderID string, amount money.Amount, reason Reason) error {
	return s.correct(orderID, func(standing action, now time.Time) ([]Commission, error) {
		row, err := standing.Lower(amount, nil, reason, now)
		return []Commission{row}, err
	})
}

// correct appends the rows that correct makes of an open order.
func (s *Sandbox) correct(orderID string, correct func(action, time.Time) ([]Commission, error)) error {
	return s.change(func(st *state, now time.Time) error {
		current, err := st.openAction(orderID)
		if err != nil {
			return err
		}
		if current.TakenBack {
			return conflict("order %s has been taken back in full already", orderID)
		}
		rows, err := correct(current, now)
		if err != nil {
			return invalid("%v", err)
		}
		st.append(now, rows...)
		return nil
	})
}

// ExtendOrder puts an order's locking off to the next month, which CJ allows
// once, only before it is locked, and only in the standard cycle.
func (s *Sandbox) ExtendOrder(orderID string) error {
	return s.change(func(st *state, _ time.Time) error {
		current, err := st.openAction(orderID)
		switch {
		case err != nil:
			return err
		case current.Tracker.Method != commission.FixedDate:
			return conflict("order %s locks by %s: CJ extends only the standard cycle", orderID, current.Tracker.Method)
		case current.Status == StatusExtended:
			return conflict("order %s has been extended already: CJ allows it once", orderID)
		}
		st.each(current.OriginalActionID, func(row *Commission) {
			row.Status, row.LockingDate = StatusExtended, commission.NextCycle(row.LockingDate)
		})
		return nil
	})
}

// append posts rows: they get their ids, and CJ reports them where it was told
// to.
func (st *state) append(now time.Time, rows ...Commission) {
	for _, row := range rows {
		row.CommissionID = st.number("commission", 2900000001)
		if row.OriginalActionID == "" {
			row.OriginalActionID = st.number("action", 1800000001)
		}
		st.Commissions = append(st.Commissions, row)
		st.schedulePostback(row, now)
	}
}

// each changes the rows of an action.
func (st *state) each(actionID string, change func(*Commission)) {
	for i := range st.Commissions {
		if row := &st.Commissions[i]; row.OriginalActionID == actionID {
			change(row)
		}
	}
}

// openAction is where an order stands, if it can still be changed.
func (st *state) openAction(orderID string) (action, error) {
	current, err := st.action(orderID)
	if err == nil && !current.first.Open() {
		err = conflict("order %s is %s at CJ: nothing can be changed after locking", orderID, current.first.Status)
	}
	return current, err
}

// action is where an order stands, and the row with which it began: what CJ
// adds by hand after locking doesn't open an order again.
type action struct {
	commission.Standing
	first Commission
}

// action is where an order stands.
func (st *state) action(orderID string) (action, error) {
	var rows []Commission
	for _, row := range st.Commissions {
		if row.OrderID == orderID {
			rows = append(rows, row)
		}
	}
	if orderID == "" || len(rows) == 0 {
		return action{}, missing("CJ has no commission for order %q", shorten(orderID))
	}
	standing, err := commission.Stand(rows)
	return action{standing, rows[0]}, err
}
