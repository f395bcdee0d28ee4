package whatif

import (
	"cmp"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// Comparison is what a proposal would have changed.
type Comparison struct {
	Conversions int // that were compared
	Changed     int // of them, and of click days, that would earn otherwise
	Totals      []Total
	Members     []Member // each once for a currency, the largest difference first
}

// Total compares costs in one currency.
type Total struct {
	Sales, Commission money.Amount // of the conversions; Commission is what CJ pays
	Now, Then         money.Amount
	Gain, Lose, Same  int // members
}

// Member is what the proposal is for one member in one currency.
type Member struct {
	ID          affiliate.MemberID
	Conversions int
	Now, Then   money.Amount
}

// Difference is what the member would earn more.
func (m Member) Difference() int64 { return m.Then.Minor - m.Now.Minor }

// key is whose sums they are.
type key struct {
	member   affiliate.MemberID
	currency money.Currency
}

// sums add up one share of the sales.
type sums struct {
	from        string
	conversions int
	changed     int
	members     map[key]*memberSum
}

type memberSum struct {
	conversions                  int
	sales, commission, now, then money.Amount
}

func newSums(from string) *sums { return &sums{from: from, members: map[key]*memberSum{}} }

func (s *sums) of(member affiliate.MemberID, c money.Currency) *memberSum {
	m := s.members[key{member, c}]
	if m == nil {
		none := money.New(0, c)
		m = &memberSum{sales: none, commission: none, now: none, then: none}
		s.members[key{member, c}] = m
	}
	return m
}

// add compares one item; those before the days that are compared only count.
func (s *sums) add(i *earnings.Item, now, then money.Amount) (err error) {
	if i.Place.Day < s.from {
		return nil
	}
	if now.Minor != then.Minor || now.Currency != then.Currency && now.Minor != 0 {
		s.changed++
	}
	if i.Clicks == 0 {
		s.conversions++
		of := s.of(i.Member, i.Sale.Currency)
		of.conversions++
		if of.sales, err = of.sales.Add(i.Sale); err == nil && i.Commission.Currency == i.Sale.Currency {
			of.commission, err = of.commission.Add(i.Commission)
		}
	}
	if err == nil && now.Minor != 0 {
		of := s.of(i.Member, now.Currency)
		of.now, err = of.now.Add(now)
	}
	if err == nil && then.Minor != 0 {
		of := s.of(i.Member, then.Currency)
		of.then, err = of.then.Add(then)
	}
	return err
}

// merge puts shares together; no member is in two of them.
func merge(shares []*sums) (c Comparison, err error) {
	totals := map[money.Currency]*Total{}
	for _, share := range shares {
		c.Conversions += share.conversions
		c.Changed += share.changed
		for of, m := range share.members {
			t := totals[of.currency]
			if t == nil {
				none := money.New(0, of.currency)
				t = &Total{Sales: none, Commission: none, Now: none, Then: none}
				totals[of.currency] = t
			}
			if err := t.add(m); err != nil {
				return c, err
			}
			c.Members = append(c.Members, Member{ID: of.member, Conversions: m.conversions, Now: m.now, Then: m.then})
		}
	}
	for _, t := range totals {
		c.Totals = append(c.Totals, *t)
	}
	slices.SortFunc(c.Totals, func(a, b Total) int { return cmp.Compare(a.Now.Currency, b.Now.Currency) })
	slices.SortFunc(c.Members, func(a, b Member) int {
		return cmp.Or(cmp.Compare(size(b), size(a)), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Now.Currency, b.Now.Currency))
	})
	return c, nil
}

func (t *Total) add(m *memberSum) (err error) {
	for _, one := range []struct {
		to  *money.Amount
		add money.Amount
	}{{&t.Sales, m.sales}, {&t.Commission, m.commission}, {&t.Now, m.now}, {&t.Then, m.then}} {
		if *one.to, err = one.to.Add(one.add); err != nil {
			return err
		}
	}
	switch difference := m.then.Minor - m.now.Minor; {
	case difference > 0:
		t.Gain++
	case difference < 0:
		t.Lose++
	default:
		t.Same++
	}
	return nil
}

func size(m Member) int64 { return max(m.Difference(), -m.Difference()) }
