package desktop

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// Save adds an offer or changes one, with a new version of its payout rule
// when that changed.
func (o *Offers) Save(form OfferForm) (OfferDetail, error) {
	return do(o.app, func(s *session) (OfferDetail, error) {
		ctx := context.Background()
		id, err := s.saveOffer(ctx, form)
		if err != nil {
			return OfferDetail{}, err
		}
		return s.offerDetail(ctx, id)
	})
}

func (s *session) saveOffer(ctx context.Context, form OfferForm) (affiliate.OfferID, error) {
	offer, _, err := s.offerOf(form)
	currency, currencyErr := s.currency(ctx)
	if currencyErr != nil {
		return "", currencyErr
	}
	rule, ruleErr := ruleOf(form, currency)
	if err == nil {
		err = offer.Check(s.policy)
	}
	if err = joinFields(err, ruleErr); err != nil {
		return "", err
	}
	b := s.batch()
	if form.ID == "" {
		if offer, err = s.addOffer(b, offer, form.PostbackSigned, currency); err != nil {
			return "", err
		}
	} else {
		before, err := s.store.Offer(ctx, offer.ID)
		if err != nil {
			return "", err
		}
		if offer, err = s.editedOffer(before, offer, form); err != nil {
			return "", err
		}
		if err := s.editOffer(b, before, offer, currency); err != nil {
			return "", err
		}
	}
	rule, pays, err := s.editedRule(ctx, offer, rule, form, currency)
	if err != nil {
		return "", err
	}
	if pays {
		if err := s.addGuarded(ctx, b, change(affiliate.NounRule, offer.RuleID, rule), form.seen()); err != nil {
			return "", err
		}
	}
	if len(b.Entries) > 0 {
		if err := s.enqueue(ctx, b); err != nil {
			return "", err
		}
	}
	return offer.ID, s.placePostback(offer)
}

// addOffer gives a new offer what is its own: ids, tokens, keys.
func (s *session) addOffer(b *batch, offer affiliate.Offer, signed bool, currency money.Currency) (affiliate.Offer, error) {
	var err error
	if offer.ID, err = affiliate.NewID[affiliate.OfferID](s.app.random); err != nil {
		return offer, err
	}
	if offer.RuleID, err = affiliate.NewID[affiliate.RuleID](s.app.random); err != nil {
		return offer, err
	}
	if offer.PostbackToken, err = affiliate.NewPostbackToken(s.app.random); err != nil {
		return offer, err
	}
	if offer, err = s.tagged(offer); err != nil {
		return offer, err
	}
	if offer.Postback, err = s.signed(offer.Postback, "", signed); err != nil {
		return offer, err
	}
	offer.CreatedAt = b.at.Format(time.RFC3339)
	if err := b.add(change(affiliate.NounOffer, offer.ID, offer)); err != nil {
		return offer, err
	}
	public, err := s.publicOffer(offer, currency)
	if err != nil {
		return offer, err
	}
	return offer, b.publish("offer", string(offer.ID), public)
}

// tagged gives an offer the public token of script and pixel where it uses them.
func (s *session) tagged(offer affiliate.Offer) (affiliate.Offer, error) {
	if offer.TagToken != "" || offer.Protocol != affiliate.ProtocolScript && offer.Protocol != affiliate.ProtocolPixel {
		return offer, nil
	}
	token, err := affiliate.NewPostbackToken(s.app.random)
	offer.TagToken = token
	return offer, err
}

// editOffer writes the fields that changed, and no others, to the log and to
// the relay: so two devices' edits of different fields both stand.
func (s *session) editOffer(b *batch, before, after affiliate.Offer, currency money.Currency) error {
	fields, err := changed(before, after)
	if err != nil || len(fields) == 0 {
		return err
	}
	if fields["postback_token"] != nil || fields["postback_tokens"] != nil {
		if fields[affiliate.EndedTokens], err = json.Marshal(affiliate.EndedBy(before, after)); err != nil {
			return err
		}
	}
	if err := b.add(change(affiliate.NounOffer, after.ID, fields)); err != nil {
		return err
	}
	had, err := s.publicOffer(before, currency)
	if err != nil {
		return err
	}
	has, err := s.publicOffer(after, currency)
	if err != nil {
		return err
	}
	public := relayapi.PublicOffer{ID: string(after.ID)}
	for _, differs := range []bool{
		edits(&public.Status, had.Status, has.Status), edits(&public.Destination, had.Destination, has.Destination),
		edits(&public.Preset, had.Preset, has.Preset), edits(&public.Protocol, had.Protocol, has.Protocol),
		edits(&public.Landing, had.Landing, has.Landing), edits(&public.LandingQuery, had.LandingQuery, has.LandingQuery),
		edits(&public.FallbackURL, had.FallbackURL, has.FallbackURL), edits(&public.EndsAt, had.EndsAt, has.EndsAt),
		edits(&public.PassThrough, had.PassThrough, has.PassThrough), edits(&public.Postback, had.Postback, has.Postback),
		edits(&public.PostbackTokenHashes, had.PostbackTokenHashes, has.PostbackTokenHashes), edits(&public.TagTokenHashes, had.TagTokenHashes, has.TagTokenHashes),
	} {
		if differs {
			return b.publish("offer", string(after.ID), public)
		}
	}
	return nil
}

// edits sets a field that a change brings to another value.
func edits[T any](field *T, had, has T) bool {
	if reflect.DeepEqual(had, has) {
		return false
	}
	*field = has
	return true
}

// placePostback does in practice mode what CJ's account manager does.
func (s *session) placePostback(offer affiliate.Offer) error {
	if s.world == nil {
		return nil
	}
	link, err := cj.ParseClick(offer.Destination)
	if err != nil || link.AID == "" {
		return nil // not one of the simulated CJ's links: nobody to place it
	}
	if err := s.world.PlacePostback(link.AID, offer.PostbackToken); err != nil {
		return affiliate.Errorf(affiliate.Conflict, "The simulated CJ does not know this ad.").WithHint("Choose one of the practice destinations.")
	}
	return nil
}

// SetStatus pauses or archives an offer, or lets it run again.
func (o *Offers) SetStatus(id, status string) (OfferRow, error) {
	return do(o.app, func(s *session) (OfferRow, error) {
		if !slices.Contains([]string{affiliate.Active, affiliate.Paused, affiliate.Archived}, status) {
			return OfferRow{}, field("status", "Choose active, paused or archived.")
		}
		detail, err := s.changeOffer(id, func(offer *affiliate.Offer) error {
			offer.Status = status
			return nil
		})
		return detail.Row, err
	})
}

// changeOffer edits an offer as it stands.
func (s *session) changeOffer(id string, edit func(*affiliate.Offer) error) (OfferDetail, error) {
	ctx := context.Background()
	before, err := s.store.Offer(ctx, affiliate.OfferID(id))
	if err != nil {
		return OfferDetail{}, err
	}
	currency, err := s.currency(ctx)
	if err != nil {
		return OfferDetail{}, err
	}
	after := before
	after.PostbackTokens = slices.Clone(before.PostbackTokens)
	if err := edit(&after); err != nil {
		return OfferDetail{}, err
	}
	b := s.batch()
	if err := s.editOffer(b, before, after, currency); err != nil {
		return OfferDetail{}, err
	}
	if len(b.Entries) > 0 {
		if err := s.enqueue(ctx, b); err != nil {
			return OfferDetail{}, err
		}
	}
	return s.offerDetail(ctx, after.ID)
}
