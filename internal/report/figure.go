package report

import "linkledger/internal/money"

// sums are the bases of a cell.
type sums [baseCount]int64

// unknown says of each base why it is not known; empty where it is.
type unknown [baseCount]string

// bases are the sums that the formula needs.
func (f formula) bases() []base {
	list := make([]base, 0, len(f.over)+len(f.under))
	for _, p := range f.over {
		list = append(list, p.base)
	}
	for _, p := range f.under {
		list = append(list, p.base)
	}
	return list
}

// of works the figure out, not yet rounded.
func (f formula) of(s func(b base) int64) fraction {
	result := fraction{under: 1}
	for _, p := range f.over {
		result.over += p.sign * s(p.base)
	}
	if len(f.under) > 0 {
		result.under = 0
		for _, p := range f.under {
			result.under += p.sign * s(p.base)
		}
	}
	return result
}

// missing says why the figure is not known whatever the sums are.
func (f formula) missing(u *unknown) string {
	for _, b := range f.bases() {
		if u[b] != "" {
			return u[b]
		}
	}
	return ""
}

// value is the figure as it is shown.
func (m *MeasureInfo) value(of func(b base) int64, u *unknown, currency money.Currency) Value {
	v := Value{Unit: m.Unit, Missing: m.formula.missing(u)}
	if v.Missing != "" {
		return v
	}
	f := m.formula.of(of)
	switch m.Unit {
	case Count:
		v.Count = f.over
		return v
	case Money:
		v.Money = money.New(f.over, currency)
		return v
	}
	if f.under == 0 {
		v.Missing = bases[m.formula.under[0].base].none
		return v
	}
	v.Places = m.Places
	if m.Unit == MoneyRate {
		v.Places += int32(currency.Digits())
	}
	v.Rate = f.rounded(m.formula.times, m.shift(currency), v.Places)
	return v
}

// shift is how many decimals the number over the line has more than that under
// it: the minor units of money by a count.
func (m *MeasureInfo) shift(currency money.Currency) int32 {
	digits := int32(0)
	if bases[m.formula.over[0].base].unit == Money {
		digits += int32(currency.Digits())
	}
	if len(m.formula.under) > 0 && bases[m.formula.under[0].base].unit == Money {
		digits -= int32(currency.Digits())
	}
	return digits
}
