package report

import (
	"context"
	"slices"

	"linkledger/internal/cube"
)

// ask is a query made ready: its days, what is known of it, and how cells are
// cut.
type ask struct {
	q        Query
	snap     Snapshot
	cat      *catalog
	days     [2]Days // of the period, and of the one compared with
	compares bool
	last     cube.Day // of as-of; 0 for now
	measures []MeasureInfo
	need     [baseCount]bool // by measures that are known
	missing  unknown
	clicks   cells // which of linkCells, facetCells and rawCells tell of clicks
	raw      RawClicks
	facet    Dimension
	notes    []Note

	by     []*coding
	across *coding // nil for none
	where  []*coding
}

// now and earlier are the sides of a comparison.
const (
	now = iota
	earlier
)

func (e *Explorer) ask(ctx context.Context, q Query, raw RawClicks) (*ask, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	a := &ask{q: q, raw: raw}
	days, asOf, err := q.ends(e.source.Today())
	if err != nil {
		return nil, err
	}
	if a.cat, err = e.catalog(ctx); err != nil {
		return nil, err
	}
	if err := a.load(ctx, e.source, days, asOf); err != nil {
		return nil, err
	}
	for _, m := range q.Measure {
		info, _ := m.Info()
		a.measures = append(a.measures, info)
	}
	a.know()
	for _, d := range q.By {
		info, _ := d.Info()
		a.by = append(a.by, newCoding(info))
	}
	if q.Across != "" {
		info, _ := q.Across.Info()
		a.across = newCoding(info)
	}
	for _, f := range q.Where {
		info, _ := f.Dimension.Info()
		a.where = append(a.where, newCoding(info))
	}
	return a, nil
}

// load gets the cube with the days that are needed, and fills in open ends.
func (a *ask) load(ctx context.Context, source Source, days Days, asOf *cube.Day) error {
	today := source.Today()
	end := today
	if asOf != nil {
		end, a.last = *asOf, *asOf
	}
	if a.q.Compare == OtherPeriod {
		a.days[earlier], _ = span(a.q.ComparedWith)
	} else if a.q.Compare != NoComparison && days.From != anyDay.From {
		whole := Days{days.From, days.To}
		if whole.To == anyDay.To {
			whole.To = max(end, whole.From)
		}
		a.days[earlier] = whole.earlier(a.q.Compare)
	}
	a.compares = a.days[earlier] != Days{}
	load := days
	if a.compares {
		load.From, load.To = min(load.From, a.days[earlier].From), max(load.To, a.days[earlier].To)
	}
	if a.q.Basis == BySaleDay {
		load.To = anyDay.To // adjustments stand on any later day
	}
	if asOf != nil {
		load.To = min(load.To, *asOf)
		a.days[earlier].To = min(a.days[earlier].To, *asOf)
		a.compares = a.compares && a.days[earlier].From <= *asOf
	}
	var err error
	if a.snap, err = source.Snapshot(ctx, load, asOf); err != nil {
		return err
	}
	first, last, some := a.snap.Cube.Span()
	if !some {
		first, last = end, end
	}
	if days.To == anyDay.To {
		if days.To = max(end, days.From); asOf == nil && some {
			days.To = max(days.To, last)
		}
	}
	if days.From == anyDay.From {
		days.From = min(first, days.To)
	}
	a.days[now] = days
	if days.count() > maxDays || a.compares && a.days[earlier].count() > maxDays {
		return wrong("period", "Choose a period of at most a hundred years.")
	}
	a.q.Period = days.period()
	return nil
}

// dimensions are all that the query cuts and filters by, each once.
func (a *ask) dimensions() []Dimension {
	list := slices.Clone(a.q.cuts())
	for _, f := range a.q.Where {
		if !slices.Contains(list, f.Dimension) {
			list = append(list, f.Dimension)
		}
	}
	return list
}
