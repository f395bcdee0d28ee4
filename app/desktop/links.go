package desktop

import (
	"context"

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
		list = append(list, LinkRow{ID: string(link.ID), URL: s.linkURL(link), Code: link.Code, Slug: link.Slug, Aliases: texts(link.Aliases), Page: link.Page, OfferID: string(link.OfferID), OfferName: names.offers[link.OfferID],
			MemberID: string(link.MemberID), MemberName: names.members[link.MemberID], Status: link.Status, Test: link.Test, Clicks: t.clicks,
			Unique: t.unique, Rejected: t.rejected, Conversions: t.conversions, CreatedAt: link.CreatedAt, Synced: link.Synced})
	}
	return list, nil
}

// linkURL is what a member hands on.
func (s *session) linkURL(link affiliate.Link) string { return s.linkBase() + link.Path() }

// linkBase is what stands before the path of each link.
func (s *session) linkBase() string {
	if c := s.connection(); c != nil {
		return c.known.LinkBase + "/"
	}
	return "/"
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

// rowsOfLinks shows some links, in the order of the list.
func (s *session) rowsOfLinks(ctx context.Context, ids []affiliate.LinkID) ([]LinkRow, error) {
	wanted := make(map[affiliate.LinkID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	return s.linkRows(ctx, func(link affiliate.Link) bool { return wanted[link.ID] })
}

func (s *session) linkRow(ctx context.Context, id affiliate.LinkID) (LinkRow, error) {
	rows, err := s.rowsOfLinks(ctx, []affiliate.LinkID{id})
	if err == nil && len(rows) == 0 {
		err = affiliate.Errorf(affiliate.NotFound, "This link is not here any more.")
	}
	if err != nil {
		return LinkRow{}, err
	}
	return rows[0], nil
}
