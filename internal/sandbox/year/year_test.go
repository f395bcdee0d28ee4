package year_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/year"
)

var (
	from = time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)
	to   = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
)

func config(seed uint64, orders int) year.Config {
	return year.Config{
		Seed: seed, Orders: orders, From: from, To: to, PID: "100000001",
		SID:      func(n int) string { return fmt.Sprintf("sid%07d", n) },
		Products: []year.Product{{AID: "1", SKU: "mug", Price: money.New(2400, "USD"), Rate: "12"}, {AID: "2", SKU: "candle", Price: money.New(3650, "USD"), Rate: "7.5"}},
		Trackers: []commission.Tracker{
			{ID: "1", Method: commission.FixedDate}, {ID: "2", Method: commission.FixedDuration, Days: 30},
			{ID: "3", Method: commission.Immediate}, {ID: "4", Method: commission.OpenEnded},
		},
		Bonus: commission.Tracker{ID: "9", Method: commission.FixedDate},
	}
}

func all(l *year.Ledger, now time.Time) (rows []commission.Row) {
	for i := range l.Posted(now) {
		rows = append(rows, l.Row(i, now))
	}
	return rows
}

// TestEveryYearHolds draws years and looks at them at random times: what a row
// says fits the clock, its action's rows never take back more than was sold,
// and what is paid is the sum of what is closed.
func TestEveryYearHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, err := year.Generate(config(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(1, 300).Draw(t, "orders")))
		if err != nil {
			t.Fatal(err)
		}
		now := from.Add(time.Duration(rapid.IntRange(0, 600*24*60).Draw(t, "minutes")) * time.Minute)
		left, closed, locked := map[string]int64{}, map[string]bool{}, map[string]time.Time{}
		paid := int64(0)
		for i, r := range all(l, now) {
			if at, ok := l.Index(r.CommissionID); !ok || at != i || l.After(r.CommissionID) != i+1 {
				t.Fatalf("row %d has the id %s of row %d", i, r.CommissionID, at)
			}
			if event, locking := l.Dates(i, now); !event.Equal(r.EventDate) || !locking.Equal(r.LockingDate) || r.PostingDate.After(now) || r.EventDate.After(r.PostingDate) {
				t.Fatalf("the times of %+v at %s", r, now)
			}
			if r.Open() != r.LockedAt.IsZero() || !r.Open() && r.LockedAt.After(now) {
				t.Fatalf("%+v at %s", r, now)
			}
			if r.Tracker.Method != commission.OpenEnded && (r.Validation != commission.Automated || r.Open() != r.LockingDate.After(now) && r.Open() != r.PostingDate.After(now)) {
				t.Fatalf("%+v at %s", r, now)
			}
			if r.Original && r.Type != commission.Bonus {
				locked[r.OriginalActionID] = r.LockedAt
			} else if r.Type != commission.Bonus {
				if _, known := locked[r.OriginalActionID]; !known {
					t.Fatalf("%+v comes before its original", r)
				}
			}
			left[r.OriginalActionID] += r.Sale.Minor
			if left[r.OriginalActionID] < 0 {
				t.Fatalf("action %s stands at %d", r.OriginalActionID, left[r.OriginalActionID])
			}
			if closed[r.CommissionID] = r.Status == commission.StatusClosed; closed[r.CommissionID] {
				paid += r.Commission.Minor
			}
		}
		for _, p := range l.Payments(now) {
			paid -= p.Minor
			for _, id := range p.CommissionIDs() {
				if !closed[id] {
					t.Fatalf("%s was paid on %s and isn't closed", id, p.Date)
				}
			}
		}
		if paid != 0 {
			t.Fatalf("what is closed is %d more than what was paid", paid)
		}
	})
}

func TestTheSeedDecides(t *testing.T) {
	later := to.AddDate(1, 0, 0)
	first, _ := year.Generate(config(7, 500))
	again, _ := year.Generate(config(7, 500))
	other, _ := year.Generate(config(8, 500))
	if diff := cmp.Diff(all(first, later), all(again, later)); diff != "" {
		t.Errorf("the same seed made another year:\n%s", diff)
	}
	if cmp.Equal(all(first, later), all(other, later)) {
		t.Error("another seed made the same year")
	}
}

// TestAYearHasEverything counts what must occur in a year of any size.
func TestAYearHasEverything(t *testing.T) {
	l, err := year.Generate(config(1, 20_000))
	if err != nil {
		t.Fatal(err)
	}
	seen, corrected := map[string]int{}, map[string]bool{}
	for _, now := range []time.Time{to.AddDate(0, -2, 0), to.AddDate(1, 0, 0)} {
		for _, r := range all(l, now) {
			for _, word := range []string{string(r.Status), string(r.Tracker.Method), string(r.Validation), string(r.Type), string(r.Reason)} {
				seen[word]++
			}
			switch {
			case r.Original:
			case r.Reversal:
				seen["reversal"]++
			case r.Sale.Minor > 0:
				seen["restated"]++
			default:
				seen["part"]++
			}
			if !r.Original {
				corrected[r.OriginalActionID] = true
			}
			if r.PostingDate.Sub(r.EventDate) > 24*time.Hour && r.Original {
				seen["late"]++
			}
		}
	}
	for _, word := range []string{"new", "extended", "locked", "closed", "FIXED_DATE", "FIXED_DURATION", "IMMEDIATE", "OPEN_ENDED", "AUTOMATED", "PENDING",
		"ACCEPTED", "DECLINED", "item_sale", "sim_sale", "bonus", "RETURNED_MERCHANDISE", "reversal", "restated", "part", "late"} {
		if seen[word] == 0 {
			t.Errorf("nothing is %s", word)
		}
	}
	if share := float64(len(corrected)) / 20_000; share < 0.07 || share > 0.09 {
		t.Errorf("%.1f %% of the sales are corrected, want 8", 100*share)
	}
}

func TestGenerateRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*year.Config){
		"no orders": func(c *year.Config) { c.Orders = 0 }, "no sids": func(c *year.Config) { c.SID = nil },
		"an end before the start": func(c *year.Config) { c.From = c.To }, "no products": func(c *year.Config) { c.Products = nil },
	} {
		c := config(1, 1)
		spoil(&c)
		if _, err := year.Generate(c); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
