package report

import (
	"strconv"

	"github.com/shopspring/decimal"

	"linkledger/internal/money"
)

// Unit is what a figure is counted in.
type Unit string

// The units.
const (
	Count     Unit = "count"      // a whole number: Value.Count
	Money     Unit = "money"      // an amount: Value.Money
	MoneyRate Unit = "money_rate" // money for each click or sale: Value.Rate, in major units of the table's currency
	Percent   Unit = "percent"    // of a hundred: Value.Rate
	Ratio     Unit = "ratio"      // how many times: Value.Rate
	Seconds   Unit = "seconds"    // a length of time: Value.Rate
)

// Value is a figure, or why there is none.
type Value struct {
	Unit    Unit
	Count   int64
	Money   money.Amount
	Rate    decimal.Decimal // rounded to Places
	Places  int32           // decimals of Rate
	Missing string          // why it is not known, in a sentence; empty when it is
}

// Known reports whether there is a figure.
func (v Value) Known() bool { return v.Missing == "" }

// Decimal is the figure as a number: money in major units. Zero when it is not
// known.
func (v Value) Decimal() decimal.Decimal {
	switch {
	case !v.Known():
		return decimal.Decimal{}
	case v.Unit == Count:
		return decimal.NewFromInt(v.Count)
	case v.Unit == Money:
		return v.Money.Decimal()
	}
	return v.Rate
}

// Text is the plain number with all its decimals and without separators, unit
// or currency: "1250", "12.30", "0.0412". Empty when it is not known.
func (v Value) Text() string {
	switch {
	case !v.Known():
		return ""
	case v.Unit == Count:
		return strconv.FormatInt(v.Count, 10)
	case v.Unit == Money:
		return v.Money.Text()
	}
	return v.Rate.StringFixed(v.Places)
}
