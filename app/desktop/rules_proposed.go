package desktop

import (
	"context"
	"errors"
	"maps"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/store"
)

// proposal is a rule as a form proposes it, beside what there is.
type proposal struct {
	rule   affiliate.Rule
	others []store.RuleVersion // all versions of the offer's rules
	last   affiliate.Rule      // newest version of the same rule; the zero value for a new one
	names  ruleNames
}

// proposed reads a rule form and checks it: an *affiliate.Error with Fields by
// RuleForm's names says what is wrong. A new rule gets its id here.
func (s *session) proposed(ctx context.Context, form RuleForm) (p proposal, err error) {
	currency, err := s.currency(ctx)
	if err != nil {
		return p, err
	}
	offer, err := s.store.Offer(ctx, affiliate.OfferID(form.OfferID))
	if err != nil {
		return p, err
	}
	if p.others, err = s.store.RuleVersions(ctx, offer.ID); err != nil {
		return p, err
	}
	if p.names, err = s.ruleNames(ctx); err != nil {
		return p, err
	}
	rule, readErr := payoutRule(form, currency)
	p.rule = rule
	if form.ID == "" {
		err = s.newRule(&p, offer)
	} else {
		err = p.nextVersion()
	}
	if err != nil {
		return p, err
	}
	if p.rule.ValidFrom == "" && len(p.others) > 0 {
		p.rule.ValidFrom = s.today()
	}
	return p, joinFields(p.checkSubject(), p.rule.Check(), readErr)
}

func (s *session) newRule(p *proposal, offer affiliate.Offer) (err error) {
	if len(p.others) == 0 && p.rule.Level == affiliate.LevelOffer && offer.RuleID != "" {
		p.rule.ID = offer.RuleID // the one that the offer's own form shows
		return nil
	}
	p.rule.ID, err = affiliate.NewID[affiliate.RuleID](s.app.random)
	return err
}

// nextVersion finds what the form is the next version of. Whom a rule is for
// never changes.
func (p *proposal) nextVersion() error {
	for _, v := range p.others {
		if v.ID == p.rule.ID {
			p.last = v.Rule
		}
	}
	if p.last.ID == "" {
		return affiliate.Errorf(affiliate.NotFound, "This payout rule is not here any more.").WithHint("Go back to the list and look again.")
	}
	if p.last.Level != p.rule.Level || p.last.Subject != p.rule.Subject {
		return field("level", "Whom a rule is for stays as it is. End this rule and add another one.")
	}
	return nil
}

// checkSubject looks whether the group or member is there.
func (p *proposal) checkSubject() error {
	known := true
	switch p.rule.Level {
	case affiliate.LevelGroup:
		_, known = p.names.groups[affiliate.GroupID(p.rule.Subject)]
	case affiliate.LevelMember:
		_, known = p.names.members[affiliate.MemberID(p.rule.Subject)]
	}
	if p.rule.Subject == "" || known {
		return nil
	}
	return field("subject", "Choose the group or member: this one is not here.")
}

// standing are the newest versions of the offer's other rules that are in
// force on a day.
func (p *proposal) standing(day string) (list []affiliate.Rule) {
	inForce := map[affiliate.RuleID]affiliate.Rule{}
	for _, v := range p.others {
		if v.ID != p.rule.ID && v.ValidFrom <= day {
			inForce[v.ID] = v.Rule
		}
	}
	for _, rule := range inForce {
		if !rule.Ended {
			list = append(list, rule)
		}
	}
	slices.SortFunc(list, earnings.Asked)
	return list
}

// fieldsOf are the fields that an error is about; nil for any other error.
func fieldsOf(err error) map[string]string {
	var known *affiliate.Error
	if !errors.As(err, &known) {
		return nil
	}
	return maps.Clone(known.Fields)
}
