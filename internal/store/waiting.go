package store

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// waitingEdits are the changes of a noun that wait for their place in the log,
// kept in memory from one question to the next: only what came since is read.
type waitingEdits struct {
	noun     affiliate.Noun
	standing bool          // without what the relay refused
	list     []waitingEdit // oldest first
	last     int64         // position up to which they were read
	seen     waitingStamp
}

type waitingEdit struct {
	position int64
	affiliate.Change
}

// waitingStamp tells states of the outbox apart: positions are never used twice.
type waitingStamp struct {
	count    int
	position int64 // the highest
}

// next brings the edits to the state that q sees, and tells what came and went.
func (w *waitingEdits) next(ctx context.Context, q queryer) (came, gone []waitingEdit, err error) {
	where := `FROM outbox WHERE noun = ? AND kind = 'change'`
	if w.standing {
		where += ` AND refused = ''`
	}
	var now waitingStamp
	err = q.QueryRowContext(ctx, `SELECT count(*), coalesce(max(position), 0) `+where, w.noun).
		Scan(&now.count, &now.position)
	if err != nil || now == w.seen {
		return nil, nil, err
	}
	came, err = rows(ctx, q, scanEdit, `SELECT position, body `+where+` AND position > ? ORDER BY position`, w.noun, w.last)
	if err != nil {
		return nil, nil, err
	}
	if len(w.list)+len(came) != now.count {
		still, err := rows(ctx, q, func(r scanner) (p int64, err error) { return p, r.Scan(&p) },
			`SELECT position `+where+` AND position <= ? ORDER BY position`, w.noun, w.last)
		if err != nil {
			return nil, nil, err
		}
		w.list = slices.DeleteFunc(w.list, func(e waitingEdit) bool {
			_, waits := slices.BinarySearch(still, e.position)
			if !waits {
				gone = append(gone, e)
			}
			return !waits
		})
	}
	w.list, w.last, w.seen = append(w.list, came...), max(w.last, now.position), now
	return came, gone, nil
}

func scanEdit(r scanner) (e waitingEdit, err error) {
	var body []byte
	if err = r.Scan(&e.position, &body); err == nil {
		e.Change, err = affiliate.ParseChange(body)
	}
	return e, err
}
