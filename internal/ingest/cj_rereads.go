package ingest

import (
	"context"
	"iter"
	"slices"
	"time"

	"linkledger/internal/affiliate"
)

const (
	idsPerCall  = 200    // of rows that are read again by id
	rowsPerCall = 10_000 // of a window; source: a copy of CJ's documentation
	windowSpan  = 31 * day
	dueSoon     = day // before the locking date; CJ's clock is not ours
	// Rows that are not due are read each time when that takes few calls, as it
	// does for 50,000; a year of 200,000 takes some 25, and each call is to be
	// worth a while. CJ grants 200 in five minutes.
	fewCalls  = 10
	callPause = 2 * time.Minute
)

// reread is a question for rows that may have moved: by id, or by a window.
type reread struct {
	since, before time.Time
	locking       bool // the window is one of locking dates
	ids           []string
	calls         int
}

func (r reread) pages(ctx context.Context, cj CJ) iter.Seq2[affiliate.CommissionPage, error] {
	span := affiliate.CommissionSpan{Since: r.since, Before: r.before}
	switch {
	case r.ids == nil && r.locking:
		return cj.LockingPages(ctx, span)
	case r.ids == nil:
		return cj.PostedPages(ctx, span)
	}
	return func(yield func(affiliate.CommissionPage, error) bool) {
		yield(cj.ByID(ctx, r.ids))
	}
}

// planRereads says how open rows are read again. All of them are, when that was
// asked for or is not more than CJ's allowance bears since the last time; rows
// about to lock are always.
func planRereads(ctx context.Context, open []affiliate.OpenCommission, now, covered, last time.Time, wanted bool,
	posted func(ctx context.Context, since, before time.Time) (int, error)) (plan []reread, all bool, err error) {
	open = slices.DeleteFunc(open, func(o affiliate.OpenCommission) bool { return !o.Posted.Before(covered) })
	calls := 0
	for _, group := range inWindows(open, func(o affiliate.OpenCommission) time.Time { return o.Posted }) {
		r := reread{since: group[0].Posted, before: group[len(group)-1].Posted.Add(time.Millisecond)}
		total := 0
		if len(group) > idsPerCall {
			if total, err = posted(ctx, r.since, r.before); err != nil {
				return nil, false, err
			}
		}
		cheapest := r.orByID(group, total)
		for _, r := range cheapest {
			calls += r.calls
		}
		plan = append(plan, cheapest...)
	}
	if wanted || calls <= fewCalls || now.Sub(last) >= time.Duration(calls)*callPause {
		return plan, true, nil
	}
	due := slices.DeleteFunc(open, func(o affiliate.OpenCommission) bool {
		return affiliate.Locked(o.Status) || o.Locks.After(now.Add(dueSoon))
	})
	plan = nil
	for _, group := range inWindows(due, func(o affiliate.OpenCommission) time.Time { return o.Locks }) {
		r := reread{locking: true, since: group[0].Locks, before: group[len(group)-1].Locks.Add(time.Millisecond)}
		plan = append(plan, r.orByID(group, len(group))...)
	}
	return plan, false, nil
}

// orByID is the window itself, or its rows by id, whichever takes fewer calls.
// Total is how many rows the window has.
func (r reread) orByID(group []affiliate.OpenCommission, total int) (list []reread) {
	r.calls = 1 + total/rowsPerCall
	if byID := (len(group) + idsPerCall - 1) / idsPerCall; byID > r.calls {
		return []reread{r}
	}
	for part := range slices.Chunk(group, idsPerCall) {
		ids := make([]string, len(part))
		for i, o := range part {
			ids[i] = o.ID
		}
		list = append(list, reread{since: r.since, before: r.before, ids: ids, calls: 1})
	}
	return list
}

// inWindows cuts rows into groups that a window of CJ's can hold each.
func inWindows(open []affiliate.OpenCommission, at func(affiliate.OpenCommission) time.Time) (groups [][]affiliate.OpenCommission) {
	open = slices.Clone(open)
	slices.SortStableFunc(open, func(a, b affiliate.OpenCommission) int { return at(a).Compare(at(b)) })
	for len(open) > 0 {
		end := at(open[0]).Add(windowSpan - time.Millisecond)
		n := slices.IndexFunc(open, func(o affiliate.OpenCommission) bool { return !at(o).Before(end) })
		if n < 0 {
			n = len(open)
		}
		groups, open = append(groups, open[:n]), open[n:]
	}
	return groups
}
