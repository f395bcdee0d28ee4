package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// foreignReason is why this program holds a conversion of its own accord. The
// hold ends when a person decides, or when CJ's rows agree again.
const foreignReason = "CJ has its rows in two currencies, which can't be added up. Compare them with CJ's report, then approve or reject it."

// currencyOf is the currency in which the rows of an action are added up: its
// original's, or the first one's until that is here.
func currencyOf(rows []affiliate.CommissionRow) money.Currency {
	for _, row := range rows {
		if row.Original {
			return money.Currency(row.Currency)
		}
	}
	if len(rows) == 0 {
		return ""
	}
	return money.Currency(rows[0].Currency)
}

// foreign counts the rows of an action in another currency.
func foreign(rows []affiliate.CommissionRow) (n int) {
	currency := currencyOf(rows)
	for _, row := range rows {
		if money.Currency(row.Currency) != currency {
			n++
		}
	}
	return n
}

// holdForeign stops the payment of a conversion that CJ corrected in another
// currency: the row is kept and counts nothing until somebody decides.
func holdForeign(ctx context.Context, tx Tx, c *affiliate.Conversion) error {
	switch c.Status {
	case affiliate.StatusRejected:
	case affiliate.StatusReversed: // holds again when CJ restates it
		c.Reason = foreignReason
	default:
		c.Status, c.Reason = affiliate.StatusOnHold, foreignReason
	}
	what := fmt.Sprintf("CJ has rows of action %s in another currency than %s. They are kept and not added up.", c.ActionID, c.Sale.Currency)
	if c.Status == affiliate.StatusOnHold {
		what += " The conversion is on hold: decide on it under Conversions."
	}
	return tx.Problem(ctx, what, true)
}

// stillForeign keeps the program's own hold or ends it.
func stillForeign(c *affiliate.Conversion, mixed bool) {
	switch {
	case c.Reason != foreignReason:
	case mixed && (c.Status == affiliate.StatusPending || c.Status == affiliate.StatusApproved):
		c.Status = affiliate.StatusOnHold
	case !mixed && c.Status == affiliate.StatusOnHold:
		c.Status, c.Reason = affiliate.StatusPending, ""
	}
}
