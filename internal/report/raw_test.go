package report_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"linkledger/internal/report"
)

// CountRaw implements report.RawClicks from the facts.
func (w *world) CountRaw(_ context.Context, q report.RawQuery) (groups []report.RawGroup, err error) {
	at := map[string]int{}
	for _, c := range w.clicks {
		if c.link.Test || c.day.String() < q.Period.From || c.day.String() > q.Period.To {
			continue
		}
		has := map[report.Dimension]string{report.Day: c.day.String(), report.Hour: c.hour, report.Country: c.country, report.Device: c.device, report.Browser: c.browser,
			report.Referrer: c.referrer, report.Reason: c.rejected, report.Offer: c.link.Offer, report.Member: c.link.Member, report.Link: fmt.Sprint(c.link.Number)}
		if slices.ContainsFunc(q.Where, func(f report.Filter) bool { return slices.Contains(f.Values, has[f.Dimension]) == f.Not }) {
			continue
		}
		var values []string
		for _, d := range q.By {
			value, known := has[d]
			if !known {
				return nil, fmt.Errorf("a raw click has no %s", d)
			}
			values = append(values, value)
		}
		key := fmt.Sprint(values)
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, report.RawGroup{Values: values})
		}
		groups[i].Gross++
		if c.rejected != "" {
			groups[i].Rejected++
		} else if c.unique {
			groups[i].Unique++
		}
	}
	return groups, nil
}

// noRaw is a relay that does not answer.
type noRaw struct{}

var errAway = errors.New("away")

func (noRaw) CountRaw(context.Context, report.RawQuery) ([]report.RawGroup, error) {
	return nil, errAway
}

// What the cube does not know is offered; a relay that is away is said, and is
// not asked where the cube knows.
func TestRawClicksAreAskedForWhereTheyAreNeeded(t *testing.T) {
	w := newWorld(3)
	explorer := report.NewExplorer(w)
	q := report.Query{By: []report.Dimension{report.Country, report.Member}, Measure: []report.Measure{report.Clicks}}
	r, err := explorer.Explore(context.Background(), q)
	if err != nil || len(r.Notes) != 1 || r.Notes[0].Code != report.NoteAskRelay {
		t.Fatalf("%v, notes %+v", err, r.Notes)
	}
	if _, err := explorer.ExploreRaw(context.Background(), q, noRaw{}); !errors.Is(err, errAway) {
		t.Errorf("a relay that is away: %v", err)
	}
	if r, err := explorer.ExploreRaw(context.Background(), q, w); err != nil || len(r.Notes) != 0 {
		t.Errorf("%v, notes %+v", err, r.Notes)
	}
	q.By = q.By[1:]
	if _, err := explorer.ExploreRaw(context.Background(), q, noRaw{}); err != nil {
		t.Errorf("by member alone: %v", err)
	}
}
