package store

import (
	"cmp"
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

// causes are what a fold has read of causes of the ledger: an entry comes back
// to the same one several times.
type causes map[string]*causeMemory

type causeMemory struct {
	unpaid    bool              // that it has no payout is known
	transfers []ledger.Transfer // oldest first
	posted    bool              // whether the transfers are known
	earners   []affiliate.Earner
	earnings  int  // the highest number
	earned    bool // whether earners and earnings are known
}

func (c causes) of(cause string) *causeMemory {
	m, known := c[cause]
	if !known {
		m = &causeMemory{}
		c[cause] = m
	}
	return m
}

// meet notes of a conversion that is about to be kept for the first time that
// nothing is kept of its cause, which a fold would look for in three tables.
func (f *folding) meet(ctx context.Context, id affiliate.ConversionID) error {
	cause := id.Cause()
	if _, known := f.causes[cause]; known {
		return nil
	}
	_, kept, err := one(ctx, f, scanText, `SELECT id FROM conversion WHERE id = ?`, id)
	if err == nil && !kept {
		f.causes[cause] = &causeMemory{posted: true, earned: true, unpaid: true}
	}
	return err
}

// transfersOf lists what a cause has posted, oldest first.
func (f *folding) transfersOf(ctx context.Context, cause string) ([]ledger.Transfer, error) {
	m := f.causes.of(cause)
	if m.posted {
		return m.transfers, nil
	}
	list, err := rows(ctx, f, scanTransfer, `SELECT `+transferColumns+` FROM transfer WHERE cause = ? ORDER BY position`, cause)
	if err == nil {
		m.transfers, m.posted = list, true
	}
	return list, err
}

// earningsOf tells who earned by a cause and how many earnings it has.
func (f *folding) earningsOf(ctx context.Context, cause string) (*causeMemory, error) {
	m := f.causes.of(cause)
	if m.earned {
		return m, nil
	}
	type row struct {
		number int
		affiliate.Earner
	}
	list, err := rows(ctx, f, func(r scanner) (v row, err error) { return v, r.Scan(&v.number, &v.Member, &v.Currency) },
		`SELECT number, member_id, currency FROM earning WHERE cause = ?`, cause)
	if err != nil {
		return nil, err
	}
	m.earned = true
	for _, v := range list {
		m.earnedBy(v.Earner, v.number)
	}
	return m, nil
}

// earnedBy adds an earning, with the earners by member and currency.
func (m *causeMemory) earnedBy(e affiliate.Earner, number int) {
	m.earnings = max(m.earnings, number)
	at, known := slices.BinarySearchFunc(m.earners, e, func(a, b affiliate.Earner) int {
		return cmp.Or(cmp.Compare(a.Member, b.Member), cmp.Compare(a.Currency, b.Currency))
	})
	if !known {
		m.earners = slices.Insert(m.earners, at, e)
	}
}
