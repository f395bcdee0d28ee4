package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/textsearch"
)

// LinkQuery asks for links. Empty fields don't narrow the list.
type LinkQuery struct {
	Search   string // words: each in the member's or the offer's name, the code, a slug or the page
	Offer    affiliate.OfferID
	Member   affiliate.MemberID
	Group    *affiliate.GroupID
	Statuses []string
	Test     *bool

	Sort       LinkSort
	Descending bool
	Currency   money.Currency // of the conversions that are counted
}

// LinkSort is by what links are sorted; those that are alike are newest first.
type LinkSort string

// The columns.
const (
	LinksByAge         LinkSort = "createdAt"
	LinksByMember      LinkSort = "member"
	LinksByOffer       LinkSort = "offer"
	LinksByStatus      LinkSort = "status"
	LinksByClicks      LinkSort = "clicks"
	LinksByUnique      LinkSort = "unique"
	LinksByConversions LinkSort = "conversions"
)

// LinkStanding is a link, whose it is, and what it brought.
type LinkStanding struct {
	affiliate.Link
	MemberName, OfferName string
	LinkFigures
}

// LinkPage is a part of a list.
type LinkPage struct {
	Links []LinkStanding
	Total int
}

// LinkPage gives a part of the links that a query asks for, with their figures.
func (s *Store) LinkPage(ctx context.Context, query LinkQuery, offset, limit int) (LinkPage, error) {
	return withLinks(ctx, s, func(q queryer, now rolled, links []linkEntry) (LinkPage, error) {
		list, of, err := s.wantedLinks(ctx, q, now, links, query)
		if err != nil {
			return LinkPage{}, err
		}
		total := len(list)
		list = list[min(offset, total):]
		standings, err := s.linkStandings(ctx, q, now, of, list[:min(limit, len(list))], query.Currency)
		return LinkPage{Links: standings, Total: total}, err
	})
}

// LinkIDs lists all links that a query asks for, in its order.
func (s *Store) LinkIDs(ctx context.Context, query LinkQuery) ([]affiliate.LinkID, error) {
	return withLinks(ctx, s, func(q queryer, now rolled, links []linkEntry) ([]affiliate.LinkID, error) {
		list, _, err := s.wantedLinks(ctx, q, now, links, query)
		ids := make([]affiliate.LinkID, 0, len(list))
		for _, e := range list {
			ids = append(ids, e.ID)
		}
		return ids, err
	})
}

// LinkStandings are some links with their figures, in the order of the list.
func (s *Store) LinkStandings(ctx context.Context, ids []affiliate.LinkID, currency money.Currency) ([]LinkStanding, error) {
	return withLinks(ctx, s, func(q queryer, now rolled, links []linkEntry) ([]LinkStanding, error) {
		of, err := s.linkOwners(ctx, q, now)
		if err != nil {
			return nil, err
		}
		wanted := make(map[affiliate.LinkID]bool, len(ids))
		for _, id := range ids {
			wanted[id] = true
		}
		list := slices.DeleteFunc(slices.Clone(links), func(e linkEntry) bool { return !wanted[e.ID] })
		return s.linkStandings(ctx, q, now, of, list, currency)
	})
}

// linkOwners are what links are of: members in their order, and offers.
type linkOwners struct {
	members []*rosterEntry
	has     []uint64 // which of the words that are searched a member's name has, a bit each
	offers  map[affiliate.OfferID]*linkOffer
}

type linkOffer struct {
	name, text string
	place      int // in the order of names
	has        uint64
}

// member is whose a link is; nobody for one that is not here yet.
func (of linkOwners) member(e linkEntry) *rosterEntry {
	if e.member < 0 {
		return &rosterEntry{}
	}
	return of.members[e.member]
}

func (of linkOwners) offer(e linkEntry) *linkOffer {
	if o := of.offers[e.OfferID]; o != nil {
		return o
	}
	return &linkOffer{}
}

// maxWords is how many words a search looks for.
const maxWords = 64

// search notes which words each owner has, so that they are looked for in a name
// once and not once for each of its links.
func (of *linkOwners) search(words textsearch.Words) {
	of.has = make([]uint64, len(of.members))
	for i, m := range of.members {
		of.has[i] = hits(words, m.name)
	}
	for _, o := range of.offers {
		o.has = hits(words, o.text)
	}
}

func hits(words textsearch.Words, text string) (has uint64) {
	for i, word := range words {
		if strings.Contains(text, word) {
			has |= 1 << i
		}
	}
	return has
}

// finds reports whether each word is in what a link is of, or in itself.
func (of linkOwners) finds(words textsearch.Words, e linkEntry) bool {
	if len(words) == 0 {
		return true
	}
	has := of.offer(e).has
	if e.member >= 0 {
		has |= of.has[e.member]
	}
	for i, word := range words {
		if has&(1<<i) == 0 && !strings.Contains(e.text, word) {
			return false
		}
	}
	return true
}

func (s *Store) linkOwners(ctx context.Context, q queryer, now rolled) (linkOwners, error) {
	of := linkOwners{members: now.members, offers: map[affiliate.OfferID]*linkOffer{}}
	offers, err := offerList(ctx, q)
	for i, o := range offers {
		of.offers[o.ID] = &linkOffer{name: o.Name, text: textsearch.Plain(o.Name), place: i}
	}
	return of, err
}

func (s *Store) linkStandings(ctx context.Context, q queryer, now rolled, of linkOwners, list []linkEntry, currency money.Currency) ([]LinkStanding, error) {
	numbers := make([]int64, 0, len(list))
	for _, e := range list {
		numbers = append(numbers, e.Number)
	}
	figures, err := s.linkSums.of(ctx, q, now, currency, numbers, linkFigures)
	standings := make([]LinkStanding, 0, len(list))
	for _, e := range list {
		standings = append(standings, LinkStanding{*e.Link, of.member(e).Name, of.offer(e).name, figures[e.Number]})
	}
	return standings, err
}

// wantedLinks narrows and sorts the links.
func (s *Store) wantedLinks(ctx context.Context, q queryer, now rolled, links []linkEntry, query LinkQuery) ([]linkEntry, linkOwners, error) {
	of, err := s.linkOwners(ctx, q, now)
	if err != nil {
		return nil, of, err
	}
	words := textsearch.Of(query.Search)
	words = words[:min(len(words), maxWords)]
	of.search(words)
	list := make([]linkEntry, 0, len(links))
	for _, e := range links {
		if !query.takes(e.Link) {
			continue
		}
		if query.Group != nil && of.member(e).GroupID != *query.Group || !of.finds(words, e) {
			continue
		}
		list = append(list, e)
	}
	list, err = s.sortedLinks(ctx, q, now, list, of, query)
	return list, of, err
}

func (q LinkQuery) takes(l *affiliate.Link) bool {
	return (q.Offer == "" || l.OfferID == q.Offer) && (q.Member == "" || l.MemberID == q.Member) &&
		(len(q.Statuses) == 0 || slices.Contains(q.Statuses, l.Status)) && (q.Test == nil || l.Test == *q.Test)
}

// sortedLinks sorts links by a number that stands for what they are sorted by.
func (s *Store) sortedLinks(ctx context.Context, q queryer, now rolled, list []linkEntry, of linkOwners, query LinkQuery) ([]linkEntry, error) {
	var place func(e linkEntry) int
	switch query.Sort {
	case "", LinksByAge:
		if query.Sort != "" && !query.Descending {
			slices.Reverse(list)
		}
		return list, nil
	case LinksByMember:
		place = func(e linkEntry) int { return e.member }
	case LinksByOffer:
		place = func(e linkEntry) int { return of.offer(e).place }
	case LinksByStatus:
		place = func(e linkEntry) int { return slices.Index(affiliate.LinkStatuses, e.Status) }
	default:
		figure, known := linkColumn[query.Sort]
		if !known {
			return nil, affiliate.Errorf(affiliate.Invalid, "Links can't be sorted by %q.", string(query.Sort))
		}
		all, err := s.linkSums.read(ctx, q, now, query.Currency, linkFigures)
		if err != nil {
			return nil, err
		}
		place = func(e linkEntry) int { return figure(all[e.Number]) }
	}
	type placed struct {
		linkEntry
		place int
	}
	places := make([]placed, 0, len(list))
	for _, e := range list {
		at := place(e)
		if query.Descending {
			at = -at
		}
		places = append(places, placed{e, at})
	}
	slices.SortStableFunc(places, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	for i, p := range places {
		list[i] = p.linkEntry
	}
	return list, nil
}

var linkColumn = map[LinkSort]func(LinkFigures) int{
	LinksByClicks:      func(f LinkFigures) int { return f.Clicks },
	LinksByUnique:      func(f LinkFigures) int { return f.Unique },
	LinksByConversions: func(f LinkFigures) int { return f.Conversions },
}
