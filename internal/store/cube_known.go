package store

import (
	"context"

	"linkledger/internal/cube"
)

// knownDay is how far the days go on which a fold learns of things.
type knownDay struct {
	day, relay string // YYYY-MM-DD; empty before anything is known
}

// AheadAtMost is by how many days a device's clock is believed to be ahead of
// the last that the relay said: a wrong one must not put what becomes known
// into years to come.
const AheadAtMost = 31

// on is the known day after an entry of a day. It never goes back.
func (k knownDay) on(day string, relay bool) knownDay {
	at, err := cube.DayOf(day)
	if err != nil {
		return k
	}
	if relay {
		k.relay = max(k.relay, day)
	} else if last, err := cube.DayOf(k.relay); err == nil && at > last+AheadAtMost {
		return k
	}
	k.day = max(k.day, day)
	return k
}

// On tells on which day an entry came to the log, by the relay's own clock or a
// device's, and gives the day on which it counts as known.
func (t *Tx) On(ctx context.Context, day string, relay bool) (known string, err error) {
	k, err := t.run.knownDay(ctx)
	if err != nil {
		return "", err
	}
	next := k.on(day, relay)
	if next.day != k.day { // what is not worked out yet was known before
		if err := t.run.workOut(ctx); err != nil {
			return "", err
		}
		if err := t.exec(ctx, `INSERT INTO known_since (day, seq) VALUES (?, ?) ON CONFLICT DO NOTHING`, next.day, t.entry.Seq); err != nil {
			return "", err
		}
	}
	t.run.cube.known = &next
	return next.day, nil
}

func (f *folding) knownDay(ctx context.Context) (knownDay, error) {
	if f.cube.known == nil {
		k, _, err := one(ctx, f, func(r scanner) (k knownDay, err error) { return k, r.Scan(&k.day, &k.relay) }, `SELECT day, relay FROM cube_known`)
		if err != nil {
			return k, err
		}
		f.cube.known = &k
	}
	return *f.cube.known, nil
}

// keepKnown writes the known day, if it moved.
func (f *folding) keepKnown(ctx context.Context) error {
	if f.cube.known == nil {
		return nil
	}
	return f.exec(ctx, `INSERT INTO cube_known (id, day, relay) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE
		SET day = excluded.day, relay = excluded.relay WHERE day <> excluded.day OR relay <> excluded.relay`, f.cube.known.day, f.cube.known.relay)
}
