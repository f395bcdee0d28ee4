package ingest

import (
	"context"
	"fmt"

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
	closed, err := tx.MonthClosed(ctx, c.Key)
	if err != nil || closed == m.Closed {
		return err
	}
	if end := c.Key + "-32"; m.Closed && f.fact.known < end {
		return tx.Problem(ctx, fmt.Sprintf("%s was closed before it was over, and stays open.", c.Key), false)
	}
	m.Month, m.Day, m.Actor = c.Key, f.fact.known, e.Actor
	return tx.PutMonthClose(ctx, m)
}
