package store

import (
	"context"
	"fmt"
	"math"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
)

// MonthAdjustment is what a cause of the ledger moved of closed months on a
// known day.
type MonthAdjustment struct {
	Known cube.Day
	Cause string
	Sales []cube.Sale // differences, on the days of their sales
	Why   []string    // what happened to the conversion on that day, in sentences
}

// adjust adds to what a cause moved of closed months.
func (f *folding) adjust(ctx context.Context, known cube.Day, cause string, more []cube.Sale) error {
	if len(more) == 0 {
		return nil
	}
	stored, _, err := one(ctx, f, func(r scanner) (b []byte, err error) { return b, r.Scan(&b) },
		`SELECT cells FROM month_adjustment WHERE known = ? AND cause = ?`, known.String(), cause)
	if err != nil {
		return err
	}
	var before cube.Cells
	if err := before.Unpack(cube.PartSales, stored); err != nil {
		return fmt.Errorf("what %s moved of closed months on %s: %w", cause, known, err)
	}
	sum := cube.Add(before, cube.Collect(cube.Cells{Sales: more}))
	return f.writeCells(ctx, monthAdjustments, !sum.IsZero(), cube.PackSales(sum.Sales), known.String(), cause)
}

// MonthAdjustments lists what became known of closed months within a period of
// known days, oldest first, with the texts of the cells' words.
func (s *Store) MonthAdjustments(ctx context.Context, from, to cube.Day) (list []MonthAdjustment, words []string, err error) {
	list, err = snapshot(ctx, s, func(q queryer) ([]MonthAdjustment, error) {
		texts, err := allWords(ctx, q)
		if err != nil {
			return nil, err
		}
		words = texts
		list, err := rows(ctx, q, scanMonthAdjustment, `SELECT known, cause, cells FROM month_adjustment WHERE known BETWEEN ? AND ? ORDER BY known, cause`, from.String(), to.String())
		for i := range list {
			if err == nil {
				list[i].Why, err = happened(ctx, q, list[i])
			}
		}
		return list, err
	})
	return list, words, err
}

func scanMonthAdjustment(r scanner) (a MonthAdjustment, err error) {
	var known string
	var cells []byte
	if err = r.Scan(&known, &a.Cause, &cells); err != nil {
		return a, err
	}
	if a.Known, err = cube.DayOf(known); err != nil {
		return a, err
	}
	a.Sales, err = cube.UnpackSales(cells)
	return a, err
}

// happened is what a conversion's history tells of a known day.
func happened(ctx context.Context, q queryer, a MonthAdjustment) ([]string, error) {
	id, of := affiliate.ConversionOf(a.Cause)
	if !of {
		return nil, nil
	}
	from, err := knownBy(ctx, q, (a.Known - 1).String())
	if err != nil {
		return nil, err
	}
	before, err := knownBy(ctx, q, a.Known.String())
	if err != nil {
		return nil, err
	}
	return rows(ctx, q, scanText, `SELECT what FROM conversion_event WHERE conversion_id = ? AND seq >= ? AND seq < ? ORDER BY seq`, id, from, before)
}

// Known is the last day on which the fold learned anything; empty before that.
func (s *Store) Known(ctx context.Context) (day string, err error) {
	day, _, err = one(ctx, s.db.Read, scanText, `SELECT day FROM cube_known`)
	return day, err
}

// knownBy is the place in the log of the first entry that became known after
// a day.
func knownBy(ctx context.Context, q queryer, day string) (seq int64, err error) {
	seq, found, err := one(ctx, q, func(r scanner) (n int64, err error) { return n, r.Scan(&n) },
		`SELECT seq FROM known_since WHERE day > ? ORDER BY day LIMIT 1`, day)
	if !found {
		seq = math.MaxInt64
	}
	return seq, err
}
