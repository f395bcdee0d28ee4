package desktop

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/relayapi"
)

// Offers sets up what members promote.
type Offers struct{ app *App }

// Options feed the Add Offer form.
func (o *Offers) Options() (OfferOptions, error) {
	return do(o.app, func(s *session) (OfferOptions, error) {
		currency, err := s.currency(context.Background())
		if err != nil {
			return OfferOptions{}, err
		}
		v := OfferOptions{
			ConversionTypes: []Choice{
				{"sale", "Sale", "An order in the shop."}, {"lead", "Lead", "A filled-in enquiry or sign-up."},
				{"email_submit", "E-mail submit", "An address left for a newsletter."}, {"download", "Download", "A file or an app."},
			},
			PayoutOptions: payoutChoices(),
			Protocols:     []Choice{{affiliate.ProtocolPostback, "Server Postback w/ Transaction ID", "CJ reports each sale to your relay, with the click id as transaction id."}},
			Macros:        macroChoices(),
			Destinations:  []Choice{}, Currency: string(currency),
		}
		v.PostbackPresets, v.PostbackFields = postbackOptions()
		if s.world != nil {
			for _, ad := range s.world.Sandbox.Ads() {
				link, err := cj.BuildClick(s.world.ShopURL(), ad.PID, ad.AID, "{click_id}", s.world.ShopURL()+ad.ProductPath())
				if err != nil {
					return v, err
				}
				v.Destinations = append(v.Destinations, Choice{Value: link, Label: ad.Product, Hint: fmt.Sprintf("%s pays %s %% of %s.", ad.AdvertiserName, ad.CommissionRate, ad.Price)})
			}
		}
		return v, nil
	})
}

// Preview shows where a click would go, and what is wrong, without saving.
func (o *Offers) Preview(form OfferForm) (OfferPreview, error) {
	return do(o.app, func(s *session) (OfferPreview, error) {
		v := OfferPreview{Notes: []string{}, Fields: map[string]string{}}
		offer, notes, err := s.offerOf(form)
		v.Notes = append(v.Notes, notes...)
		if err == nil {
			err = offer.Check(s.policy)
		}
		var known *affiliate.Error
		if errors.As(err, &known) && known.Fields != nil {
			v.Fields = known.Fields
		} else if err != nil {
			return v, err
		}
		if v.Fields["offerUrl"] == "" && offer.Destination != "" {
			v.Destination = affiliate.ExpandURL(offer.Destination, exampleClick(offer.ID))
		}
		return v, nil
	})
}

func macroChoices() (choices []Choice) {
	for _, m := range affiliate.Macros {
		choices = append(choices, Choice{Value: "{" + m.Name + "}", Label: m.Meaning})
	}
	return choices
}

func exampleClick(offer affiliate.OfferID) affiliate.MacroValues {
	if offer == "" {
		offer = "k7f2offerexample"
	}
	return affiliate.MacroValues{ClickID: "a7example2click3id4of5thirty6x", MemberID: "m3memberexample7", OfferID: string(offer)}
}

// offerOf reads the form: trimmed, with the destination worked out.
func (s *session) offerOf(form OfferForm) (affiliate.Offer, []string, error) {
	o := affiliate.Offer{ID: affiliate.OfferID(form.ID), Name: clean(form.Name), Description: clean(form.Description), Status: affiliate.Active,
		ConversionType: form.ConversionType, Protocol: form.Protocol, OfferURL: clean(form.OfferURL), FallbackURL: clean(form.FallbackURL),
		UTMs: []affiliate.UTM{}, PassThrough: []string{}, DeepDomains: []string{}, PostbackTokens: []affiliate.TokenUntil{}}
	o.Preset, o.Postback = postbackOf(form)
	for _, utm := range form.UTMs {
		if name, value := clean(utm.Label), clean(utm.Value); name != "" && value != "" {
			o.UTMs = append(o.UTMs, affiliate.UTM{Name: name, Value: value})
		}
	}
	for _, key := range form.PassThrough {
		if key = clean(key); key != "" {
			o.PassThrough = append(o.PassThrough, key)
		}
	}
	destination, notes, err := destinationOf(o)
	o.Destination = destination
	return o, notes, err
}

// destinationOf is what the relay redirects to: the CJ link with our click id
// as sid, and the UTMs on the landing page inside it.
func destinationOf(o affiliate.Offer) (destination string, notes []string, err error) {
	destination, notes, err = cj.WithSID(o.OfferURL)
	if errors.Is(err, cj.ErrNotClickLink) {
		return plainDestination(o)
	}
	if err != nil {
		return "", notes, field("offerUrl", sentence(err.Error()))
	}
	if len(o.UTMs) == 0 {
		return destination, notes, nil
	}
	utms := make([]cj.UTM, 0, len(o.UTMs))
	for _, utm := range o.UTMs {
		utms = append(utms, cj.UTM{Name: utm.Name, Value: utm.Value})
	}
	destination, err = cj.WithUTMs(destination, utms)
	if errors.Is(err, cj.ErrNoDestination) {
		return "", notes, field("utms", "The CJ link names no landing page, so UTMs have nowhere to go. Use a deep link with url=…, or remove the UTMs.")
	}
	if err != nil {
		return "", notes, field("utms", sentence(err.Error()))
	}
	return destination, append(notes, "The UTMs are put on the landing page inside the CJ link."), nil
}

// plainDestination is an offer URL of another network, as entered.
func plainDestination(o affiliate.Offer) (string, []string, error) {
	destination := o.OfferURL
	for _, utm := range o.UTMs {
		mark := "?"
		if strings.Contains(destination, "?") {
			mark = "&"
		}
		value := utm.Value
		if !strings.Contains(value, "{") { // a macro's value is encoded when it is filled in
			value = url.QueryEscape(value)
		}
		destination += mark + utm.Name + "=" + value
	}
	return destination, []string{"This is not a CJ click link, so it is used as it is. It must carry {click_id} where the network wants its sub id."}, nil
}

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
		if offer.ID, err = affiliate.NewID[affiliate.OfferID](s.app.random); err != nil {
			return "", err
		}
		if offer.RuleID, err = affiliate.NewID[affiliate.RuleID](s.app.random); err != nil {
			return "", err
		}
		if offer.PostbackToken, err = affiliate.NewPostbackToken(s.app.random); err != nil {
			return "", err
		}
		if offer.Postback, err = s.signed(offer.Postback, "", form.PostbackSigned); err != nil {
			return "", err
		}
		offer.CreatedAt = b.at.Format(time.RFC3339)
		if err := b.add(change(affiliate.NounOffer, offer.ID, offer)); err != nil {
			return "", err
		}
		public, err := publicOffer(offer, currency)
		if err != nil {
			return "", err
		}
		if err := b.publish("offer", string(offer.ID), public); err != nil {
			return "", err
		}
	} else {
		before, err := s.store.Offer(ctx, offer.ID)
		if err != nil {
			return "", err
		}
		offer.Status, offer.RuleID, offer.PostbackToken, offer.CreatedAt = before.Status, before.RuleID, before.PostbackToken, before.CreatedAt
		if offer, err = s.editedOffer(before, offer, form); err != nil {
			return "", err
		}
		if err := editOffer(b, before, offer); err != nil {
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

// editOffer writes the fields that changed, and no others, to the log and to
// the relay: so two devices' edits of different fields both stand.
func editOffer(b *batch, before, after affiliate.Offer) error {
	fields, err := changed(before, after)
	if err != nil || len(fields) == 0 {
		return err
	}
	if err := b.add(change(affiliate.NounOffer, after.ID, fields)); err != nil {
		return err
	}
	public := relayapi.PublicOffer{ID: string(after.ID)}
	if before.Destination != after.Destination {
		public.Destination = after.Destination
	}
	if before.FallbackURL != after.FallbackURL {
		public.FallbackURL = &after.FallbackURL
	}
	if before.Preset != after.Preset {
		public.Preset = after.Preset
	}
	if _, changed := fields["pass_through"]; changed {
		public.PassThrough = after.PassThrough
	}
	if _, changed := fields["postback"]; changed {
		if public.Postback, err = publicRules(after.Postback); err != nil {
			return err
		}
	}
	if public.Destination == "" && public.FallbackURL == nil && public.Preset == "" && public.Postback == nil && public.PassThrough == nil {
		return nil
	}
	return b.publish("offer", string(after.ID), public)
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

// SetStatus pauses an offer or lets it run again.
func (o *Offers) SetStatus(id, status string) (OfferRow, error) {
	return do(o.app, func(s *session) (OfferRow, error) {
		ctx := context.Background()
		offer, err := s.store.Offer(ctx, affiliate.OfferID(id))
		if err != nil {
			return OfferRow{}, err
		}
		if status != affiliate.Active && status != affiliate.Paused {
			return OfferRow{}, field("status", "Choose active or paused.")
		}
		b := s.batch()
		if err := b.add(change(affiliate.NounOffer, offer.ID, map[string]string{"status": status})); err != nil {
			return OfferRow{}, err
		}
		if err := b.publish("offer", id, relayapi.PublicOffer{ID: id, Status: publicStatus(status)}); err != nil {
			return OfferRow{}, err
		}
		if err := s.enqueue(ctx, b); err != nil {
			return OfferRow{}, err
		}
		detail, err := s.offerDetail(ctx, offer.ID)
		return detail.Row, err
	})
}

// joinFields puts the field errors of two checks beside each other.
func joinFields(errs ...error) error {
	joined := &affiliate.Error{Code: affiliate.Invalid, Message: "Some fields need another look.", Fields: map[string]string{}}
	for _, err := range errs {
		var known *affiliate.Error
		switch {
		case err == nil:
		case errors.As(err, &known) && known.Fields != nil:
			for name, message := range known.Fields {
				joined.Fields[name] = message
			}
		default:
			return err
		}
	}
	if len(joined.Fields) == 0 {
		return nil
	}
	return joined
}
