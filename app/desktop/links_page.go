package desktop

import (
	"context"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/store"
)

const mostLinks = 500

// Page gives a part of the list of links.
func (l *Links) Page(query LinkQuery) (LinkPage, error) {
	return do(l.app, func(s *session) (LinkPage, error) {
		ctx := context.Background()
		if query.Offset < 0 || query.Limit < 1 || query.Limit > mostLinks {
			return LinkPage{}, field("limit", "Ask for 1 to 500 links.")
		}
		q, err := s.linkQuery(ctx, query)
		if err != nil {
			return LinkPage{}, err
		}
		page, err := s.store.LinkPage(ctx, q, query.Offset, query.Limit)
		return LinkPage{Rows: s.viewLinks(page.Links), Total: page.Total}, err
	})
}

// IDs lists all links that a query shows, whatever its part.
func (l *Links) IDs(query LinkQuery) ([]string, error) {
	return do(l.app, func(s *session) ([]string, error) {
		ctx := context.Background()
		q, err := s.linkQuery(ctx, query)
		if err != nil {
			return nil, err
		}
		ids, err := s.store.LinkIDs(ctx, q)
		list := make([]string, 0, len(ids))
		for _, id := range ids {
			list = append(list, string(id))
		}
		return list, err
	})
}

// Text lists links one a line, to be pasted anywhere: member, offer and link,
// with tabs between.
func (l *Links) Text(ids []string) (string, error) {
	return do(l.app, func(s *session) (string, error) {
		people, err := s.people(context.Background(), ids)
		if err != nil {
			return "", err
		}
		var lines []string
		for _, p := range people {
			for _, link := range p.Links {
				lines = append(lines, strings.Join([]string{p.Name, link.Offer, link.URL}, "\t"))
			}
		}
		return strings.Join(lines, "\n"), nil
	})
}

func (s *session) linkQuery(ctx context.Context, query LinkQuery) (store.LinkQuery, error) {
	q := store.LinkQuery{Search: query.Search, Offer: affiliate.OfferID(query.OfferID), Member: affiliate.MemberID(query.MemberID),
		Sort: store.LinkSort(query.Sort), Descending: query.Descending}
	var err error
	if q.Currency, err = s.currency(ctx); err != nil {
		return q, err
	}
	n, err := s.narrowing(ctx, query.Status, query.Test, query.Group)
	q.Statuses, q.Test, q.Group = n.statuses, n.test, n.group
	return q, err
}

func (s *session) viewLinks(list []store.LinkStanding) []LinkRow {
	rows := make([]LinkRow, 0, len(list))
	base := s.linkBase()
	for _, l := range list {
		rows = append(rows, LinkRow{ID: string(l.ID), URL: base + l.Path(), Code: l.Code, Slug: l.Slug, Aliases: texts(l.Aliases), Page: l.Page,
			OfferID: string(l.OfferID), OfferName: l.OfferName, MemberID: string(l.MemberID), MemberName: l.MemberName, Status: l.Status, Test: l.Test,
			Clicks: l.Clicks, Unique: l.Unique, Rejected: l.Rejected, Conversions: l.Conversions, CreatedAt: l.CreatedAt, Synced: l.Synced})
	}
	return rows
}

// rowsOfLinks shows some links, newest first.
func (s *session) rowsOfLinks(ctx context.Context, ids []affiliate.LinkID) ([]LinkRow, error) {
	currency, err := s.currency(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.store.LinkStandings(ctx, ids, currency)
	return s.viewLinks(list), err
}

func (s *session) linkRow(ctx context.Context, id affiliate.LinkID) (LinkRow, error) {
	rows, err := s.rowsOfLinks(ctx, []affiliate.LinkID{id})
	if err == nil && len(rows) == 0 {
		err = affiliate.Errorf(affiliate.NotFound, "This link is not here any more.").WithHint("Look at the list again.")
	}
	if err != nil {
		return LinkRow{}, err
	}
	return rows[0], nil
}

// linkURL is what a member hands on.
func (s *session) linkURL(link affiliate.Link) string { return s.linkBase() + link.Path() }

// linkBase is what stands before the path of each link.
func (s *session) linkBase() string {
	if c := s.connection(); c != nil {
		return strings.TrimSuffix(c.known.LinkBase, "/") + "/"
	}
	return "/"
}
