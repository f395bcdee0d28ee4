package desktop

import (
	"context"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// ruleOf reads the payout fields of the offer form: what the offer's own rule
// pays, and nothing else of it.
func ruleOf(form OfferForm, currency money.Currency) (affiliate.Rule, error) {
	r, err := payoutRule(RuleForm{Level: affiliate.LevelOffer, Option: form.PayoutOption, Percent: form.PayoutPercent, Flat: form.PayoutFlat}, currency)
	return r, offerFields(joinFields(r.Check(), err))
}

// offerFields gives the errors of a rule's fields the names that the offer form
// has for them; what it has no field for is said at the option.
func offerFields(err error) error {
	var known *affiliate.Error
	if !errors.As(err, &known) || known.Fields == nil {
		return err
	}
	names := map[string]string{"percent": "payoutPercent", "flat": "payoutFlat", "option": "payoutOption"}
	fields := map[string]string{}
	for name, message := range known.Fields {
		if own := names[name]; own != "" {
			fields[own] = message
		} else if fields["payoutOption"] == "" {
			fields["payoutOption"] = "The rest of the offer's payout rule does not go with this. Change it under Payouts. (" + message + ")"
		}
	}
	known.Fields = fields
	return known
}

// offerRule is the newest version of the offer's own payout rule.
func (s *session) offerRule(ctx context.Context, offer affiliate.Offer) (last affiliate.Rule, found bool, err error) {
	rules, err := s.store.Rules(ctx, offer.ID)
	for _, r := range rules {
		if r.ID == offer.RuleID && r.Version > last.Version {
			last, found = r, true
		}
	}
	return last, found, err
}

// editedRule is the next version of the offer's rule: it pays what the form
// says, and keeps the conditions, tiers and limits that the form does not show.
// It reports whether the person changed what the offer pays, to something else
// than it pays now.
func (s *session) editedRule(ctx context.Context, offer affiliate.Offer, pay affiliate.Rule, form OfferForm, currency money.Currency) (affiliate.Rule, bool, error) {
	pay.OfferID = offer.ID
	last, found, err := s.offerRule(ctx, offer)
	if err != nil || !found {
		return pay, err == nil, err
	}
	if form.Was != nil {
		was, err := ruleOf(*form.Was, currency)
		if paysFlat(last.Option) && paysFlat(was.Option) {
			was.Currency = last.Currency // the form shows its amount beside the workspace's, which may be another by now
		}
		if err == nil && samePay(was, pay) {
			return last, false, nil
		}
	}
	next, err := paying(last, pay)
	if err != nil || samePay(last, next) {
		return last, false, err
	}
	next.ValidFrom = s.today() // earlier sales keep the version they were made under
	return next, true, offerFields(next.Check())
}

// paying is a rule that pays as another does.
func paying(rule, pay affiliate.Rule) (affiliate.Rule, error) {
	if hasLimits(rule) {
		if pay.Currency != "" && pay.Currency != rule.Currency {
			return rule, field("payoutFlat", fmt.Sprintf("The other amounts of the offer's payout rule are in %s. Change it under Payouts.", rule.Currency))
		}
		pay.Currency = rule.Currency
	}
	rule.Option, rule.Percent, rule.FlatMinor, rule.Currency, rule.Ended = pay.Option, pay.Percent, pay.FlatMinor, pay.Currency, false
	return rule, nil
}

func samePay(a, b affiliate.Rule) bool {
	return a.Option == b.Option && a.Percent == b.Percent && a.FlatMinor == b.FlatMinor && a.Currency == b.Currency
}
