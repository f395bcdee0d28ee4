package store

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// roll is all things of a noun in memory, with the waiting edits laid over. Each
// question first brings it to the state of the database that the question sees;
// of what the log or the outbox brought since, only that is read.
type roll[ID ~string, T any] struct {
	at     foldStamp
	folded map[ID]T // as the log has them
	edits  waitingEdits
}

// rolling is how the things of a noun are read.
type rolling[ID ~string, T any] struct {
	noun     affiliate.Noun
	standing bool // edits that the relay refused are not laid over

	// since reads what the log changed after an entry.
	since func(ctx context.Context, q queryer, seq int64) ([]T, error)
	id    func(T) ID
	merge func(T, affiliate.Change) (T, error)
	// waiting is a thing as edits that wait make it.
	waiting func(T, ID) T
}

// next brings the roll to a state, and tells what is other than it was: the
// things by id, nil for one that is gone; with whole, nothing of before stands.
func (r *roll[ID, T]) next(ctx context.Context, q queryer, at foldStamp, how rolling[ID, T]) (changed map[ID]*T, whole bool, err error) {
	whole = r.folded == nil || !at.follows(r.at)
	if whole {
		r.at, r.folded, r.edits = foldStamp{}, map[ID]T{}, waitingEdits{noun: how.noun, standing: how.standing}
	}
	if changed, err = r.read(ctx, q, whole || at != r.at, how); err != nil {
		r.folded = nil // it is read whole the next time
		return nil, whole, err
	}
	r.at = at
	return changed, whole, nil
}

func (r *roll[ID, T]) read(ctx context.Context, q queryer, moved bool, how rolling[ID, T]) (map[ID]*T, error) {
	changed := map[ID]*T{}
	if moved {
		list, err := how.since(ctx, q, r.at.seq)
		if err != nil {
			return nil, err
		}
		for _, thing := range list {
			r.folded[how.id(thing)] = thing
			changed[how.id(thing)] = nil
		}
	}
	came, gone, err := r.edits.next(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, e := range slices.Concat(came, gone) {
		changed[ID(e.Key)] = nil
	}
	for id := range changed {
		if thing, known := r.folded[id]; known {
			changed[id] = &thing
		}
	}
	for _, e := range r.edits.list {
		id := ID(e.Key)
		laid, touched := changed[id]
		if !touched {
			continue
		}
		var thing T
		if laid != nil {
			thing = *laid
		}
		if thing, err = how.merge(thing, e.Change); err != nil {
			return nil, err
		}
		thing = how.waiting(thing, id)
		changed[id] = &thing
	}
	return changed, nil
}
