package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// Duplicate adds an offer like another: with ids, tokens and a payout rule of
// its own, and no links.
func (o *Offers) Duplicate(id string) (OfferDetail, error) {
	return do(o.app, func(s *session) (OfferDetail, error) {
		ctx := context.Background()
		from, err := s.store.Offer(ctx, affiliate.OfferID(id))
		if err != nil {
			return OfferDetail{}, err
		}
		currency, err := s.currency(ctx)
		if err != nil {
			return OfferDetail{}, err
		}
		like := from
		like.Name, like.Status = copyName(from.Name), affiliate.Active
		like.TagToken, like.PostbackTokens, like.Postback.SigningKey = "", []affiliate.TokenUntil{}, ""
		if like.EndedOn(s.today()) {
			like.EndsOn = ""
		}
		if err := like.Check(s.policy); err != nil {
			return OfferDetail{}, err
		}
		b := s.batch()
		if like, err = s.addOffer(b, like, from.Postback.SigningKey != "", currency); err != nil {
			return OfferDetail{}, err
		}
		rule, found, err := s.offerRule(ctx, from)
		if err != nil {
			return OfferDetail{}, err
		}
		if found && !rule.Ended {
			rule.OfferID, rule.ValidFrom = like.ID, ""
			if err := s.addGuarded(ctx, b, change(affiliate.NounRule, like.RuleID, rule), affiliate.NoVersion); err != nil {
				return OfferDetail{}, err
			}
		}
		if err := s.enqueue(ctx, b); err != nil {
			return OfferDetail{}, err
		}
		return s.offerDetail(ctx, like.ID)
	})
}

// copyName is a name for a copy that fits.
func copyName(name string) string {
	const most, added = 120, "Copy of "
	letters := []rune(name)
	return added + string(slices.Clip(letters[:min(len(letters), most-len(added))]))
}
