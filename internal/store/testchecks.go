package store

import (
	"context"
	"database/sql"
	"time"

	"linkledger/internal/affiliate"
)

// TestCheck is a test purchase check as it is kept: on this device alone.
type TestCheck struct {
	ID         string
	OfferID    affiliate.OfferID
	OfferName  string // as it was then
	State      string
	StartedAt  time.Time
	WatchUntil time.Time // zero when nobody looks at it any more
	Seen       bool      // a person has seen how it ended
	Body       string    // JSON
}

const testCheckColumns = `id, offer_id, offer_name, state, started_at, watch_until, seen, body`

func scanTestCheck(r scanner) (c TestCheck, err error) {
	var started, until string
	if err = r.Scan(&c.ID, &c.OfferID, &c.OfferName, &c.State, &started, &until, &c.Seen, &c.Body); err != nil {
		return c, err
	}
	if c.StartedAt, err = parseTime(started); err != nil {
		return c, err
	}
	c.WatchUntil, err = parseTime(until)
	return c, err
}

// PutTestCheck keeps a check as it stands now.
func (s *Store) PutTestCheck(ctx context.Context, c TestCheck) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO test_check (`+testCheckColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET state = excluded.state, watch_until = excluded.watch_until, seen = excluded.seen, body = excluded.body`,
			c.ID, c.OfferID, c.OfferName, c.State, formatTime(c.StartedAt), formatTime(c.WatchUntil), c.Seen, c.Body)
		return err
	})
}

// SeeTestCheck says that a person has seen how a check ended.
func (s *Store) SeeTestCheck(ctx context.Context, id string) error {
	return s.db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE test_check SET seen = 1 WHERE id = ?`, id)
		return err
	})
}

// TestCheck is a check by its id: NotFound when there is none.
func (s *Store) TestCheck(ctx context.Context, id string) (TestCheck, error) {
	c, found, err := one(ctx, s.db.Read, scanTestCheck, `SELECT `+testCheckColumns+` FROM test_check WHERE id = ?`, id)
	if err == nil && !found {
		err = notFound("check")
	}
	return c, err
}

// TestChecks lists checks, newest first, of one offer or of all, and counts them.
func (s *Store) TestChecks(ctx context.Context, offer affiliate.OfferID, offset, limit int) (list []TestCheck, total int, err error) {
	const where = ` FROM test_check WHERE (?1 = '' OR offer_id = ?1)`
	if err = s.db.Read.QueryRowContext(ctx, `SELECT count(*)`+where, offer).Scan(&total); err != nil {
		return nil, 0, err
	}
	list, err = rows(ctx, s.db.Read, scanTestCheck, `SELECT `+testCheckColumns+where+` ORDER BY started_at DESC, id DESC LIMIT ?2 OFFSET ?3`, offer, limit, offset)
	return list, total, err
}

// TestCheckBefore is the check of the same offer that was finished before one;
// false without any.
func (s *Store) TestCheckBefore(ctx context.Context, c TestCheck) (TestCheck, bool, error) {
	return one(ctx, s.db.Read, scanTestCheck, `SELECT `+testCheckColumns+` FROM test_check
		WHERE offer_id = ? AND (started_at, id) < (?, ?) AND state IN ('passed', 'warned', 'failed') ORDER BY started_at DESC, id DESC LIMIT 1`,
		c.OfferID, formatTime(c.StartedAt), c.ID)
}

// WatchedTestChecks are those that are not done, or may still change at a time.
func (s *Store) WatchedTestChecks(ctx context.Context, now time.Time) ([]TestCheck, error) {
	return rows(ctx, s.db.Read, scanTestCheck, `SELECT `+testCheckColumns+` FROM test_check
		WHERE state = 'running' OR watch_until > ? ORDER BY started_at, id`, formatTime(now))
}

// UnseenTestChecks are those that ended and that nobody has looked at since.
func (s *Store) UnseenTestChecks(ctx context.Context) ([]TestCheck, error) {
	return rows(ctx, s.db.Read, scanTestCheck, `SELECT `+testCheckColumns+` FROM test_check
		WHERE seen = 0 AND state IN ('passed', 'warned', 'failed') ORDER BY started_at DESC, id DESC`)
}

// SalesOf are the conversions of a link or of an order number, and those that
// the network has of nobody's click, from a sale day on, in the log's order.
func (s *Store) SalesOf(ctx context.Context, link int64, order, from string) ([]affiliate.Conversion, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Conversion, error) {
		list, err := rows(ctx, q, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE sale_day >= ?3
			AND (link_number = ?1 OR order_id <> '' AND order_id = ?2 OR link_number = 0 AND member_id = '' AND action_id <> '') ORDER BY seq, id`, link, order, from)
		if err != nil {
			return nil, err
		}
		return list, decide(ctx, q, list)
	})
}
