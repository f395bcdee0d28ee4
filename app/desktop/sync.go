package desktop

import (
	"context"
	"errors"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// How often a profile syncs by itself.
const (
	livePause     = 15 * time.Second
	practicePause = time.Second
	cjPause       = 15 * time.Minute // CJ's ledger moves slowly, and its API has a limit
)

// start begins the background syncs of a session.
func (s *session) start() {
	s.work(func(ctx context.Context) {
		err := s.store.Prove(ctx)
		if ctx.Err() == nil && err != nil {
			s.mu.Lock()
			s.unproven = err
			s.mu.Unlock()
			s.app.changed()
		}
	})
	if !s.app.options.Manual {
		s.work(s.loop)
	}
}

func (s *session) loop(ctx context.Context) {
	pause, cjDue := livePause, time.Time{}
	if s.world != nil {
		pause = practicePause
	}
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		now := time.Now()
		askCJ := s.world != nil || !now.Before(cjDue)
		if askCJ {
			cjDue = now.Add(cjPause)
		}
		s.refresh(ctx, askCJ)
		select {
		case <-ctx.Done():
			return
		case askCJ := <-s.nudges:
			if askCJ {
				cjDue = time.Time{}
			}
		case <-tick.C:
		}
	}
}

// nudge asks for a sync soon.
func (s *session) nudge(askCJ bool) {
	select {
	case s.nudges <- askCJ:
	default: // one is on its way already
	}
}

// refresh syncs where nobody waits for the outcome, which is the chip's.
func (s *session) refresh(ctx context.Context, askCJ bool) {
	if err := s.sync(ctx, askCJ); err != nil {
		s.app.log.Debug("sync", "error", err)
	}
}

// sync brings the profile in step and sets the chip by the outcome.
func (s *session) sync(ctx context.Context, askCJ bool) error {
	c := s.connection()
	if c == nil {
		return nil
	}
	s.syncing.Lock()
	defer s.syncing.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	s.cancel = cancel
	s.mu.Unlock()

	before, err := s.store.Position(ctx)
	if err != nil {
		return err
	}
	c = s.freshConnection(ctx, c)
	y, err := s.syncer(ctx, c, askCJ, s.progress)
	if err == nil {
		err = y.Sync(ctx)
	}
	if errors.Is(ctx.Err(), context.Canceled) && errors.Is(err, context.Canceled) {
		err = nil // a person's wish, or the end of the session
	}
	after, positionErr := s.store.Position(context.WithoutCancel(ctx))
	s.settleStatus(err, askCJ)
	if before != after || positionErr != nil {
		s.app.changed()
	}
	return err
}

// progress shows long folds on the chip; short ones would only flicker.
func (s *session) progress(done, total int64) {
	const worthShowing = 2000
	if total < worthShowing || done >= total {
		return
	}
	s.setStatus(func(v *SyncView) { v.State, v.Percent = "syncing", int(done*100/total) })
	s.app.changed()
}

// trouble is what went wrong last with each source; it stands until that
// source has answered well.
type trouble struct {
	relay, cj error
	refused   error // a payment step that the relay refused; until a person syncs
}

// hear sorts the outcome of a sync by its source. CJ's trouble outlives syncs
// that did not ask CJ.
func (t trouble) hear(err error, askedCJ bool) trouble {
	var refused *ingest.Refused
	switch {
	case errors.Is(err, cj.ErrCredential), errors.Is(err, cj.ErrTryLater), errors.Is(err, cj.ErrUnexpected):
		t.relay, t.cj = nil, err
	case errors.As(err, &refused):
		t.relay, t.refused = nil, affiliate.Errorf(affiliate.Conflict, "A payment was not made: another device is paying some of its sales already.").
			WithHint("Nothing was lost. Look at the payments, and sync.")
	default:
		t.relay = err
		if err == nil && askedCJ {
			t.cj = nil
		}
	}
	return t
}

// settleStatus sets the chip by the outcome of a sync.
func (s *session) settleStatus(err error, askedCJ bool) {
	s.mu.Lock()
	s.said = s.said.hear(err, askedCJ)
	said := s.said
	s.mu.Unlock()
	next := SyncView{State: "synced"}
	for _, err := range []error{said.relay, said.refused, said.cj} {
		var f failure
		if err != nil && errors.As(fail(err), &f) {
			next.State, next.Message, next.Hint = "error", f.Message, f.Hint
			if errors.Is(err, relayapi.ErrUnreachable) {
				next.State = "offline"
			}
			break
		}
	}
	s.mu.Lock()
	moved := s.status.State != next.State || s.status.Message != next.Message
	next.Seq = s.status.Seq
	if moved {
		next.Seq++
	}
	s.status = next
	s.mu.Unlock()
	if moved {
		s.app.changed()
	}
}

func (s *session) setStatus(set func(*SyncView)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	set(&s.status)
	s.status.Seq++
}

// syncView is the chip.
func (s *session) syncView(ctx context.Context) (SyncView, error) {
	s.mu.Lock()
	v := s.status
	s.mu.Unlock()
	if v.State == "" {
		v.State = "syncing"
	}
	var err error
	if v.Pending, err = s.store.Pending(ctx); err != nil {
		return v, err
	}
	refused, err := s.store.RefusedEdits(ctx)
	if err != nil {
		return v, err
	}
	problem, err := s.store.MoneyProblem(ctx)
	if err != nil {
		return v, err
	}
	v.Attention = len(refused)
	if problem != "" {
		v.Attention++
	}
	if v.AsOf, err = s.store.Noted(ctx, ingest.NoteRelayAsOf); err != nil {
		return v, err
	}
	v.CJAsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf)
	return v, err
}

// Send implements payout.Log: it pushes and folds now, and says when the relay
// refused this batch.
func (s *session) Send(ctx context.Context, batch string) error {
	if s.connection() == nil {
		return affiliate.Errorf(affiliate.Unavailable, "No relay is connected, so it waits.").WithHint("Connect a relay under Settings.")
	}
	err := s.sync(ctx, false)
	s.app.changed()
	var refused *ingest.Refused
	switch {
	case errors.As(err, &refused) && refused.Batch == batch:
		return affiliate.Errorf(affiliate.Conflict, "Another device is paying some of these sales already.").
			WithHint("Nothing was changed. Sync, and look at the payments.")
	case errors.Is(err, relayapi.ErrUnreachable):
		return affiliate.Errorf(affiliate.Unavailable, "The relay does not answer, so this step waits.").
			WithHint("It is saved and completes by itself at the next sync; doing it again is not needed.")
	}
	return err
}
