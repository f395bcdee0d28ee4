package report

import (
	"context"
	"slices"
	"sync"
)

// Explorer answers questions. Any number of goroutines may ask.
type Explorer struct {
	source Source

	mu  sync.Mutex
	cat *catalog
}

// NewExplorer makes an Explorer over a source.
func NewExplorer(source Source) *Explorer { return &Explorer{source: source} }

// catalog is the directory made ready, made again when there is another one.
func (e *Explorer) catalog(ctx context.Context) (*catalog, error) {
	d, err := e.source.Directory(ctx)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.cat == nil || e.cat.dir != d {
		e.cat = newCatalog(d)
	}
	return e.cat, nil
}

// Explore answers a query. Errors are *affiliate.Error with Fields where the
// query is wrong.
func (e *Explorer) Explore(ctx context.Context, q Query) (Result, error) {
	return e.ExploreRaw(ctx, q, nil)
}

// ExploreRaw is Explore with raw clicks for cuts that the cube does not know:
// those that a result offers to ask the relay for.
func (e *Explorer) ExploreRaw(ctx context.Context, q Query, raw RawClicks) (Result, error) {
	a, err := e.ask(ctx, q, raw)
	if err != nil {
		return Result{}, err
	}
	currencies := a.currencies()
	answers, members, err := a.gather(ctx, currencies)
	if err != nil {
		return Result{}, err
	}
	r := Result{Query: a.q, Period: a.q.Period, Zone: a.cat.dir.Zone, Filters: a.filters(), Notes: a.notes}
	if a.compares {
		r.Compared = a.days[earlier].period()
	}
	beyond := false
	for at, currency := range currencies {
		if at > 0 && len(a.q.Currencies) == 0 && !a.has(&answers, at) {
			continue
		}
		g := a.pivot(&answers, at, members)
		beyond = beyond || g.columns.others > 0
		r.Tables = append(r.Tables, g.table(currency))
	}
	if beyond {
		r.Notes = append(r.Notes, Note{Code: NoteColumns, Text: "There are more columns than a table can show: the rest stands in the last one, together. Filter to see them."})
	}
	if a.adjusted() {
		r.Notes = append(r.Notes, a.adjustmentNote())
	}
	return r, nil
}

// has reports whether anything is in a currency.
func (a *ask) has(answers *[2][]selected, currency int) bool {
	at := len(a.q.cuts())
	for side := range answers {
		for i := range answers[side] {
			if s := &answers[side][i]; s.currency && slices.Contains(s.Codes[at], int32(currency)) {
				return true
			}
		}
	}
	return false
}
