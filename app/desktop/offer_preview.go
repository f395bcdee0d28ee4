package desktop

import (
	"cmp"
	"errors"
	"maps"
	"net/url"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// exampleValues are of the member whose link the previews show: nobody, so that a
// preview can be shown around.
var exampleValues = map[string]string{
	"creator_name": "Ada Example", "creator_ig_username": "ada.example", "creator_tiktok_username": "adaexample", "project_name": "Autumn",
}

func exampleClick(offer affiliate.OfferID) affiliate.MacroValues {
	if offer == "" {
		offer = "k7f2offerexample"
	}
	return affiliate.MacroValues{ClickID: "a7example2click3id4of5thirty6x", MemberID: "m3memberexample7", OfferID: string(offer), Values: exampleValues}
}

// Preview shows where a click would go, and what is wrong, without saving.
func (o *Offers) Preview(form OfferForm) (OfferPreview, error) {
	return do(o.app, func(s *session) (OfferPreview, error) {
		v := OfferPreview{Member: exampleValues["creator_name"], Hops: []OfferHop{}, Parts: []OfferURLPart{}, Public: []Pair{}, Notes: []string{}, Fields: map[string]string{}}
		offer, notes, err := s.offerOf(form)
		v.Notes = append(v.Notes, notes...)
		v.Parts = s.offerParts(offer)
		if err == nil {
			err = offer.Check(s.policy)
		}
		var known *affiliate.Error
		if errors.As(err, &known) && known.Fields != nil {
			v.Fields = known.Fields
		} else if err != nil {
			return v, err
		}
		if !offer.HasLinks() || offer.Destination == "" {
			return v, nil
		}
		values := exampleClick(offer.ID)
		values.Time = s.clock.Now().In(s.zone())
		values.Values = maps.Clone(exampleValues)
		values.Values["link_offer_name"] = offer.Name
		redirect, err := affiliate.NewRedirect(offer.Destination, offer.Landing, offer.LandingQuery, offer.PassThrough)
		if err != nil {
			return v, nil //nolint:nilerr // Fields say what is wrong
		}
		filled := string(redirect.Append(nil, &values))
		if v.Fields["offerUrl"] == "" {
			v.Destination = filled
		}
		for _, name := range offer.Uses() {
			v.Public = append(v.Public, Pair{Label: "{" + name + "}", Value: values.Values[name]})
		}
		v.Hops = s.hopsOf(offer, values, filled, v.Fields)
		return v, nil
	})
}

// hopsOf are the stations of the example's click.
func (s *session) hopsOf(o affiliate.Offer, values affiliate.MacroValues, filled string, wrong map[string]string) []OfferHop {
	base := s.linkBase()
	if base == "/" { // there is no relay yet
		base = "https://your-relay.example/"
	}
	hops := []OfferHop{
		{Kind: "link", Title: "Member link", URL: base + "ada-example", Note: "What the member posts. A code of letters, or a readable path."},
		{Kind: "relay", Title: "Your relay", Note: "Counts the click as " + string(values.ClickID) + " and sends the shopper on at once."},
	}
	link, err := cj.ParseClick(o.Destination)
	network := OfferHop{Kind: "network", Title: "CJ link", URL: filled, Note: "CJ notes our click id as sid, and adds cjevent to the landing page.", Problem: wrong["offerUrl"]}
	if err != nil {
		network.Title, network.Note = hostOf(o.Destination), "The network's link."
	}
	hops = append(hops, network)
	landing := OfferHop{Kind: "landing", Title: "Landing page", URL: values.LandingPage, Problem: cmp.Or(wrong["utms"], wrong["landingPage"])}
	switch {
	case values.LandingPage != "" && o.LandingQuery != "":
		landing.Note = "The shop's page with the UTMs. " + kept(o)
	case values.LandingPage != "":
		landing.Note = "The shop's page. Member links may lead to other pages of " + strings.Join(o.PageHosts(), ", ") + "."
	case err == nil && link.Destination == "":
		landing.Note = "The page of CJ's ad, which CJ chooses."
	default:
		landing.Note = "The network chooses the page."
	}
	return append(hops, landing)
}

// kept says which UTMs the landing page has already, and so keeps.
func kept(o affiliate.Offer) string {
	u, err := url.Parse(affiliate.ExpandURL(o.Landing, exampleClick(o.ID)))
	if err != nil {
		return ""
	}
	var has []string
	for _, utm := range o.UTMs {
		for key := range u.Query() {
			if strings.EqualFold(key, utm.Name) {
				has = append(has, utm.Name)
			}
		}
	}
	if len(has) == 0 {
		return ""
	}
	return "It has " + strings.Join(has, ", ") + " already, and keeps its own."
}

// offerParts explains an Offer URL piece by piece.
func (s *session) offerParts(o affiliate.Offer) []OfferURLPart {
	parts := []OfferURLPart{}
	link, err := cj.ParseClick(o.OfferURL)
	if err != nil {
		return parts
	}
	add := func(name, value, meaning string, added bool) {
		parts = append(parts, OfferURLPart{Name: name, Value: value, Meaning: meaning, Added: added})
	}
	domain := "One of CJ's click domains. Any of them works."
	switch {
	case s.world != nil:
		domain = "The simulated CJ of practice mode."
	case !link.KnownHost:
		domain = "Not one of CJ's known domains: make sure that the link came from CJ."
	}
	add("Domain", hostOf(link.Base), domain, false)
	add("PID", link.PID, "Your promotional property at CJ, which is paid for the sale.", false)
	if link.AID != "" {
		add("AID", link.AID, "The ad, which names the brand's programme.", false)
	} else {
		add("AID", "none", "A deep link of CJ's generator has none; CJ knows the brand by the page.", false)
	}
	if link.SID == "" {
		add("sid", "{click_id}", "Names the click, so that CJ can tell which member's link made a sale.", true)
	} else {
		add("sid", link.SID, "Names the click, so that CJ can tell which member's link made a sale.", false)
	}
	if link.Destination == "" {
		add("Landing page", "chosen by CJ", "The link names no page. Use one with url=… to choose the page and to add UTMs.", false)
	} else {
		add("Landing page", link.Destination, "Where the shopper arrives. A member link can have a page of its own.", false)
	}
	if o.LandingQuery != "" {
		add("UTMs", o.LandingQuery, "Put on the landing page, inside the CJ link.", true)
	}
	return parts
}
