package desktop

import (
	"context"
	"net"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/linkhealth"
)

// previewer asks the relay where links lead.
type previewer struct{ *session }

// Preview implements linkhealth.Relay.
func (p previewer) Preview(ctx context.Context, numbers []int64) ([]linkhealth.Preview, error) {
	c := p.connection()
	if c == nil {
		return nil, affiliate.Errorf(affiliate.Unavailable, "No relay is connected.").WithHint("Connect one under Settings.")
	}
	found, err := c.client.Preview(ctx, numbers)
	if err != nil {
		return nil, err
	}
	list := make([]linkhealth.Preview, len(found))
	for i, f := range found {
		list[i] = linkhealth.Preview{Number: f.Number, State: string(f.State), Destination: f.Destination}
	}
	return list, nil
}

// linksToSweep are all member links of offers that are here, as the relay
// should have them. Archived ones count too: they lead on.
func (s *session) linksToSweep(ctx context.Context) ([]linkhealth.Link, error) {
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	public, err := s.publicValues(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]linkhealth.Link, 0, len(links))
	for _, link := range links {
		offer, known := public.offers[link.OfferID]
		if !known || !offer.HasLinks() || offer.Destination == "" {
			continue
		}
		one := linkhealth.Link{ID: string(link.ID), Number: link.Number, Offer: string(link.OfferID), State: s.linkState(link, offer), Synced: link.Synced && offer.Synced, Test: link.Test}
		s.expect(&one, link, offer, public.of(link))
		list = append(list, one)
	}
	return list, nil
}

// linkState is how a link should stand at the relay.
func (s *session) linkState(link affiliate.Link, offer affiliate.Offer) string {
	switch {
	case link.Status == affiliate.Paused || offer.Status != affiliate.Active:
		return linkhealth.Paused
	case offer.EndedOn(s.today()):
		return linkhealth.Ended
	}
	return linkhealth.Live
}

// expect fills in where a link should lead.
func (s *session) expect(one *linkhealth.Link, link affiliate.Link, offer affiliate.Offer, values map[string]string) {
	page := link.Page
	if page == "" {
		page = offer.Landing
	}
	redirect, err := affiliate.NewRedirect(offer.Destination, page, offer.LandingQuery, offer.PassThrough)
	if err != nil {
		return // of a newer version; then the relay's word stands
	}
	fill := func(v affiliate.MacroValues) string { return string(redirect.Append(nil, &v)) }
	one.Leads = func(clickID string) string {
		return fill(affiliate.MacroValues{ClickID: affiliate.ClickID(clickID), MemberID: string(link.MemberID), OfferID: string(offer.ID),
			Time: s.clock.Now().In(s.zone()), Values: values})
	}
	one.Template = fill(affiliate.MacroValues{OfferID: string(offer.ID), Time: time.Unix(0, 0).UTC()})
	for _, text := range []string{offer.Destination, page, offer.LandingQuery} {
		one.Timed = one.Timed || strings.Contains(text, "{date}") || strings.Contains(text, "{time}") || strings.Contains(text, "{datetime}")
	}
	one.Own = []string{string(link.MemberID)}
	for _, value := range values {
		one.Own = append(one.Own, value)
	}
}

// isCJHost reports whether a host, with or without a port, is one of CJ's.
func isCJHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(host)
	for _, domain := range append(cj.Domains(), cj.Domain{Name: "cj.com"}) {
		if host == domain.Name || strings.HasSuffix(host, "."+domain.Name) {
			return true
		}
	}
	return false
}
