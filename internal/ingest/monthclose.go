package ingest

import (
	"context"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
)

// monthClose folds that a person closed a month's figures, or opened it again.
// One that is not over by what the log knows can't be closed: what becomes known
// of it would have no day to count on.
func (f Folder) monthClose(ctx context.Context, tx Tx, e affiliate.Entry, c affiliate.Change) error {
	m, err := affiliate.Merge(affiliate.MonthClose{}, c)
	if err != nil || !affiliate.IsMonth(c.Key) {
		return fmt.Errorf("%w: a close of no month", errBody)
	}
	if end := c.Key + "-32"; m.Closed && f.fact.known < end {
		return tx.Problem(ctx, fmt.Sprintf("%s was closed before it was over, and stays open.", c.Key), false)
	}
	m.Month, m.Day, m.Actor, m.Device, m.At = c.Key, f.fact.known, e.Actor, e.Device, e.Time.UTC().Format(time.RFC3339)
	return tx.PutMonthClose(ctx, m)
}

// saysNothing reports whether a change closes a month that is closed, or opens
// one that is open: two people who do the same don't contradict each other.
func saysNothing(ctx context.Context, tx Tx, c affiliate.Change) (bool, error) {
	if c.Noun != affiliate.NounMonthClose {
		return false, nil
	}
	m, err := affiliate.Merge(affiliate.MonthClose{}, c)
	if err != nil {
		return false, fmt.Errorf("%w: %w", errBody, err)
	}
	closed, err := tx.MonthClosed(ctx, c.Key)
	return closed == m.Closed, err
}
