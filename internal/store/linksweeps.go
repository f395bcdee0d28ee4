package store

import (
	"context"
	"database/sql"
	"time"
)

// keptSweeps is how many link health sweeps are remembered.
const keptSweeps = 60

// LinkSweep is a link health sweep as it is kept: on this device alone.
type LinkSweep struct {
	ID        string
	State     string
	StartedAt time.Time
	Seen      bool   // a person has seen how it ended
	Body      string // JSON
}

const linkSweepColumns = `id, state, started_at, seen, body`

func scanLinkSweep(r scanner) (l LinkSweep, err error) {
	var started string
	if err = r.Scan(&l.ID, &l.State, &started, &l.Seen, &l.Body); err != nil {
		return l, err
	}
	l.StartedAt, err = parseTime(started)
	return l, err
}

// PutLinkSweep keeps a sweep as it stands now; the oldest are forgotten.
func (s *Store) PutLinkSweep(ctx context.Context, l LinkSweep) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO link_sweep (`+linkSweepColumns+`) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET state = excluded.state, seen = excluded.seen, body = excluded.body`,
			l.ID, l.State, formatTime(l.StartedAt), l.Seen, l.Body)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM link_sweep WHERE id NOT IN (SELECT id FROM link_sweep ORDER BY started_at DESC, id DESC LIMIT ?)`, keptSweeps)
		return err
	})
}

// SeeLinkSweeps says that a person has seen how all sweeps ended.
func (s *Store) SeeLinkSweeps(ctx context.Context) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE link_sweep SET seen = 1 WHERE seen = 0 AND state <> 'running'`)
		return err
	})
}

// LinkSweep is a sweep by its id: NotFound when there is none.
func (s *Store) LinkSweep(ctx context.Context, id string) (LinkSweep, error) {
	l, found, err := one(ctx, s.db.Read, scanLinkSweep, `SELECT `+linkSweepColumns+` FROM link_sweep WHERE id = ?`, id)
	if err == nil && !found {
		err = notFound("sweep")
	}
	return l, err
}

// LinkSweeps lists the sweeps that are kept, newest first.
func (s *Store) LinkSweeps(ctx context.Context) ([]LinkSweep, error) {
	return rows(ctx, s.db.Read, scanLinkSweep, `SELECT `+linkSweepColumns+` FROM link_sweep ORDER BY started_at DESC, id DESC`)
}

// UnseenLinkSweeps are those that no person has seen the end of, newest first.
func (s *Store) UnseenLinkSweeps(ctx context.Context) ([]LinkSweep, error) {
	return rows(ctx, s.db.Read, scanLinkSweep, `SELECT `+linkSweepColumns+` FROM link_sweep WHERE seen = 0 ORDER BY started_at DESC, id DESC`)
}

// LinkWalk is a walk of a sweep.
type LinkWalk struct {
	Destination string
	Agent       string
	Body        string // JSON
}

// PutLinkWalk keeps a walk of a sweep.
func (s *Store) PutLinkWalk(ctx context.Context, sweepID string, w LinkWalk) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO link_walk (sweep_id, destination, agent, body) VALUES (?, ?, ?, ?)
			ON CONFLICT (sweep_id, destination, agent) DO UPDATE SET body = excluded.body`, sweepID, w.Destination, w.Agent, w.Body)
		return err
	})
}

// LinkWalks are the walks of a sweep, in no particular order.
func (s *Store) LinkWalks(ctx context.Context, sweepID string) ([]LinkWalk, error) {
	return rows(ctx, s.db.Read, func(r scanner) (w LinkWalk, err error) { return w, r.Scan(&w.Destination, &w.Agent, &w.Body) },
		`SELECT destination, agent, body FROM link_walk WHERE sweep_id = ?`, sweepID)
}
