package ingest

import (
	"context"
	"errors"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// Corrections mend what the relay was told by edits that knew nothing of other
// devices' edits: rows come with an edit, made by the view of its device. The
// device whose rows may be wrong gives those that differ once it has folded
// what it lacked; by the log alone, so that any two devices give the same.
type Corrections interface {
	// Expect keeps what is public by the edits that wait here, before others'
	// are folded.
	Expect(ctx context.Context) error
	// Due reports whether something is kept and no edit waits any more.
	Due(ctx context.Context) (bool, error)
	// Rows are the rows that differ from what was kept.
	Rows(ctx context.Context) ([]relayapi.PublicOffer, []relayapi.PublicLink, error)
	// Given forgets what was kept.
	Given(ctx context.Context) error
}

// expect is before entries are folded; only other devices' edits matter.
func (s *Syncer) expect(ctx context.Context, entries []affiliate.Entry) error {
	if s.Corrections == nil || !slices.ContainsFunc(entries, func(e affiliate.Entry) bool {
		return e.Kind == relayapi.KindChange && e.Device != s.device
	}) {
		return nil
	}
	return s.Corrections.Expect(ctx)
}

// correct gives the relay the rows that differ.
func (s *Syncer) correct(ctx context.Context, epoch string) error {
	if s.Corrections == nil {
		return nil
	}
	due, err := s.Corrections.Due(ctx)
	if err != nil || !due {
		return err
	}
	err = s.give(ctx, epoch, s.Corrections.Rows)
	var problem relayapi.Problem
	if errors.As(err, &problem) && final(problem) { // it must not stop every sync from now on
		if s.Log != nil {
			s.Log("the relay did not take a correction of what is public: " + problem.Error())
		}
	} else if err != nil {
		return err
	}
	return s.Corrections.Given(ctx)
}
