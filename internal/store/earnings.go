package store

import (
	"context"
	"encoding/json"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

const earningColumns = `id, cause, conversion_id, number, member_id, currency, amount_minor, state, account, rule_id, rule_version,
	inputs, explanation, day`

func scanEarning(r scanner) (e affiliate.Earning, err error) {
	return e, r.Scan(earningFields(&e)...)
}

func earningFields(e *affiliate.Earning) []any {
	return []any{&e.ID, &e.Cause, &e.ConversionID, &e.Number, &e.MemberID, &e.Amount.Currency, &e.Amount.Minor, &e.State, &e.Account,
		&e.RuleID, &e.RuleVersion, &e.Inputs, &e.Explanation, &e.Day}
}

var insertEarning = allEarnings.insert()

// AddEarning keeps what a transfer makes a member earn; it gets the next
// number of its cause and an id that follows from both.
func (t *Tx) AddEarning(ctx context.Context, e affiliate.Earning, transferID string) error {
	known, err := t.run.earningsOf(ctx, e.Cause)
	if err != nil {
		return err
	}
	e.Number = known.earnings + 1
	known.earnedBy(affiliate.Earner{Member: e.MemberID, Currency: e.Amount.Currency}, e.Number)
	e.ID = affiliate.EarningOf(e.Cause, e.Number)
	t.run.moved(e.Cause)
	for _, text := range []string{string(e.MemberID), string(e.Amount.Currency)} {
		if _, err := t.run.word(ctx)(text); err != nil {
			return err
		}
	}
	_, err = t.run.write(ctx, allEarnings, insertEarning,
		e.ID, e.Cause, e.Number, e.ConversionID, e.MemberID, e.Amount.Currency, e.Amount.Minor, e.State, e.Account,
		e.RuleID, e.RuleVersion, e.Inputs, e.Explanation, e.Day, transferID, t.entry.Seq, false)
	return err
}

// Earners lists the members and currencies in which a cause made anybody earn.
func (t *Tx) Earners(ctx context.Context, cause string) ([]affiliate.Earner, error) {
	known, err := t.run.earningsOf(ctx, cause)
	if err != nil {
		return nil, err
	}
	return slices.Clone(known.earners), nil
}

var resolveEarning = allEarnings.set("state", "?1") + ` WHERE id = ?2`

// ResolveEarning moves the earning of a pending transfer with it.
func (t *Tx) ResolveEarning(ctx context.Context, transferID string, state affiliate.EarningState) error {
	return t.run.moveEarnings(ctx, resolveEarning, state, `SELECT id, cause FROM earning WHERE transfer_id = ? AND state = 'pending'`, transferID)
}

// moveEarnings sets something of the earnings that a query finds, and notes
// their causes. It updates one by its id at a time: an update that returns rows
// costs SQLite a journal of its own.
func (f *folding) moveEarnings(ctx context.Context, update string, value any, query string, args ...any) error {
	type earning struct {
		id    affiliate.EarningID
		cause string
	}
	found, err := rows(ctx, f, func(r scanner) (e earning, err error) { return e, r.Scan(&e.id, &e.cause) }, query, args...)
	if err != nil {
		return err
	}
	for _, e := range found {
		if err := f.exec(ctx, update, value, e.id); err != nil {
			return err
		}
		f.moved(e.cause)
	}
	return nil
}

// Settled reports whether a payment holds or has paid what a cause made a member
// earn, or anybody with an empty member.
func (t *Tx) Settled(ctx context.Context, cause string, member affiliate.MemberID) (settled bool, err error) {
	err = t.run.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM payment_line JOIN earning ON earning.id = earning_id
		WHERE cause = ?1 AND alive = 1 AND ?2 IN (earning.member_id, ''))`, cause, member).Scan(&settled)
	return settled, err
}

// Earnings lists the earnings of a conversion that count, oldest first.
func (s *Store) Earnings(ctx context.Context, id affiliate.ConversionID) ([]affiliate.Earning, error) {
	return rows(ctx, s.db.Read, scanEarning, `SELECT `+earningColumns+` FROM earning WHERE conversion_id = ? AND state <> 'void' ORDER BY number`, id)
}

// Dues lists the posted earnings that no payment has settled, with their
// conversions, by member.
func (s *Store) Dues(ctx context.Context, c money.Currency) ([]affiliate.Due, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Due, error) { return dues(ctx, q, c) })
}

func dues(ctx context.Context, q queryer, c money.Currency) ([]affiliate.Due, error) {
	due, err := rows(ctx, q, scanEarning, `SELECT `+earningColumns+` FROM earning
		WHERE currency = ? AND state = 'posted' AND held = 0
		ORDER BY member_id, id`, c)
	if err != nil {
		return nil, err
	}
	ids := make([]affiliate.ConversionID, 0, len(due))
	for _, e := range due {
		ids = append(ids, e.ConversionID)
	}
	wanted, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	conversions, err := rows(ctx, q, scanConversion, `SELECT `+conversionColumns+` FROM conversion WHERE id IN (SELECT value FROM json_each(?))`, string(wanted))
	if err == nil {
		err = decide(ctx, q, conversions)
	}
	if err != nil {
		return nil, err
	}
	byID := make(map[affiliate.ConversionID]affiliate.Conversion, len(conversions))
	for _, conversion := range conversions {
		byID[conversion.ID] = conversion
	}
	list := make([]affiliate.Due, 0, len(due))
	for _, e := range due {
		list = append(list, affiliate.Due{Earning: e, Conversion: byID[e.ConversionID]})
	}
	return list, nil
}

// PaymentsWith lists the payments that hold what a conversion earned, in their
// order.
func (s *Store) PaymentsWith(ctx context.Context, id affiliate.ConversionID) ([]affiliate.PaymentID, error) {
	list, err := rows(ctx, s.db.Read, scanText, `SELECT DISTINCT payment.id FROM earning JOIN payment_line ON earning_id = earning.id AND alive = 1
		JOIN payment ON payment.id = payment_id WHERE conversion_id <> '' AND conversion_id = ? ORDER BY payment.number`, id)
	ids := make([]affiliate.PaymentID, 0, len(list))
	for _, one := range list {
		ids = append(ids, affiliate.PaymentID(one))
	}
	return ids, err
}

// PaymentOf tells how far the payment of a conversion's earnings has come; ""
// when none holds them.
func (s *Store) PaymentOf(ctx context.Context, ids []affiliate.ConversionID) (map[affiliate.ConversionID]affiliate.PaymentState, error) {
	wanted, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	result, err := s.db.Read.QueryContext(ctx, `SELECT conversion_id, payment.state FROM earning
		JOIN payment_line ON earning_id = earning.id AND alive = 1 JOIN payment ON payment.id = payment_id
		WHERE conversion_id <> '' AND conversion_id IN (SELECT value FROM json_each(?))`, string(wanted))
	if err != nil {
		return nil, err
	}
	defer result.Close()
	states := map[affiliate.ConversionID]affiliate.PaymentState{}
	for result.Next() {
		var id affiliate.ConversionID
		var state affiliate.PaymentState
		if err := result.Scan(&id, &state); err != nil {
			return nil, err
		}
		states[id] = state
	}
	return states, result.Err()
}
