package report

import (
	"fmt"
	"strings"

	"linkledger/internal/money"
)

// terms are the sums that a figure is worked out from, with their numbers.
func (m *MeasureInfo) terms(of func(b base) int64, a *ask, currency money.Currency) (over, under []Term) {
	parts := m.formula.over
	if m.Measure == Clicks && a.clicks == linkCells {
		parts = []part{{grossClicks, 1}, {rejectedClicks, -1}}
	}
	list := func(parts []part) (terms []Term) {
		for _, p := range parts {
			t := Term{Name: bases[p.base].name, Value: p.base.value(of, &a.missing, currency)}
			if p.sign < 0 {
				t.Name = "less " + strings.ToLower(t.Name[:1]) + t.Name[1:]
			}
			terms = append(terms, t)
		}
		return terms
	}
	return list(parts), list(m.formula.under)
}

// value is a sum as a figure.
func (b base) value(of func(b base) int64, u *unknown, currency money.Currency) Value {
	sum := MeasureInfo{Unit: bases[b].unit, formula: formula{times: 1, over: []part{{b, 1}}}}
	if sum.Unit == Seconds { // a whole number of them
		sum.Unit = Count
	}
	return sum.value(of, u, currency)
}

// numbers puts the numbers into the formula: "1,204.50 USD ÷ 310 clicks =
// 3.8855 USD".
func (m *MeasureInfo) numbers(e Explanation) string {
	above := make([]string, len(e.Over))
	for i, t := range e.Over {
		above[i] = m.term(t, m.formula.over[min(i, len(m.formula.over)-1)].base)
	}
	text := strings.Join(above, " − ")
	if len(e.Under) == 0 {
		if len(above) > 1 {
			text += " = " + m.result(e.Value, e.currency())
		}
		return text
	}
	if m.formula.times > 1 {
		text += fmt.Sprintf(" × %d", m.formula.times)
	}
	return text + " ÷ " + m.term(e.Under[0], m.formula.under[0].base) + " = " + m.result(e.Value, e.currency())
}

// term is a number with what it counts.
func (m *MeasureInfo) term(t Term, b base) string {
	if bases[b].unit == Seconds {
		return written(t.Value) + " seconds"
	}
	noun := bases[b].noun
	if m.Measure == Clicks {
		noun = strings.ToLower(strings.TrimPrefix(t.Name, "less "))
	}
	if noun == "" {
		return written(t.Value)
	}
	if t.Value.Count == 1 {
		noun = strings.NewReplacer("clicks", "click", "conversions", "conversion", "members", "member").Replace(noun)
	}
	return written(t.Value) + " " + noun
}

// result is the figure with its unit.
func (m *MeasureInfo) result(v Value, currency money.Currency) string {
	switch m.Unit {
	case MoneyRate:
		return written(v) + " " + string(currency)
	case Percent:
		return written(v) + " %"
	case Seconds:
		return written(v) + " seconds"
	}
	return written(v)
}

// currency is that of the money among the terms.
func (e *Explanation) currency() money.Currency {
	for _, t := range append(e.Over, e.Under...) {
		if t.Value.Unit == Money {
			return t.Value.Money.Currency
		}
	}
	return ""
}

// rounding says how the figure is rounded.
func (m *MeasureInfo) rounding(currency money.Currency) string {
	places := int(m.Places)
	switch m.Unit {
	case Count:
		return "Nothing is rounded: whole numbers are counted."
	case Money:
		return "Nothing is rounded: the amounts are exact, and only added up."
	case MoneyRate:
		places += currency.Digits()
	}
	if places == 0 {
		return "Rounded once, at the end, to a whole number; a half goes to the even one."
	}
	return fmt.Sprintf("Rounded once, at the end, to %d decimals; a half goes to the even digit.", places)
}

// written is a figure for people, with its separators: "1,204.50 USD".
func written(v Value) string {
	text := v.Text()
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "−", text[1:]
	}
	whole, fraction, has := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if has {
		whole += "." + fraction
	}
	if v.Unit == Money {
		whole += " " + string(v.Money.Currency)
	}
	return sign + whole
}
