package store

import (
	"context"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
)

// MonthClosed reports whether a month is closed, as the fold sees it.
func (t *Tx) MonthClosed(ctx context.Context, month string) (bool, error) {
	if err := t.run.readClosed(ctx); err != nil {
		return false, err
	}
	return t.run.cube.closed[month], nil
}

// PutMonthClose keeps that a month was closed or opened again. What moved before
// counts as it stood then.
func (t *Tx) PutMonthClose(ctx context.Context, m affiliate.MonthClose) error {
	fields, err := json.Marshal(m)
	if err == nil {
		err = t.run.workOut(ctx)
	}
	if err != nil {
		return err
	}
	t.run.cube.closed = nil
	return t.exec(ctx, `INSERT INTO month_close (month, seq, closed, fields) VALUES (?, ?, ?, ?)`, m.Month, t.entry.Seq, m.Closed, string(fields))
}

// closedMonths are those whose last word is that they are closed.
const closedMonths = `SELECT month FROM month_close AS c WHERE closed = 1 AND seq = (SELECT max(seq) FROM month_close WHERE month = c.month)`

func (f *folding) readClosed(ctx context.Context) error {
	if f.cube.closed != nil {
		return nil
	}
	list, err := rows(ctx, f, scanText, closedMonths)
	if err != nil {
		return err
	}
	f.cube.closed = make(map[string]bool, len(list))
	for _, month := range list {
		f.cube.closed[month] = true
	}
	return nil
}

func (f *folding) isClosed(ctx context.Context, day cube.Day) (bool, error) {
	if err := f.readClosed(ctx); err != nil || len(f.cube.closed) == 0 {
		return false, err
	}
	return f.cube.closed[day.Month()], nil
}

// MonthCloses lists when months were closed and opened again, in the log's
// order; what waits for its place there comes last.
func (s *Store) MonthCloses(ctx context.Context) ([]affiliate.MonthClose, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.MonthClose, error) {
		list, err := rows(ctx, q, scanMonthClose, `SELECT month, fields FROM month_close ORDER BY seq`)
		if err != nil {
			return nil, err
		}
		changes, err := waiting(ctx, q, affiliate.NounMonthClose)
		for _, c := range changes {
			m, err := affiliate.Merge(affiliate.MonthClose{}, c)
			if err != nil {
				return nil, err
			}
			m.Month = c.Key
			list = append(list, m)
		}
		return list, err
	})
}

func scanMonthClose(r scanner) (m affiliate.MonthClose, err error) {
	var month, fields string
	if err = r.Scan(&month, &fields); err != nil {
		return m, err
	}
	if err = json.Unmarshal([]byte(fields), &m); err != nil {
		return m, fmt.Errorf("read a close of %s: %w", month, err)
	}
	m.Month, m.Synced = month, true
	return m, nil
}
