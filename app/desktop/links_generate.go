package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// generate makes what a form asks for, and waits for it.
func (s *session) generate(ctx context.Context, form LinkBulkForm) (linksMade, error) {
	ask, err := s.linkAsk(ctx, form)
	if err != nil {
		return linksMade{}, err
	}
	made, err := s.makeLinks(ctx, ask, func(int, int) {})
	if err == nil && len(made.short) > 0 {
		err = noNumbers()
	}
	if made.made > 0 {
		s.nudge(false)
		s.app.changed()
	}
	return made, err
}

func noNumbers() error {
	return affiliate.Errorf(affiliate.Unavailable, "This computer has no link numbers left.").
		WithHint("It gets new ones from the relay: connect it under Settings, or sync, and try again.")
}

// Count says what generating would do, before anything is made.
func (l *Links) Count(form LinkBulkForm) (LinkCount, error) {
	return do(l.app, func(s *session) (LinkCount, error) {
		ctx := context.Background()
		ask, err := s.linkAsk(ctx, form)
		if err != nil {
			return LinkCount{}, err
		}
		var made linksMade
		wanted, err := s.missingLinks(ctx, ask, &made)
		if err != nil {
			return LinkCount{}, err
		}
		v := LinkCount{Members: len(ask.Members), Offers: len(ask.Offers), Had: made.had, Wanted: len(wanted), Public: []string{}}
		public, err := s.publicValues(ctx)
		for _, id := range ask.Offers {
			v.Public = append(v.Public, public.offers[id].Uses()...)
		}
		slices.Sort(v.Public)
		v.Public = slices.Compact(v.Public)
		return v, err
	})
}

// GenerateAll begins to make a link of each offer for each member, and returns
// at once. Only what is missing is made, so it can be started again.
func (l *Links) GenerateAll(form LinkBulkForm) (LinkRun, error) {
	return do(l.app, func(s *session) (LinkRun, error) {
		ctx := context.Background()
		ask, err := s.linkAsk(ctx, form)
		if err != nil {
			return LinkRun{}, err
		}
		if !s.making.TryLock() {
			return LinkRun{}, affiliate.Errorf(affiliate.Conflict, "Links are being generated already.").WithHint("Wait until that is done, or cancel it.")
		}
		return s.linkRun(s.linkRuns.start(s, ask, func(ctx context.Context, progress func(done, total int)) (linksMade, error) {
			defer s.making.Unlock()
			return s.makeAll(ctx, ask, progress)
		}))
	})
}

// makeAll makes links, keeps for later those that there was no number for, and
// has what was made sent.
func (s *session) makeAll(ctx context.Context, ask linkAsk, progress func(done, total int)) (linksMade, error) {
	made, err := s.makeLinks(ctx, ask, progress)
	switch {
	case err != nil:
	case ask.Test && len(made.short) > 0:
		err = noNumbers()
	default:
		err = s.makeLater(ctx, made.short)
	}
	if made.made > 0 {
		s.nudge(false)
		s.app.changed()
	}
	return made, err
}

// GenerateState is how far it has come.
func (l *Links) GenerateState(id string) (LinkRun, error) {
	return do(l.app, func(s *session) (LinkRun, error) {
		run, err := s.linkRuns.get(id)
		if err != nil {
			return LinkRun{}, err
		}
		return s.linkRun(run)
	})
}

// CancelGenerate ends it. What was made stays.
func (l *Links) CancelGenerate(id string) error {
	_, err := do(l.app, func(s *session) (bool, error) {
		run, err := s.linkRuns.get(id)
		if err == nil {
			run.cancel()
		}
		return err == nil, err
	})
	return err
}

// maxLinkRuns is how many runs a session remembers.
const maxLinkRuns = 5

// maxRunRows is how many links a run shows one by one.
const maxRunRows = 50

func (s *session) linkRun(run *run[linkAsk, linksMade]) (LinkRun, error) {
	at := run.state()
	v := LinkRun{ID: run.id, State: at.state, Done: at.done, Total: at.total, Made: at.found.made, Had: at.found.had, Short: at.found.short.links(),
		Rows: []LinkRow{}, Error: at.problem(), Millis: int(at.took.Milliseconds())}
	if at.state == runRunning || len(at.found.ids) == 0 {
		return v, nil
	}
	var err error
	v.Rows, err = s.rowsOfLinks(context.Background(), at.found.ids[:min(len(at.found.ids), maxRunRows)])
	return v, err
}
