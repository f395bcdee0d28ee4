package earnings

import (
	"errors"
	"fmt"
	"math"
	"math/bits"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// errUncounted says that a plan was asked without what it counts by.
var errUncounted = errors.New("the rules count what was sold before, so they can't be applied without it")

// Pay works out what an item earns, and why. What the rules count by is asked
// of c, which may be nil for a plan that does not count. An error comes from c
// alone: rules and items of any kind have a result.
func (p *Plan) Pay(i Item, c Counted) (Result, error) {
	in := Inputs{
		Day: i.Place.Day, Clicks: i.Clicks, OfClicks: i.ofClicks(), Status: i.Status, Test: i.Test, Nobody: i.Member == "", FromCJ: i.FromCJ, Unproven: i.Unproven,
		Sale: Sum(i.Sale), Coupon: i.Order.Coupon, Country: i.Order.Country, Customer: i.Order.Customer, Adjusted: Sum(i.Adjusted), Expired: i.Expired,
	}
	if !i.earns() {
		in.Adjusted, in.Amount = Sum{}, Sum{Currency: i.Sale.Currency}
		return Result{Amount: money.Amount(in.Amount), ByRule: money.Amount(in.Amount), Inputs: in}, nil
	}
	asked := asking{plan: p, item: i, counted: c, epoch: p.on(i.Place.Day)}
	byRule, v, err := asked.pay(&in)
	if err != nil {
		return Result{}, fmt.Errorf("work out the payout of %s: %w", i.Cause, err)
	}
	result := Result{ByRule: byRule, Amount: adjusted(byRule, &in)}
	in.ByRule, in.Amount = Sum(byRule), Sum(result.Amount)
	if v != nil {
		result.RuleID, result.RuleVersion = v.rule.ID, v.rule.Version
	}
	result.Inputs = in
	if i.Unproven {
		result.ByRule.Minor = 0 // it takes nothing of the caps
	}
	return result, nil
}

// adjusted adds the adjustments, which bring nothing below nothing. One in
// another currency than the payout's can't be added, and is left out.
func adjusted(byRule money.Amount, in *Inputs) money.Amount {
	if in.Adjusted.Minor == 0 {
		in.Adjusted = Sum{}
		return byRule
	}
	if byRule.IsZero() {
		byRule.Currency = in.Adjusted.Currency
	}
	total, err := byRule.Add(money.Amount(in.Adjusted))
	if err != nil {
		return byRule
	}
	return money.New(max(total.Minor, 0), total.Currency)
}

// asking is one item under way.
type asking struct {
	plan    *Plan
	item    Item
	counted Counted
	epoch   *epoch
}

// pay finds the rule that pays, and what: nil for none.
func (a asking) pay(in *Inputs) (money.Amount, *version, error) {
	rules := &a.epoch.sales
	if in.OfClicks {
		rules = &a.epoch.clicks
	}
	for _, list := range rules.of(a.item) {
		for _, v := range list {
			skip, skipped := v.skipped(a.item)
			if !skipped {
				amount, fits, err := a.rate(v, in)
				if err != nil {
					return money.Amount{}, nil, err
				}
				if fits {
					in.Rule = v.said
					amount, err = a.limit(v, amount, in)
					return amount, v, err
				}
				skip = Skipped{Rule: v.named, Why: skipRange}
				in.Rate, in.Tier = Rate{}, nil
			}
			if len(in.Skipped) < maxSkipped {
				in.Skipped = append(in.Skipped, skip)
			}
		}
	}
	return money.New(0, a.item.Sale.Currency), nil, nil
}

// rate is what the rule's rate, or that of the tier reached, makes of the item.
// It reports false when that does not fit.
func (a asking) rate(v *version, in *Inputs) (money.Amount, bool, error) {
	percent, text, flat, err := a.tier(v, in)
	if err != nil {
		return money.Amount{}, false, err
	}
	in.Rate = Rate{Option: v.rule.Option}
	flatly := money.New(flat, v.currency)
	switch v.rule.Option {
	case affiliate.PayoutClick:
		in.Rate.Flat = Sum(flatly)
		high, low := bits.Mul64(uint64(flat), uint64(a.item.Clicks))
		return money.New(int64(low), v.currency), high == 0 && low <= math.MaxInt64, nil
	case affiliate.PayoutFlat:
		in.Rate.Flat = Sum(flatly)
		return flatly, true, nil
	}
	of := a.item.Sale
	switch {
	case v.rule.Option == affiliate.PayoutShare:
		of = a.item.Commission
		in.Rate.Of = Sum(of)
	case v.rule.Conditions.OnlyLines:
		of = v.linesOf(a.item)
		in.Rate.Of = Sum(of)
	}
	share := percent.of(of)
	in.Rate.Percent, in.Rate.Share = text, Sum(share)
	if v.rule.Option != affiliate.PayoutFlatPercent {
		return share, true, nil
	}
	in.Rate.Flat = Sum(flatly)
	total, err := share.Add(flatly)
	return total, err == nil, nil
}

// limit applies what comes after the rate: recurring, bonuses, caps.
func (a asking) limit(v *version, amount money.Amount, in *Inputs) (money.Amount, error) {
	if !in.OfClicks {
		over, err := a.repeated(v, in)
		if err != nil {
			return money.Amount{}, err
		}
		if over {
			amount.Minor = 0
		}
		if amount, err = a.bonuses(v, amount, in); err != nil {
			return money.Amount{}, err
		}
	}
	if a.item.Unproven { // what it takes of a cap would be another's
		return amount, nil
	}
	return a.capped(v, amount, in)
}
