package desktop

import (
	"context"
	"errors"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
)

// start begins the background syncs of a session.
func (s *session) start() {
	s.work(s.prove)
	if err := s.resumeChecks(s.ctx); err != nil {
		s.app.log.Error("go on with the test purchase checks", "error", err)
	}
	if err := s.resumeSweep(s.ctx); err != nil {
		s.app.log.Error("go on with the link health sweep", "error", err)
	}
	if !s.app.options.Manual {
		if s.world == nil {
			s.work(s.keepSweeping)
		}
		s.work(s.loop)
		s.work(s.keepBackups)
	}
}

// nudge asks for a sync soon, of CJ's ledger too when that is wanted.
func (s *session) nudge(askCJ bool) {
	if askCJ {
		s.cjWanted.Store(true)
	}
	select {
	case s.nudges <- struct{}{}:
	default: // one is on its way already
	}
}

// refresh syncs where nobody waits for the outcome, which is the chip's.
func (s *session) refresh(ctx context.Context, askCJ bool) error {
	err := s.sync(ctx, askCJ)
	if err != nil {
		s.app.log.Debug("sync", "error", err)
	}
	return err
}

// repairing says on the chip that a restored relay gets back what it lost.
func (s *session) repairing() {
	s.removalsDone.Store(false)
	s.setStatus(func(v *SyncView) {
		v.State, v.Message = "repairing", "The relay was restored from a copy."
		v.Hint = "It gets back what it lost from this device. Nothing is missing here."
	})
	s.app.changed()
}

// sync brings the profile in step and sets the chip by the outcome.
func (s *session) sync(ctx context.Context, askCJ bool) error {
	err := s.exchange(ctx, askCJ)
	s.finishRemovals(ctx, err == nil)
	if err == nil {
		if err := s.dropOldTokens(ctx); err != nil {
			s.app.log.Warn("end earlier postback URLs", "error", err)
		}
	}
	if err == nil {
		if err := s.goOnWithLinks(ctx); err != nil {
			s.app.log.Warn("links that waited for numbers were not all made; the next sync tries again", "error", err)
		}
	}
	return err
}

// exchange is a sync without what may follow from it.
func (s *session) exchange(ctx context.Context, askCJ bool) error {
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

	if askCJ = askCJ && s.reading.start(cancel); askCJ {
		defer s.reading.end()
	}

	before, err := s.store.Position(ctx)
	if err != nil {
		return err
	}
	frozen, err := s.store.Noted(ctx, ingest.NoteFrozen)
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
	if before != after && positionErr == nil {
		if err := s.keepPlace(after); err != nil {
			s.app.log.Warn("keep the place in the log", "error", err)
		}
	}
	s.settleStatus(err, askCJ)
	if before != after || positionErr != nil {
		s.news.tell() // only then: who looks at news may sync, and would wake itself for ever
	}
	freezes, noteErr := s.store.Noted(context.WithoutCancel(ctx), ingest.NoteFrozen)
	if before != after || frozen != freezes || positionErr != nil || noteErr != nil {
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
	o := &ingest.Outcome{Relay: err}
	if !errors.As(err, &o) && ofCJ(err) { // its client could not be made
		o.Relay, o.CJ = nil, err
	}
	t.relay = o.Relay // a payment that waits for other devices is no trouble: the chip names them
	switch {
	case ofCJ(o.CJ):
		t.cj = o.CJ
	case o.CJ != nil: // the database, say
		t.relay = errors.Join(t.relay, o.CJ)
	case askedCJ && o.Relay == nil:
		t.cj = nil
	}
	var refused *ingest.Refused
	if errors.As(o.Refused, &refused) {
		t.refused = affiliate.Errorf(affiliate.Conflict, "A payment was not made: another device is paying some of its sales already.").
			WithHint("Nothing was lost. Look at the payments, and sync.")
	} else {
		t.relay = errors.Join(t.relay, o.Refused)
	}
	return t
}

func ofCJ(err error) bool {
	return errors.Is(err, cj.ErrCredential) || errors.Is(err, cj.ErrTryLater) || errors.Is(err, cj.ErrUnexpected) || errors.Is(err, ingest.ErrVanished) || errors.Is(err, ingest.ErrUnreadable)
}

// unsettled reports whether a sync should be tried again soon. What the relay
// said no to is said, and what it does not take yet waits.
func unsettled(err error) bool {
	var o *ingest.Outcome
	if errors.As(err, &o) {
		return o.Relay != nil || o.CJ != nil && !ofCJ(o.CJ)
	}
	return err != nil && !ofCJ(err)
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
			next.State = stateOf(err)
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

// stateOf is the chip's word for an error.
func stateOf(err error) string {
	var problem relayapi.Problem
	switch {
	case errors.Is(err, relayapi.ErrUnreachable):
		return "offline"
	case errors.Is(err, ingest.ErrLocked):
		return "locked"
	case errors.As(err, &problem) && problem.Code == relayapi.CodeUnauthorized:
		return "removed"
	}
	return "error"
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
	conflicts, err := s.store.Conflicts(ctx)
	if err != nil {
		return v, err
	}
	if v.WaitingFor, err = s.waitingFor(ctx); err != nil {
		return v, err
	}
	terms, err := s.changedTerms(ctx)
	if err != nil {
		return v, err
	}
	unread, err := s.unreadItem(ctx)
	if err != nil {
		return v, err
	}
	checks, err := s.checkItems(ctx)
	if err != nil {
		return v, err
	}
	health, err := s.healthItems(ctx)
	if err != nil {
		return v, err
	}
	v.Attention = len(refused) + len(conflicts) + len(terms) + len(unread) + len(checks) + len(health)
	if problem != "" {
		v.Attention++
	}
	if v.AsOf, err = s.store.Noted(ctx, ingest.NoteRelayAsOf); err != nil {
		return v, err
	}
	v.CJAsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf)
	return v, err
}

// Sync implements payout.Log. What the relay refused or does not take yet is
// told elsewhere: everything else is in step.
func (s *session) Sync(ctx context.Context) error {
	if s.connection() == nil {
		return affiliate.Errorf(affiliate.Unavailable, "No relay is connected, so nothing tells whether another device has moved this payment on.").
			WithHint("Nothing was changed. Connect a relay under Settings.")
	}
	err := s.sync(ctx, false)
	var o *ingest.Outcome
	switch {
	case errors.As(err, &o) && o.Relay == nil && o.CJ == nil:
		return nil
	case errors.Is(err, relayapi.ErrUnreachable):
		return affiliate.Errorf(affiliate.Unavailable, "The relay does not answer, so nothing tells whether another device has moved this payment on.").
			WithHint("Nothing was changed. Try again when it answers.")
	}
	return err
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
	var problem relayapi.Problem
	switch {
	case errors.As(err, &refused) && refused.Batch == batch:
		return affiliate.Errorf(affiliate.Conflict, "Another device is paying some of these sales already.").
			WithHint("Nothing was changed. Sync, and look at the payments.")
	case errors.As(err, &problem) && problem.Code == relayapi.CodeRecovering:
		return affiliate.Errorf(affiliate.Unavailable, "%s", s.restoredWords(ctx)).
			WithHint("This step is saved and completes by itself; doing it again is not needed.")
	case errors.Is(err, relayapi.ErrUnreachable):
		return affiliate.Errorf(affiliate.Unavailable, "The relay does not answer, so this step waits.").
			WithHint("It is saved and completes by itself at the next sync; doing it again is not needed.")
	}
	return err
}

// waitingFor names the devices that still owe a restored relay what it lost.
func (s *session) waitingFor(ctx context.Context) ([]string, error) {
	text, err := s.store.Noted(ctx, ingest.NoteWaiting)
	if err != nil || text == "" {
		return []string{}, err
	}
	return strings.Split(text, "\n"), nil
}

// restoredWords says why payments wait after the relay was restored; empty
// when they don't.
func (s *session) restoredWords(ctx context.Context) string {
	names, err := s.waitingFor(ctx)
	if err != nil || len(names) == 0 {
		return ""
	}
	return "The relay was restored from a copy, and payments wait until it has heard from " + strings.Join(names, ", ") +
		". Open Linkledger there, or remove a device that is gone under Settings."
}
