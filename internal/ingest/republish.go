package ingest

import (
	"context"
	"errors"
	"slices"

	"linkledger/internal/relayapi"
)

// republish gives the relay the public rows of all that is folded, after it
// lost some.
func (s *Syncer) republish(ctx context.Context, epoch string) error {
	due, err := s.Store.Noted(ctx, noteRepublish)
	if err != nil || due == "" || s.Public == nil {
		return err
	}
	if err := s.give(ctx, epoch, s.Public); err != nil {
		return err
	}
	if err := s.giveClickRules(ctx, epoch); err != nil {
		return err
	}
	return s.Store.Note(ctx, noteRepublish, "")
}

// giveClickRules pushes what the workspace ignores.
func (s *Syncer) giveClickRules(ctx context.Context, epoch string) error {
	if s.ClickRules == nil {
		return nil
	}
	rules, err := s.ClickRules(ctx)
	if err != nil || rules == nil {
		return err
	}
	_, err = s.Relay.Push(ctx, relayapi.Push{Epoch: epoch, Entries: []relayapi.NewEntry{}, ClickRules: rules})
	return err
}

// give pushes rows by what is folded. What came into the log meanwhile is folded
// and they are pushed again, so that no row is older than the edit that another
// device pushed.
func (s *Syncer) give(ctx context.Context, epoch string, rows func(context.Context) ([]relayapi.PublicOffer, []relayapi.PublicLink, error)) error {
	for {
		offers, links, err := rows(ctx)
		if err != nil || len(offers)+len(links) == 0 {
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
			return nil
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
