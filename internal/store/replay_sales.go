package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/sync/errgroup"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
	"linkledger/internal/sqlitex"
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
// so that each page is read once: the plus signs keep the indexes out of it.
func (s *Store) replayPart(ctx context.Context, part [2]string, offer affiliate.OfferID, w earnings.Window, with earnings.Facts, know replayFacts, read func(n int)) ([]earnings.Past, error) {
	query := fmt.Sprintf(`SELECT p.cause, p.member_id, p.day, p.at, p.currency, p.amount_minor, c.currency, c.sale_minor, c.commission_minor, %s, %s, %s, %s
		FROM payout AS p CROSS JOIN conversion AS c ON c.id = substr(p.cause, 12)
		WHERE p.cause >= %s AND p.cause < %s AND +p.offer_id = %s AND +p.counts AND +p.day >= %s AND (%[9]s = '' OR +p.day <= %[9]s)`,
		column("p.click_id", with.ClickID), column("c.order_facts", with.Order), column("c.action_id <> ''", with.Order),
		column("c.promo_code", with.Order), quote(part[0]), quote(part[1]), quote(string(offer)), quote(w.From), quote(w.To))
	var list []earnings.Past
	var broken error
	seen := interned{}
	err := s.db.Scan(ctx, query, func(r sqlitex.Row) {
		sale := earnings.Past{Item: earnings.Item{Cause: string(r.Text(0)), Offer: offer, Member: affiliate.MemberID(seen.text(r.Text(1))),
			Status: affiliate.StatusApproved, ClickID: string(r.Text(9)), FromCJ: r.Int(11) != 0}, Now: money.New(r.Int(5), seen.currency(r.Text(4)))}
		i := &sale.Item
		i.Place = earnings.Place{Day: seen.text(r.Text(2)), At: r.Int(3), Cause: i.Cause}
		currency := seen.currency(r.Text(6))
		i.Sale, i.Commission = money.New(r.Int(7), currency), money.New(r.Int(8), currency)
		i.Group, i.Adjusted = know.groupOn(i.Member, i.Place.Day), know.adjusted[i.Cause]
		if facts := r.Text(10); len(facts) > 0 {
			if err := json.Unmarshal(facts, &i.Order); err != nil && broken == nil {
				broken = fmt.Errorf("read what is known of the order of %s: %w", i.Cause, err)
			}
		}
		if code := r.Text(12); len(code) > 0 {
			i.Order = affiliate.Conversion{Order: i.Order, PromoCode: string(code)}.Facts()
		}
		if list = append(list, sale); len(list)%replayStep == 0 {
			read(replayStep)
		}
	})
	read(len(list) % replayStep)
	return list, errors.Join(err, broken)
}

// column is a column that is read only when it is asked for.
func column(name string, wanted bool) string {
	if wanted {
		return name
	}
	return `''`
}

// quote is a text as SQL writes it.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// interned keeps each of the texts that come again and again once.
type interned map[string]string

func (t interned) text(raw []byte) string {
	if text, known := t[string(raw)]; known {
		return text
	}
	text := string(raw)
	t[text] = text
	return text
}

func (t interned) currency(raw []byte) money.Currency { return money.Currency(t.text(raw)) }

// ClickDays lists the unique clicks of members on an offer on the days of a
// window, with what they earn now.
func (s *Store) ClickDays(ctx context.Context, offer affiliate.OfferID, w earnings.Window) ([]earnings.Past, error) {
	know, err := s.replayFacts(ctx, offer)
	if err != nil {
		return nil, err
	}
	return s.replayClicks(ctx, offer, w, true, know)
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
		credit, err := know.credits.On(day)
		p.Expired.EndedOn = credit.Ended(day)
		return p, err
	}, `SELECT l.member_id, d.day, sum(d.unique_count) FROM link AS l JOIN link_day AS d ON d.number = l.number
		WHERE l.offer_id = ?1 AND l.test = 0 AND d.unique_count > 0 AND d.day >= ?2 AND (?3 = '' OR d.day <= ?3) GROUP BY 1, 2`, offer, w.From, w.To)
}

// replayFacts are what is small enough to be kept at hand.
type replayFacts struct {
	groups   map[affiliate.MemberID][]datedGroup // of each member, the newest first
	adjusted map[string]money.Amount             // by cause
	credits  affiliate.DatedCrediting            // of the offer
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
	f := replayFacts{groups: map[affiliate.MemberID][]datedGroup{}, adjusted: map[string]money.Amount{}, credits: affiliate.DatedCrediting{}}
	_, err := rows(ctx, s.db.Read, func(r scanner) (member affiliate.MemberID, err error) {
		var g datedGroup
		if err = r.Scan(&member, &g.since, &g.group); err == nil {
			f.groups[member] = append(f.groups[member], g)
		}
		return member, err
	}, `SELECT subject, since, value FROM dated_fact WHERE what = 'group' ORDER BY subject, since DESC`)
	for _, what := range affiliate.CreditingFacts() {
		if err == nil {
			f.credits[what], err = rows(ctx, s.db.Read, scanDated, factsOf, what, offer)
		}
	}
	if err != nil {
		return f, err
	}
	_, err = rows(ctx, s.db.Read, func(r scanner) (id affiliate.ConversionID, err error) {
		var sum money.Amount
		if err = r.Scan(&id, &sum.Currency, &sum.Minor); err == nil {
			f.adjusted[id.Cause()] = sum
		}
		return id, err
	}, `SELECT a.conversion_id, a.currency, sum(a.amount_minor) FROM adjustment AS a JOIN conversion AS c ON c.id = a.conversion_id AND c.member_id = a.member_id
		WHERE a.conversion_id <> '' AND a.cancelled = 0 AND c.offer_id = ? GROUP BY 1, 2`, offer)
	return f, err
}
