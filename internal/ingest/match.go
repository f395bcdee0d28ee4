package ingest

import (
	"context"
	"errors"
	"slices"

	"linkledger/internal/affiliate"
)

// match finds the postback's conversion for the first row of a CJ action by
// click id, then order id, then amount; without one it makes a conversion.
// What is known by then decides: nothing that comes later takes a sale apart.
func (f Folder) match(ctx context.Context, tx Tx, row affiliate.CommissionRow) (affiliate.Conversion, error) {
	sale, _, err := row.Amounts()
	if err != nil {
		return affiliate.Conversion{}, err
	}
	click, parts, err := f.ClickKeys.Parse(row.ShopperID)
	if err != nil && !errors.Is(err, affiliate.ErrClickID) {
		return affiliate.Conversion{}, err
	}
	action := row.OriginalActionID
	fresh := affiliate.Conversion{ID: derivedID(action), ClickID: string(click), LinkNumber: parts.Link, OrderID: row.OrderID, Sale: sale,
		Status: affiliate.StatusPending, SaleDay: affiliate.Day(row.EventDate, f.Zone), ReportedAt: row.PostingDate, ActionID: action,
		SoldAt: row.EventDate.In(f.Zone)}
	if affiliate.IsBonus(row.ActionType) {
		return fresh, nil // no postback tells of it
	}
	told := fresh
	told.PID, told.AdvertiserID = row.WebsiteID, row.AdvertiserID
	if told.Order, err = row.Order(); err != nil { // a correction's is not kept: the original's counts
		return fresh, err
	}
	candidates, err := f.siblings(ctx, tx, told, row.Role == affiliate.CJAdvertiser)
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
	candidates, err := f.siblings(ctx, tx, told, false)
	if err != nil {
		return "", false, err
	}
	rank := 0
	for _, c := range candidates {
		if c.ActionID == "" || affiliate.IsBonus(c.ActionType) {
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
// clicks are never one sale. An advertiser's row knows none by nature.
func (f Folder) siblings(ctx context.Context, tx Tx, sale affiliate.Conversion, advertiser bool) (list []affiliate.Conversion, err error) {
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
	if err != nil {
		return nil, err
	}
	for _, c := range ofOrder {
		if c.ClickID != "" && sale.ClickID != "" {
			continue
		}
		same, err := sameOrder(ctx, tx, c, sale, advertiser)
		if err != nil {
			return nil, err
		}
		if same {
			list = append(list, c)
		}
	}
	return list, nil
}

// sameOrder reports whether two sales of one order number are of one shop: two
// shops may count their orders alike.
func sameOrder(ctx context.Context, tx Tx, c, sale affiliate.Conversion, advertiser bool) (bool, error) {
	if other, err := otherShop(ctx, tx, c, sale); err != nil || other {
		return false, err
	}
	clickless := c.ClickID == "" && sale.ClickID == ""
	switch {
	case clickless && slices.ContainsFunc(c.Codes(), func(code string) bool { return slices.Contains(sale.Codes(), code) }):
		return true, nil
	case c.OfferID != "" && sale.OfferID != "":
		return c.OfferID == sale.OfferID, nil
	case clickless || advertiser || c.Sale == sale.Sale: // the amount tells where no offer is known
		return true, nil
	case c.ActionID == "":
		return false, nil
	}
	rows, err := tx.Commissions(ctx, c.ActionID)
	return len(rows) > 0 && rows[0].Role == affiliate.CJAdvertiser, err
}

// otherShop reports whether CJ's advertiser of the one sale is known not to be
// that of the other's offer.
func otherShop(ctx context.Context, tx Tx, c, sale affiliate.Conversion) (bool, error) {
	if c.AdvertiserID != "" && sale.AdvertiserID != "" {
		return c.AdvertiserID != sale.AdvertiserID, nil
	}
	advertiser, offer := c.AdvertiserID, sale.OfferID
	if advertiser == "" {
		advertiser, offer = sale.AdvertiserID, c.OfferID
	}
	if advertiser == "" || offer == "" {
		return false, nil
	}
	same, others, err := tx.SoldFor(ctx, offer, advertiser)
	return others && !same, err
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
