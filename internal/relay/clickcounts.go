package relay

import (
	"cmp"
	"slices"

	"linkledger/internal/relayapi"
)

type linkDay struct {
	number int64
	day    string
}

type offerValue struct{ offer, day, dimension, value string }

// counts adds clicks up by link and day, and by offer, day and dimension.
type counts struct {
	links  map[linkDay]*relayapi.LinkClicks
	offers map[offerValue]int64
}

func newCounts() *counts {
	return &counts{links: map[linkDay]*relayapi.LinkClicks{}, offers: map[offerValue]int64{}}
}

// add counts a click n times: 1, or -1 to take it back.
func (s *counts) add(c *KeptClick, at localTime, n int64) {
	l := s.link(c.LinkNumber, at.day)
	l.Gross += n
	if c.Rejected != "" {
		l.Rejected[c.Rejected] += n
		return
	}
	if c.Unique {
		l.Unique += n
	}
	if c.Test {
		return // a device knows test links by their numbers; what it gets of an offer is summed up already
	}
	for _, d := range [...]struct{ name, value string }{
		{"hour", at.hour}, {"country", c.Country}, {"device", c.Device}, {"browser", c.Browser}, {"referrer", c.Referrer},
	} {
		s.offers[offerValue{c.Offer, at.day, d.name, d.value}] += n
	}
}

func (s *counts) link(number int64, day string) *relayapi.LinkClicks {
	key := linkDay{number, day}
	l := s.links[key]
	if l == nil {
		l = &relayapi.LinkClicks{Number: number, Day: day, Rejected: map[string]int64{}}
		s.links[key] = l
	}
	return l
}

// addBody adds what was summed up before.
func (s *counts) addBody(b relayapi.ClicksBody) {
	for _, from := range b.Links {
		l := s.link(from.Number, from.Day)
		l.Gross += from.Gross
		l.Unique += from.Unique
		for reason, n := range from.Rejected {
			l.Rejected[reason] += n
		}
	}
	for _, o := range b.Offers {
		s.offers[offerValue{o.OfferID, o.Day, o.Dimension, o.Value}] += o.Clicks
	}
}

// body is the counts in a fixed order, without those that are nothing.
func (s *counts) body() relayapi.ClicksBody {
	body := relayapi.ClicksBody{Links: []relayapi.LinkClicks{}, Offers: []relayapi.OfferClicks{}}
	for _, l := range s.links {
		one := relayapi.LinkClicks{Number: l.Number, Day: l.Day, Gross: l.Gross, Unique: l.Unique, Rejected: map[string]int64{}}
		for reason, n := range l.Rejected {
			if n != 0 {
				one.Rejected[reason] = n
			}
		}
		if one.Gross != 0 || one.Unique != 0 || len(one.Rejected) > 0 {
			body.Links = append(body.Links, one)
		}
	}
	slices.SortFunc(body.Links, func(a, b relayapi.LinkClicks) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Number, b.Number))
	})
	for k, n := range s.offers {
		if n != 0 {
			body.Offers = append(body.Offers, relayapi.OfferClicks{OfferID: k.offer, Day: k.day, Dimension: k.dimension, Value: k.value, Clicks: n})
		}
	}
	slices.SortFunc(body.Offers, func(a, b relayapi.OfferClicks) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.OfferID, b.OfferID), cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(a.Value, b.Value))
	})
	return body
}

// splitCounts takes at most n counts off a body.
func splitCounts(b relayapi.ClicksBody, n int) (part, rest relayapi.ClicksBody) {
	links := min(n, len(b.Links))
	offers := min(n-links, len(b.Offers))
	part = relayapi.ClicksBody{Links: b.Links[:links], Offers: b.Offers[:offers]}
	return part, relayapi.ClicksBody{Links: b.Links[links:], Offers: b.Offers[offers:]}
}

func isEmpty(b relayapi.ClicksBody) bool { return len(b.Links)+len(b.Offers) == 0 }
