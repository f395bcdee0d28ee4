package desktop

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
)

// Links gives members their links.
type Links struct{ app *App }

// List lists links, newest first.
func (l *Links) List(filter LinkFilter) ([]LinkRow, error) {
	return do(l.app, func(s *session) ([]LinkRow, error) {
		return s.linkRows(context.Background(), func(link affiliate.Link) bool {
			return (filter.OfferID == "" || string(link.OfferID) == filter.OfferID) && (filter.MemberID == "" || string(link.MemberID) == filter.MemberID)
		})
	})
}

func (s *session) linkRows(ctx context.Context, wanted func(affiliate.Link) bool) ([]LinkRow, error) {
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	f, err := s.figures(ctx)
	if err != nil {
		return nil, err
	}
	list := []LinkRow{}
	for _, link := range links {
		if !wanted(link) {
			continue
		}
		t := at(f.byLink, link.Number)
		list = append(list, LinkRow{ID: string(link.ID), URL: s.linkURL(link), OfferID: string(link.OfferID), OfferName: names.offers[link.OfferID],
			MemberID: string(link.MemberID), MemberName: names.members[link.MemberID], Status: link.Status, Test: link.Test, Clicks: t.clicks,
			Unique: t.unique, Rejected: t.rejected, Conversions: t.conversions, CreatedAt: link.CreatedAt, Synced: link.Synced})
	}
	return list, nil
}

func (s *session) linkURL(link affiliate.Link) string {
	if c := s.connection(); c != nil {
		return c.known.LinkBase + "/" + link.Code
	}
	return "/" + link.Code
}

// names are what ids are shown as.
type names struct {
	offers  map[affiliate.OfferID]string
	members map[affiliate.MemberID]string
}

func (s *session) names(ctx context.Context) (names, error) {
	n := names{offers: map[affiliate.OfferID]string{}, members: map[affiliate.MemberID]string{}}
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return n, err
	}
	for _, o := range offers {
		n.offers[o.ID] = o.Name
	}
	members, err := s.store.Members(ctx)
	for _, m := range members {
		n.members[m.ID] = m.Name
	}
	return n, err
}

// Generate makes a link of an offer for each member, or gives the one they
// have. Test links are always new.
func (l *Links) Generate(form LinkForm) ([]LinkRow, error) {
	return do(l.app, func(s *session) ([]LinkRow, error) {
		ctx := context.Background()
		made, err := s.generate(ctx, form)
		if err != nil {
			return nil, err
		}
		return s.linkRows(ctx, func(link affiliate.Link) bool { return made[link.ID] })
	})
}

const maxLinksAtOnce = 200

func (s *session) generate(ctx context.Context, form LinkForm) (map[affiliate.LinkID]bool, error) {
	if len(form.MemberIDs) == 0 || len(form.MemberIDs) > maxLinksAtOnce {
		return nil, field("memberIds", "Choose from 1 to 200 members.")
	}
	offer, err := s.store.Offer(ctx, affiliate.OfferID(form.OfferID))
	if err != nil {
		return nil, field("offerId", "Choose an offer.")
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	chosen := map[affiliate.LinkID]bool{}
	var missing []affiliate.MemberID
	for _, id := range form.MemberIDs {
		member, err := s.store.Member(ctx, affiliate.MemberID(id))
		if err != nil {
			return nil, field("memberIds", "A chosen member is not here any more.")
		}
		if have, found := existing(links, offer.ID, member.ID); found && !form.Test {
			chosen[have.ID] = true
			continue
		}
		missing = append(missing, member.ID)
	}
	free, err := s.store.FreeNumbers(ctx, len(missing))
	if err != nil {
		return nil, err
	}
	if len(free) < len(missing) {
		return nil, affiliate.Errorf(affiliate.Unavailable, "This computer has no link numbers left.").
			WithHint("It gets new ones from the relay: connect it under Settings, or sync, and try again.")
	}
	b := s.batch()
	for i, member := range missing {
		link := affiliate.Link{Number: free[i].Number, Code: free[i].Code, OfferID: offer.ID, MemberID: member, Status: affiliate.Active,
			Test: form.Test, CreatedAt: s.clock.Now().UTC().Format(time.RFC3339)}
		if link.ID, err = affiliate.NewID[affiliate.LinkID](s.app.random); err != nil {
			return nil, err
		}
		if err := b.add(change(affiliate.NounLink, link.ID, link)); err != nil {
			return nil, err
		}
		if err := publishLink(b, link); err != nil {
			return nil, err
		}
		b.Numbers = append(b.Numbers, link.Number)
		chosen[link.ID] = true
	}
	if len(missing) == 0 {
		return chosen, nil
	}
	return chosen, s.enqueue(ctx, b)
}

func existing(links []affiliate.Link, offer affiliate.OfferID, member affiliate.MemberID) (affiliate.Link, bool) {
	for _, link := range links {
		if link.OfferID == offer && link.MemberID == member && !link.Test {
			return link, true
		}
	}
	return affiliate.Link{}, false
}

// SetStatus pauses a link or lets it run again.
func (l *Links) SetStatus(id, status string) (LinkRow, error) {
	return do(l.app, func(s *session) (LinkRow, error) {
		ctx := context.Background()
		if status != affiliate.Active && status != affiliate.Paused {
			return LinkRow{}, field("status", "Choose active or paused.")
		}
		link, err := s.linkByID(ctx, affiliate.LinkID(id))
		if err != nil {
			return LinkRow{}, err
		}
		link.Status = status
		b := s.batch()
		if err := b.add(change(affiliate.NounLink, link.ID, map[string]string{"status": status})); err != nil {
			return LinkRow{}, err
		}
		if err := publishLink(b, link); err != nil {
			return LinkRow{}, err
		}
		if err := s.enqueue(ctx, b); err != nil {
			return LinkRow{}, err
		}
		list, err := s.linkRows(ctx, func(l affiliate.Link) bool { return l.ID == link.ID })
		if err != nil {
			return LinkRow{}, err
		}
		return list[0], nil
	})
}

func (s *session) linkByID(ctx context.Context, id affiliate.LinkID) (affiliate.Link, error) {
	links, err := s.store.Links(ctx)
	if err != nil {
		return affiliate.Link{}, err
	}
	for _, link := range links {
		if link.ID == id {
			return link, nil
		}
	}
	return affiliate.Link{}, affiliate.Errorf(affiliate.NotFound, "This link is not here any more.")
}
