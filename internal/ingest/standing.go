package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// sum sets a conversion to what all rows of its action say together.
func (f Folder) sum(ctx context.Context, tx Tx, c *affiliate.Conversion, rows []affiliate.CommissionRow) error {
	if len(rows) == 0 {
		emptied(c)
		return nil
	}
	original, open := affiliate.OriginalOf(rows), &rows[0]
	counted, currency := affiliate.Counted(rows), currencyOf(rows)
	c.Sale, c.Commission = money.New(0, currency), money.New(0, currency)
	corrected := false
	for i, row := range rows {
		if progress(row.ActionStatus) < progress(open.ActionStatus) {
			open = &rows[i]
		}
		corrected = corrected || !row.Original
		if money.Currency(row.Currency) != currency {
			continue // a person decides what to make of it: see holdForeign
		}
		sale, _, err := row.Amounts()
		if err != nil {
			return err
		}
		if c.Sale, err = c.Sale.Add(sale); err != nil {
			return fmt.Errorf("%w: %w", errBody, err)
		}
		if c.Commission, err = c.Commission.Add(money.New(counted[row.CommissionID], currency)); err != nil {
			return fmt.Errorf("%w: %w", errBody, err)
		}
	}
	told := original
	if told == nil {
		told = &rows[0]
	}
	c.SaleDay, c.SoldAt = affiliate.Day(told.EventDate, f.Zone), told.EventDate.In(f.Zone)
	if f.clicked(c); c.Click.At.IsZero() {
		c.Click.At = told.ClickDate
	}
	c.ActionType, c.Validation, c.PID, c.AdvertiserID = told.ActionType, told.ValidationStatus, told.WebsiteID, told.AdvertiserID
	c.LockingMethod = told.LockingMethod
	if original == nil {
		// A correction came before its original: it counts once that is here.
		c.Sale.Minor, c.CJStatus = 0, affiliate.CJNew
		return nil
	}
	// It is as final as the row that CJ may change the longest.
	c.CJStatus, c.LocksAt = open.ActionStatus, open.LockingDate
	if original.OrderID != "" {
		c.OrderID = original.OrderID
	}
	var err error
	if c.Order, err = original.Order(); err != nil {
		return fmt.Errorf("%w: %w", errBody, err)
	}
	declined := c.Validation == affiliate.ValidationDeclined
	if declined {
		c.Sale.Minor = 0
	}
	reversed := declined || corrected && c.Sale.IsZero() && c.Commission.IsZero()
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
func overtaken(known, row affiliate.CommissionRow) bool {
	return progress(known.ActionStatus) > progress(row.ActionStatus)
}
