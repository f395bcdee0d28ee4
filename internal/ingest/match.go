package ingest

import (
	"context"
	"errors"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// match finds the postback's conversion for a CJ action by click id, then
// order id, then amount; without one it makes a conversion.
func (f Folder) match(ctx context.Context, tx Tx, action string, row affiliate.CommissionRow, sale money.Amount) (affiliate.Conversion, error) {
	click, parts, err := f.ClickKeys.Parse(row.ShopperID)
	if err != nil && !errors.Is(err, affiliate.ErrClickID) {
		return affiliate.Conversion{}, err
	}
	fresh := affiliate.Conversion{ID: derivedID(action), ClickID: string(click), LinkNumber: parts.Link,
		Status: affiliate.StatusPending, ReportedAt: row.PostingDate, ActionID: action}
	candidates, err := siblings(ctx, tx, string(click), row.OrderID)
	if err != nil {
		return fresh, err
	}
	best, rank := fresh, 0
	for _, c := range candidates {
		if c.ActionID != "" || otherOrder(c.OrderID, row.OrderID) {
			continue
		}
		score := 1
		if c.OrderID != "" && c.OrderID == row.OrderID {
			score += 4
		}
		if c.Sale == sale {
			score += 2
		}
		if score > rank {
			best, rank = c, score
		}
	}
	best.ActionID = action
	return best, nil
}

// alreadyAtCJ finds the conversion of a postback whose row CJ showed first, by
// the same signs: its order, its amount, or that no postback told of it yet.
func alreadyAtCJ(ctx context.Context, tx Tx, r affiliate.Report) (best affiliate.ConversionID, found bool, err error) {
	candidates, err := siblings(ctx, tx, r.ClickID, r.OrderID)
	if err != nil {
		return "", false, err
	}
	rank := 0
	for _, c := range candidates {
		if c.ActionID == "" || otherOrder(c.OrderID, r.OrderID) {
			continue
		}
		reported, err := tx.Reported(ctx, c.ID)
		if err != nil {
			return "", false, err
		}
		score := 0
		if r.OrderID != "" && c.OrderID == r.OrderID {
			score += 4
		}
		if c.Sale == r.Sale.Amount {
			score += 2
		}
		if !reported {
			score++
		}
		if score > rank {
			best, rank = c.ID, score
		}
	}
	return best, rank > 0, nil
}

// siblings are the conversions of a click, or else of an order that no click
// is known of.
func siblings(ctx context.Context, tx Tx, click, order string) ([]affiliate.Conversion, error) {
	switch {
	case click != "":
		return tx.ConversionsByClick(ctx, click)
	case order != "":
		return tx.ConversionsByOrder(ctx, order)
	}
	return nil, nil
}

func otherOrder(a, b string) bool { return a != "" && b != "" && a != b }
