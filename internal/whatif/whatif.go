package whatif

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
)

// Proposal is a rule that is not published, beside those that are. It is replayed
// as if it had been in force from From on, and never later than from its own
// first day: with From at that day a replay is what publishing it does.
type Proposal struct {
	Rule     affiliate.Rule
	Rules    []affiliate.Rule // all versions of the offer's rules
	From, To string           // sale days that are compared, both included; an empty From is the beginning
}

// Source keeps sales.
type Source interface {
	// CountSales is about how many sales there are to read.
	CountSales(ctx context.Context, offer affiliate.OfferID, w earnings.Window) (int, error)
	// ReplaySales lists what may earn on an offer in a window, in any order:
	// conversions that count and the clicks of days. It says from
	// time to time how many more it has read, from any goroutine.
	ReplaySales(ctx context.Context, offer affiliate.OfferID, w earnings.Window, with earnings.Facts, read func(n int)) ([]earnings.Past, error)
}

// Run compares what sales earn now with what they would earn under a proposal.
// It reports how far it is, from any goroutine, and ends with the context.
func Run(ctx context.Context, source Source, p Proposal, progress Progress) (Comparison, error) {
	rules := proposed(p)
	plan := earnings.NewPlan(p.Rule.OfferID, rules)
	window := earnings.Window{From: p.From, To: p.To}
	if plan.Counts() {
		window.From = "" // what was sold before may have reached a tier or a cap
	}
	total, err := source.CountSales(ctx, p.Rule.OfferID, window)
	if err != nil {
		return Comparison{}, err
	}
	done := newMeter(total, progress)
	sales, err := source.ReplaySales(ctx, p.Rule.OfferID, window, plan.Facts(), done.add)
	if err != nil {
		return Comparison{}, err
	}
	shares := [][]earnings.Past{sales}
	if plan.Independent() {
		shares = split(sales, runtime.GOMAXPROCS(0))
	}
	added := make([]*sums, len(shares))
	group, ctx := errgroup.WithContext(ctx)
	for i, share := range shares {
		added[i] = newSums(p.From)
		group.Go(func() error { return replay(ctx, plan, share, added[i], done) })
	}
	if err := group.Wait(); err != nil {
		return Comparison{}, err
	}
	return merge(added)
}

// proposed are the rules with the proposal as the newest of them. It is asked in
// the past as it will be once it is published: before the rules of its kind that
// are older than its own first day.
func proposed(p Proposal) []affiliate.Rule {
	start := min(p.From, p.Rule.ValidFrom)
	rules, days := slices.Clone(p.Rules), []string{start}
	id, version := p.Rule.ID, 0
	if start < p.Rule.ValidFrom {
		id = first
	}
	for i := range rules {
		r := &rules[i]
		if r.ID == p.Rule.ID {
			r.ID, version = id, max(version, r.Version)
		} else if r.ValidFrom > start && r.ValidFrom <= p.Rule.ValidFrom {
			days = append(days, r.ValidFrom)
		}
	}
	slices.Sort(days)
	for i, day := range slices.Compact(days) {
		rule := p.Rule
		rule.ID, rule.ValidFrom, rule.Version = id, day, version+1+i
		rules = append(rules, rule)
	}
	return rules
}

// first is an id that goes before all others of the same day.
const first affiliate.RuleID = "~"

// split deals sales out by member, so that each share can be replayed alone.
func split(sales []earnings.Past, n int) [][]earnings.Past {
	share := map[affiliate.MemberID]int{}
	sizes := make([]int, n)
	for i := range sales {
		member := sales[i].Member
		at, known := share[member]
		if !known {
			at = len(share) % n
			share[member] = at
		}
		sizes[at]++
	}
	shares := make([][]earnings.Past, n)
	for i, size := range sizes {
		shares[i] = make([]earnings.Past, 0, size)
	}
	for i := range sales {
		at := share[sales[i].Member]
		shares[at] = append(shares[at], sales[i])
	}
	return shares
}

func replay(ctx context.Context, plan *earnings.Plan, sales []earnings.Past, into *sums, done *meter) error {
	slices.SortFunc(sales, func(a, b earnings.Past) int { return a.Place.Compare(b.Place) })
	items := make([]earnings.Item, len(sales))
	for i := range sales {
		items[i] = sales[i].Item
	}
	next := 0
	return plan.Replay(ctx, items, func(item *earnings.Item, r earnings.Result) error {
		now := sales[next].Now
		if next++; next%step == 0 {
			done.add(step)
		}
		return into.add(item, now, r.Amount)
	})
}
