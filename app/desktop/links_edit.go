package desktop

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// maxPaths is how many slugs the relay keeps for a link, in all its life.
const maxPaths = 50

// Save gives a link another landing page or slug. What was handed out before
// goes on leading to it.
func (l *Links) Save(edit LinkEdit) (LinkRow, error) {
	return do(l.app, func(s *session) (LinkRow, error) {
		ctx := context.Background()
		link, err := s.store.Link(ctx, affiliate.LinkID(edit.ID))
		if err != nil {
			return LinkRow{}, err
		}
		page, slug := clean(edit.Page), strings.ToLower(clean(edit.Slug))
		was := edit.Was
		if was == nil {
			was = &LinkRow{Page: link.Page, Slug: link.Slug}
		}
		row, fields := publicLink(link), map[string]string{}
		if page != was.Page {
			if err := s.mayLeadTo(ctx, link, page); err != nil {
				return LinkRow{}, err
			}
			fields["page"], row.Page = page, &page
		}
		if slug != was.Slug {
			if err := s.mayBeCalled(ctx, link, slug); err != nil {
				return LinkRow{}, err
			}
			fields["slug"], row.Slug = slug, &slug
		}
		if len(fields) == 0 {
			return s.linkRow(ctx, link.ID)
		}
		b := s.batch()
		if err := b.add(change(affiliate.NounLink, link.ID, fields)); err != nil {
			return LinkRow{}, err
		}
		if err := publishLink(b, row); err != nil {
			return LinkRow{}, err
		}
		if err := s.enqueue(ctx, b); err != nil {
			return LinkRow{}, err
		}
		return s.linkRow(ctx, link.ID)
	})
}

func (s *session) mayLeadTo(ctx context.Context, link affiliate.Link, page string) error {
	offer, err := s.store.Offer(ctx, link.OfferID)
	if err != nil || page == "" {
		return err
	}
	return s.checkPage(offer, page)
}

// mayBeCalled checks a slug against the links that are known here; the relay
// knows those of everybody.
func (s *session) mayBeCalled(ctx context.Context, link affiliate.Link, slug string) error {
	if slug == "" {
		return nil
	}
	if err := affiliate.CheckSlug(slug); err != nil {
		return field("slug", sentence(err.Error()))
	}
	if !slices.Contains(link.Aliases, slug) && len(link.Aliases) >= maxPaths-1 {
		return field("slug", fmt.Sprintf("This link has had %d readable addresses, which is all it can have. Take one of those that it had.", maxPaths))
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return err
	}
	for _, other := range links {
		if other.ID == link.ID || !leadsBy(other, slug) {
			continue
		}
		names, err := s.names(ctx)
		if err != nil {
			return err
		}
		return field("slug", fmt.Sprintf("%q is %s's link for %s. Choose another.", slug, names.members[other.MemberID], names.offers[other.OfferID]))
	}
	return nil
}

// leadsBy reports whether a link is followed by a path.
func leadsBy(l affiliate.Link, path string) bool {
	return l.Slug == path || l.Code == path || slices.Contains(l.Aliases, path)
}
