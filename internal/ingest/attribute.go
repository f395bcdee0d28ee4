package ingest

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
)

// attribute sets offer, member and test flag of a conversion by the link of the
// click and by the promo codes of the order. Where both claim it for different
// members, the workspace's setting on the sale day decides. A code's sale that
// no link tells of is of the promo code offer that takes the code. Where neither
// is known, it is whose promotional property at CJ it came by. A link that is not
// known yet claims nothing until it is, and one whose click is older than its
// offer lets it earn nothing that a code claims. What a test member sells is a
// test, whatever brought it.
func (f Folder) attribute(ctx context.Context, tx Tx, c *affiliate.Conversion) error {
	if err := f.claim(ctx, tx, c); err != nil || c.MemberID == "" || c.Test {
		return err
	}
	member, _, err := tx.Member(ctx, c.MemberID)
	c.Test = member.Test
	return err
}

// claim is attribute by links, codes and properties alone.
func (f Folder) claim(ctx context.Context, tx Tx, c *affiliate.Conversion) error {
	byCode, err := codeMember(ctx, tx, c)
	if err != nil {
		return err
	}
	c.OfferID, c.MemberID, c.Test, c.ClaimedBy = c.ToldOffer, byCode, false, ""
	var link affiliate.Link
	found := false
	if c.LinkNumber != 0 {
		if link, found, err = tx.LinkByNumber(ctx, c.LinkNumber); err != nil {
			return err
		}
	}
	late := false
	if found && byCode != "" {
		credit, err := f.crediting(ctx, tx, link.OfferID, c.SaleDay)
		if err != nil {
			return err
		}
		_, late = f.late(credit, *c)
	}
	if !found || late {
		return f.attributeWithoutLink(ctx, tx, c)
	}
	c.OfferID, c.MemberID, c.Test = link.OfferID, link.MemberID, link.Test
	if byCode == "" || byCode == c.MemberID {
		return nil
	}
	prefer, _, err := tx.Fact(ctx, affiliate.FactAttribution, "", c.SaleDay)
	if c.ClaimedBy = byCode; err != nil || prefer != affiliate.PreferCode {
		return err
	}
	c.MemberID, c.ClaimedBy = c.ClaimedBy, c.MemberID
	offer, err := f.codeOffer(ctx, tx, c)
	if offer != "" {
		c.OfferID = offer
	}
	return err
}

// attributeWithoutLink goes on where no link is known. A bonus of CJ that no
// click tells of is the programme's own.
func (f Folder) attributeWithoutLink(ctx context.Context, tx Tx, c *affiliate.Conversion) error {
	if affiliate.IsBonus(c.ActionType) {
		c.MemberID = ""
		return nil
	}
	if c.MemberID == "" && c.PID != "" {
		member, _, err := tx.Fact(ctx, affiliate.FactPID, c.PID, c.SaleDay)
		if err != nil {
			return err
		}
		c.MemberID = affiliate.MemberID(member)
	}
	if c.OfferID != "" || c.MemberID == "" {
		return nil
	}
	var err error
	if c.OfferID, err = f.codeOffer(ctx, tx, c); err != nil || c.OfferID != "" {
		return err
	}
	c.OfferID, err = f.offerOfMember(ctx, tx, c)
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

// offerOfMember finds the offer of a sale that no link tells of: the one that
// its member had links for by the end of the sale day, or the first one's. It is
// none where they had several, since nothing tells which it was.
func (f Folder) offerOfMember(ctx context.Context, tx Tx, c *affiliate.Conversion) (offer affiliate.OfferID, err error) {
	links, err := tx.MemberLinks(ctx, c.MemberID)
	if err != nil || len(links) == 0 {
		return "", err
	}
	since := map[affiliate.OfferID]string{} // the day of each offer's first link
	first := ""
	for i, link := range links {
		day := ""
		if at, err := time.Parse(time.RFC3339, link.CreatedAt); err == nil {
			day = affiliate.Day(at, f.Zone)
		}
		if known, has := since[link.OfferID]; !has || day < known {
			since[link.OfferID] = day
		}
		if i == 0 || day < first {
			first = day
		}
	}
	until := max(first, c.SaleDay)
	for id, day := range since {
		switch {
		case day > until:
		case offer != "":
			return "", nil
		default:
			offer = id
		}
	}
	return offer, nil
}

// reattribute looks again at whom conversions belong to.
func (f Folder) reattribute(ctx context.Context, tx Tx, list []affiliate.Conversion) error {
	var again []affiliate.Conversion
	for _, c := range list {
		before := c
		if err := f.attribute(ctx, tx, &c); err != nil {
			return err
		}
		late := c.ClickID != "" && len(c.Codes()) > 0 // perhaps: a code that came may let it earn
		if !late && c.MemberID == before.MemberID && c.OfferID == before.OfferID && c.Test == before.Test && c.ClaimedBy == before.ClaimedBy {
			continue
		}
		again = append(again, c)
	}
	return f.settleAll(ctx, tx, again, "attribution")
}

// link folds a change of a link. What came before it was known is brought to
// its member now.
func (f Folder) link(ctx context.Context, tx Tx, e affiliate.Entry, c affiliate.Change) error {
	if err := tx.Apply(ctx, c); err != nil {
		return err
	}
	link, err := affiliate.Merge(affiliate.Link{}, c)
	if err != nil || link.Number == 0 {
		return err
	}
	if err := f.comeBack(ctx, tx, e, link.MemberID); err != nil {
		return err
	}
	list, err := tx.ConversionsByLink(ctx, link.Number)
	if err == nil {
		err = f.reattribute(ctx, tx, list)
	}
	if err != nil || link.Test {
		return err
	}
	list, err = tx.ConversionsWithoutLink(ctx, link.MemberID)
	if err == nil {
		err = f.reattribute(ctx, tx, list)
	}
	if err != nil {
		return err
	}
	days, err := tx.LinkDays(ctx, link.Number)
	if err != nil {
		return err
	}
	return f.settleClicks(ctx, tx, days)
}
