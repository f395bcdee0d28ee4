package sandbox_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/clock"
	"linkledger/internal/money"
	"linkledger/internal/sandbox"
)

func TestCorrections(t *testing.T) {
	usd := func(minor int64) money.Amount { return money.New(minor, "USD") }
	for name, c := range map[string]struct {
		returns []money.Amount
		want    []string // sale, commission and whether original, of each row
		err     string   // of the last return
	}{
		"nothing":         {want: []string{"240.00 24.00 true"}},
		"all":             {returns: []money.Amount{{}}, want: []string{"240.00 24.00 true", "-240.00 -24.00 false"}},
		"all, by amount":  {returns: []money.Amount{usd(24000)}, want: []string{"240.00 24.00 true", "-240.00 -24.00 false"}},
		"a part":          {returns: []money.Amount{usd(1)}, want: []string{"240.00 24.00 true", "-240.00 -24.00 false", "239.99 24.00 false"}},
		"two parts":       {returns: []money.Amount{usd(12000), usd(12000)}, want: []string{"240.00 24.00 true", "-240.00 -24.00 false", "120.00 12.00 false", "-120.00 -12.00 false"}},
		"too much":        {returns: []money.Amount{usd(24001)}, want: []string{"240.00 24.00 true"}, err: "stands at 240.00 USD"},
		"nothing at all":  {returns: []money.Amount{usd(0)}, want: []string{"240.00 24.00 true"}, err: "can't be returned"},
		"less than zero":  {returns: []money.Amount{usd(-1)}, want: []string{"240.00 24.00 true"}, err: "can't be returned"},
		"another money":   {returns: []money.Amount{money.New(1, "EUR")}, want: []string{"240.00 24.00 true"}, err: "in USD"},
		"all, then again": {returns: []money.Amount{{}, {}}, want: []string{"240.00 24.00 true", "-240.00 -24.00 false"}, err: "in full already"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			order := w.sell(w.box.Ads()[0], "2")
			var err error
			for _, amount := range c.returns {
				err = w.box.ReturnOrder(order.ID, amount)
			}
			if (err == nil) != (c.err == "") || (err != nil && !strings.Contains(err.Error(), c.err)) {
				t.Errorf("error = %v, want %q", err, c.err)
			}
			var got []string
			for _, row := range w.box.Commissions() {
				got = append(got, fmt.Sprintf("%s %s %v", row.Sale.Text(), row.Commission.Text(), row.Original))
				if row.OriginalActionID != "1800000001" || row.Original == (row.Reason != "") {
					t.Errorf("row = %+v", row)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExtension(t *testing.T) {
	w := newWorld(t)
	order := w.sell(w.box.Ads()[0], "1")
	w.must(w.box.ReturnOrder(order.ID, money.New(2000, "USD")))
	w.must(w.box.ExtendOrder(order.ID))
	wantStatus(t, w, sandbox.StatusExtended, sandbox.StatusExtended, sandbox.StatusExtended)
	if err := w.box.ExtendOrder(order.ID); err == nil || !strings.Contains(err.Error(), "allows it once") {
		t.Errorf("extended twice: %v", err)
	}
	w.clock.AdvanceTo(time.Date(2027, 1, 11, 9, 59, 0, 0, time.UTC))
	wantStatus(t, w, sandbox.StatusExtended, sandbox.StatusExtended, sandbox.StatusExtended)
	w.must(w.box.CancelOrder(order.ID))
	w.clock.Advance(time.Minute)
	wantStatus(t, w, sandbox.StatusLocked, sandbox.StatusLocked, sandbox.StatusLocked, sandbox.StatusLocked)
	for what, act := range map[string]func() error{
		"return": func() error { return w.box.ReturnOrder(order.ID, money.Amount{}) },
		"cancel": func() error { return w.box.CancelOrder(order.ID) },
		"extend": func() error { return w.box.ExtendOrder(order.ID) },
	} {
		if err := act(); err == nil || !strings.Contains(err.Error(), "after locking") {
			t.Errorf("%s after locking: %v", what, err)
		}
	}
	// Taken back in full, there's nothing to pay.
	w.clock.Advance(60 * 24 * time.Hour)
	if p := w.box.Payments(); len(p) != 0 {
		t.Errorf("payments = %+v", p)
	}
	if err := w.box.ExtendOrder("FW-1"); err == nil || !strings.Contains(err.Error(), "no commission for order") {
		t.Errorf("an unknown order: %v", err)
	}
}

// TestLockingDates covers the turn of the year and a sale reported late.
func TestLockingDates(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-01T00:00:00Z": "2026-12-11T10:00:00Z",
		"2026-11-30T23:59:59Z": "2026-12-11T10:00:00Z",
		"2026-12-31T23:59:59Z": "2027-01-11T10:00:00Z",
		"2027-01-31T12:00:00Z": "2027-02-11T10:00:00Z",
		"2028-02-29T12:00:00Z": "2028-03-11T10:00:00Z",
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		w := openWorld(t, clock.NewFake(now), "")
		w.sell(w.box.Ads()[0], "1")
		if got := w.box.Commissions()[0].LockingDate.Format(time.RFC3339); got != want {
			t.Errorf("sold %s: locks %s, want %s", at, got, want)
		}
	}
}

// TestPaymentsAddUp sells, corrects and extends at random and winds the clock:
// what CJ has paid in the end is the sum of its rows, each paid once.
func TestPaymentsAddUp(t *testing.T) {
	w := newWorld(t)
	ads := w.box.Ads()
	rapid.Check(t, func(t *rapid.T) {
		w.must(w.box.Reset())
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			w.land(ads[0].ClickPath())
			clicks := w.box.Clicks()
			oid := fmt.Sprintf("R-%d", w.clock.Now().UnixNano())
			response := w.get(w.base + "/u?CID=5000001&TYPE=400001&METHOD=S2S&OID=" + oid + "&AMOUNT=" +
				rapid.StringMatching(`[1-9][0-9]{0,3}\.[0-9]{2}`).Draw(t, "amount") + "&CJEVENT=" + url.QueryEscape(clicks[len(clicks)-1].CJEvent))
			if response.StatusCode != 200 {
				t.Fatalf("/u answered %s", response.Status)
			}
			switch rapid.IntRange(0, 3).Draw(t, "act") {
			case 1:
				w.must(w.box.ReturnOrder(oid, money.New(rapid.Int64Range(1, 100).Draw(t, "part"), "USD")))
			case 2:
				w.must(w.box.ExtendOrder(oid))
			case 3:
				w.must(w.box.CancelOrder(oid))
			}
			w.clock.Advance(time.Duration(rapid.IntRange(1, 24*70).Draw(t, "hours")) * time.Hour)
		}
		w.clock.Advance(150 * 24 * time.Hour)
		var earned, paid int64
		for _, row := range w.box.Commissions() {
			earned += row.Commission.Minor
		}
		times := map[string]int{}
		for _, p := range w.box.Payments() {
			paid += p.Amount.Minor
			if p.Date.Day() != 1 || p.Amount.Minor <= 0 {
				t.Fatalf("payment = %+v", p)
			}
			for _, id := range p.CommissionIDs {
				times[id]++
			}
		}
		if earned != paid {
			t.Fatalf("earned %d, paid %d", earned, paid)
		}
		for _, row := range w.box.Commissions() {
			if times[row.CommissionID] > 1 || (row.PaymentID == "") != (times[row.CommissionID] == 0) || (row.PaymentID != "") != (row.Status == sandbox.StatusClosed) {
				t.Fatalf("row %+v is in %d payments", row, times[row.CommissionID])
			}
		}
	})
}
