package report

import (
	"cmp"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/money"
)

// Moved is what a cause of the ledger moved of one closed month, in one
// currency: sums of what counts, as the measures of the same names have it.
type Moved struct {
	Month                     string // of the sales
	Currency                  money.Currency
	Offer, Member             string
	SaleDay                   cube.Day
	Conversions               int64
	Sales, Commission, Payout money.Amount
	Status, StatusBefore      string // of the conversion; empty when it did not change
}

// Margin is what it moved of the margin.
func (m Moved) Margin() money.Amount {
	return money.New(m.Commission.Minor-m.Payout.Minor, m.Currency)
}

// IsZero reports whether no figure moved, but where the money is.
func (m Moved) IsZero() bool {
	return m.Conversions == 0 && m.Sales.Minor == 0 && m.Commission.Minor == 0 && m.Payout.Minor == 0
}

// MovedBy adds up differences of cells by month and currency. Those that only
// tell how far the money has come are left out.
func MovedBy(sales []cube.Sale, words []string) []Moved {
	text := func(w cube.Word) string {
		if int(w) < len(words) {
			return words[w]
		}
		return ""
	}
	type place struct {
		month    string
		currency cube.Word
	}
	var places []place
	by := map[place]*Moved{}
	for _, s := range sales {
		at := place{s.SaleDay.Month(), s.Currency}
		m := by[at]
		if m == nil {
			c := money.Currency(text(s.Currency))
			m = &Moved{Month: at.month, Currency: c, Sales: money.New(0, c), Commission: money.New(0, c), Payout: money.New(0, c)}
			by[at], places = m, append(places, at)
		}
		m.SaleDay, m.Offer = s.SaleDay, text(s.Offer)
		if s.Member != 0 {
			m.Member = text(s.Member)
		}
		switch {
		case s.Conversions < 0:
			m.StatusBefore = text(s.Status)
		case s.Conversions > 0:
			m.Status = text(s.Status)
		}
		m.Payout.Minor += s.SaleSums.Payout
		if slices.Contains(countedStatuses, affiliate.Status(text(s.Status))) {
			m.Conversions += s.Conversions
			m.Sales.Minor += s.Sale
			m.Commission.Minor += s.Commission
		}
	}
	var list []Moved
	for _, at := range places {
		m := by[at]
		if m.Status == m.StatusBefore {
			m.Status, m.StatusBefore = "", ""
		}
		if !m.IsZero() {
			list = append(list, *m)
		}
	}
	slices.SortFunc(list, func(a, b Moved) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Currency, b.Currency))
	})
	return list
}
