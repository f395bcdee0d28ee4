package ingest

import (
	"context"
	"errors"
	"slices"

	"linkledger/internal/relayapi"
)

// republish gives the relay the public rows of all that is folded, after it
// lost some. What came into the log meanwhile is folded first, so that no row
// is older than the edit that another device pushed.
func (s *Syncer) republish(ctx context.Context, epoch string) error {
	due, err := s.Store.Noted(ctx, noteRepublish)
	if err != nil || due == "" || s.Public == nil {
		return err
	}
	for {
		offers, links, err := s.Public(ctx)
		if err != nil {
			return err
		}
		_, folded, err := s.Store.LastFolded(ctx)
		if err != nil {
			return err
		}
		head := folded
		for _, part := range parts(relayapi.Push{Epoch: epoch, Offers: offers, Links: links}) {
			result, err := s.giveRows(ctx, part)
			if err != nil {
				return err
			}
			head = max(head, result.Head)
		}
		if head == folded {
			return s.Store.Note(ctx, noteRepublish, "")
		}
		if err := s.pull(ctx, epoch, folded); err != nil {
			return err
		}
	}
}

// giveRows pushes rows that the relay lost. A slug that another link has got
// since is left out: one name must not keep the relay from all other rows.
func (s *Syncer) giveRows(ctx context.Context, rows relayapi.Push) (relayapi.PushResult, error) {
	for {
		result, err := s.Relay.Push(ctx, rows)
		var problem relayapi.Problem
		if !errors.As(err, &problem) || problem.Code != relayapi.CodeSlugTaken || !leaveOut(rows.Links, problem.Slug) {
			return result, err
		}
	}
}

// leaveOut takes a slug out of rows, and reports whether one had it.
func leaveOut(links []relayapi.PublicLink, slug string) (had bool) {
	for i := range links {
		l := &links[i]
		if l.Slug != nil && *l.Slug == slug {
			l.Slug, had = nil, true
		}
		if at := slices.Index(l.Aliases, slug); at >= 0 {
			l.Aliases, had = slices.Delete(slices.Clone(l.Aliases), at, at+1), true
		}
	}
	return had
}
