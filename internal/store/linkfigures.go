package store

import (
	"context"
	"encoding/json"
	"strings"

	"linkledger/internal/money"
)

// LinkFigures are what a link brought so far.
type LinkFigures struct {
	Clicks, Unique, Rejected int
	Conversions              int // in one currency; tests, rejected and reversed ones are left out
}

const linkFacts = `SELECT number, gross - rejected, unique_count, rejected, 0 FROM link_total WHERE true @clicked
	UNION ALL SELECT link_number, 0, 0, 0, count(*) FROM conversion
		WHERE test = 0 AND currency = ?1 AND status IN ('pending', 'approved', 'on_hold') @sold GROUP BY link_number`

// linkFigures are those of some links, or of all when numbers is nil.
func linkFigures(ctx context.Context, q queryer, currency money.Currency, numbers []int64) (map[int64]LinkFigures, error) {
	clicked, sold, args := "", "", []any{currency}
	if numbers != nil {
		list, err := json.Marshal(numbers)
		if err != nil {
			return nil, err
		}
		clicked, sold = "AND number IN (SELECT value FROM json_each(?2))", "AND link_number IN (SELECT value FROM json_each(?2))"
		args = append(args, string(list))
	}
	type part struct {
		number int64
		LinkFigures
	}
	parts, err := rows(ctx, q, func(r scanner) (p part, err error) {
		return p, r.Scan(&p.number, &p.Clicks, &p.Unique, &p.Rejected, &p.Conversions)
	}, strings.NewReplacer("@clicked", clicked, "@sold", sold).Replace(linkFacts), args...)
	figures := make(map[int64]LinkFigures, len(parts))
	for _, p := range parts {
		f := figures[p.number]
		f.Clicks, f.Unique, f.Rejected, f.Conversions = f.Clicks+p.Clicks, f.Unique+p.Unique, f.Rejected+p.Rejected, f.Conversions+p.Conversions
		figures[p.number] = f
	}
	return figures, err
}
