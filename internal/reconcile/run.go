package reconcile

import (
	"cmp"
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// Run compares the sources. Progress is told in rows, of all there are; the
// error is that of a cancelled context.
func Run(ctx context.Context, s Sources, progress func(done, total int)) (Result, error) {
	rows := inTime(s.Rows)
	steps, total := 0, 5*len(rows)
	l := newLinker(rows, func(done int) error {
		if progress != nil {
			progress(min(steps*len(rows)+done, total), total)
		}
		return ctx.Err()
	})
	for _, pass := range []func(context.Context) error{l.byClick, l.byOrder, l.byLooseOrder, l.byAmount} {
		if err := pass(ctx); err != nil {
			return Result{}, err
		}
		steps++
	}
	result := Result{Buckets: map[Bucket]Sums{}, Count: map[Bucket]int{}}
	cases, err := l.cases()
	if err != nil {
		return Result{}, err
	}
	result.Cases = make([]Case, 0, len(cases))
	for _, c := range cases {
		c.Day = day(c)
		in := s.within(c.Day, first(&c, func(r *Row) affiliate.OfferID { return r.Offer }))
		for _, side := range c.Rows {
			for i := range side {
				r := &side[i]
				switch own := s.within(r.Day, r.Offer); {
				case in && !own:
					result.Strays.add(r, 1)
				case !in && own:
					result.Strays.add(r, -1)
				}
			}
		}
		if !in {
			result.Beside = append(result.Beside, c.Rows[CJ]...)
			continue
		}
		c.Key = key(c)
		s.judge(&c)
		sums := result.Buckets[c.Bucket]
		for _, side := range c.Rows {
			for i := range side {
				r := &side[i]
				sums.add(r, 1)
				result.Totals.add(r, 1)
			}
		}
		result.Buckets[c.Bucket] = sums
		result.Count[c.Bucket]++
		result.Cases = append(result.Cases, c)
	}
	namesakes(result.Cases)
	result.Cases = inOrder(result.Cases)
	if progress != nil {
		progress(total, total)
	}
	return result, ctx.Err()
}

// inTime are rows in a fixed order, whatever order they came in. What is sorted
// is small, since rows are large.
func inTime(rows []Row) []Row {
	type place struct {
		second int64
		row    int32
	}
	places := make([]place, len(rows))
	for i := range rows {
		places[i] = place{rows[i].At.Unix(), int32(i)}
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.second != b.second {
			return cmp.Compare(a.second, b.second)
		}
		return byTime(&rows[a.row], &rows[b.row])
	})
	sorted := make([]Row, len(rows))
	for i, place := range places {
		sorted[i] = rows[place.row]
	}
	return sorted
}

// cases are the linked rows, in order of the first of each. They share one array.
func (l *linker) cases() (cases []Case, err error) {
	place, all := make([]int32, len(l.rows)), make([]Row, len(l.rows))
	used := 0
	for i := range l.rows {
		if i%4096 == 0 {
			if err := l.tick(i); err != nil {
				return nil, err
			}
		}
		root := l.find(i)
		if place[root] == 0 {
			c := Case{By: l.least[root].by, Confidence: l.least[root].confidence, Unclear: l.rivals[root]}
			for side, n := range l.has[root] {
				c.Rows[side] = all[used : used : used+int(n)]
				used += int(n)
			}
			cases = append(cases, c)
			place[root] = int32(len(cases))
		}
		side := &cases[place[root]-1].Rows[l.rows[i].Side]
		*side = append(*side, l.rows[i])
	}
	for i := range cases {
		for side, rows := range cases[i].Rows {
			if len(rows) == 0 {
				cases[i].Rows[side] = nil
			}
		}
	}
	return cases, nil
}

// inOrder sorts cases by bucket, the newest day first.
func inOrder(cases []Case) []Case {
	rank := map[Bucket]int{}
	for i, b := range Buckets() {
		rank[b] = i
	}
	parts := make([][]int32, len(rank))
	for i := range cases {
		at := rank[cases[i].Bucket]
		parts[at] = append(parts[at], int32(i))
	}
	sorted := make([]Case, 0, len(cases))
	for _, part := range parts {
		slices.SortFunc(part, func(a, b int32) int {
			return cmp.Or(cmp.Compare(cases[b].Day, cases[a].Day), cmp.Compare(cases[a].Key, cases[b].Key))
		})
		for _, i := range part {
			sorted = append(sorted, cases[i])
		}
	}
	return sorted
}

// day is CJ's day of the sale; else the shop's, since a postback may come late.
func day(c Case) string {
	for _, s := range []Side{CJ, Shop, Postback} {
		if c.Has(s) {
			return c.Rows[s][0].Day
		}
	}
	return ""
}

// key is made of the strongest id of a case, the first of several.
func key(c Case) string {
	for s, rows := range c.Rows {
		if len(rows) > 0 {
			return Side(s).String() + ":" + slices.MinFunc(rows, func(a, b Row) int { return cmp.Compare(a.ID, b.ID) }).ID
		}
	}
	return ""
}
