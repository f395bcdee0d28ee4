package affiliate_test

import (
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

func TestCommissionAmounts(t *testing.T) {
	for _, c := range []struct {
		sale, commission, currency string
		wantSale, wantCommission   int64
	}{
		{"100.00", "12.00", "USD", 10000, 1200}, {"-40", "-3.5", "USD", -4000, -350}, {"", "5", "EUR", 0, 500},
		{"0", "0", "USD", 0, 0}, {"1000", "120", "JPY", 1000, 120}, {"1.2345", "0.0015", "KWD", 1234, 2},
	} {
		sale, commission, err := affiliate.CommissionRow{SaleAmount: c.sale, Commission: c.commission, Currency: c.currency}.Amounts()
		currency := money.Currency(c.currency)
		if err != nil || sale != money.New(c.wantSale, currency) || commission != money.New(c.wantCommission, currency) {
			t.Errorf("%+v: %v, %v, %v", c, sale, commission, err)
		}
	}
	for _, r := range []affiliate.CommissionRow{
		{SaleAmount: "1", Commission: "1"}, {SaleAmount: "1", Commission: "1", Currency: "usd"}, {SaleAmount: "1", Currency: "USD"},
		{SaleAmount: "12,5", Commission: "1", Currency: "USD"}, {SaleAmount: "1", Commission: "1e9", Currency: "USD"},
		{SaleAmount: "NaN", Commission: "1", Currency: "USD"}, {SaleAmount: "1", Commission: "$1", Currency: "USD"},
		{SaleAmount: strings.Repeat("9", 30), Commission: "1", Currency: "USD"}, {SaleAmount: "1", Commission: " 1", Currency: "USD"},
	} {
		r.CommissionID = "4711"
		sale, commission, err := r.Amounts()
		if err == nil || !strings.Contains(err.Error(), "4711") || sale != (money.Amount{}) || commission != (money.Amount{}) {
			t.Errorf("%q, %q, %q: %v, %v, %v", r.SaleAmount, r.Commission, r.Currency, sale, commission, err)
		}
	}
}

func FuzzCommissionAmounts(f *testing.F) {
	f.Add("100.00", "12.00", "USD")
	f.Add("", "-3.5", "KWD")
	f.Add("1e9", "NaN", "usd")
	f.Fuzz(func(t *testing.T, saleText, commissionText, currency string) {
		sale, commission, err := affiliate.CommissionRow{SaleAmount: saleText, Commission: commissionText, Currency: currency}.Amounts()
		if err != nil {
			if sale != (money.Amount{}) || commission != (money.Amount{}) {
				t.Fatalf("%v, %v beside %v", sale, commission, err)
			}
			return
		}
		if string(sale.Currency) != currency || sale.Currency != commission.Currency || saleText == "" && !sale.IsZero() {
			t.Fatalf("%q, %q, %q read as %v, %v", saleText, commissionText, currency, sale, commission)
		}
		again := affiliate.CommissionRow{SaleAmount: sale.Text(), Commission: commission.Text(), Currency: currency}
		if s, c, err := again.Amounts(); err != nil || s != sale || c != commission {
			t.Fatalf("%v, %v became %v, %v, %v", sale, commission, s, c, err)
		}
	})
}
