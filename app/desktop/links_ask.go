package desktop

import (
	"context"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// Whom links are generated for.
const (
	toMembers   = "members"
	toGroup     = "group"
	toTag       = "tag"
	toEverybody = "everybody"
)

// maxLinksARun bounds one run, against a slip of the hand.
const maxLinksARun = 200_000

// linkAsk reads a form: the offers and members that it means.
func (s *session) linkAsk(ctx context.Context, form LinkBulkForm) (linkAsk, error) {
	ask := linkAsk{Page: clean(form.Page), Test: form.Test}
	if form.Who == toMembers && len(form.MemberIDs) == 0 {
		return ask, field("memberIds", "Choose at least one member.")
	}
	offers, err := s.askedOffers(ctx, form)
	if err != nil {
		return ask, err
	}
	if ask.Members, err = s.askedMembers(ctx, form); err != nil {
		return ask, err
	}
	for _, o := range offers {
		ask.Offers = append(ask.Offers, o.ID)
	}
	if ask.Page != "" {
		if len(offers) > 1 {
			return ask, field("page", "Choose one offer for a landing page of its own.")
		}
		if err := s.checkPage(offers[0], ask.Page); err != nil {
			return ask, err
		}
	}
	if len(ask.Offers)*len(ask.Members) > maxLinksARun {
		return ask, field("memberIds", "Generate at most 200,000 links at once.")
	}
	return ask, nil
}

func (s *session) askedOffers(ctx context.Context, form LinkBulkForm) (chosen []affiliate.Offer, err error) {
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		if slices.Contains(form.OfferIDs, string(o.ID)) {
			if !o.HasLinks() {
				return nil, field("offerId", o.Name+" is a promo code offer, which has no links.")
			}
			chosen = append(chosen, o)
		}
	}
	if len(chosen) == 0 {
		return nil, field("offerId", "Choose an offer.")
	}
	return chosen, nil
}

func (s *session) askedMembers(ctx context.Context, form LinkBulkForm) (ids []affiliate.MemberID, err error) {
	group := affiliate.GroupID("")
	if form.Who == toGroup {
		groups, err := s.store.Groups(ctx)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(groups, func(g affiliate.Group) bool { return strings.EqualFold(g.Name, form.Group) })
		if at < 0 {
			return nil, field("group", "Choose a group.")
		}
		group = groups[at].ID
	}
	chosen := make(map[string]bool, len(form.MemberIDs))
	for _, id := range form.MemberIDs {
		chosen[id] = true
	}
	active := func(m affiliate.Member) bool { return m.Status == affiliate.Active && !m.Test }
	takes := map[string]func(affiliate.Member) bool{
		toMembers:   func(m affiliate.Member) bool { return chosen[string(m.ID)] },
		toGroup:     func(m affiliate.Member) bool { return active(m) && m.GroupID == group },
		toTag:       func(m affiliate.Member) bool { return active(m) && m.HasTag(clean(form.Tag)) },
		toEverybody: active,
	}[form.Who]
	if takes == nil {
		return nil, field("who", "Choose who gets links.")
	}
	members, err := s.store.Members(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		if !m.Removed && takes(m) {
			ids = append(ids, m.ID)
		}
	}
	switch {
	case form.Who == toMembers && len(ids) < len(chosen):
		return nil, field("memberIds", "A chosen member is not here any more.")
	case len(ids) == 0:
		return nil, field("who", "There is no active member among these.")
	}
	return ids, nil
}

// checkPage checks a landing page that links of an offer are to have.
func (s *session) checkPage(offer affiliate.Offer, page string) error {
	destination, err := affiliate.ParseDestination(offer.Destination, nil)
	if err != nil || !destination.HasLanding() {
		return field("page", "Links of "+offer.Name+" all lead to its own page: its offer URL says no page that could be another.")
	}
	if err := s.policy.CheckLanding(offer.Destination, page, offer.LandingQuery); err != nil {
		return field("page", sentence(err.Error()))
	}
	if err := offer.AllowsPage(page); err != nil {
		return field("page", sentence(err.Error())+" Allow it under Offers first, or choose another page.")
	}
	return nil
}
