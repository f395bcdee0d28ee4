package desktop

import (
	"cmp"
	"context"
	"maps"
	"math/big"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// paidClicks is what other counts of unique clicks would earn, in a currency.
type paidClicks struct {
	now, then money.Amount
	members   int
	// about says that rules count what was earned before, such as caps and
	// tiers: then is in proportion, and the books will say to the cent.
	about bool
}

// clickDay is a day of a member's clicks on an offer.
type clickDay struct {
	member affiliate.MemberID
	day    string
}

// paidByClicks compares what the days earn whose unique clicks differ, where
// offers pay for clicks.
func (s *session) paidByClicks(ctx context.Context, changes []relayapi.LinkClicks) ([]paidClicks, error) {
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	byNumber := make(map[int64]affiliate.Link, len(links))
	for _, l := range links {
		byNumber[l.Number] = l
	}
	byOffer := map[affiliate.OfferID]map[clickDay]int64{}
	for _, c := range changes {
		l, known := byNumber[c.Number]
		if !known || l.Test || c.Unique == 0 {
			continue
		}
		if byOffer[l.OfferID] == nil {
			byOffer[l.OfferID] = map[clickDay]int64{}
		}
		byOffer[l.OfferID][clickDay{l.MemberID, c.Day}] += c.Unique
	}
	sum := paidSum{byCurrency: map[money.Currency]*paidClicks{}, members: map[money.Currency]map[affiliate.MemberID]bool{}}
	for _, offer := range slices.Sorted(maps.Keys(byOffer)) {
		if err := s.paidOnOffer(ctx, offer, byOffer[offer], sum); err != nil {
			return nil, err
		}
	}
	return sum.list(), nil
}

func (s *session) paidOnOffer(ctx context.Context, offer affiliate.OfferID, differ map[clickDay]int64, sum paidSum) error {
	versions, err := s.store.RuleVersions(ctx, offer)
	if err != nil {
		return err
	}
	rules := make([]affiliate.Rule, len(versions))
	for i, v := range versions {
		rules[i] = v.Rule
	}
	plan := earnings.NewPlan(offer, rules)
	if !plan.PaysClicks() {
		return nil
	}
	window := earnings.Window{}
	for d := range differ {
		if window.From == "" || d.day < window.From {
			window.From = d.day
		}
		window.To = max(window.To, d.day)
	}
	days, err := s.store.ClickDays(ctx, offer, window)
	if err != nil {
		return err
	}
	for _, day := range days {
		more := differ[clickDay{day.Member, day.Place.Day}]
		if more == 0 {
			continue
		}
		then, about, err := earnThen(plan, day, more)
		if err != nil {
			return err
		}
		if err := sum.add(day.Member, day.Now, then, about); err != nil {
			return err
		}
	}
	return nil
}

// earnThen is what a day would earn with so many more unique clicks.
func earnThen(plan *earnings.Plan, day earnings.Past, more int64) (then money.Amount, about bool, err error) {
	was := day.Clicks
	item := day.Item
	item.Clicks += more
	if !plan.Counts() {
		result, err := plan.Pay(item, nil)
		return result.Amount, false, err
	}
	if was <= 0 {
		return day.Now, true, nil
	}
	minor := new(big.Int).Mul(big.NewInt(day.Now.Minor), big.NewInt(max(item.Clicks, 0)))
	return money.New(minor.Div(minor, big.NewInt(was)).Int64(), day.Now.Currency), true, nil
}

// paidSum adds days up by currency.
type paidSum struct {
	byCurrency map[money.Currency]*paidClicks
	members    map[money.Currency]map[affiliate.MemberID]bool
}

func (p paidSum) add(member affiliate.MemberID, now, then money.Amount, about bool) (err error) {
	c := money.Currency(cmp.Or(string(now.Currency), string(then.Currency)))
	if c == "" || now.Minor == 0 && then.Minor == 0 {
		return nil // that offer pays nothing for these clicks
	}
	of := p.byCurrency[c]
	if of == nil {
		of = &paidClicks{now: money.New(0, c), then: money.New(0, c)}
		p.byCurrency[c], p.members[c] = of, map[affiliate.MemberID]bool{}
	}
	if of.now, err = of.now.Add(money.New(now.Minor, c)); err != nil {
		return err
	}
	if of.then, err = of.then.Add(money.New(then.Minor, c)); err != nil {
		return err
	}
	of.about = of.about || about
	if now.Minor != then.Minor {
		p.members[c][member] = true
	}
	of.members = len(p.members[c])
	return nil
}

func (p paidSum) list() []paidClicks {
	list := make([]paidClicks, 0, len(p.byCurrency))
	for _, c := range slices.Sorted(maps.Keys(p.byCurrency)) {
		list = append(list, *p.byCurrency[c])
	}
	return list
}
