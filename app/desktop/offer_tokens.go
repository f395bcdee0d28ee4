package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// RotatePostback gives an offer a new postback URL. The old one works until the
// end of a day, or no more without one.
func (o *Offers) RotatePostback(id, until string) (OfferDetail, error) {
	return do(o.app, func(s *session) (OfferDetail, error) {
		today := s.today()
		if until != "" && (!affiliate.IsDay(until) || until < today) {
			return OfferDetail{}, field("until", "Choose today or a later day.")
		}
		detail, err := s.changeOffer(id, func(offer *affiliate.Offer) error {
			earlier := offer.LivingTokens(today)
			if until != "" {
				earlier = append([]affiliate.TokenUntil{{Token: offer.PostbackToken, Until: until}}, earlier...)
			}
			if len(earlier) >= affiliate.MaxPostbackTokens {
				return field("until", "Three earlier postback URLs still work. End one of them first.")
			}
			token, err := affiliate.NewPostbackToken(s.app.random)
			offer.PostbackToken, offer.PostbackTokens = token, earlier
			return err
		})
		if err != nil {
			return detail, err
		}
		offer, err := s.store.Offer(context.Background(), affiliate.OfferID(id))
		if err != nil {
			return detail, err
		}
		return detail, s.placePostback(offer)
	})
}

// EndPostback ends an earlier postback URL now.
func (o *Offers) EndPostback(id, url string) (OfferDetail, error) {
	return do(o.app, func(s *session) (OfferDetail, error) {
		return s.changeOffer(id, func(offer *affiliate.Offer) error {
			relay, preset, had := s.relayURL(), presetOf(*offer), len(offer.PostbackTokens)
			offer.PostbackTokens = slices.DeleteFunc(offer.PostbackTokens, func(t affiliate.TokenUntil) bool {
				return url != "" && postbackURL(relay, t.Token, preset, *offer) == url
			})
			if len(offer.PostbackTokens) == had {
				return affiliate.Errorf(affiliate.NotFound, "This URL does not work any more.").WithHint("Look at the offer again.")
			}
			return nil
		})
	})
}

// dropOldTokens ends earlier postback URLs whose day is over, at the relay too.
func (s *session) dropOldTokens(ctx context.Context) error {
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return err
	}
	today := s.today()
	for _, offer := range offers {
		if len(offer.LivingTokens(today)) == len(offer.PostbackTokens) {
			continue
		}
		if _, err := s.changeOffer(string(offer.ID), func(o *affiliate.Offer) error {
			o.PostbackTokens = o.LivingTokens(today)
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}
