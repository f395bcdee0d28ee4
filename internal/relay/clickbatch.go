package relay

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

// keptVisitDays is for how many local days before today visitors are known
// again: clicks may reach the store late.
const keptVisitDays = 2

// clickBatch are clicks of one workspace on their way into the store.
type clickBatch struct {
	workspace *workspace
	clicks    []KeptClick
}

func (b *clickBatch) add(c clickfile.Click, test bool) {
	b.clicks = append(b.clicks, KeptClick{
		Click: relayapi.Click{ClickID: c.ID, Time: c.Time, LinkNumber: c.Link, Country: c.Country, Referrer: c.Referrer, Test: test},
		Agent: c.Agent, Signal: c.Signal, Visitor: c.Visitor, Offer: c.Offer,
	})
}

// write judges the clicks, puts them, and returns what they add up to.
func (b *clickBatch) write(tx Tx, rules clickRules, now time.Time) (*counts, error) {
	slices.SortStableFunc(b.clicks, func(a, c KeptClick) int { return cmp.Or(a.Time.Compare(c.Time), cmp.Compare(a.ClickID, c.ClickID)) })
	times := newLocalTimes(b.workspace.location)
	seen, err := b.visits(tx, times)
	if err != nil {
		return nil, err
	}
	sum := newCounts()
	for i := range b.clicks {
		c := &b.clicks[i]
		at := times.of(c.Time)
		rules.judge(c, seen[at.day])
		sum.add(c, at, 1)
	}
	if err := tx.PutClicks(b.workspace.ID, b.clicks); err != nil {
		return nil, err
	}
	oldest := now.In(b.workspace.location).AddDate(0, 0, -keptVisitDays).Format(dayForm)
	for _, day := range slices.Sorted(maps.Keys(seen)) {
		if err := tx.PutVisits(b.workspace.ID, day, seen[day]); err != nil {
			return nil, err
		}
		oldest = min(oldest, day)
	}
	return sum, tx.ForgetVisits(b.workspace.ID, oldest)
}

// visits are what is known of the batch's visitors, by day.
func (b *clickBatch) visits(tx Tx, times *localTimes) (map[string]visits, error) {
	asked := map[string]map[Visitor]bool{}
	for i := range b.clicks {
		day := times.of(b.clicks[i].Time).day
		if asked[day] == nil {
			asked[day] = map[Visitor]bool{}
		}
		asked[day][b.clicks[i].Visitor] = true
	}
	seen := map[string]visits{}
	for day, visitors := range asked {
		last, err := tx.Visits(b.workspace.ID, day, slices.Collect(maps.Keys(visitors)))
		if err != nil {
			return nil, err
		}
		seen[day] = last
	}
	return seen, nil
}
