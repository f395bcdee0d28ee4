package ingest

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// clicks folds counts of the relay, and what members earn by them.
func (f Folder) clicks(ctx context.Context, tx Tx, e affiliate.Entry) error {
	body, err := read[relayapi.ClicksBody](e.Body)
	if err != nil {
		return err
	}
	links := make([]affiliate.LinkDay, 0, len(body.Links))
	for _, l := range body.Links {
		links = append(links, affiliate.LinkDay{Number: l.Number, Day: l.Day, Gross: l.Gross, Unique: l.Unique, Rejected: l.Rejected})
	}
	offers := make([]affiliate.OfferDay, 0, len(body.Offers))
	for _, o := range body.Offers {
		offers = append(offers, affiliate.OfferDay{OfferID: affiliate.OfferID(o.OfferID), Day: o.Day, Dimension: o.Dimension, Value: o.Value, Clicks: o.Clicks})
	}
	if err := tx.AddClicks(ctx, links, offers); err != nil {
		return err
	}
	var days []affiliate.ClickDay
	for _, l := range links {
		link, found, err := tx.LinkByNumber(ctx, l.Number)
		if err != nil {
			return err
		}
		if found && !link.Test && l.Unique != 0 {
			days = append(days, affiliate.ClickDay{Offer: link.OfferID, Member: link.MemberID, Day: l.Day})
		}
	}
	return f.settleClicks(ctx, tx, days)
}

// settleClicks works out what clicks of days earn, where an offer pays for any.
func (f Folder) settleClicks(ctx context.Context, tx Tx, days []affiliate.ClickDay) error {
	seen := map[affiliate.ClickDay]bool{}
	days = slices.DeleteFunc(days, func(d affiliate.ClickDay) bool {
		again := seen[d]
		seen[d] = true
		return again
	})
	for _, day := range days {
		plan, err := f.plan(ctx, tx, day.Offer)
		if err != nil {
			return err
		}
		if !plan.PaysClicks() || !affiliate.IsDay(day.Day) {
			continue
		}
		d, err := f.ofClicks(ctx, tx, day)
		if err != nil {
			return err
		}
		if err := f.reckon(ctx, tx, "clicks").settle(d); err != nil {
			return err
		}
	}
	return nil
}
