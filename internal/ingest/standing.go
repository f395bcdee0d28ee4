package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// sum sets a conversion to what all rows of its action say together.
func (f Folder) sum(ctx context.Context, tx Tx, c *affiliate.Conversion, rows []affiliate.CommissionRow) error {
	var original, open *affiliate.CommissionRow
	c.Sale, c.Commission = money.Amount{}, money.Amount{}
	corrected := false
	currency := currencyOf(rows)
	for i, row := range rows {
		if open == nil || progress(row.ActionStatus) < progress(open.ActionStatus) {
			open = &rows[i]
		}
		if money.Currency(row.Currency) != currency {
			continue // a person decides what to make of it: see holdForeign
		}
		sale, amount, err := row.Amounts()
		if err != nil {
			return err
		}
		if c.Sale, err = c.Sale.Add(sale); err != nil {
			return fmt.Errorf("%w: %w", errBody, err)
		}
		if c.Commission, err = c.Commission.Add(amount); err != nil {
			return fmt.Errorf("%w: %w", errBody, err)
		}
		if row.Original {
			original = &rows[i]
		} else {
			corrected = true
		}
	}
	if original == nil {
		// A correction came before its original: it counts once that is here.
		c.Sale, c.Commission, c.CJStatus = money.New(0, c.Sale.Currency), money.New(0, c.Sale.Currency), affiliate.CJNew
		c.SaleDay = affiliate.Day(rows[0].EventDate, f.Zone)
		return nil
	}
	// It is as final as the row that CJ may change the longest.
	c.CJStatus, c.LocksAt = open.ActionStatus, open.LockingDate
	c.SaleDay = affiliate.Day(original.EventDate, f.Zone)
	if original.OrderID != "" {
		c.OrderID = original.OrderID
	}
	var err error
	if c.Order, err = original.Order(); err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	reversed := corrected && c.Sale.IsZero() && c.Commission.IsZero()
	switch {
	case reversed && c.Status != affiliate.StatusRejected:
		c.Status = affiliate.StatusReversed
	case !reversed && c.Status == affiliate.StatusUnresolved:
		c.Status = affiliate.StatusPending
	case !reversed && c.Status == affiliate.StatusReversed:
		// A restatement is a full reversal and then the new state, so what a
		// person had decided holds again.
		decided, err := tx.Decided(ctx, c.ID)
		if err != nil {
			return err
		}
		if c.Status = decided; decided == "" {
			c.Status = affiliate.StatusPending
		}
	}
	stillForeign(c, foreign(rows) > 0)
	// At lock CJ has let it stand, so it is approved by itself unless somebody
	// decided otherwise.
	if c.Status == affiliate.StatusPending && affiliate.Locked(c.CJStatus) {
		c.Status = affiliate.StatusApproved
	}
	return nil
}

// progress is how far a row of CJ has come; it never goes back.
func progress(cjStatus string) int {
	for i, status := range []string{affiliate.CJExtended, affiliate.CJLocked, affiliate.CJClosed} {
		if cjStatus == status {
			return i + 1
		}
	}
	return 0
}

// overtaken reports whether a row is older than what is known of it: a device
// that was offline appends what it had seen after another one's newer sight.
func overtaken(known []affiliate.CommissionRow, row affiliate.CommissionRow) bool {
	for _, k := range known {
		if k.CommissionID == row.CommissionID && progress(k.ActionStatus) > progress(row.ActionStatus) {
			return true
		}
	}
	return false
}
