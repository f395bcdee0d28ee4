package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

const (
	noteSwept    = "cj_swept"           // up to which posting date CJ's rows were read
	firstSweep   = 366 * 24 * time.Hour // how far back the first pull reads
	sweepOverlap = 31 * 24 * time.Hour  // read again each time: rows may be posted late
	idsPerRead   = 100                  // rows read again in one call
)

// pullCJ appends the rows of CJ's ledger that are new or have moved to the
// outbox: recent postings, and every row that is still open, since a status
// moves without a new row. It reports whether there were any.
func (s *Syncer) pullCJ(ctx context.Context) (appended bool, err error) {
	now := s.Clock.Now().UTC()
	since := now.Add(-firstSweep)
	if text, err := s.Store.Noted(ctx, noteSwept); err != nil {
		return false, err
	} else if swept, err := time.Parse(time.RFC3339, text); err == nil {
		since = swept.Add(-sweepOverlap)
	}
	open, err := s.Store.OpenCommissions(ctx)
	if err != nil {
		return false, err
	}
	var found []affiliate.CommissionRow
	seen := map[string]bool{}
	collect := func(row affiliate.CommissionRow) {
		if !seen[row.CommissionID] {
			seen[row.CommissionID] = true
			found = append(found, row)
		}
	}
	for row, err := range s.CJ.Posted(ctx, since, now.Add(time.Second)) {
		if err != nil {
			return false, err
		}
		collect(row)
	}
	for len(open) > 0 {
		n := min(idsPerRead, len(open))
		again := make([]string, 0, n)
		for _, id := range open[:n] {
			if !seen[id] {
				again = append(again, id)
			}
		}
		open = open[n:]
		if len(again) == 0 {
			continue
		}
		moved, err := s.CJ.ByID(ctx, again)
		if err != nil {
			return false, err
		}
		for _, row := range moved {
			collect(row)
		}
	}
	if appended, err = s.appendRows(ctx, found, now); err != nil {
		return appended, err
	}
	if err := s.Store.Note(ctx, noteSwept, now.Format(time.RFC3339)); err != nil {
		return appended, err
	}
	return appended, s.Store.Note(ctx, NoteCJAsOf, now.Format(time.RFC3339))
}

func (s *Syncer) appendRows(ctx context.Context, found []affiliate.CommissionRow, now time.Time) (appended bool, err error) {
	ids := make([]string, len(found))
	for i, row := range found {
		ids[i] = row.CommissionID
	}
	known, err := s.Store.CommissionHashes(ctx, ids)
	if err != nil {
		return false, err
	}
	var batch affiliate.Batch
	flush := func() error {
		if len(batch.Entries) == 0 {
			return nil
		}
		batch.ID = s.NewID()
		appended = true
		err := s.Store.Enqueue(ctx, batch)
		batch = affiliate.Batch{}
		return err
	}
	for _, row := range found {
		body, hash, err := rowHash(row)
		if err != nil {
			return appended, err
		}
		before := known[row.CommissionID]
		if before == hash {
			continue
		}
		// The same step from the same state is one entry, whichever device saw it.
		key := s.Fold.Key.Hash(relayapi.KindCJ, row.CommissionID, before, hash)
		batch.Entries = append(batch.Entries, affiliate.Entry{ID: s.NewID(), Kind: relayapi.KindCJ, Schema: affiliate.CommissionSchema,
			Actor: s.Actor, Time: now.Truncate(time.Millisecond), Key: key, Body: body, Subject: row.CommissionID})
		if len(batch.Entries) == pageSize {
			if err := flush(); err != nil {
				return appended, err
			}
		}
	}
	return appended, flush()
}

func rowHash(row affiliate.CommissionRow) (body []byte, hash string, err error) {
	if body, err = json.Marshal(row); err != nil {
		return nil, "", fmt.Errorf("write CJ's row %s: %w", row.CommissionID, err)
	}
	sum := sha256.Sum256(body)
	return body, hex.EncodeToString(sum[:]), nil
}
