package store

import (
	"context"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

func scanPayment(r scanner) (p affiliate.Payment, err error) {
	var id, fields string
	var number int
	if err = r.Scan(&id, &number, &fields); err != nil {
		return p, err
	}
	if err = json.Unmarshal([]byte(fields), &p); err != nil {
		return p, fmt.Errorf("read payment %s: %w", id, err)
	}
	p.ID, p.Number, p.Synced = affiliate.PaymentID(id), number, true
	return p, nil
}

// Payment is a payment as the fold sees it.
func (t *Tx) Payment(ctx context.Context, id affiliate.PaymentID) (affiliate.Payment, bool, error) {
	return one(ctx, t.run, scanPayment, `SELECT id, number, fields FROM payment WHERE id = ?`, id)
}

// PutPayment keeps a payment as it stands now; a new one gets the next number.
func (t *Tx) PutPayment(ctx context.Context, p affiliate.Payment) error {
	fields, err := json.Marshal(p)
	if err != nil {
		return err
	}
	err = t.exec(ctx, `INSERT INTO payment (id, number, state, fields, seq)
			SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 FROM payment WHERE true
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, fields = excluded.fields, seq = excluded.seq`,
		p.ID, p.State, string(fields), t.entry.Seq)
	if err != nil {
		return err
	}
	return t.run.movedBy(ctx, `SELECT cause FROM payment_line CROSS JOIN earning ON earning.id = earning_id WHERE payment_id = ? AND alive = 1`, p.ID)
}

// Earning is one earning as the fold sees it, and whether a payment holds it.
func (t *Tx) Earning(ctx context.Context, id affiliate.EarningID) (e affiliate.Earning, held, found bool, err error) {
	type row struct {
		earning affiliate.Earning
		held    bool
	}
	got, found, err := one(ctx, t.run, func(r scanner) (v row, err error) {
		return v, r.Scan(append(earningFields(&v.earning), &v.held)...)
	}, `SELECT `+earningColumns+`, held FROM earning WHERE id = ?`, id)
	return got.earning, got.held, found, err
}

var (
	holdLine   = paymentLines.upsert([]string{"payment_id", "earning_id"}, "member_id")
	freeLines  = paymentLines.set("alive", "0") + ` WHERE payment_id = ?`
	grantClaim = claims.insert() + ` ON CONFLICT (key) DO NOTHING`

	holdEarning  = allEarnings.set("held", "?1") + ` WHERE id = ?2`
	freeEarnings = allEarnings.set("held", "0") + ` WHERE id IN (SELECT earning_id FROM payment_line WHERE payment_id = ?1 AND alive = 1) RETURNING cause`
)

// HoldLines binds earnings to a payment, so that no other can settle them; it
// may have given them free before.
func (t *Tx) HoldLines(ctx context.Context, p affiliate.Payment) error {
	for _, line := range p.Lines {
		for _, id := range line.Earnings {
			if _, err := t.run.write(ctx, paymentLines, holdLine, p.ID, id, line.MemberID, 1); err != nil {
				return fmt.Errorf("hold earning %s: %w", id, err)
			}
			if err := t.run.moveEarnings(ctx, holdEarning, 1, `SELECT id, cause FROM earning WHERE id = ?`, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// FreeLines gives the earnings of a payment free again.
func (t *Tx) FreeLines(ctx context.Context, id affiliate.PaymentID) error {
	if err := t.run.movedBy(ctx, freeEarnings, id); err != nil {
		return err
	}
	return t.exec(ctx, freeLines, id)
}

// Claim keeps what the relay granted to a payment, or takes it back.
func (t *Tx) Claim(ctx context.Context, payment affiliate.PaymentID, keys []string, release bool) error {
	for _, key := range keys {
		var err error
		if release {
			err = t.exec(ctx, `DELETE FROM claim WHERE key = ? AND payment_id = ?`, key, payment)
		} else {
			_, err = t.run.write(ctx, claims, grantClaim, key, payment, t.entry.Seq)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// RefusedClaims lists the claims that the relay granted to payments which the
// fold then refused, by payment: nothing will ever settle them.
func (s *Store) RefusedClaims(ctx context.Context) (map[affiliate.PaymentID][]string, error) {
	claims := map[affiliate.PaymentID][]string{}
	result, err := s.db.Read.QueryContext(ctx, `SELECT payment_id, key FROM claim WHERE payment_id IN
		(SELECT id FROM payment WHERE state = 'refused') ORDER BY payment_id, key`)
	if err != nil {
		return nil, err
	}
	defer result.Close()
	for result.Next() {
		var id affiliate.PaymentID
		var key string
		if err := result.Scan(&id, &key); err != nil {
			return nil, err
		}
		claims[id] = append(claims[id], key)
	}
	return claims, result.Err()
}

// onTheWay is what payments reserve whose money is not known to have arrived,
// in minor units by currency.
func onTheWay(ctx context.Context, q queryer) (map[money.Currency]int64, error) {
	open, err := rows(ctx, q, scanPayment, `SELECT id, number, fields FROM payment WHERE state IN ('intent', 'exported')`)
	sums := map[money.Currency]int64{}
	for _, p := range open {
		sums[money.Currency(p.Currency)] += p.Total().Minor
	}
	return sums, err
}

// Payments lists payments, newest first, with those that wait for their place
// in the log marked.
func (s *Store) Payments(ctx context.Context) ([]affiliate.Payment, error) {
	return snapshot(ctx, s, func(q queryer) ([]affiliate.Payment, error) {
		folded, err := rows(ctx, q, scanPayment, `SELECT id, number, fields FROM payment ORDER BY number DESC`)
		if err != nil {
			return nil, err
		}
		return overlay(ctx, q, affiliate.NounPayment, folded, func(p affiliate.Payment) string { return string(p.ID) },
			func(p *affiliate.Payment, id string) { p.ID, p.Synced = affiliate.PaymentID(id), false })
	})
}

// Payment is one payment: NotFound when there is none.
func (s *Store) Payment(ctx context.Context, id affiliate.PaymentID) (affiliate.Payment, error) {
	list, err := s.Payments(ctx)
	return find(list, err, "payment", func(p affiliate.Payment) bool { return p.ID == id })
}
