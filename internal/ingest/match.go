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
	if click == "" {
		return fresh, nil
	}
	candidates, err := tx.ConversionsByClick(ctx, string(click))
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
func alreadyAtCJ(ctx context.Context, tx Tx, click, order string, sale money.Amount) (best affiliate.ConversionID, found bool, err error) {
	siblings, err := tx.ConversionsByClick(ctx, click)
	if err != nil {
		return "", false, err
	}
	rank := 0
	for _, c := range siblings {
		if c.ActionID == "" || otherOrder(c.OrderID, order) {
			continue
		}
		reported, err := tx.Reported(ctx, c.ID)
		if err != nil {
			return "", false, err
		}
		score := 0
		if order != "" && c.OrderID == order {
			score += 4
		}
		if c.Sale == sale {
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

func otherOrder(a, b string) bool { return a != "" && b != "" && a != b }
