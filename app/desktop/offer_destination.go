package desktop

import (
	"errors"
	"net/url"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// scriptParameter is what the tag script reads of the landing page's address.
const scriptParameter = "click_id"

// routed works out where the offer's links lead: the CJ link with our click id
// as sid, the landing page that it names, and the UTMs for that page. The notes
// say in plain words what was added.
func routed(o affiliate.Offer, accepted ...string) (affiliate.Offer, []string, error) {
	if !o.HasLinks() {
		o.Destination, o.Landing, o.LandingQuery = "", "", ""
		return o, nil, nil
	}
	query, err := landingQuery(o)
	if err != nil {
		return o, nil, err
	}
	destination, notes, err := cj.WithSID(o.OfferURL, accepted...)
	switch {
	case errors.Is(err, cj.ErrNotClickLink):
		return plainRoute(o, query)
	case err != nil:
		return o, notes, field("offerUrl", sentence(err.Error()))
	}
	if o.Destination, o.Landing, err = cj.TakeLanding(destination); err != nil {
		return o, notes, field("offerUrl", sentence(err.Error()))
	}
	switch {
	case o.Landing != "":
		o.LandingQuery = query
	case query != "":
		return o, notes, field("utms", "The CJ link names no landing page, so UTMs have nowhere to go. Use a deep link with url=…, or remove the UTMs.")
	default:
		o.LandingQuery = ""
	}
	return o, notes, nil
}

// landingQuery is what is put on the landing page.
func landingQuery(o affiliate.Offer) (string, error) {
	utms := make([]cj.UTM, 0, len(o.UTMs)+1)
	ours := o.Protocol == affiliate.ProtocolScript || o.Protocol == affiliate.ProtocolPixel
	for _, utm := range o.UTMs {
		ours = ours && utm.Name != scriptParameter
		utms = append(utms, cj.UTM{Name: utm.Name, Value: utm.Value})
	}
	if ours {
		utms = append(utms, cj.UTM{Name: scriptParameter, Value: "{click_id}"})
	}
	if len(utms) == 0 {
		return "", nil
	}
	query, err := cj.UTMQuery(utms)
	if err != nil {
		return "", field("utms", sentence(err.Error()))
	}
	return query, nil
}

// plainRoute is an offer URL of another network, as entered. Where it says
// {landing_page}, the page is the offer's own field and the UTMs go onto it.
func plainRoute(o affiliate.Offer, query string) (affiliate.Offer, []string, error) {
	notes := []string{"This is not a CJ click link, so it is used as it is. It must carry {click_id} where the network wants its sub id."}
	if strings.Contains(o.OfferURL, affiliate.LandingMacro) {
		o.Destination, o.LandingQuery = o.OfferURL, query
		if o.Landing == "" {
			return o, notes, field("landingPage", "The Offer URL says {landing_page}: enter the page to land on.")
		}
		return o, notes, nil
	}
	o.Destination, o.Landing, o.LandingQuery = o.OfferURL, "", ""
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		mark := "?"
		if strings.Contains(o.Destination, "?") {
			mark = "&"
		}
		o.Destination += mark + pair
	}
	return o, notes, nil
}

// hostOf is the host of a URL, for people; empty where there is none.
func hostOf(text string) string {
	u, err := url.Parse(affiliate.ExpandURL(text, exampleClick("")))
	if err != nil {
		return ""
	}
	return u.Host
}
