package ingest

import (
	"context"
	"errors"
	"slices"

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
	fresh := affiliate.Conversion{ID: derivedID(action), ClickID: string(click), LinkNumber: parts.Link, OrderID: row.OrderID, Sale: sale,
		Status: affiliate.StatusPending, SaleDay: affiliate.Day(row.EventDate, f.Zone), ReportedAt: row.PostingDate, ActionID: action}
	told := fresh
	if told.Order, err = row.Order(); err != nil { // a correction's is not kept: the original's counts
		return fresh, err
	}
	candidates, err := f.siblings(ctx, tx, told)
	if err != nil {
		return fresh, err
	}
	best, rank := fresh, 0
	for _, c := range candidates {
		if c.ActionID != "" {
			continue
		}
		if score := 1 + alike(c, fresh); score > rank {
			best, rank = c, score
		}
	}
	if best.ActionID = action; best.ClickID == "" {
		best.ClickID, best.LinkNumber = fresh.ClickID, fresh.LinkNumber
	}
	return best, nil
}

// alreadyAtCJ finds the conversion of a postback whose row CJ showed first, by
// the same signs: its order, its amount, or that no postback told of it yet.
func (f Folder) alreadyAtCJ(ctx context.Context, tx Tx, r affiliate.Report) (best affiliate.ConversionID, found bool, err error) {
	_, parts, err := f.ClickKeys.Parse(r.ClickID)
	if err != nil && !errors.Is(err, affiliate.ErrClickID) {
		return "", false, err
	}
	told := affiliate.Conversion{ClickID: r.ClickID, LinkNumber: parts.Link, OrderID: r.OrderID, ToldOffer: r.OfferID, Sale: r.Sale.Amount}
	candidates, err := f.siblings(ctx, tx, told)
	if err != nil {
		return "", false, err
	}
	rank := 0
	for _, c := range candidates {
		if c.ActionID == "" {
			continue
		}
		reported, err := tx.Reported(ctx, c.ID)
		if err != nil {
			return "", false, err
		}
		score := alike(c, told)
		if !reported {
			score++
		}
		if score > rank {
			best, rank = c.ID, score
		}
	}
	return best, rank > 0, nil
}

// siblings are the conversions that a sale may be: those of its click but for
// other orders, and those of its order where one of the two knows no click. Two
// clicks are never one sale.
func (f Folder) siblings(ctx context.Context, tx Tx, sale affiliate.Conversion) (list []affiliate.Conversion, err error) {
	if sale.ClickID != "" {
		if list, err = tx.ConversionsByClick(ctx, sale.ClickID); err != nil {
			return nil, err
		}
	}
	list = slices.DeleteFunc(list, func(c affiliate.Conversion) bool {
		return c.OrderID != "" && sale.OrderID != "" && c.OrderID != sale.OrderID
	})
	if sale.OrderID == "" {
		return list, nil
	}
	ofOrder, err := tx.ConversionsByOrder(ctx, sale.OrderID)
	if err == nil && len(ofOrder) > 0 {
		err = f.attribute(ctx, tx, &sale)
	}
	for _, c := range ofOrder {
		if c.ClickID == "" && sale.ClickID == "" || (c.ClickID == "" || sale.ClickID == "") && sameOffer(c, sale) {
			list = append(list, c)
		}
	}
	return list, err
}

// sameOffer reports whether two sales of one order number are of one shop: two
// may count their orders alike. The amount tells where no offer is known.
func sameOffer(c, sale affiliate.Conversion) bool {
	if c.OfferID != "" && sale.OfferID != "" {
		return c.OfferID == sale.OfferID
	}
	return c.Sale == sale.Sale
}

// alike tells how surely siblings are one sale.
func alike(c, sale affiliate.Conversion) (score int) {
	if c.OrderID != "" && c.OrderID == sale.OrderID {
		score += 4
	}
	if c.Sale == sale.Sale {
		score += 2
	}
	return score
}
