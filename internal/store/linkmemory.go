package store

import (
	"context"

	"linkledger/internal/affiliate"
)

// linkMemory is what a fold has read of links by their numbers, which each
// conversion asks for. A change of any link empties it.
type linkMemory map[int64]knownLink

type knownLink struct {
	affiliate.Link
	found bool
}

const manyLinks = 20_000

// LinkByNumber is the link of a number as the fold sees it.
func (t *Tx) LinkByNumber(ctx context.Context, number int64) (affiliate.Link, bool, error) {
	if l, known := t.run.links[number]; known {
		return l.Link, l.found, nil
	}
	link, found, err := one(ctx, t.run, scanLink, `SELECT `+linkColumns+` FROM link WHERE number = ?`, number)
	if err == nil {
		if len(t.run.links) >= manyLinks {
			clear(t.run.links)
		}
		t.run.links[number] = knownLink{link, found}
	}
	return link, found, err
}
