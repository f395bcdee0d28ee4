package ingest

import (
	"context"

	"linkledger/internal/affiliate"
)

// attribute sets offer, member and test flag of a conversion by the link of the
// click and by the promo codes of the order. Where both claim it for different
// members, the workspace's setting on the sale day decides.
func attribute(ctx context.Context, tx Tx, c *affiliate.Conversion) error {
	byCode, err := codeMember(ctx, tx, c)
	if err != nil {
		return err
	}
	var link affiliate.Link
	found := false
	if c.LinkNumber != 0 {
		if link, found, err = tx.LinkByNumber(ctx, c.LinkNumber); err != nil {
			return err
		}
	}
	c.ClaimedBy = ""
	if !found {
		if c.LinkNumber == 0 { // else the link may still come
			c.MemberID, c.Test = byCode, false
		}
		return offerOf(ctx, tx, c)
	}
	c.OfferID, c.MemberID, c.Test = link.OfferID, link.MemberID, link.Test
	if byCode == "" || byCode == c.MemberID {
		return nil
	}
	prefer, _, err := tx.Fact(ctx, affiliate.FactAttribution, "", c.SaleDay)
	if c.ClaimedBy = byCode; prefer == affiliate.PreferCode {
		c.MemberID, c.ClaimedBy = c.ClaimedBy, c.MemberID
	}
	return err
}

// codeMember is whose promo code the order has; the first one's that is
// anybody's.
func codeMember(ctx context.Context, tx Tx, c *affiliate.Conversion) (affiliate.MemberID, error) {
	for _, code := range c.Codes() {
		member, _, err := tx.Fact(ctx, affiliate.FactCode, code, c.SaleDay)
		if err != nil || member != "" {
			return affiliate.MemberID(member), err
		}
	}
	return "", nil
}

// offerOf finds the offer of a sale that came by a code alone: the one that the
// member has links for, if it is one.
func offerOf(ctx context.Context, tx Tx, c *affiliate.Conversion) error {
	if c.OfferID != "" || c.MemberID == "" {
		return nil
	}
	offers, err := tx.MemberOffers(ctx, c.MemberID)
	if len(offers) == 1 {
		c.OfferID = offers[0]
	}
	return err
}

// reattribute looks again at whom conversions belong to.
func (f Folder) reattribute(ctx context.Context, tx Tx, list []affiliate.Conversion) error {
	for _, c := range list {
		before := c
		if err := attribute(ctx, tx, &c); err != nil {
			return err
		}
		if c.MemberID == before.MemberID && c.OfferID == before.OfferID && c.Test == before.Test && c.ClaimedBy == before.ClaimedBy {
			continue
		}
		if err := f.settle(ctx, tx, c, "attribution"); err != nil {
			return err
		}
	}
	return nil
}

// link folds a change of a link. What came before it was known is brought to
// its member now.
func (f Folder) link(ctx context.Context, tx Tx, c affiliate.Change) error {
	if err := tx.Apply(ctx, c); err != nil {
		return err
	}
	link, err := affiliate.Merge(affiliate.Link{}, c)
	if err != nil || link.Number == 0 {
		return err
	}
	list, err := tx.ConversionsByLink(ctx, link.Number)
	if err == nil {
		err = f.reattribute(ctx, tx, list)
	}
	if err != nil || link.Test {
		return err
	}
	days, err := tx.LinkDays(ctx, link.Number)
	if err != nil {
		return err
	}
	return f.settleClicks(ctx, tx, days)
}
