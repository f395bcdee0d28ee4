package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// noteRefused is set when the relay has refused rows of CJ's, to another value
// each time, until the ledger was read again for them.
const noteRefused = "cj_refused"

// halfPushes bounds what is tried for one batch: three rows of a thousand that
// are refused, each by itself, take fewer.
const halfPushes = 64

// refusedRows brings what the relay takes of a refused batch into the log, and
// drops the rest, which is read again.
func (s *Syncer) refusedRows(ctx context.Context, batch affiliate.Batch, epoch string, problem relayapi.Problem) (refusal, err error) {
	tries := halfPushes
	n, err := s.pushHalves(ctx, batch.Entries, epoch, &tries)
	if err != nil {
		return nil, err
	}
	if err := s.Store.Withdraw(ctx, batch.ID); err != nil || n == 0 {
		return nil, err
	}
	problem.Message = fmt.Sprintf("The relay refused %d of CJ's rows, which are read and sent again: %s", n, problem.Message)
	return problem, s.Store.Note(ctx, noteRefused, s.NewID())
}

// pushHalves pushes the halves of what was refused, so that one row does not
// keep back all the others; n is how many are refused.
func (s *Syncer) pushHalves(ctx context.Context, entries []affiliate.Entry, epoch string, tries *int) (n int, err error) {
	if len(entries) == 1 || *tries < 2 {
		return len(entries), nil
	}
	half := len(entries) / 2
	for _, part := range [][]affiliate.Entry{entries[:half], entries[half:]} {
		*tries--
		err := s.pushBatch(ctx, affiliate.Batch{Entries: part}, epoch)
		var problem relayapi.Problem
		if errors.As(err, &problem) && final(problem) {
			var refused int
			refused, err = s.pushHalves(ctx, part, epoch, tries)
			n += refused
		}
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// startAgain has the ledger read from its start for rows that the relay
// refused: at once, and then once a day, or when a person asks. It gives the
// note that this reading answers, if any.
func (p *pulling) startAgain(ctx context.Context) (refused string, err error) {
	refused, err = p.Store.Noted(ctx, noteRefused)
	if err != nil || refused == "" || !p.Pull.All && p.now.Sub(p.place.Again) < dailyPause {
		return "", err
	}
	p.place.Swept, p.place.Again = time.Time{}, p.now
	return refused, nil
}

// sentAgain drops the note, unless rows were refused again meanwhile.
func (p *pulling) sentAgain(ctx context.Context, refused string) error {
	if now, err := p.Store.Noted(ctx, noteRefused); err != nil || refused == "" || now != refused {
		return err
	}
	return p.Store.Note(ctx, noteRefused, "")
}
