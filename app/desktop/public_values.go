package desktop

import (
	"context"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// publicValues are what links publish of their members: what the offers'
// templates ask for, and nothing else.
type publicValues struct {
	offers  map[affiliate.OfferID]affiliate.Offer
	members map[affiliate.MemberID]affiliate.Member
	groups  map[affiliate.GroupID]affiliate.Group
}

func (s *session) publicValues(ctx context.Context) (publicValues, error) {
	p := publicValues{offers: map[affiliate.OfferID]affiliate.Offer{}, members: map[affiliate.MemberID]affiliate.Member{}, groups: map[affiliate.GroupID]affiliate.Group{}}
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return p, err
	}
	for _, o := range offers {
		p.offers[o.ID] = o
	}
	members, err := s.store.Members(ctx)
	if err != nil {
		return p, err
	}
	for _, m := range members {
		p.members[m.ID] = m
	}
	groups, err := s.store.Groups(ctx)
	for _, g := range groups {
		p.groups[g.ID] = g
	}
	return p, err
}

// uses tells whether any offer publishes something of members.
func (p publicValues) uses() bool {
	for _, offer := range p.offers {
		if len(offer.Uses()) > 0 {
			return true
		}
	}
	return false
}

// of is what a link publishes; nil for nothing.
func (p publicValues) of(link affiliate.Link) map[string]string {
	offer := p.offers[link.OfferID]
	names := offer.Uses()
	if len(names) == 0 {
		return nil
	}
	member := p.members[link.MemberID]
	values := member.Variables(p.groups[member.GroupID].Name, offer)
	maps.DeleteFunc(values, func(name, _ string) bool { return !slices.Contains(names, name) })
	return values
}

// row is all of a link that the relay may not know yet.
func (p publicValues) row(link affiliate.Link) relayapi.PublicLink {
	row := publicLink(link)
	row.Status, row.Test, row.Values = publicLinkStatus(link.Status), link.Test, p.of(link)
	row.Page, row.Slug, row.Aliases = &link.Page, &link.Slug, link.Aliases
	return row
}

// after is what is public once changes stand, and what they touch.
func (p publicValues) after(changes []affiliate.Change) (publicValues, func(affiliate.Link) bool, error) {
	next := publicValues{maps.Clone(p.offers), maps.Clone(p.members), maps.Clone(p.groups)}
	touched := map[string]bool{}
	for _, c := range changes {
		var err error
		touched[c.Key] = true
		switch c.Noun {
		case affiliate.NounOffer:
			id := affiliate.OfferID(c.Key)
			next.offers[id], err = affiliate.Merge(next.offers[id], c)
		case affiliate.NounMember:
			id := affiliate.MemberID(c.Key)
			next.members[id], err = affiliate.Merge(next.members[id], c)
		case affiliate.NounGroup:
			id := affiliate.GroupID(c.Key)
			next.groups[id], err = affiliate.Merge(next.groups[id], c)
		}
		if err != nil {
			return next, nil, err
		}
	}
	return next, func(l affiliate.Link) bool {
		return touched[string(l.OfferID)] || touched[string(l.MemberID)] || touched[string(p.members[l.MemberID].GroupID)]
	}, nil
}

// republished are the batches that a batch grows to when it changes what links
// publish of their members. The first has the edit itself.
func (s *session) republished(ctx context.Context, b *batch) ([]affiliate.Batch, error) {
	var changes []affiliate.Change
	for _, e := range b.Entries {
		if e.Noun != affiliate.NounOffer && e.Noun != affiliate.NounMember && e.Noun != affiliate.NounGroup {
			continue
		}
		c, err := affiliate.ParseChange(e.Body)
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	if len(changes) == 0 {
		return []affiliate.Batch{b.Batch}, nil
	}
	now, err := s.publicValues(ctx)
	if err != nil {
		return nil, err
	}
	next, touches, err := now.after(changes)
	if err != nil {
		return nil, err
	}
	if !now.uses() && !next.uses() {
		return []affiliate.Batch{b.Batch}, nil
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	batches := []*batch{b}
	for _, link := range links {
		if !touches(link) {
			continue
		}
		values := next.of(link)
		if maps.Equal(values, now.of(link)) {
			continue
		}
		row := publicLink(link)
		if row.Values = values; values == nil {
			row.Values = map[string]string{} // takes them back
		}
		last := batches[len(batches)-1]
		if len(last.Public) >= linksABatch {
			last = s.batch()
			batches = append(batches, last)
			// A batch goes with an entry; this one changes nothing.
			if err := last.add(change(affiliate.NounLink, link.ID, struct{}{})); err != nil {
				return nil, err
			}
		}
		if err := publishLink(last, row); err != nil {
			return nil, err
		}
	}
	list := make([]affiliate.Batch, 0, len(batches))
	for _, one := range batches {
		list = append(list, one.Batch)
	}
	return list, nil
}
