package desktop

import (
	"context"
	"errors"
	"time"

	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// prove reads the database in the background, now and each day: payments stop
// until it has been found sound. At a start it is quicker, while the last whole
// proof is not a day old. What could not be checked is tried again soon.
func (s *session) prove(ctx context.Context) {
	verify, pause := s.store.VerifyQuickly, s.untilWhole(ctx)
	if pause == 0 {
		verify, pause = s.verifyWhole, verifyEvery
	}
	for ctx.Err() == nil {
		if err := s.proveBy(ctx, verify); err != nil && ctx.Err() == nil {
			s.app.changed()
			if s.damaged() == "" {
				pause = verifyAgain
			}
		}
		hold(ctx, pause)
		verify, pause = s.verifyWhole, verifyEvery
	}
}

// untilWhole is how long the last whole proof of the database still counts.
func (s *session) untilWhole(ctx context.Context) time.Duration {
	text, err := s.store.Noted(ctx, noteWhole)
	if err != nil {
		return 0
	}
	last, err := time.Parse(time.RFC3339, text)
	age := s.app.now().Sub(last)
	if err != nil || age < 0 || age > verifyEvery {
		return 0
	}
	return verifyEvery - age
}

// proveNow reads the whole database, replays the books and keeps the outcome.
func (s *session) proveNow(ctx context.Context) error {
	return s.proveBy(ctx, s.verifyWhole)
}

// verifyWhole is the whole proof, of which a later start knows.
func (s *session) verifyWhole(ctx context.Context, progress func(done, total int)) (store.Findings, error) {
	began := s.app.now().UTC().Format(time.RFC3339)
	found, err := s.store.Verify(ctx, progress)
	if err == nil && len(found) == 0 {
		err = s.store.Note(ctx, noteWhole, began)
		s.reportsStand(ctx)
	} else if ctx.Err() == nil {
		err = errors.Join(err, s.store.DropNote(ctx, noteWhole))
	}
	return found, err
}

// reportsStand proves that what reports read is what the facts come to, and else
// makes it of them anew. No money moves by it, so payments don't wait for it.
func (s *session) reportsStand(ctx context.Context) {
	found := s.store.CheckCube(ctx)
	if found == nil || ctx.Err() != nil {
		return
	}
	s.app.log.Warn("reports are made again of the facts", "why", found)
	if err := errors.Join(s.store.RebuildCube(ctx), s.store.CheckCube(ctx)); err != nil {
		s.app.log.Error("reports are not what the facts come to", "error", err)
	}
	s.app.changed()
}

func (s *session) proveBy(ctx context.Context, verify func(context.Context, func(done, total int)) (store.Findings, error)) error {
	found, err := verify(ctx, nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err = errors.Join(err, found.Err()); err == nil {
		if err := s.store.Note(ctx, noteProven, s.clock.Now().UTC().Format(time.RFC3339)); err != nil {
			s.app.log.Warn("note that the database is sound", "error", err)
		}
	}
	s.mu.Lock()
	s.unproven = err
	s.mu.Unlock()
	s.provenOnce.Do(func() { close(s.proven) })
	return err
}

// lastProof is what the last proof of the database ended with.
func (s *session) lastProof() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unproven
}

// damaged tells what is wrong with the open database; empty when nothing is
// known to be. One that could not be read for a lock or a full disk is not.
func (s *session) damaged() string {
	err := s.lastProof()
	if !errors.Is(err, sqlitex.ErrCorrupt) && !sqlitex.IsCorrupt(err) {
		return ""
	}
	return sentence(err.Error())
}

// unprovenWords say why payments wait for the proof of the database.
func (s *session) unprovenWords() string {
	const patience = time.Second // a small database is read by then
	select {
	case <-s.proven:
	case <-s.ctx.Done():
	case <-time.After(patience):
		return "The database is being checked. Payments go on when that is done."
	}
	if words := s.damaged(); words != "" {
		return words + " Rebuild it under Settings > Backups."
	}
	if err := s.lastProof(); err != nil {
		return "The database could not be checked (" + err.Error() + "). It is tried again soon, and payments wait until then."
	}
	return ""
}
