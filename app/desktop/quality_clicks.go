package desktop

import (
	"context"
	"strconv"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// clicksPage is how many clicks a page has.
const clicksPage = 100

// Clicks lists clicks one by one, newest first. They stay on the relay, so it
// needs a connection.
func (q *Quality) Clicks(asked ClicksQuery) (ClicksPage, error) {
	return do(q.app, func(s *session) (ClicksPage, error) {
		ctx := context.Background()
		page := ClicksPage{Rows: []ClickRow{}}
		relay, err := s.connected()
		if err != nil {
			return page, err
		}
		links, err := s.store.Links(ctx)
		if err != nil {
			return page, err
		}
		question := relayapi.ClickPageQuestion{From: asked.Period.From, To: asked.Period.To, Limit: clicksPage, After: asked.After, Where: clickFilters(asked, links)}
		found, err := relay.client.PageClicks(ctx, question)
		if err != nil {
			return page, err
		}
		names, err := s.names(ctx)
		if err != nil {
			return page, err
		}
		byNumber := map[int64]affiliate.Link{}
		for _, l := range links {
			byNumber[l.Number] = l
		}
		for _, f := range found.Clicks {
			row := ClickRow{ID: f.Click.ClickID, At: viewTime(f.Click.Time), MemberID: f.MemberID, MemberName: names.members[affiliate.MemberID(f.MemberID)],
				OfferName: names.offers[affiliate.OfferID(f.OfferID)], Country: f.Click.Country, Device: f.Click.Device, Browser: f.Click.Browser,
				Referrer: f.Click.Referrer, Unique: f.Click.Unique}
			if l, known := byNumber[f.Click.LinkNumber]; known {
				row.LinkID, row.Link = string(l.ID), l.Path()
			}
			if f.Click.Rejected != "" {
				row.Rejected = affiliate.ClickReasonOf(f.Click.Rejected).Words
			}
			page.Rows = append(page.Rows, row)
		}
		page.Next, page.KeptFrom, page.AsOf = found.Next, found.KeptFrom, viewTime(found.AsOf)
		return page, nil
	})
}

// clickFilters are what a person narrows the clicks to.
func clickFilters(asked ClicksQuery, links []affiliate.Link) (where []relayapi.ClickFilter) {
	add := func(p relayapi.ClickProperty, value string) {
		if value != "" {
			where = append(where, relayapi.ClickFilter{Property: p, Values: []string{value}})
		}
	}
	add(relayapi.ClickPropertyMember, asked.MemberID)
	add(relayapi.ClickPropertyOffer, asked.OfferID)
	add(relayapi.ClickPropertyReason, asked.Reason)
	for _, l := range links {
		if asked.LinkID != "" && string(l.ID) == asked.LinkID {
			add(relayapi.ClickPropertyLink, strconv.FormatInt(l.Number, 10))
		}
	}
	if asked.Rejected {
		where = append(where, relayapi.ClickFilter{Property: relayapi.ClickPropertyReason, Values: []string{""}, Exclude: true})
	}
	return where
}
