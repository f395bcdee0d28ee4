package desktop

import (
	"cmp"
	"context"
	"fmt"
	"reflect"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/money"
)

// warnings say what a rule would do that a person may not expect.
func (s *session) warnings(ctx context.Context, p proposal) ([]string, error) {
	today := s.today()
	list := []string{}
	past, err := s.pastWarning(ctx, p.rule, today)
	if err != nil {
		return nil, err
	}
	currency, err := s.currency(ctx)
	if err != nil {
		return nil, err
	}
	for _, warning := range append([]string{past, currencyWarning(p, currency), scheduledWarning(p, today), unreachable(p.rule, today)},
		append(append(fallingTiers(p.rule), tightCaps(p.rule)...), overlaps(p, max(p.rule.ValidFrom, today))...)...) {
		if warning != "" {
			list = append(list, warning)
		}
	}
	return list, nil
}

// pastWarning tells how many sales a rule of the past would move.
func (s *session) pastWarning(ctx context.Context, rule affiliate.Rule, today string) (string, error) {
	if rule.ValidFrom >= today {
		return "", nil
	}
	sales, paid, err := s.store.PastSales(ctx, rule)
	if err != nil || sales == 0 || clickRule(rule) {
		return "", err
	}
	since := "since the beginning"
	if rule.ValidFrom != "" {
		since = "since " + rule.ValidFrom
	}
	text := fmt.Sprintf("It counts for the past, too: %s %s will be worked out again.", counted(sales, "sale"), since)
	if paid > 0 {
		text += fmt.Sprintf(" %s of them paid already: what differs is owed on top, or taken off the next payment.", wereCounted(paid))
	}
	return text, nil
}

func currencyWarning(p proposal, now money.Currency) string {
	if p.last.Currency == "" || p.last.Currency == string(now) || p.rule.Currency == "" {
		return ""
	}
	return fmt.Sprintf("The amounts of the last version were in %s; these are in %s.", p.last.Currency, now)
}

// scheduledWarning: of the versions in force on a day the newest counts.
func scheduledWarning(p proposal, today string) string {
	if p.last.ValidFrom > today && p.rule.ValidFrom < p.last.ValidFrom {
		return fmt.Sprintf("The version that is scheduled for %s will not come into force: this one is newer.", p.last.ValidFrom)
	}
	return ""
}

// unreachable tells of days that no sale can meet.
func unreachable(rule affiliate.Rule, today string) string {
	switch to := rule.Conditions.To; {
	case to == "":
	case to < rule.ValidFrom:
		return fmt.Sprintf("No sale can meet it: it is for sales up to %s, and begins on %s.", to, rule.ValidFrom)
	case to < today:
		return fmt.Sprintf("No sale from now on can meet it: it is for sales up to %s.", to)
	}
	return ""
}

// fallingTiers are tiers at which a member earns less than before it.
func fallingTiers(rule affiliate.Rule) (list []string) {
	before, than := affiliate.Step{Percent: rule.Percent, FlatMinor: rule.FlatMinor}, "the rule does below it"
	for i, step := range rule.Tiers.Steps {
		step.Percent = orElse(step.Percent, rule.Percent)
		if step.FlatMinor == 0 {
			step.FlatMinor = rule.FlatMinor
		}
		if rates := compareRates(step, before); rates < 0 {
			list = append(list, fmt.Sprintf("Tier %d pays less than %s: a member who sells more earns less.", i+1, than))
		}
		before, than = step, fmt.Sprintf("tier %d", i+1)
	}
	return list
}

// compareRates tells which of two steps pays more; 0 as well when one has the
// higher percentage and the other the higher flat amount.
func compareRates(a, b affiliate.Step) int {
	flat, percent := cmp.Compare(a.FlatMinor, b.FlatMinor), 0
	if a.Percent != b.Percent { // only one may be none
		x, errX := money.ParseDecimal(orElse(a.Percent, "0"))
		y, errY := money.ParseDecimal(orElse(b.Percent, "0"))
		if errX == nil && errY == nil {
			percent = x.Cmp(y)
		}
	}
	if flat*percent < 0 {
		return 0
	}
	return flat + percent
}

// tightCaps are caps that a single payout of the rule goes beyond.
func tightCaps(rule affiliate.Rule) (list []string) {
	currency := money.Currency(rule.Currency)
	highest := rule.FlatMinor
	for _, step := range rule.Tiers.Steps {
		highest = max(highest, step.FlatMinor)
	}
	for _, bonus := range rule.Bonuses {
		highest = max(highest, bonus.Minor)
	}
	for _, cap := range rule.Caps {
		if cap.Minor < highest {
			list = append(list, fmt.Sprintf("The cap of %s is below a single payout of %s, which will be cut.", money.New(cap.Minor, currency), money.New(highest, currency)))
		}
	}
	return list
}

// overlaps are rules for the same members and the same sales: the newer one
// goes over the other.
func overlaps(p proposal, day string) (list []string) {
	for _, other := range p.standing(day) {
		if other.Level != p.rule.Level || other.Subject != p.rule.Subject || !sameConditions(other, p.rule) || clickRule(other) != clickRule(p.rule) {
			continue
		}
		first, second := "This rule", "the other"
		if earnings.Asked(other, p.rule) < 0 {
			first, second = "The other rule", "this one"
		}
		name := other.Name
		if name == "" {
			name = other.Words()
		}
		list = append(list, fmt.Sprintf("Another rule for %s has the same conditions (%s). %s goes first, so %s pays nothing while both are in force.",
			p.names.audience(p.rule), name, first, second))
	}
	return list
}

// audience says whom a rule is for within a sentence.
func (n ruleNames) audience(r affiliate.Rule) string {
	if r.Level == affiliate.LevelOffer {
		return "everybody"
	}
	return n.of(r)
}

func clickRule(r affiliate.Rule) bool { return r.Option == affiliate.PayoutClick }

// sameConditions reports whether two rules are for the same sales.
func sameConditions(a, b affiliate.Rule) bool {
	return reflect.DeepEqual(a.Conditions, b.Conditions)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func wereCounted(n int) string {
	if n == 1 {
		return "1 was"
	}
	return fmt.Sprintf("%d were", n)
}
