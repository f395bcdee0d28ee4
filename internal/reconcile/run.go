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
	rows := slices.Clone(s.Rows)
	slices.SortFunc(rows, byTime)
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
	place := make(map[int]int, len(rows))
	var cases []Case
	for i, r := range rows {
		if i%4096 == 0 {
			if err := l.tick(i); err != nil {
				return Result{}, err
			}
		}
		root := l.find(i)
		at, known := place[root]
		if !known {
			at = len(cases)
			place[root] = at
			cases = append(cases, Case{By: l.least[root].by, Confidence: l.least[root].confidence})
		}
		cases[at].Rows[r.Side] = append(cases[at].Rows[r.Side], r)
	}
	for _, c := range cases {
		c.Day = day(c)
		in := s.within(c.Day, first(c, func(r Row) affiliate.OfferID { return r.Offer }))
		for _, side := range c.Rows {
			for _, r := range side {
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
			for _, r := range side {
				sums.add(r, 1)
				result.Totals.add(r, 1)
			}
		}
		result.Buckets[c.Bucket] = sums
		result.Count[c.Bucket]++
		result.Cases = append(result.Cases, c)
	}
	namesakes(result.Cases)
	slices.SortFunc(result.Cases, func(a, b Case) int {
		return cmp.Or(cmp.Compare(rank(a.Bucket), rank(b.Bucket)), cmp.Compare(b.Day, a.Day), cmp.Compare(a.Key, b.Key))
	})
	if progress != nil {
		progress(total, total)
	}
	return result, ctx.Err()
}

func rank(b Bucket) int { return slices.Index(Buckets(), b) }

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
