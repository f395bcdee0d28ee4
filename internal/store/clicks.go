package store

import (
	"context"

	"linkledger/internal/affiliate"
)

var (
	addToLinkDay   = linkDays.adding([]string{"number", "day"}, "gross", "unique_count")
	addToLinkTotal = linkTotals.adding([]string{"number"}, "gross", "unique_count", "rejected")
)

// AddClicks adds counts to what is known of each day.
func (t *Tx) AddClicks(ctx context.Context, links []affiliate.LinkDay, offers []affiliate.OfferDay) error {
	for _, l := range links {
		_, err := t.run.write(ctx, linkDays, addToLinkDay, l.Number, l.Day, l.Gross, l.Unique)
		if err != nil {
			return err
		}
		more := LinkClicks{Gross: int(l.Gross), Unique: int(l.Unique)}
		for reason, n := range l.Rejected {
			more.Rejected += int(n)
			err := t.exec(ctx, `INSERT INTO link_day_rejected (number, day, reason, clicks) VALUES (?, ?, ?, ?)
				ON CONFLICT (number, day, reason) DO UPDATE SET clicks = clicks + excluded.clicks`, l.Number, l.Day, reason, n)
			if err != nil {
				return err
			}
		}
		if err := t.addToTotal(ctx, l.Number, more); err != nil {
			return err
		}
	}
	return t.run.clicked(ctx, links, offers)
}

// addToTotal adds clicks to what all days of a link come to.
func (t *Tx) addToTotal(ctx context.Context, number int64, more LinkClicks) error {
	_, err := t.run.write(ctx, linkTotals, addToLinkTotal, number, more.Gross, more.Unique, more.Rejected)
	return err
}

// UniqueClicks counts the unique clicks of a member's links of an offer on a
// day; those of test links are left out.
func (t *Tx) UniqueClicks(ctx context.Context, d affiliate.ClickDay) (n int64, err error) {
	err = t.run.QueryRowContext(ctx, `SELECT coalesce(sum(unique_count), 0) FROM link JOIN link_day USING (number)
		WHERE member_id = ? AND offer_id = ? AND test = 0 AND day = ?`, d.Member, d.Offer, d.Day).Scan(&n)
	return n, err
}

// LinkDays lists the days with clicks of a link.
func (t *Tx) LinkDays(ctx context.Context, number int64) ([]affiliate.ClickDay, error) {
	return rows(ctx, t.run, scanClickDay, `SELECT offer_id, member_id, day FROM link JOIN link_day USING (number) WHERE number = ? ORDER BY day`, number)
}

func scanClickDay(r scanner) (d affiliate.ClickDay, err error) {
	return d, r.Scan(&d.Offer, &d.Member, &d.Day)
}

// ClickDays lists the days from one on with clicks of an offer, by member.
func (t *Tx) ClickDays(ctx context.Context, offer affiliate.OfferID, from string) ([]affiliate.ClickDay, error) {
	return rows(ctx, t.run, scanClickDay, `SELECT DISTINCT offer_id, member_id, day FROM link JOIN link_day USING (number)
		WHERE offer_id = ? AND test = 0 AND day >= ? ORDER BY day, member_id`, offer, from)
}

// LinkClicks are the clicks of a link.
type LinkClicks struct {
	Gross, Unique, Rejected int
}

// ClicksByLink counts the clicks of each link, by number, on days from and to,
// both included; empty ends are open.
func (s *Store) ClicksByLink(ctx context.Context, from, to string) (map[int64]LinkClicks, error) {
	counts := map[int64]LinkClicks{}
	result, err := s.db.Read.QueryContext(ctx, `SELECT number, sum(gross), sum(unique_count), sum(rejected) FROM (
			SELECT number, gross, unique_count, 0 AS rejected, day FROM link_day
			UNION ALL SELECT number, 0, 0, clicks, day FROM link_day_rejected)
		WHERE (?1 = '' OR day >= ?1) AND (?2 = '' OR day <= ?2) GROUP BY number`, from, to)
	if err != nil {
		return nil, err
	}
	defer result.Close()
	for result.Next() {
		var number int64
		var c LinkClicks
		if err := result.Scan(&number, &c.Gross, &c.Unique, &c.Rejected); err != nil {
			return nil, err
		}
		counts[number] = c
	}
	return counts, result.Err()
}
