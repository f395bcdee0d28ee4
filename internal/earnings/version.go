package earnings

import (
	"errors"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// version is a version of a rule, read once.
type version struct {
	rule       affiliate.Rule
	said       *RuleInputs // as inputs tell of it when it pays
	named      *RuleInputs // and when it does not
	currency   money.Currency
	percent    rate
	steps      []rate // of the tiers' steps
	conditions int    // how many kinds are set
	skus       map[string]bool
	lists      map[string]bool
	countries  map[string]bool
	coupons    map[string]bool
	wrong      string // why it applies to nothing; empty when it is fine
}

func newVersion(r affiliate.Rule) *version {
	v := &version{rule: r, currency: money.Currency(r.Currency)}
	v.named = &RuleInputs{ID: r.ID, Version: r.Version, Level: r.Level, Name: r.Name}
	if err := r.Check(); err != nil {
		v.wrong = reason(err)
		return v
	}
	said := *v.named
	said.Words = r.Words()
	v.said = &said
	v.percent = parseRate(r.Percent)
	for _, s := range r.Tiers.Steps {
		if s.Percent == "" {
			v.steps = append(v.steps, v.percent)
		} else {
			v.steps = append(v.steps, parseRate(s.Percent))
		}
	}
	c := r.Conditions
	v.skus, v.lists, v.countries, v.coupons = set(c.SKUs), set(c.Lists), set(c.Countries), set(c.Coupons)
	for _, given := range []bool{
		c.From != "" || c.To != "", c.MinMinor != 0 || c.MaxMinor != 0, len(c.SKUs)+len(c.Lists) > 0,
		c.Customer != "", len(c.Countries) > 0, len(c.Coupons) > 0 || c.NoCoupon,
	} {
		if given {
			v.conditions++
		}
	}
	return v
}

// reason is the first thing that a check found wrong.
func reason(err error) string {
	var known *affiliate.Error
	if !errors.As(err, &known) || len(known.Fields) == 0 {
		return err.Error()
	}
	first := ""
	for field := range known.Fields {
		if first == "" || field < first {
			first = field
		}
	}
	return first + ": " + known.Fields[first]
}

// set is names for looking up in any case; nil for none.
func set(names []string) map[string]bool {
	if len(names) == 0 {
		return nil
	}
	m := make(map[string]bool, len(names))
	for _, name := range names {
		m[strings.ToUpper(name)] = true
	}
	return m
}

func (v *version) usable() bool { return v.wrong == "" && !v.rule.Ended }

// counts reports whether the version asks what was counted.
func (v *version) counts() bool { return v.ofMember() || v.together() || v.recurs() }

// ofMember reports whether it asks what the member's items come to.
func (v *version) ofMember() bool {
	return v.usable() && (len(v.rule.Tiers.Steps) > 0 || len(v.rule.Bonuses) > 0 ||
		slices.ContainsFunc(v.rule.Caps, func(c affiliate.Cap) bool { return !c.Together }))
}

// together reports whether it caps what all members are paid.
func (v *version) together() bool {
	return v.usable() && slices.ContainsFunc(v.rule.Caps, func(c affiliate.Cap) bool { return c.Together })
}

// recurs reports whether it limits the further conversions of a click.
func (v *version) recurs() bool { return v.usable() && v.rule.Recurring != affiliate.Recurring{} }

// days are the sale days that the version's conditions leave it.
func (v *version) days() Window {
	return Window{From: v.rule.Conditions.From, To: v.rule.Conditions.To}
}
