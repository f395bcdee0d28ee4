package desktop

import (
	"context"
	"maps"

	"linkledger/internal/affiliate"
)

// Rules are the payout rules of offers.
type Rules struct{ app *App }

// List are an offer's rules in the order in which they are asked.
func (r *Rules) List(offerID string) (PayoutRules, error) {
	return do(r.app, func(s *session) (PayoutRules, error) {
		return s.payoutRules(context.Background(), affiliate.OfferID(offerID))
	})
}

// Check reads a form without publishing it.
func (r *Rules) Check(form RuleForm) (RuleCheck, error) {
	return do(r.app, func(s *session) (RuleCheck, error) {
		ctx := context.Background()
		v := RuleCheck{When: []string{}, Fields: map[string]string{}, Warnings: []string{}}
		p, err := s.proposed(ctx, form)
		if known := fieldsOf(err); known != nil {
			maps.Copy(v.Fields, known)
			return v, nil
		}
		if err != nil {
			return v, err
		}
		v.Words, v.When = p.rule.Words(), p.rule.When()
		v.Warnings, err = s.warnings(ctx, p)
		return v, err
	})
}

// Publish adds a rule, or a new version of one.
func (r *Rules) Publish(form RuleForm) (PayoutRules, error) {
	return do(r.app, func(s *session) (PayoutRules, error) {
		ctx := context.Background()
		p, err := s.proposed(ctx, form)
		if err != nil {
			return PayoutRules{}, err
		}
		if err := s.publishRule(ctx, p.rule, form.Seen); err != nil {
			return PayoutRules{}, err
		}
		return s.payoutRules(ctx, p.rule.OfferID)
	})
}

// End makes a rule apply to nothing from a day on, today when from is empty;
// seen is the version that the person saw.
func (r *Rules) End(ruleID, from, seen string) (PayoutRules, error) {
	return do(r.app, func(s *session) (PayoutRules, error) {
		ctx := context.Background()
		last, err := s.store.Rule(ctx, affiliate.RuleID(ruleID))
		if err != nil {
			return PayoutRules{}, err
		}
		if last.Ended {
			return PayoutRules{}, affiliate.Errorf(affiliate.Conflict, "This rule has ended already, from %s on.", last.ValidFrom)
		}
		last.Ended, last.ValidFrom = true, clean(from)
		if last.ValidFrom == "" {
			last.ValidFrom = s.today()
		}
		if err := last.Check(); err != nil {
			return PayoutRules{}, err
		}
		if err := s.publishRule(ctx, last, seen); err != nil {
			return PayoutRules{}, err
		}
		return s.payoutRules(ctx, last.OfferID)
	})
}

// publishRule writes a version of a rule that the person made of the version
// seen; empty is for a new rule.
func (s *session) publishRule(ctx context.Context, rule affiliate.Rule, seen string) error {
	stands, err := s.store.VersionSeen(ctx, affiliate.NounRule, string(rule.ID))
	if err != nil {
		return err
	}
	if seen == "" {
		seen = affiliate.NoVersion
	}
	if seen != stands {
		return affiliate.Errorf(affiliate.Conflict, "Somebody has changed this rule since you opened it.").
			WithHint("Nothing was published. Look at the newest version, and make your change there.")
	}
	b := s.batch()
	if err := s.addGuarded(ctx, b, change(affiliate.NounRule, rule.ID, rule), stands); err != nil {
		return err
	}
	return s.enqueue(ctx, b)
}

// Attribution tells who gets an order that a link and a promo code both claim:
// "link" or "code".
func (r *Rules) Attribution() (string, error) {
	return do(r.app, func(s *session) (string, error) { return s.store.Attribution(context.Background()) })
}

// SetAttribution changes that, for sales from today on.
func (r *Rules) SetAttribution(prefer string) (string, error) {
	return do(r.app, func(s *session) (string, error) {
		ctx := context.Background()
		if prefer != affiliate.PreferLink && prefer != affiliate.PreferCode {
			return "", field("prefer", "Choose whether the link or the promo code goes first.")
		}
		stands, err := s.store.Attribution(ctx)
		if err != nil || stands == prefer {
			return stands, err
		}
		return prefer, s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: prefer}))
	})
}
