package store

import (
	"context"
	"time"

	"linkledger/internal/money"
)

// Corrections are CJ's corrections in one currency; amounts are minor units.
type Corrections struct {
	Currency         money.Currency
	Rows, Sales      int // corrections, and how many sales they are of
	Sale, Commission int64
	Newest           int64 // place in the log of the last one
}

// CorrectionsSince sums up CJ's corrections that came after a place in the log.
func (s *Store) CorrectionsSince(ctx context.Context, seq int64) ([]Corrections, error) {
	return rows(ctx, s.db.Read, func(r scanner) (c Corrections, err error) {
		return c, r.Scan(&c.Currency, &c.Rows, &c.Sales, &c.Sale, &c.Commission, &c.Newest)
	}, `SELECT currency, count(*), count(DISTINCT action_id), sum(sale_minor), sum(commission_minor), max(seq)
		FROM cj_commission INDEXED BY cj_commission_corrected WHERE original = 0 AND seq > ? GROUP BY currency ORDER BY currency`, seq)
}

// Lock is what CJ may still correct until about a time, in one currency.
type Lock struct {
	At               time.Time // start of the quarter of an hour
	Currency         money.Currency
	Sales            int
	Sale, Commission int64 // minor units
}

// LocksBetween sums up the sales that CJ locks between two times, the first
// ones first. Test purchases are left out.
func (s *Store) LocksBetween(ctx context.Context, from, to time.Time) ([]Lock, error) {
	return rows(ctx, s.db.Read, func(r scanner) (l Lock, err error) {
		var at string
		if err = r.Scan(&at, &l.Currency, &l.Sales, &l.Sale, &l.Commission); err == nil {
			l.At, err = parseTime(at)
		}
		return l, err
	}, `SELECT `+quarter+` AS at, currency, count(*), sum(sale_minor), sum(commission_minor)
		FROM conversion INDEXED BY conversion_locks WHERE cj_status IN ('new', 'extended') AND test = 0 AND locks_at <> ''
		AND locks_at > ? AND locks_at <= ? GROUP BY 1, 2 ORDER BY 1, 2`, formatTime(from), formatTime(to))
}

// manyEntries is how far back the last postback is looked for: some weeks of a
// large programme.
const manyEntries = 20_000

// LastReported is when the relay took the last postback; zero when that is long
// ago, or before any.
func (s *Store) LastReported(ctx context.Context) (time.Time, error) {
	text, _, err := one(ctx, s.db.Read, scanText, `SELECT time FROM log_entry WHERE kind = 'conversion' AND seq > (SELECT max(seq) FROM log_entry) - ?
		ORDER BY seq DESC LIMIT 1`, manyEntries)
	if err != nil {
		return time.Time{}, err
	}
	return parseTime(text)
}
