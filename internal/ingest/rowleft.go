package ingest

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// rowLeft works out an action again after CJ gave a row of it to another one,
// so that the row counts once.
func (f Folder) rowLeft(ctx context.Context, tx Tx, action string, row affiliate.CommissionRow) error {
	rows, err := tx.Commissions(ctx, action)
	if err != nil {
		return err
	}
	if err := recount(ctx, tx, nil, rows); err != nil {
		return err
	}
	c, found, err := tx.ConversionByAction(ctx, action)
	if err != nil || !found {
		return err
	}
	if err := f.sum(ctx, tx, &c, rows); err != nil {
		return err
	}
	if err := f.attribute(ctx, tx, &c); err != nil {
		return err
	}
	event := affiliate.Event{At: f.fact.at, Source: "cj", What: fmt.Sprintf("CJ moved row %s to action %s.", row.CommissionID, row.OriginalActionID)}
	if err := tx.Happened(ctx, c.ID, event); err != nil {
		return err
	}
	return f.settle(ctx, tx, c, "CJ's row "+row.CommissionID)
}

// emptied is what a conversion comes to that has lost its last row at CJ.
func emptied(c *affiliate.Conversion) {
	c.Sale, c.Commission = money.New(0, c.Sale.Currency), money.New(0, c.Commission.Currency)
	if c.Status != affiliate.StatusRejected {
		c.Status = affiliate.StatusReversed
	}
}
