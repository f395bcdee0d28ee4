package commission_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

// sold is an original row: simple, or with one or two lines.
func sold(t *rapid.T) commission.Row {
	r := commission.Row{Original: true, OrderID: "BR-1", Status: commission.StatusNew, Type: commission.SimpleSale, Rate: "7.5", Discount: usd(0)}
	total := int64(0)
	for range rapid.IntRange(0, 2).Draw(t, "lines") {
		item := commission.Item{SKU: rapid.SampledFrom([]string{"mug", "throw"}).Draw(t, "sku"), Quantity: rapid.Int64Range(1, 4).Draw(t, "quantity"),
			UnitPrice: usd(rapid.Int64Range(1, 9999).Draw(t, "price")), Discount: usd(0)}
		item.Total = usd(item.UnitPrice.Minor * item.Quantity)
		total += item.Total.Minor
		r.Items, r.Type = append(r.Items, item), commission.ItemSale
	}
	if total == 0 {
		total = rapid.Int64Range(1, 99999).Draw(t, "sale")
	}
	row, err := r.Worth(usd(total))
	if err != nil {
		t.Fatal(err)
	}
	return row
}

// TestRowsOfAnActionAddUp corrects a sale again and again, in every way: the
// rows add up to what stands, in sale, commission and the commissions of items.
func TestRowsOfAnActionAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := []commission.Row{sold(t)}
		left := rows[0].Sale.Minor
		for range rapid.IntRange(0, 6).Draw(t, "corrections") {
			standing, err := commission.Stand(rows)
			if err != nil {
				t.Fatal(err)
			}
			if standing.TakenBack {
				break
			}
			amount := usd(rapid.Int64Range(1, max(1, left)).Draw(t, "amount"))
			var more []commission.Row
			switch rapid.IntRange(0, 3).Draw(t, "way") {
			case 0:
				more, err = standing.Return(amount, commission.Returned, now)
				left -= amount.Minor
			case 1:
				var lowered commission.Row
				lowered, err = standing.Lower(amount, nil, commission.Returned, now)
				more = []commission.Row{lowered}
				left -= amount.Minor
			case 2:
				more, err = standing.Restate(nil, amount, usd(0), commission.OtherReason, now)
				left = amount.Minor
			default:
				more = []commission.Row{standing.Reverse(commission.OtherReason, now)}
				left = 0
			}
			if err != nil {
				t.Fatal(err)
			}
			rows = append(rows, more...)
		}
		standing, err := commission.Stand(rows)
		if err != nil {
			t.Fatal(err)
		}
		var sale, paid int64
		for i, r := range rows {
			sale, paid = sale+r.Sale.Minor, paid+r.Commission.Minor
			ofItems := int64(0)
			for _, item := range r.Items {
				ofItems += item.Commission.Minor
			}
			if len(r.Items) > 0 && ofItems != r.Commission.Minor {
				t.Fatalf("row %d pays %d, its items %d: %+v", i, r.Commission.Minor, ofItems, r)
			}
			if r.Original != (i == 0) || r.Original == (r.Reason != "") {
				t.Fatalf("row %d = %+v", i, r)
			}
		}
		if sale != left || standing.TakenBack != (left == 0) {
			t.Fatalf("the rows add up to %d, %d should stand: %+v", sale, left, standing)
		}
		if !standing.TakenBack && (standing.Sale.Minor != left || standing.Commission.Minor != paid) || standing.TakenBack && paid != 0 {
			t.Fatalf("%s and %s stand, the rows pay %d for %d", standing.Sale, standing.Commission, paid, left)
		}
	})
}

func TestLockingDates(t *testing.T) {
	event, posting := time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC), time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		tracker commission.Tracker
		want    string
		waits   bool
	}{
		{commission.Tracker{Method: commission.FixedDate}, "2027-01-11T10:00:00Z", false},
		{commission.Tracker{Method: commission.FixedDuration, Days: 45}, "2027-02-14T23:00:00Z", false},
		{commission.Tracker{Method: commission.Immediate}, "2027-01-02T00:00:00Z", false},
		{commission.Tracker{Method: commission.OpenEnded}, "2027-03-31T23:00:00Z", true},
	} {
		if got := c.tracker.LockingDate(event, posting).Format(time.RFC3339); got != c.want || (c.tracker.Validation() == commission.Pending) != c.waits {
			t.Errorf("%s locks on %s, want %s", c.tracker.Method, got, c.want)
		}
	}
	if got := commission.Payday(event); !got.Equal(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the payday after %s is %s", event, got)
	}
}
