package affiliate_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

func TestCJReceiptID(t *testing.T) {
	r := affiliate.Receipt{Source: affiliate.ReceiptCJ, Currency: "USD", Minor: 500, Day: "2026-12-02", Reference: "Advice  4711"}
	same, id := r, affiliate.CJReceiptID(r)
	if same.Replaces = id; affiliate.CJReceiptID(same) == id {
		t.Error("one that is recorded again has the id of the cancelled one")
	}
	same.Replaces = ""
	if same.Reference, same.Minor, same.Day = " advice 4711", 700, "2026-12-03"; affiliate.CJReceiptID(same) != id {
		t.Error("a reference tells one payment, however it is spelt")
	}
	if !affiliate.IsID(string(id)) {
		t.Errorf("%q is no id", id)
	}
	seen := map[affiliate.ReceiptID]int{id: -1}
	for i, change := range []func(*affiliate.Receipt){
		func(r *affiliate.Receipt) { r.Reference = "Advice 4712" },
		func(r *affiliate.Receipt) { r.Currency = "EUR" },
		func(r *affiliate.Receipt) { r.Source = "other" },
		func(r *affiliate.Receipt) { r.Reference = "" },
		func(r *affiliate.Receipt) { r.Reference, r.Minor = "", 501 },
		func(r *affiliate.Receipt) { r.Reference, r.Day = " ", "2026-12-03" },
		func(r *affiliate.Receipt) { r.Reference = "2026-12-02" },
	} {
		other := r
		change(&other)
		if at, twice := seen[affiliate.CJReceiptID(other)]; twice {
			t.Errorf("%d and %d have one id", i, at)
		}
		seen[affiliate.CJReceiptID(other)] = i
	}
}

// Whatever is owed and paid: what a payment settles sums to what it says, a
// shortfall is part of that, and what is over or written off is the rest.
func TestReceiptSettles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var owing []affiliate.Owing
		for i := range rapid.IntRange(0, 8).Draw(t, "owing") {
			owing = append(owing, affiliate.Owing{Key: string(rune('a' + i)), ConversionID: affiliate.ConversionID(rapid.SampledFrom([]string{"", "c1", "c2"}).Draw(t, "sale")),
				Amount: money.New(rapid.OneOf(rapid.Int64Range(-500, 1_000), rapid.SampledFrom([]int64{-20, 20})).Draw(t, "minor"), rapid.SampledFrom([]money.Currency{"USD", "USD", "EUR"}).Draw(t, "currency")),
				Locked: rapid.Bool().Draw(t, "locked"), LocksAt: time.Unix(rapid.Int64Range(0, 10).Draw(t, "at"), 0)})
		}
		r := affiliate.Receipt{Source: affiliate.ReceiptCJ, Currency: "USD", Minor: rapid.Int64Range(1, 3_000).Draw(t, "paid"), WriteOff: rapid.Bool().Draw(t, "off"),
			LockedBefore: rapid.SampledFrom([]string{"", "1970-01-01T00:00:05Z"}).Draw(t, "before"),
			Only:         rapid.SampledFrom([][]string{nil, {"a", "c", "z"}}).Draw(t, "only"), Except: rapid.SampledFrom([][]affiliate.ConversionID{nil, {"c1"}}).Draw(t, "except")}
		for _, key := range rapid.SampledFrom([][]string{nil, {"short:1", "short:2", "opening:1"}}).Draw(t, "besides") {
			owing = append(owing, affiliate.Owing{Key: key, Amount: money.New(rapid.Int64Range(1, 1_500).Draw(t, "of it"), "USD"), Locked: true})
		}
		settles, err := r.Settle(owing)
		if err != nil {
			t.Fatal(err)
		}
		sum, sales := int64(0), map[affiliate.ConversionID]int64{}
		for _, o := range settles {
			named := len(r.Only) > 0 && (o.Key == "a" || o.Key == "c")
			meant := len(r.Only) == 0 && o.Locked && (o.ConversionID != "c1" || len(r.Except) == 0) && (r.LockedBefore == "" || o.LocksAt.Unix() < 5)
			if len(r.Only) > 0 && strings.Contains(o.Key, ":") { // what no file names, as far as the rest covers it
				named = sum+o.Amount.Minor <= r.Minor
			}
			if o.Amount.Currency != "USD" || !named && !meant {
				t.Fatalf("it is not meant for %+v", o)
			}
			if sum += o.Amount.Minor; o.ConversionID != "" {
				sales[o.ConversionID] += o.Amount.Minor
			}
		}
		maps.DeleteFunc(sales, func(_ affiliate.ConversionID, minor int64) bool { return minor == 0 })
		short := int64(0)
		if !r.WriteOff {
			short = max(0, sum-r.Minor)
		}
		if diff := cmp.Diff([3]int64{sum, int64(len(sales)), short}, [3]int64{r.Settled, int64(r.Sales), r.Short}); diff != "" {
			t.Fatal(diff)
		}
		if r.Source = affiliate.ReceiptDeposit; len(settles) > 0 {
			if none, err := r.Settle(owing); len(none) != 0 || r.Settled != 0 || err != nil {
				t.Fatal("own money settles nothing of CJ's")
			}
		}
	})
}

func TestCounted(t *testing.T) {
	row := func(id string, original bool, commission string, edit ...func(*affiliate.CommissionRow)) affiliate.CommissionRow {
		r := affiliate.CommissionRow{CommissionID: id, Original: original, Commission: commission, Currency: "USD"}
		for _, f := range edit {
			f(&r)
		}
		return r
	}
	declined := func(r *affiliate.CommissionRow) { r.ValidationStatus = affiliate.ValidationDeclined }
	euro := func(r *affiliate.CommissionRow) { r.Currency = "EUR" }
	brand := func(r *affiliate.CommissionRow) { r.Role = affiliate.CJAdvertiser }
	for name, c := range map[string]struct {
		rows []affiliate.CommissionRow
		want map[string]int64
	}{
		"nothing":                         {nil, map[string]int64{}},
		"a restatement":                   {[]affiliate.CommissionRow{row("1", true, "12.00"), row("2", false, "-12.00"), row("3", false, "8.00")}, map[string]int64{"1": 1_200, "2": -1_200, "3": 800}},
		"a correction alone":              {[]affiliate.CommissionRow{row("2", false, "-12.00")}, map[string]int64{}},
		"declined":                        {[]affiliate.CommissionRow{row("1", true, "12.00", declined), row("2", false, "1.00")}, map[string]int64{}},
		"a correction that says declined": {[]affiliate.CommissionRow{row("1", true, "12.00"), row("2", false, "1.00", declined)}, map[string]int64{"1": 1_200, "2": 100}},
		"another currency":                {[]affiliate.CommissionRow{row("1", true, "12.00"), row("2", false, "-1.00", euro)}, map[string]int64{"1": 1_200}},
		"an advertiser's":                 {[]affiliate.CommissionRow{row("1", true, "12.00", brand), row("2", false, "-1.00", brand)}, map[string]int64{}},
	} {
		if diff := cmp.Diff(c.want, affiliate.Counted(c.rows)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestPIDs(t *testing.T) {
	for text, want := range map[string]bool{"100000001": true, "1": true, "": false, "12a": false, " 12": false, "１２": false, "123456789012345678901": false} {
		if affiliate.IsPID(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}
