package desktop

import (
	"context"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// maxSuggestions is how many slugs are suggested.
const maxSuggestions = 4

// Get is a link in the side panel.
func (l *Links) Get(id string) (LinkDetail, error) {
	return do(l.app, func(s *session) (LinkDetail, error) {
		ctx := context.Background()
		link, err := s.store.Link(ctx, affiliate.LinkID(id))
		if err != nil {
			return LinkDetail{}, err
		}
		v := LinkDetail{CodeURL: s.linkBase() + link.Code, BaseURL: s.linkBase(), Slugs: []string{}, Hosts: []string{}, Public: []Pair{}}
		if v.Row, err = s.linkRow(ctx, link.ID); err != nil {
			return v, err
		}
		offer, err := s.store.Offer(ctx, link.OfferID)
		if err != nil { // of another device, on its way
			return v, nil
		}
		member, err := s.store.Member(ctx, link.MemberID)
		if err != nil {
			return v, nil
		}
		v.Ended = offer.EndedOn(s.today())
		if err := s.leadsTo(ctx, &v, link, offer); err != nil {
			return v, err
		}
		v.Slugs, err = s.freeSlugs(ctx, affiliate.SuggestSlugs(member.Name, member.Handle, offer.Name))
		return v, err
	})
}

// leadsTo fills in where a link leads, as the relay works it out.
func (s *session) leadsTo(ctx context.Context, v *LinkDetail, link affiliate.Link, offer affiliate.Offer) error {
	public, err := s.publicValues(ctx)
	if err != nil {
		return err
	}
	page := link.Page
	if page == "" {
		page = offer.Landing
	}
	redirect, err := affiliate.NewRedirect(offer.Destination, page, offer.LandingQuery, offer.PassThrough)
	if err != nil {
		return err
	}
	values := exampleClick(offer.ID)
	values.MemberID, values.Time, values.Values = string(link.MemberID), s.clock.Now().In(s.zone()), public.of(link)
	v.Destination = string(redirect.Append(nil, &values))
	if redirect.HasLanding() {
		v.Landing, v.Hosts = values.LandingPage, texts(offer.PageHosts())
	}
	for _, name := range slices.Sorted(maps.Keys(values.Values)) {
		v.Public = append(v.Public, Pair{Label: name, Value: values.Values[name]})
	}
	return nil
}

// freeSlugs are those that no link here has, the first few.
func (s *session) freeSlugs(ctx context.Context, slugs []string) ([]string, error) {
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	free := slices.DeleteFunc(slugs, func(slug string) bool {
		return slices.ContainsFunc(links, func(l affiliate.Link) bool { return leadsBy(l, slug) })
	})
	return texts(free[:min(len(free), maxSuggestions)]), nil
}

// Check asks the relay where a link leads now, without a click.
func (l *Links) Check(id string) (LinkCheck, error) {
	return do(l.app, func(s *session) (LinkCheck, error) {
		ctx := context.Background()
		link, err := s.store.Link(ctx, affiliate.LinkID(id))
		if err != nil {
			return LinkCheck{}, err
		}
		c := s.connection()
		if c == nil {
			return LinkCheck{}, affiliate.Errorf(affiliate.Unavailable, "No relay is connected yet.").WithHint("Connect one under Settings.")
		}
		found, err := c.client.Preview(ctx, []int64{link.Number})
		if err != nil {
			return LinkCheck{}, err
		}
		at := slices.IndexFunc(found, func(p relayapi.LinkPreview) bool { return p.Number == link.Number })
		if at < 0 {
			return LinkCheck{State: "unknown"}, nil
		}
		return LinkCheck{State: string(found[at].State), Destination: found[at].Destination}, nil
	})
}
