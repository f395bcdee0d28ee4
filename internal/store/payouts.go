package store

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

const payoutColumns = `cause, offer_id, member_id, day, at, click_id, counts, sale_currency, sale_minor, currency, by_rule_minor,
	amount_minor, rule_id, rule_version, inputs, explanation`

func scanPayout(r scanner) (p affiliate.Payout, err error) {
	err = r.Scan(&p.Cause, &p.OfferID, &p.MemberID, &p.Day, &p.At, &p.ClickID, &p.Counts, &p.Sale.Currency, &p.Sale.Minor,
		&p.Amount.Currency, &p.ByRule.Minor, &p.Amount.Minor, &p.RuleID, &p.RuleVersion, &p.Inputs, &p.Explanation)
	p.ByRule.Currency = p.Amount.Currency
	return p, err
}

// Payout is what a cause comes to, as the fold sees it.
func (t *Tx) Payout(ctx context.Context, cause string) (affiliate.Payout, bool, error) {
	if m, known := t.run.causes[cause]; known && m.unpaid {
		return affiliate.Payout{}, false, nil
	}
	return one(ctx, t.run, scanPayout, `SELECT `+payoutColumns+` FROM payout WHERE cause = ?`, cause)
}

// Payout is what a conversion comes to by the payout rules.
func (s *Store) Payout(ctx context.Context, id affiliate.ConversionID) (affiliate.Payout, bool, error) {
	return one(ctx, s.db.Read, scanPayout, `SELECT `+payoutColumns+` FROM payout WHERE cause = ?`, id.Cause())
}

var putPayout = payouts.upsert([]string{"cause"})

// PutPayout keeps what a cause comes to in place of what it came to before,
// which is the zero value for a new one.
func (t *Tx) PutPayout(ctx context.Context, p, before affiliate.Payout) error {
	t.run.causes.of(p.Cause).unpaid = false
	if _, err := t.run.word(ctx)(string(p.OfferID)); err != nil {
		return err
	}
	_, err := t.run.write(ctx, payouts, putPayout,
		p.Cause, p.OfferID, p.MemberID, p.Day, p.At, p.ClickID, p.Counts, p.Sale.Currency, p.Sale.Minor, p.Amount.Currency,
		p.ByRule.Minor, p.Amount.Minor, p.RuleID, p.RuleVersion, p.Inputs, p.Explanation)
	if err != nil {
		return err
	}
	had, has := cells(before), cells(p)
	for at, n := range had {
		if err := t.addToDay(ctx, at, dayCell{has[at].conversions - n.conversions, has[at].sales - n.sales, has[at].payouts - n.payouts}); err != nil {
			return err
		}
	}
	for at, n := range has {
		if _, counted := had[at]; !counted {
			if err := t.addToDay(ctx, at, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// dayPlace is where a payout adds up, dayCell is what it adds.
type (
	dayPlace struct {
		offer    affiliate.OfferID
		member   affiliate.MemberID
		day      string
		currency money.Currency
	}
	dayCell struct{ conversions, sales, payouts int64 }
)

func cells(p affiliate.Payout) map[dayPlace]dayCell {
	places := map[dayPlace]dayCell{}
	if p.Counts {
		places[dayPlace{p.OfferID, p.MemberID, p.Day, p.Sale.Currency}] = dayCell{conversions: 1, sales: p.Sale.Minor}
	}
	if p.ByRule.Minor != 0 {
		at := dayPlace{p.OfferID, p.MemberID, p.Day, p.ByRule.Currency}
		cell := places[at]
		cell.payouts = p.ByRule.Minor
		places[at] = cell
	}
	return places
}

func (t *Tx) addToDay(ctx context.Context, at dayPlace, n dayCell) error {
	if n == (dayCell{}) {
		return nil
	}
	everybody := at
	everybody.member = ""
	for _, at := range []dayPlace{at, everybody} {
		if err := t.run.sums.add(ctx, t.run.statements, at, n); err != nil {
			return err
		}
	}
	return nil
}

// PayoutsBefore is what a member's payouts of an offer in a window come to
// before a place, or those of everybody with an empty member.
func (t *Tx) PayoutsBefore(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, p earnings.Place, c money.Currency) (earnings.Tally, error) {
	n, err := t.days(ctx, offer, member, w, p.Day, c)
	if err != nil || !w.Holds(p.Day) {
		return n, err
	}
	query := `SELECT coalesce(sum(counts AND ?5 IN (sale_currency, '')), 0), coalesce(sum(iif(counts AND sale_currency = ?5, sale_minor, 0)), 0),
		coalesce(sum(iif(currency = ?5, by_rule_minor, 0)), 0) FROM payout WHERE offer_id = ?1 AND day = ?2 AND (at, cause) < (?3, ?4)`
	args := []any{offer, p.Day, p.At, p.Cause, c}
	if member != "" {
		query, args = query+` AND member_id = ?6`, append(args, member)
	}
	same, _, err := one(ctx, t.run, scanTally, query, args...)
	return earnings.Tally{Conversions: n.Conversions + same.Conversions, Sales: n.Sales + same.Sales, Payouts: n.Payouts + same.Payouts}, err
}

// PayoutsIn is what a member's payouts of an offer in a window come to, or
// those of everybody with an empty member.
func (t *Tx) PayoutsIn(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, c money.Currency) (earnings.Tally, error) {
	return t.days(ctx, offer, member, w, "", c)
}

// days adds up the days of a window that are before another, if one is given.
func (t *Tx) days(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, before string, c money.Currency) (earnings.Tally, error) {
	if err := t.run.flush(ctx); err != nil {
		return earnings.Tally{}, err
	}
	n, _, err := one(ctx, t.run, scanTally, `SELECT coalesce(sum(conversions), 0), coalesce(sum(sales), 0), coalesce(sum(payouts), 0) FROM payout_day
		WHERE offer_id = ?1 AND member_id = ?2 AND day >= ?3 AND (?4 = '' OR day <= ?4) AND (?5 = '' OR day < ?5) AND ?6 IN (currency, '')`,
		offer, member, w.From, w.To, before, c)
	return n, err
}

func scanTally(r scanner) (n earnings.Tally, err error) {
	return n, r.Scan(&n.Conversions, &n.Sales, &n.Payouts)
}

// PayoutDays is what the days of a window come to in turn, a member's or, with
// an empty one, everybody's; those on which nothing counts may be left out.
func (t *Tx) PayoutDays(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, c money.Currency) ([]earnings.DayTally, error) {
	if err := t.run.flush(ctx); err != nil {
		return nil, err
	}
	return rows(ctx, t.run, scanDayTally, `SELECT day, sum(conversions), sum(sales), sum(payouts) FROM payout_day
		WHERE offer_id = ?1 AND member_id = ?2 AND day >= ?3 AND (?4 = '' OR day <= ?4) AND ?5 IN (currency, '') GROUP BY day ORDER BY day`,
		offer, member, w.From, w.To, c)
}

func scanDayTally(r scanner) (n earnings.DayTally, err error) {
	return n, r.Scan(&n.Day, &n.Conversions, &n.Sales, &n.Payouts)
}

// PayoutsOn lists the payouts of a day in the order of sales, a member's or,
// with an empty one, everybody's: what counts of them, without what made it.
func (t *Tx) PayoutsOn(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, day string) ([]affiliate.Payout, error) {
	query := `SELECT cause, offer_id, member_id, day, at, counts, sale_currency, sale_minor, currency, by_rule_minor FROM payout WHERE offer_id = ?1 AND day = ?2`
	args := []any{offer, day}
	if member != "" {
		query, args = query+` AND member_id = ?3`, append(args, member)
	}
	return rows(ctx, t.run, scanCounted, query+` ORDER BY at, cause`, args...)
}

func scanCounted(r scanner) (p affiliate.Payout, err error) {
	return p, r.Scan(&p.Cause, &p.OfferID, &p.MemberID, &p.Day, &p.At, &p.Counts, &p.Sale.Currency, &p.Sale.Minor, &p.ByRule.Currency, &p.ByRule.Minor)
}

// NextPayout is the place of an offer's first payout after one up to the end of
// a day, as PayoutPlaces lists them all.
func (t *Tx) NextPayout(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, after earnings.Place, to string) (earnings.Place, bool, error) {
	query, args := placesAfter(offer, member, after, to)
	return one(ctx, t.run, scanPlace, query+` LIMIT 1`, args...)
}

// ClickBefore counts the conversions of a click that count before a place, and
// gives the sale day of the first.
func (t *Tx) ClickBefore(ctx context.Context, offer affiliate.OfferID, click string, p earnings.Place) (n int, first string, err error) {
	err = t.run.QueryRowContext(ctx, `SELECT count(*), coalesce(min(day), '') FROM payout
		WHERE click_id = ?1 AND click_id <> '' AND offer_id = ?2 AND counts AND (day, at, cause) < (?3, ?4, ?5)`,
		click, offer, p.Day, p.At, p.Cause).Scan(&n, &first)
	return n, first, err
}

func scanPlace(r scanner) (p earnings.Place, err error) {
	return p, r.Scan(&p.Day, &p.At, &p.Cause)
}

// PayoutPlaces lists the places of an offer's payouts after one up to the end
// of a day, which may be open: a member's, or everybody's with an empty one.
func (t *Tx) PayoutPlaces(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, after earnings.Place, to string) ([]earnings.Place, error) {
	query, args := placesAfter(offer, member, after, to)
	return rows(ctx, t.run, scanPlace, query, args...)
}

func placesAfter(offer affiliate.OfferID, member affiliate.MemberID, after earnings.Place, to string) (query string, args []any) {
	query = `SELECT day, at, cause FROM payout WHERE offer_id = ?1 AND (day, at, cause) > (?2, ?3, ?4) AND (?5 = '' OR day <= ?5)`
	args = []any{offer, after.Day, after.At, after.Cause, to}
	if member != "" {
		query, args = query+` AND member_id = ?6`, append(args, member)
	}
	return query + ` ORDER BY day, at, cause`, args
}

// ClickPlaces lists the places of a click's payouts after one.
func (t *Tx) ClickPlaces(ctx context.Context, offer affiliate.OfferID, click string, after earnings.Place) ([]earnings.Place, error) {
	return rows(ctx, t.run, scanPlace, `SELECT day, at, cause FROM payout WHERE click_id = ?1 AND click_id <> '' AND offer_id = ?2
		AND (day, at, cause) > (?3, ?4, ?5) ORDER BY day, at, cause`, click, offer, after.Day, after.At, after.Cause)
}

// PayoutOffers lists the offers of a member's payouts from a day on.
func (t *Tx) PayoutOffers(ctx context.Context, member affiliate.MemberID, from string) ([]affiliate.OfferID, error) {
	return rows(ctx, t.run, scanOfferID, `SELECT DISTINCT offer_id FROM payout WHERE member_id = ? AND day >= ? ORDER BY offer_id`, member, from)
}

// MemberLinks lists a member's links, tests aside.
func (t *Tx) MemberLinks(ctx context.Context, member affiliate.MemberID) ([]affiliate.Link, error) {
	return rows(ctx, t.run, scanLink, `SELECT `+linkColumns+` FROM link WHERE member_id = ? AND test = 0 ORDER BY number`, member)
}

func scanOfferID(r scanner) (id affiliate.OfferID, err error) { return id, r.Scan(&id) }
