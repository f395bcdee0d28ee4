package ingest

import (
	"context"
	"fmt"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
)

// plans are the offers' payout rules, each read once in a transaction.
type plans map[affiliate.OfferID]*earnings.Plan

func (f Folder) plan(ctx context.Context, tx Tx, offer affiliate.OfferID) (*earnings.Plan, error) {
	if plan, known := f.plans[offer]; known {
		return plan, nil
	}
	rules, err := tx.Rules(ctx, offer)
	if err != nil {
		return nil, err
	}
	plan := earnings.NewPlan(offer, rules)
	if f.plans != nil {
		f.plans[offer] = plan
	}
	return plan, nil
}

// rule folds a new version of a payout rule: sales from its first day on are
// settled again by it, and clicks where it pays for them.
func (f Folder) rule(ctx context.Context, tx Tx, c affiliate.Change) error {
	rule, err := affiliate.Merge(affiliate.Rule{}, c)
	if err != nil || rule.Check() != nil {
		return fmt.Errorf("%w: a payout rule that pays nothing sensible", errBody)
	}
	if err := tx.Apply(ctx, c); err != nil {
		return err
	}
	delete(f.plans, rule.OfferID)
	again := f.reckon(ctx, tx, "payout rule")
	whose, err := ruleOf(ctx, tx, affiliate.RuleID(c.Key), rule)
	if err != nil {
		return err
	}
	if err := again.reachAfter(span{rule.OfferID, whose, startOf(rule.ValidFrom), ""}); err != nil {
		return err
	}
	if err := again.run(); err != nil || rule.Option != affiliate.PayoutClick {
		return err
	}
	days, err := tx.ClickDays(ctx, rule.OfferID, rule.ValidFrom)
	if err != nil {
		return err
	}
	return f.settleClicks(ctx, tx, days)
}

// ruleOf is the member whom a rule is for in all of its versions; empty where
// others may be paid otherwise by a new one, too.
func ruleOf(ctx context.Context, tx Tx, id affiliate.RuleID, rule affiliate.Rule) (affiliate.MemberID, error) {
	versions, err := tx.Rules(ctx, rule.OfferID)
	if err != nil {
		return "", err
	}
	for _, v := range versions {
		together := slices.ContainsFunc(v.Caps, func(c affiliate.Cap) bool { return c.Together })
		if v.ID == id && (v.Level != affiliate.LevelMember || v.Subject != rule.Subject || together) {
			return "", nil
		}
	}
	return affiliate.MemberID(rule.Subject), nil
}
