package store

import (
	"context"
	"encoding/json"
	"fmt"

	"golang.org/x/sync/errgroup"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// CountSales is how many payouts an offer has in a window.
func (s *Store) CountSales(ctx context.Context, offer affiliate.OfferID, w earnings.Window) (n int, err error) {
	err = s.db.Read.QueryRowContext(ctx, `SELECT count(*) FROM payout WHERE offer_id = ?1 AND day >= ?2 AND (?3 = '' OR day <= ?3)`,
		offer, w.From, w.To).Scan(&n)
	return n, err
}

// replayHalves cut the conversions in two by their ids, which are spread evenly
// over the letters and digits of base32: so two cores read at once.
var replayHalves = [][2]string{{"conversion:", "conversion:k"}, {"conversion:k", "conversion;"}}

// replayStep is how many sales are read before it is told.
const replayStep = 2048

// ReplaySales lists what may earn on an offer in a window, with what it earns
// now, in no order: conversions that count, and the clicks of days where those
// are asked for or were paid. It tells how many more it has read from several
// goroutines.
func (s *Store) ReplaySales(ctx context.Context, offer affiliate.OfferID, w earnings.Window, with earnings.Facts, read func(n int)) ([]earnings.Past, error) {
	know, err := s.replayFacts(ctx, offer)
	if err != nil {
		return nil, err
	}
	parts := make([][]earnings.Past, len(replayHalves)+1)
	group, ctx := errgroup.WithContext(ctx)
	for i, half := range replayHalves {
		group.Go(func() (err error) {
			parts[i], err = s.replayPart(ctx, half, offer, w, with, know, read)
			return err
		})
	}
	group.Go(func() (err error) {
		parts[len(replayHalves)], err = s.replayClicks(ctx, offer, w, with.ClickDays, know)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return append(append(parts[0], parts[1]...), parts[2]...), nil
}

// replayPart reads along the order in which payouts and conversions are kept,
// so that each page is read once.
func (s *Store) replayPart(ctx context.Context, part [2]string, offer affiliate.OfferID, w earnings.Window, with earnings.Facts, know replayFacts, read func(n int)) ([]earnings.Past, error) {
	result, err := s.db.Read.QueryContext(ctx, `SELECT p.cause, p.member_id, p.day, p.at, iif(?6, p.click_id, ''), p.currency, p.amount_minor,
			c.currency, c.sale_minor, c.commission_minor, iif(?7, c.order_facts, '')
		FROM payout AS p CROSS JOIN conversion AS c ON c.id = substr(p.cause, 12)
		WHERE p.cause >= ?1 AND p.cause < ?2 AND p.offer_id = ?3 AND p.counts AND p.day >= ?4 AND (?5 = '' OR p.day <= ?5)`,
		part[0], part[1], offer, w.From, w.To, with.ClickID, with.Order)
	if err != nil {
		return nil, err
	}
	defer result.Close()
	var list []earnings.Past
	for result.Next() {
		sale := earnings.Past{Item: earnings.Item{Offer: offer, Status: affiliate.StatusApproved}}
		i := &sale.Item
		var facts string
		if err := result.Scan(&i.Cause, &i.Member, &i.Place.Day, &i.Place.At, &i.ClickID, &sale.Now.Currency, &sale.Now.Minor,
			&i.Sale.Currency, &i.Sale.Minor, &i.Commission.Minor, &facts); err != nil {
			return nil, err
		}
		i.Place.Cause, i.Commission.Currency = i.Cause, i.Sale.Currency
		i.Group, i.Adjusted = know.groupOn(i.Member, i.Place.Day), know.adjusted[i.Cause]
		if facts != "" {
			if err := json.Unmarshal([]byte(facts), &i.Order); err != nil {
				return nil, fmt.Errorf("read what is known of the order of %s: %w", i.Cause, err)
			}
		}
		if list = append(list, sale); len(list)%replayStep == 0 {
			read(replayStep)
		}
	}
	read(len(list) % replayStep)
	return list, result.Err()
}

// replayClicks lists the clicks of days: all of them when they are asked for,
// those that were paid otherwise.
func (s *Store) replayClicks(ctx context.Context, offer affiliate.OfferID, w earnings.Window, all bool, know replayFacts) ([]earnings.Past, error) {
	type paid struct {
		cause string
		now   money.Amount
	}
	now := map[string]money.Amount{}
	payouts, err := rows(ctx, s.db.Read, func(r scanner) (p paid, err error) { return p, r.Scan(&p.cause, &p.now.Currency, &p.now.Minor) },
		`SELECT cause, currency, amount_minor FROM payout WHERE cause >= ?1 AND cause < ?2`, "clicks:"+string(offer)+".", "clicks:"+string(offer)+"/")
	for _, p := range payouts {
		now[p.cause] = p.now
	}
	if err != nil || !all && len(now) == 0 {
		return nil, err
	}
	return rows(ctx, s.db.Read, func(r scanner) (p earnings.Past, err error) {
		var member affiliate.MemberID
		var day string
		var clicks int64
		if err = r.Scan(&member, &day, &clicks); err != nil {
			return p, err
		}
		p.Item = earnings.ClicksOf(affiliate.ClicksCause(offer, member, day), offer, member, day, clicks)
		p.Group, p.Now = know.groupOn(member, day), now[p.Cause]
		return p, nil
	}, `SELECT l.member_id, d.day, sum(d.unique_count) FROM link AS l JOIN link_day AS d ON d.number = l.number
		WHERE l.offer_id = ?1 AND l.test = 0 AND d.unique_count > 0 AND d.day >= ?2 AND (?3 = '' OR d.day <= ?3) GROUP BY 1, 2`, offer, w.From, w.To)
}

// replayFacts are what is small enough to be kept at hand.
type replayFacts struct {
	groups   map[affiliate.MemberID][]datedGroup // of each member, the newest first
	adjusted map[string]money.Amount             // by cause
}

type datedGroup struct {
	since string
	group affiliate.GroupID
}

func (f replayFacts) groupOn(member affiliate.MemberID, day string) affiliate.GroupID {
	for _, g := range f.groups[member] {
		if g.since <= day {
			return g.group
		}
	}
	return ""
}

func (s *Store) replayFacts(ctx context.Context, offer affiliate.OfferID) (replayFacts, error) {
	f := replayFacts{groups: map[affiliate.MemberID][]datedGroup{}, adjusted: map[string]money.Amount{}}
	_, err := rows(ctx, s.db.Read, func(r scanner) (member affiliate.MemberID, err error) {
		var g datedGroup
		if err = r.Scan(&member, &g.since, &g.group); err == nil {
			f.groups[member] = append(f.groups[member], g)
		}
		return member, err
	}, `SELECT subject, since, value FROM dated_fact WHERE what = 'group' ORDER BY subject, since DESC`)
	if err != nil {
		return f, err
	}
	_, err = rows(ctx, s.db.Read, func(r scanner) (id affiliate.ConversionID, err error) {
		var sum money.Amount
		if err = r.Scan(&id, &sum.Currency, &sum.Minor); err == nil {
			f.adjusted[id.Cause()] = sum
		}
		return id, err
	}, `SELECT a.conversion_id, a.currency, sum(a.amount_minor) FROM adjustment AS a JOIN conversion AS c ON c.id = a.conversion_id
		WHERE a.conversion_id <> '' AND a.cancelled = 0 AND c.offer_id = ? GROUP BY 1, 2`, offer)
	return f, err
}
