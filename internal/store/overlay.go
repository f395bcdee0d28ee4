package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// waiting lists the changes of a noun that have no place in the log yet, oldest
// first.
func waiting(ctx context.Context, q queryer, noun affiliate.Noun) ([]affiliate.Change, error) {
	bodies, err := rows(ctx, q, func(r scanner) (body []byte, err error) { return body, r.Scan(&body) },
		`SELECT body FROM outbox WHERE noun = ? AND kind = 'change' ORDER BY position`, noun)
	if err != nil {
		return nil, err
	}
	changes := make([]affiliate.Change, 0, len(bodies))
	for _, body := range bodies {
		c, err := affiliate.ParseChange(body)
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return changes, nil
}

// overlay lays the waiting changes of a noun over what the log says, so that
// an edit is seen at once and still marked as not synced. Things that only the
// outbox knows come last.
func overlay[T any](ctx context.Context, q queryer, noun affiliate.Noun, folded []T, id func(T) string, touch func(v *T, id string)) ([]T, error) {
	changes, err := waiting(ctx, q, noun)
	if err != nil || len(changes) == 0 {
		return folded, err
	}
	place := make(map[string]int, len(folded))
	for i, item := range folded {
		place[id(item)] = i
	}
	for _, c := range changes {
		i, known := place[c.Key]
		if !known {
			var fresh T
			folded = append(folded, fresh)
			i = len(folded) - 1
			place[c.Key] = i
		}
		merged, err := affiliate.Merge(folded[i], c)
		if err != nil {
			return nil, err
		}
		touch(&merged, c.Key)
		folded[i] = merged
	}
	return folded, nil
}
