package earnings

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"linkledger/internal/affiliate"
)

// Plan is what an offer's payout rules come to on each day, made once so that
// Pay is quick. It never changes, and may be asked by several goroutines.
type Plan struct {
	offer  affiliate.OfferID
	rules  [][]*version // the versions of each rule, the newest first
	epochs []*epoch     // by day, the first from always on
}

// epoch is a span of days in which the same versions are in force.
type epoch struct {
	from, until string // first day, and the first of the next one; empty is open
	once        sync.Once
	sales       audience
	clicks      audience
	budgets     []*version // of the offer, with a cap on all members together
	counting    []*version // those that ask what was counted
}

// audience are rules by whom they are for, each list in the order in which the
// rules are asked.
type audience struct {
	members, groups map[string][]*version
	offer           []*version
}

// NewPlan reads an offer's rules, all versions of them in any order; those of
// other offers are left out. A version that fails affiliate.Rule's Check applies
// to nothing, and explanations say so.
func NewPlan(offer affiliate.OfferID, rules []affiliate.Rule) *Plan {
	p := &Plan{offer: offer}
	byID := map[affiliate.RuleID][]*version{}
	starts := []string{""}
	for _, r := range rules {
		if r.OfferID == offer {
			byID[r.ID] = append(byID[r.ID], newVersion(r))
			starts = append(starts, r.ValidFrom)
		}
	}
	for _, versions := range byID {
		slices.SortFunc(versions, func(a, b *version) int { return cmp.Compare(b.rule.Version, a.rule.Version) })
		p.rules = append(p.rules, versions)
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	for i, from := range starts {
		e := &epoch{from: from}
		if i+1 < len(starts) {
			e.until = starts[i+1]
		}
		p.epochs = append(p.epochs, e)
	}
	return p
}

// on is the epoch of a day.
func (p *Plan) on(day string) *epoch {
	i, found := slices.BinarySearchFunc(p.epochs, day, func(e *epoch, day string) int { return strings.Compare(e.from, day) })
	if !found {
		i-- // the first begins with the empty day, which comes before every other
	}
	e := p.epochs[i]
	e.once.Do(func() { p.fill(e) })
	return e
}

// fill finds the version of each rule that is in force in an epoch.
func (p *Plan) fill(e *epoch) {
	for _, versions := range p.rules {
		i := slices.IndexFunc(versions, func(v *version) bool { return v.rule.ValidFrom <= e.from })
		if i < 0 || versions[i].rule.Ended {
			continue
		}
		v := versions[i]
		to := &e.sales
		if v.rule.Option == affiliate.PayoutClick {
			to = &e.clicks
		}
		to.add(v)
		if v.counts() {
			e.counting = append(e.counting, v)
		}
		if v.together() {
			e.budgets = append(e.budgets, v)
		}
	}
	e.sales.sort()
	e.clicks.sort()
	slices.SortFunc(e.budgets, inOrder)
}

func (a *audience) add(v *version) {
	switch v.rule.Level {
	case affiliate.LevelMember:
		if a.members == nil {
			a.members = map[string][]*version{}
		}
		a.members[v.rule.Subject] = append(a.members[v.rule.Subject], v)
	case affiliate.LevelGroup:
		if a.groups == nil {
			a.groups = map[string][]*version{}
		}
		a.groups[v.rule.Subject] = append(a.groups[v.rule.Subject], v)
	case affiliate.LevelOffer:
		a.offer = append(a.offer, v)
	}
}

func (a *audience) sort() {
	for _, lists := range []map[string][]*version{a.members, a.groups} {
		for _, list := range lists {
			slices.SortFunc(list, inOrder)
		}
	}
	slices.SortFunc(a.offer, inOrder)
}

// inOrder puts the rules of a level into the order in which they are asked: the
// most conditions first, then the newest, then by id.
func inOrder(a, b *version) int {
	return cmp.Or(cmp.Compare(b.conditions, a.conditions), strings.Compare(b.rule.ValidFrom, a.rule.ValidFrom),
		strings.Compare(string(b.rule.ID), string(a.rule.ID)))
}

// of lists the rules for an item: the member's, the group's, the offer's.
func (a *audience) of(i Item) [3][]*version {
	var lists [3][]*version
	if i.Member != "" {
		lists[0] = a.members[string(i.Member)]
	}
	if i.Group != "" {
		lists[1] = a.groups[string(i.Group)]
	}
	lists[2] = a.offer
	return lists
}

// Counts reports whether some version asks what was counted: has tiers, bonuses,
// caps or a limit on recurring conversions. Otherwise Pay needs no Counted.
func (p *Plan) Counts() bool { return p.some((*version).counts) }

// PaysClicks reports whether some version pays for clicks.
func (p *Plan) PaysClicks() bool {
	return p.some(func(v *version) bool { return v.usable() && v.rule.Option == affiliate.PayoutClick })
}

// Independent reports whether what a member is paid never depends on what
// others are, so that members can be replayed side by side.
func (p *Plan) Independent() bool {
	return !p.some(func(v *version) bool { return v.together() || v.recurs() })
}

func (p *Plan) some(is func(*version) bool) bool {
	return slices.ContainsFunc(p.rules, func(versions []*version) bool { return slices.ContainsFunc(versions, is) })
}
