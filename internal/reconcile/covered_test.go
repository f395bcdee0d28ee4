package reconcile_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/reconcile"
)

// What the shop lacks for a reason that may be another one is told with the doubt.
func TestWhatTheShopLacks(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, 9, day, hour, 0, 0, 0, time.UTC) }
	span := reconcile.Span{From: "2026-09-01", To: "2026-09-30", First: at(1, 4), Last: at(30, 20)}
	for name, c := range map[string]struct {
		at    time.Time
		order string
		why   string
		doubt bool
	}{
		"within":                {at(15, 0), "7", "orders of that day don't", false},
		"after the first":       {at(1, 5), "7", "orders of that day don't", false},
		"before the first":      {at(1, 3), "7", "another file", true},
		"after the last":        {at(30, 21), "7", "another file", true},
		"on no day of it":       {time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), "7", "no orders of the shop were read in", false},
		"could not be read":     {at(15, 0), "#0042", "could not be read", true},
		"a number that is none": {at(15, 0), "", "orders of that day don't", false},
	} {
		result, err := reconcile.Run(context.Background(), reconcile.Sources{Covered: []reconcile.Span{span}, Unread: reconcile.UnreadOrders([]string{"42", "", "-"}), Postbacks: true,
			Rows: []reconcile.Row{{Side: reconcile.CJ, ID: "A", OrderID: c.order, At: c.at, Timed: true, Day: day(c.at), Amount: money.New(500, "USD"), Original: money.New(500, "USD")}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := result.Cases[0]; got.Bucket != reconcile.OnlyCJ || got.Doubt != c.doubt || !strings.Contains(got.Why, c.why) {
			t.Errorf("%s: %s, %v: %s", name, got.Bucket, got.Doubt, got.Why)
		}
	}
}
