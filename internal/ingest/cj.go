package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
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
	pull := pulled{syncer: s, now: now, seen: map[string]bool{}}
	for row, err := range s.CJ.Posted(ctx, since, now.Add(time.Second)) {
		if err == nil {
			err = pull.take(ctx, row)
		}
		if err != nil {
			return pull.appended, err
		}
	}
	open = slices.DeleteFunc(open, func(id string) bool { return pull.seen[id] })
	for again := range slices.Chunk(open, idsPerRead) {
		moved, err := s.CJ.ByID(ctx, again)
		for _, row := range moved {
			if err == nil {
				err = pull.take(ctx, row)
			}
		}
		if err != nil {
			return pull.appended, err
		}
	}
	err = pull.flush(ctx)
	if appended = pull.appended; err != nil {
		return appended, err
	}
	if err := s.Store.Note(ctx, noteSwept, now.Format(time.RFC3339)); err != nil {
		return appended, err
	}
	return appended, s.Store.Note(ctx, NoteCJAsOf, now.Format(time.RFC3339))
}

// pulled collects CJ's rows and appends the changed ones a page at a time, so
// that a year of them is never held at once.
type pulled struct {
	syncer   *Syncer
	now      time.Time
	seen     map[string]bool
	page     []affiliate.CommissionRow
	appended bool
}

func (p *pulled) take(ctx context.Context, row affiliate.CommissionRow) error {
	if p.seen[row.CommissionID] {
		return nil // CJ may repeat a page
	}
	p.seen[row.CommissionID] = true
	if p.page = append(p.page, row); len(p.page) < pageSize {
		return nil
	}
	return p.flush(ctx)
}

// flush saves the collected rows that are new or have moved as one batch.
func (p *pulled) flush(ctx context.Context) error {
	s := p.syncer
	ids := make([]string, len(p.page))
	for i, row := range p.page {
		ids[i] = row.CommissionID
	}
	hashes, places, err := s.Store.CommissionVersions(ctx, ids)
	if err != nil {
		return err
	}
	var batch affiliate.Batch
	for _, row := range p.page {
		body, hash, err := rowHash(row)
		if err != nil {
			return err
		}
		if hashes[row.CommissionID] == hash {
			continue
		}
		// The same step from the same state is one entry, whichever device saw it.
		key := s.Fold.Keys.Hash(relayapi.KindCJ, row.CommissionID, strconv.FormatInt(places[row.CommissionID], 10), hash)
		batch.Entries = append(batch.Entries, affiliate.Entry{ID: s.NewID(), Kind: relayapi.KindCJ, Schema: affiliate.CommissionSchema,
			Actor: s.Actor, Time: p.now.Truncate(time.Millisecond), Key: key, Body: body, Subject: row.CommissionID})
	}
	p.page = p.page[:0]
	if len(batch.Entries) == 0 {
		return nil
	}
	batch.ID, p.appended = s.NewID(), true
	return s.Store.Enqueue(ctx, batch)
}

func rowHash(row affiliate.CommissionRow) (body []byte, hash string, err error) {
	if body, err = json.Marshal(row); err != nil {
		return nil, "", fmt.Errorf("write CJ's row %s: %w", row.CommissionID, err)
	}
	sum := sha256.Sum256(body)
	return body, hex.EncodeToString(sum[:]), nil
}
