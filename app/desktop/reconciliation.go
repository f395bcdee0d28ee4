package desktop

import (
	"context"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/reconcile"
	"linkledger/internal/store"
)

// Reconciliation compares CJ's rows, what the relay was told, and the shop's
// orders.
type Reconciliation struct{ app *App }

// Options feed the screen.
func (r *Reconciliation) Options() (ReconciliationOptions, error) {
	return do(r.app, func(s *session) (ReconciliationOptions, error) {
		ctx := context.Background()
		v := ReconciliationOptions{Outcomes: outcomes(), Offers: []Choice{}}
		offers, err := s.store.Offers(ctx)
		if err != nil {
			return v, err
		}
		for _, o := range offers {
			v.Offers = append(v.Offers, Choice{Value: string(o.ID), Label: o.Name})
		}
		accounts, err := s.store.AdvertiserAccounts(ctx)
		v.Account = AdvertiserAccount(accounts[""])
		// The month before this one: CJ's rows of it are in, and most are open yet.
		first := startOfDay(s.today()[:8]+"01", time.UTC)
		v.Period = Period{From: first.AddDate(0, -1, 0).Format(time.DateOnly), To: first.AddDate(0, 0, -1).Format(time.DateOnly)}
		return v, err
	})
}

// Start begins a comparison and returns at once.
func (r *Reconciliation) Start(form ReconciliationForm) (ReconciliationRun, error) {
	return do(r.app, func(s *session) (ReconciliationRun, error) {
		for name, day := range map[string]string{"from": form.Period.From, "to": form.Period.To} {
			if day != "" && !affiliate.IsDay(day) {
				return ReconciliationRun{}, field(name, "Enter the day as YYYY-MM-DD.")
			}
		}
		if form.Period.To != "" && form.Period.From > form.Period.To {
			return ReconciliationRun{}, field("to", "The last day is before the first.")
		}
		return s.viewComparison(s.comparisons.start(s, form, func(ctx context.Context, progress func(done, total int)) (compared, error) {
			return s.compare(ctx, form, progress)
		}))
	})
}

// maxComparisons is how many a session remembers: each holds all of its rows.
const maxComparisons = 3

// compared is what a comparison found, and what it was made of.
type compared struct {
	reconcile.Result
	notes []string // on each side
	asOf  []string
	facts string // as store.FactsSeen
	sums  []store.ConversionSum
}

// compare gathers the sources and compares them.
func (s *session) compare(ctx context.Context, form ReconciliationForm, progress func(done, total int)) (c compared, err error) {
	if c.facts, err = s.store.FactsSeen(ctx); err != nil {
		return c, err
	}
	sources, notes, err := s.sources(ctx, form)
	if err != nil {
		return c, err
	}
	c.notes = notes
	if c.Result, err = reconcile.Run(ctx, sources, progress); err != nil {
		return c, err
	}
	if c.sums, err = s.store.ConversionSums(ctx, form.Period.From, form.Period.To); err != nil {
		return c, err
	}
	for i := range c.sums { // of the offer that was asked for
		if form.OfferID != "" && c.sums[i].Offer != affiliate.OfferID(form.OfferID) {
			c.sums[i].Conversions, c.sums[i].Sale, c.sums[i].Commission, c.sums[i].Booked = 0, 0, 0, 0
		}
	}
	c.asOf, err = s.sourcesAsOf(ctx)
	return c, err
}

// Run is a comparison as it stands.
func (r *Reconciliation) Run(id string) (ReconciliationRun, error) {
	return do(r.app, func(s *session) (ReconciliationRun, error) {
		run, err := s.comparisons.get(id)
		if err != nil {
			return ReconciliationRun{}, err
		}
		return s.viewComparison(run)
	})
}

// Cancel ends a comparison.
func (r *Reconciliation) Cancel(id string) error {
	_, err := do(r.app, func(s *session) (bool, error) {
		run, err := s.comparisons.get(id)
		if err != nil {
			return false, err
		}
		run.cancel()
		return true, nil
	})
	return err
}
