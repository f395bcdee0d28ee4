package sandbox

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/detail"
	"linkledger/internal/sandbox/year"
)

// accounts are those of this CJ.
func accounts() detail.Accounts {
	return detail.Accounts{
		PublisherCID: publisherCID, PublisherName: publisherName, PropertyName: propertyName,
		AdvertiserCID: advertiserCID, AdvertiserName: advertiserName, ItemList: itemListOf,
	}
}

// rows are the rows of the ledger that a query wants, in the order of their
// ids: those of the generated year, then the others. Callers hold mu.
func (s *Sandbox) rows(q detail.Query) iter.Seq[commission.Row] {
	a := accounts()
	return func(yield func(commission.Row) bool) {
		for row := range s.generated(q) {
			if q.Wants(a, &row) && !yield(row) {
				return
			}
		}
		for i := range s.state.Commissions {
			if row := &s.state.Commissions[i]; q.Wants(a, row) && !yield(*row) {
				return
			}
		}
	}
}

// generated are the rows of the year that a query may want: those of its ids,
// or of its posting dates and behind its cursor.
func (s *Sandbox) generated(q detail.Query) iter.Seq[commission.Row] {
	return func(yield func(commission.Row) bool) {
		if s.year == nil {
			return
		}
		now := s.state.SettledAt
		posted := s.year.Posted(now)
		if q.IDs != nil {
			for _, id := range slices.Compact(slices.SortedFunc(slices.Values(q.IDs), detail.CompareIDs)) {
				if i, ok := s.year.Index(id); ok && i < posted && !yield(s.year.Row(i, now)) {
					return
				}
			}
			return
		}
		from, to := 0, posted
		if !q.Posting.Open() {
			from, to = s.year.Between(q.Posting.Since, q.Posting.Before)
			to = min(to, posted)
		}
		if q.After != "" {
			from = max(from, s.year.After(q.After))
		}
		for i := from; i < to; i++ {
			if q.WantsDates(s.year.Dates(i, now)) && !yield(s.year.Row(i, now)) {
				return
			}
		}
	}
}

// Year is what GenerateYear makes a year of commissions from.
type Year = year.Config

// GenerateYear puts a year of commissions into CJ's ledger, in place of one that
// is there: sales of the brand's products by every locking method, 8 % of them
// corrected. What isn't set is set: the products, the actions and the property
// are this brand's. They live by the clock, and aren't kept in the state file:
// the same seed makes the same year again. Their ids are below those of all
// other rows, so the year should end before the first of these.
func (s *Sandbox) GenerateYear(y Year) error {
	y.PID, y.Trackers, y.Bonus, y.Products = publisherPID, trackers(), bonusTracker(), nil
	for _, ad := range catalogue() {
		y.Products = append(y.Products, year.Product{AID: ad.AID, SKU: ad.SKU, Price: ad.Price, Rate: ad.CommissionRate})
	}
	made, err := year.Generate(y)
	if err != nil {
		return invalid("%v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.year = made
	s.wake()
	return nil
}

// YearBefore is a year that ends at a time, with tracking values of no relay.
func YearBefore(now time.Time, orders int, seed uint64) Year {
	return Year{Seed: seed, Orders: orders, From: now.AddDate(-1, 0, 0), To: now,
		SID: func(sale int) string { return fmt.Sprintf("generated%021d", sale) }} // as long as a click id
}

// EveryCommission is CJ's whole ledger as it stands, the generated year
// included, in the order of the ids.
func (s *Sandbox) EveryCommission() iter.Seq[Commission] {
	return func(yield func(Commission) bool) {
		s.mu.Lock()
		s.settle()
		now, made, others := s.state.SettledAt, s.year, slices.Clone(s.state.Commissions)
		s.mu.Unlock()
		if made != nil {
			for i := range made.Posted(now) {
				if !yield(made.Row(i, now)) {
					return
				}
			}
		}
		for _, row := range others {
			if !yield(row) {
				return
			}
		}
	}
}

// payments are all that CJ has paid, one payment a day. Callers hold mu.
func (s *Sandbox) payments() []Payment {
	all := slices.Clone(s.state.Payments)
	if s.year == nil {
		return all
	}
	for _, p := range s.year.Payments(s.state.SettledAt) {
		i := slices.IndexFunc(all, func(paid Payment) bool { return paid.Date.Equal(p.Date) })
		if i < 0 {
			all = append(all, Payment{ID: "Y" + p.Date.Format("20060102"), Date: p.Date, Amount: money.New(p.Minor, accountCurrency), CommissionIDs: p.CommissionIDs()})
			continue
		}
		all[i].Amount.Minor += p.Minor
		all[i].CommissionIDs = append(p.CommissionIDs(), all[i].CommissionIDs...)
	}
	slices.SortStableFunc(all, func(a, b Payment) int { return a.Date.Compare(b.Date) })
	return all
}
