package affiliate

import (
	"strings"
	"unicode/utf8"
)

const (
	maxNameLength  = 120
	maxWindowDays  = 730
	maxDeepDomains = 50
	maxOfferCodes  = 500
)

// Check validates an offer as a form sends it: an *Error with Fields.
func (o Offer) Check(policy URLPolicy) error {
	wrong := fieldErrors{}
	checkName(wrong, "name", o.Name, "Enter a name for the offer.")
	if utf8.RuneCountInString(o.Description) > 2000 {
		wrong.add("description", "Use at most 2,000 characters.")
	}
	if !oneOf(o.Type, "", OfferLink, OfferCode) {
		wrong.add("type", "Choose a link tracking offer or a promo code offer.")
	}
	if !oneOf(o.ConversionType, ConversionTypes...) {
		wrong.add("conversionType", "Choose what counts as a conversion.")
	}
	if !oneOf(o.Protocol, Protocols...) {
		wrong.add("protocol", "Choose how conversions are reported.")
	}
	if !oneOf(o.Status, Active, Paused, Archived) {
		wrong.add("status", "Choose active, paused or archived.")
	}
	if o.HasLinks() {
		o.checkURLs(policy, wrong)
	} else if o.OfferURL != "" || o.Destination != "" {
		wrong.add("offerUrl", "A promo code offer has no links, so it has no URL.")
	}
	if len(o.Codes) > maxOfferCodes {
		wrong.add("codes", "Use at most 500 promo codes.")
	}
	for _, code := range o.Codes {
		if !IsPromoCode(code) {
			wrong.add("codes", "Use promo codes of at most 100 letters, digits and marks, without spaces, as the shop has them.")
		}
	}
	if _, known := PostbackPresetNamed(o.Preset); !known && o.Preset != "" {
		wrong.add("preset", "Choose the network that sends the postbacks.")
	}
	o.Postback.check(wrong)
	o.checkLife(wrong)
	return wrong.err()
}

// checkURLs checks where links lead.
func (o Offer) checkURLs(policy URLPolicy, wrong fieldErrors) {
	destination, landing := Destination{}, false
	if err := policy.CheckURL(o.OfferURL); err != nil {
		wrong.add("offerUrl", sentence(err))
	} else if err := policy.CheckURL(o.Destination); err != nil {
		wrong.add("offerUrl", sentence(err))
	} else if missing := o.missingID(); missing != "" {
		wrong.add("offerUrl", missing)
	} else {
		destination, _ = ParseDestination(o.Destination, nil)
		landing = destination.HasLanding()
	}
	if landing {
		if err := policy.CheckLanding(o.Destination, o.Landing, o.LandingQuery); err != nil {
			wrong.add(o.landingField(policy), "Landing page: "+err.Error()+".")
		}
	}
	if o.FallbackURL != "" {
		if err := policy.CheckURL(o.FallbackURL); err != nil {
			wrong.add("fallbackUrl", sentence(err))
		} else if holdsMacro(o.FallbackURL, MacroLandingPage) {
			wrong.add("fallbackUrl", "{landing_page} is for the offer URL alone.")
		}
	}
	if err := CheckPassThrough(o.PassThrough); err != nil {
		wrong.add("passThrough", sentence(err))
	}
	for _, utm := range o.UTMs {
		if !plainKey(utm.Name) || utf8.RuneCountInString(utm.Value) > 200 {
			wrong.add("utms", "Use letters, digits and _ for names, and at most 200 characters for values.")
		}
	}
	if len(o.DeepDomains) > maxDeepDomains {
		wrong.add("deepDomains", "Use at most 50 domains.")
	}
	for _, domain := range o.DeepDomains {
		if _, err := ParseHosts([]string{domain}); err != nil && !(policy.Loopback && oneOf(domain, "127.0.0.1", "localhost")) {
			wrong.add("deepDomains", sentence(err))
		}
	}
}

// landingField is the form's field that a landing page's trouble is of: the
// UTMs' where the page alone is in order.
func (o Offer) landingField(policy URLPolicy) string {
	if policy.CheckLanding(o.Destination, o.Landing, "") == nil {
		return "utms"
	}
	return "offerUrl"
}

// missingID says what the destination lacks for a conversion to find its
// member; empty for nothing.
func (o Offer) missingID() string {
	sent, _, _ := strings.Cut(o.Destination, "#")
	has := func(text string, names ...string) bool {
		for _, name := range names {
			if holdsMacro(text, name) {
				return true
			}
		}
		return false
	}
	switch {
	case has(sent, "click_id", "transaction_id"):
	case o.Protocol == ProtocolPartnerID && has(sent, "member_id", "affiliate_id"):
	case (o.Protocol == ProtocolScript || o.Protocol == ProtocolPixel) && has(o.LandingQuery, "click_id", "transaction_id"):
	case o.Protocol == ProtocolPartnerID:
		return "The URL carries neither {click_id} nor {member_id}, so no sale could be credited to a member."
	default:
		return "The URL does not carry {click_id}, so no sale could be credited to a member."
	}
	return ""
}

func (o Offer) checkLife(wrong fieldErrors) {
	if o.EndsOn != "" && !IsDay(o.EndsOn) {
		wrong.add("endsOn", "Enter the last day as YYYY-MM-DD, or nothing.")
	}
	if o.WindowDays < 0 || o.WindowDays > maxWindowDays {
		wrong.add("windowDays", "Enter 1 to 730 days, or nothing to leave it to the network.")
	}
	if len(o.PostbackTokens) >= MaxPostbackTokens {
		wrong.add("postbackTokens", "Three earlier postback URLs still work. Wait until one of them ends.")
	}
	for _, earlier := range o.PostbackTokens {
		if earlier.Token == "" || !IsDay(earlier.Until) {
			wrong.add("postbackTokens", "Choose the day until which the old postback URL works.")
		}
	}
}
