package programme

import (
	"cmp"
	"slices"

	"linkledger/internal/relayapi"
)

// count adds up the clicks of an hour as the relay does.
func (p *Programme) count(h hour, clicks []Click) relayapi.ClicksBody {
	links := map[int64]*relayapi.LinkClicks{}
	type facet struct{ offer, dimension, value string }
	facets := map[facet]int64{}
	for _, c := range clicks {
		l := links[c.Link]
		if l == nil {
			l = &relayapi.LinkClicks{Number: c.Link, Day: h.day, Rejected: map[string]int64{}}
			links[c.Link] = l
		}
		l.Gross++
		if c.Unique {
			l.Unique++
		}
		if c.Rejected != "" {
			l.Rejected[c.Rejected]++
			continue
		}
		for _, of := range []facet{{c.Offer, "hour", c.Hour}, {c.Offer, "country", c.Country}, {c.Offer, "device", c.Device},
			{c.Offer, "browser", c.Browser}, {c.Offer, "referrer", c.Referrer}} {
			facets[of]++
		}
	}
	body := relayapi.ClicksBody{Links: []relayapi.LinkClicks{}, Offers: []relayapi.OfferClicks{}}
	for _, l := range links {
		body.Links = append(body.Links, *l)
	}
	slices.SortFunc(body.Links, func(a, b relayapi.LinkClicks) int { return cmp.Compare(a.Number, b.Number) })
	for f, n := range facets {
		body.Offers = append(body.Offers, relayapi.OfferClicks{OfferID: f.offer, Day: h.day, Dimension: f.dimension, Value: f.value, Clicks: n})
	}
	slices.SortFunc(body.Offers, func(a, b relayapi.OfferClicks) int {
		return cmp.Or(cmp.Compare(a.OfferID, b.OfferID), cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(a.Value, b.Value))
	})
	return body
}
