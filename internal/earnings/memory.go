package earnings

import (
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// memory is what a replay has counted so far: Counted for the place that it has
// come to, and no other.
type memory struct {
	so          books
	whole       books // of all items; nil where no tier asks
	clicks      map[string]click
	keepsClicks bool
	together    bool
}

type click struct {
	n     int
	first string
}

// books are the accounts of members; that of the empty one is everybody's.
type books map[affiliate.MemberID]*account

// account is what a member's items come to, by currency; the empty one counts
// the conversions of all.
type account []*series

// series are running totals: each day with what all days up to it come to.
type series struct {
	currency money.Currency
	days     []string
	totals   []Tally
}

func (b books) of(member affiliate.MemberID, c money.Currency, day string) *Tally {
	a := b[member]
	if a == nil {
		a = new(account)
		b[member] = a
	}
	s := a.in(c)
	if s == nil {
		s = &series{currency: c}
		*a = append(*a, s)
	}
	if n := len(s.days); n == 0 || s.days[n-1] != day {
		var before Tally
		if n > 0 {
			before = s.totals[n-1]
		}
		s.days, s.totals = append(s.days, day), append(s.totals, before)
	}
	return &s.totals[len(s.totals)-1]
}

func (a account) in(c money.Currency) *series {
	for _, s := range a {
		if s.currency == c {
			return s
		}
	}
	return nil
}

// count adds an item's conversion and sale.
func (b books) count(i *Item) {
	if !i.Counts() {
		return
	}
	t := b.of(i.Member, i.Sale.Currency, i.Place.Day)
	t.Conversions++
	t.Sales = sum(t.Sales, i.Sales().Minor)
	if i.Sale.Currency != "" {
		b.of(i.Member, "", i.Place.Day).Conversions++
	}
}

// sum is what the days of a window come to.
func (b books) sum(member affiliate.MemberID, w Window, c money.Currency) Tally {
	a := b[member]
	if a == nil {
		return Tally{}
	}
	s := a.in(c)
	if s == nil {
		return Tally{}
	}
	upTo := func(i int) Tally {
		if i == 0 {
			return Tally{}
		}
		return s.totals[i-1]
	}
	start, _ := slices.BinarySearch(s.days, w.From)
	end := len(s.days)
	if w.To != "" {
		var found bool
		if end, found = slices.BinarySearchFunc(s.days, w.To, strings.Compare); found {
			end++
		}
	}
	first, last := upTo(start), upTo(end)
	return Tally{last.Conversions - first.Conversions, last.Sales - first.Sales, last.Payouts - first.Payouts}
}

// add counts an item that was paid.
func (m *memory) add(i *Item, byRule money.Amount) {
	m.so.count(i)
	if byRule.Minor != 0 {
		t := m.so.of(i.Member, byRule.Currency, i.Place.Day)
		t.Payouts = sum(t.Payouts, byRule.Minor)
		if m.together {
			t := m.so.of("", byRule.Currency, i.Place.Day)
			t.Payouts = sum(t.Payouts, byRule.Minor)
		}
	}
	if m.keepsClicks && i.ClickID != "" && i.Counts() {
		c := m.clicks[i.ClickID]
		if c.n == 0 {
			c.first = i.Place.Day
		}
		c.n++
		m.clicks[i.ClickID] = c
	}
}

// Before implements Counted.
func (m *memory) Before(_ affiliate.OfferID, member affiliate.MemberID, w Window, _ Place, c money.Currency) (Tally, error) {
	return m.so.sum(member, w, c), nil
}

// Whole implements Counted.
func (m *memory) Whole(_ affiliate.OfferID, member affiliate.MemberID, w Window, c money.Currency) (Tally, error) {
	return m.whole.sum(member, w, c), nil
}

// OfClick implements Counted.
func (m *memory) OfClick(_ affiliate.OfferID, id string, _ Place) (int, string, error) {
	c := m.clicks[id]
	return c.n, c.first, nil
}
