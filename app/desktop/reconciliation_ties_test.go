package desktop

import (
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/reconcile"
	"linkledger/internal/store"
)

// Each currency that CJ's rows or the books have ties by itself.
func TestTiesOfEachCurrency(t *testing.T) {
	sums := func(of map[money.Currency]reconcile.Sum) (s reconcile.Sums) { s[reconcile.CJ] = of; return s }
	c := compared{sums: []store.ConversionSum{
		{Currency: "USD", AtCJ: true, Counts: true, Conversions: 1, Sale: 100_00, Commission: 10_00, Booked: 10_00},
		{Currency: "EUR", AtCJ: true, Counts: true, Conversions: 2, Sale: 50_00, Commission: 5_00, Booked: 5_00},
		{Currency: "EUR", Counts: true, Conversions: 1, Sale: 7_00, Commission: 70},
		{Currency: "GBP", AtCJ: true, Counts: true, Status: affiliate.StatusApproved, Conversions: 1, Sale: 9_00, Commission: 90, Booked: 90},
		{Currency: "JPY"}, // of an offer that was not asked for
	}}
	c.Totals = sums(map[money.Currency]reconcile.Sum{"USD": {Rows: 1, Sale: 100_00, Commission: 10_00}, "EUR": {Rows: 2, Sale: 50_00, Commission: 5_00}})
	ok := map[string][]bool{}
	for _, tie := range ties(c, "USD") {
		if tie.Other.Currency != tie.Buckets.Currency {
			t.Errorf("%+v", tie)
		}
		ok[tie.Other.Currency] = append(ok[tie.Other.Currency], tie.OK)
		if !tie.OK && tie.Why == "" {
			t.Errorf("%s does not say why", tie.What)
		}
	}
	for currency, want := range map[string]bool{"USD": true, "EUR": true, "GBP": false} { // of which no case has a row
		if list := ok[currency]; len(list) != 3 || list[0] != want || list[1] != want || list[2] != want {
			t.Errorf("%s: %v", currency, list)
		}
	}
	if len(ok) != 3 {
		t.Errorf("ties of %v", ok)
	}
}
