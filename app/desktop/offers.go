package desktop

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
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
			Protocols:     protocolChoices(),
			Types: []Choice{
				{affiliate.OfferLink, "Link Tracking Offer", "Each member gets a link, and sales by it are the member's."},
				{affiliate.OfferCode, "Promo Code Offer", "Members have promo codes of the shop, and orders with a code are the member's. No links."},
			},
			Macros:       macroChoices(),
			Destinations: []Choice{}, Currency: string(currency), Today: s.today(),
		}
		v.PostbackPresets, v.PostbackFields = postbackOptions()
		marks, err := s.store.SetupMarks(context.Background())
		if err != nil {
			return v, err
		}
		if kept := marks[affiliate.SetupDestination]; kept.Done && s.world == nil {
			v.Destinations = append(v.Destinations, Choice{Value: kept.What, Label: "CJ destination link", Hint: "From the set-up steps."})
		}
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

// macroChoices are the macros of offer URLs and UTMs.
func macroChoices() (choices []Choice) {
	for _, m := range affiliate.Macros {
		choices = append(choices, Choice{Value: "{" + m.Name + "}", Label: m.Meaning})
	}
	return choices
}

// offerOf reads the form: trimmed, with the destination worked out.
func (s *session) offerOf(form OfferForm) (affiliate.Offer, []string, error) {
	o := affiliate.Offer{ID: affiliate.OfferID(form.ID), Type: form.Type, Name: clean(form.Name), Description: clean(form.Description), Status: affiliate.Active,
		ConversionType: form.ConversionType, Protocol: form.Protocol, OfferURL: clean(form.OfferURL), Landing: clean(form.LandingPage), FallbackURL: clean(form.FallbackURL),
		EndsOn: clean(form.EndsOn), PostbackTokens: []affiliate.TokenUntil{}, UTMs: []affiliate.UTM{}, PassThrough: []string{}, DeepDomains: []string{}, Codes: []string{}}
	if o.Type == "" {
		o.Type = affiliate.OfferLink
	}
	o.Preset, o.Postback = postbackOf(form)
	for _, utm := range form.UTMs {
		if name, value := clean(utm.Label), clean(utm.Value); name != "" && value != "" {
			o.UTMs = append(o.UTMs, affiliate.UTM{Name: name, Value: value})
		}
	}
	o.PassThrough = cleanList(form.PassThrough, clean)
	o.DeepDomains = cleanList(form.DeepDomains, domainOf)
	o.Codes = cleanList(form.Codes, func(code string) string { return strings.ToUpper(clean(code)) })
	if o.Type == affiliate.OfferCode {
		o.OfferURL, o.FallbackURL, o.UTMs, o.PassThrough, o.DeepDomains = "", "", []affiliate.UTM{}, []string{}, []string{}
	}
	if days := clean(form.WindowDays); days != "" {
		var err error
		if o.WindowDays, err = strconv.Atoi(days); err != nil || o.WindowDays == 0 {
			o.WindowDays = unreadableDays
		}
	}
	if s.world != nil {
		return routed(o, hostOf(s.world.ShopURL()))
	}
	return routed(o)
}

// unreadableDays is a window that Check refuses.
const unreadableDays = -1

// cleanList is a list of a form without what is empty or there twice.
func cleanList(texts []string, read func(string) string) []string {
	list := []string{}
	for _, text := range texts {
		if text = read(text); text != "" && !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}

// domainOf reads a domain as people write it: in any case, or with https://.
func domainOf(text string) string {
	text = strings.ToLower(clean(text))
	text = strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://")
	host, _, _ := strings.Cut(text, "/")
	return host
}

// protocolChoices are the tracking protocols as forms offer them.
func protocolChoices() []Choice {
	return []Choice{
		{affiliate.ProtocolPostback, "Server Postback w/ Transaction ID", "CJ reports each sale to your relay, with the click id as transaction id. What CJ's integration uses."},
		{affiliate.ProtocolPartnerID, "Server Postback w/ Partner ID", "The network or shop names the member instead of the click. For sales without a click, such as renewals; each needs its order id."},
		{affiliate.ProtocolScript, "JavaScript Postback", "A script on the shop's pages remembers the click and reports the order from the shopper's browser. For shops without a network."},
		{affiliate.ProtocolPixel, "Image Pixel", "An image on the shop's thank-you page reports the order. Browsers may block it, so choose another way where there is one."},
	}
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
