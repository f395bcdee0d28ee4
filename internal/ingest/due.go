package ingest

import (
	"context"
	"math"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
)

// due is what the rules are asked about, and whether what they say is owed or
// may still change.
type due struct {
	earnings.Item
	conversion affiliate.ConversionID // empty for clicks
	final      bool
}

func (f Folder) ofConversion(ctx context.Context, tx Tx, c affiliate.Conversion) (due, error) {
	d := due{conversion: c.ID, final: affiliate.Locked(c.CJStatus) && c.Status != affiliate.StatusOnHold, Item: earnings.Item{
		Cause: c.ID.Cause(), Offer: c.OfferID, Member: c.MemberID,
		Place: earnings.Place{Day: c.SaleDay, At: c.ReportedAt.UnixMilli(), Cause: c.ID.Cause()},
		Sale:  c.Sale, Commission: c.Commission, Status: c.Status, Test: c.Test, FromCJ: c.ActionID != "", Unproven: c.Unproven(), ClickID: c.ClickID, Order: c.Facts(),
	}}
	var err error
	if d.Group, err = groupOf(ctx, tx, c.MemberID, c.SaleDay); err != nil {
		return d, err
	}
	if d.Expired, err = f.expired(ctx, tx, c); err != nil {
		return d, err
	}
	if d.Expired.WindowDays != 0 { // a code that claims it needs no click
		byCode, err := codeMember(ctx, tx, &c)
		if err != nil {
			return d, err
		}
		if byCode != "" && byCode == c.MemberID {
			d.Expired = earnings.Expired{}
		}
	}
	d.Adjusted, err = tx.Adjusted(ctx, c.ID, c.MemberID)
	return d, err
}

// ofClicks is the unique clicks of a member on an offer on a day: a fact as soon
// as they are counted.
func (f Folder) ofClicks(ctx context.Context, tx Tx, day affiliate.ClickDay) (due, error) {
	cause := affiliate.ClicksCause(day.Offer, day.Member, day.Day)
	d := due{final: true, Item: earnings.Item{Cause: cause, Offer: day.Offer, Member: day.Member,
		Place: earnings.Place{Day: day.Day, At: math.MaxInt64, Cause: cause}}}
	var err error
	if d.Group, err = groupOf(ctx, tx, day.Member, day.Day); err != nil {
		return d, err
	}
	credit, err := f.crediting(ctx, tx, day.Offer, day.Day)
	if err != nil {
		return d, err
	}
	d.Expired.EndedOn = credit.Ended(day.Day)
	member, _, err := tx.Member(ctx, day.Member)
	if err != nil {
		return d, err
	}
	d.Test = member.Test // of links that were made beside
	d.Clicks, err = tx.UniqueClicks(ctx, day)
	return d, err
}

// again is what stands at a place of an offer now.
func (f Folder) again(ctx context.Context, tx Tx, p affiliate.Payout) (due, error) {
	if id, of := strings.CutPrefix(p.Cause, affiliate.ConversionID("").Cause()); of {
		c, _, err := tx.Conversion(ctx, affiliate.ConversionID(id))
		if err != nil {
			return due{}, err
		}
		return f.ofConversion(ctx, tx, c)
	}
	return f.ofClicks(ctx, tx, affiliate.ClickDay{Offer: p.OfferID, Member: p.MemberID, Day: p.Day})
}

func groupOf(ctx context.Context, tx Tx, member affiliate.MemberID, day string) (affiliate.GroupID, error) {
	if member == "" {
		return "", nil
	}
	group, _, err := tx.Fact(ctx, affiliate.FactGroup, string(member), day)
	return affiliate.GroupID(group), err
}
