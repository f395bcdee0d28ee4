package cashflow

import (
	"slices"

	"linkledger/internal/money"
)

// Lock sums up sales that lock, or have locked, on one day: of one currency
// and either all locked or all not. Amounts are minor units.
type Lock struct {
	Day      string // of CJ's locking date; empty where CJ tells none
	Currency money.Currency
	Locked   bool

	Sales      int
	Sale       int64
	Commission int64 // that CJ has not paid yet
	Due        int64 // what members earned on them and have not got, unless somebody holds it back
	Extended   int   // of the sales
	Methods    []string
}

// of are the locks of a currency.
func of(c money.Currency, locks []Lock) []Lock {
	var list []Lock
	for _, l := range locks {
		if l.Currency == c {
			list = append(list, l)
		}
	}
	return list
}

// Add puts other sales of the same day to it.
func (l *Lock) Add(o Lock) {
	l.Sales, l.Extended = l.Sales+o.Sales, l.Extended+o.Extended
	l.Sale, l.Commission, l.Due = l.Sale+o.Sale, l.Commission+o.Commission, l.Due+o.Due
	for _, method := range o.Methods {
		if !slices.Contains(l.Methods, method) {
			l.Methods = append(l.Methods, method)
		}
	}
}
