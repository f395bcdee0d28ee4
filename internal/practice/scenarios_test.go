package practice_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

// ledgers are CJ's rows at the end of each story: order, status, sale and
// commission, and the reason of a correction.
var ledgers = map[string][]string{
	"a-sale-that-is-paid":         {"BR-1001 closed 120.00 12.00"},
	"a-part-comes-back":           {"BR-1101 locked 120.00 12.00", "BR-1101 locked -120.00 -12.00 RETURNED_MERCHANDISE", "BR-1101 locked 80.00 8.00 RETURNED_MERCHANDISE"},
	"one-of-two-items-comes-back": {"BR-1201 locked 168.00 16.80", "BR-1201 locked -168.00 -16.80 RETURNED_MERCHANDISE", "BR-1201 locked 144.00 14.40 RETURNED_MERCHANDISE"},
	"all-of-it-comes-back": {"BR-1301 locked 75.00 7.50", "BR-1302 locked 36.50 3.65", "BR-1301 locked -75.00 -7.50 INVALID_CREDIT_CARD",
		"BR-1302 locked -36.50 -3.65 RETURNED_MERCHANDISE"},
	"a-part-in-one-row": {"BR-1401 locked 100.00 10.00", "BR-1402 locked 72.00 7.20", "BR-1401 locked -40.00 -4.00 RETURNED_MERCHANDISE",
		"BR-1402 locked -24.00 -2.40 RETURNED_MERCHANDISE", "BR-1401 locked -60.00 -6.00 RETURNED_MERCHANDISE", "BR-1401 locked 50.00 5.00 RETURNED_MERCHANDISE"},
	"a-sale-that-is-put-off": {"BR-1501 closed 60.00 6.00", "BR-1502 closed 60.00 6.00"},
	"yes-or-no":              {"BR-1601 closed 300.00 30.00", "BR-1602 closed 200.00 20.00", "BR-1603 new 100.00 10.00", "BR-1602 closed -200.00 -20.00 COMPLIANCE"},
	"other-ways-to-lock":     {"BR-1701 closed 50.00 5.00", "BR-1702 closed 90.00 9.00", "BR-1703 closed 90.00 9.00"},
	"taken-back-after-locking": {"BR-1801 closed 150.00 15.00", "BR-1802 closed 250.00 25.00", "BR-1801 locked -50.00 -5.00 OTHER_REASON",
		"BR-1802 new -250.00 -25.00 OTHER_REASON"},
	"a-bonus":                  {"BR-1901 closed 40.00 4.00", " closed 0.00 25.00", " closed 0.00 -5.00"},
	"reported-late":            {"BR-2002 locked 30.00 3.00", "BR-2001 locked 110.00 11.00"},
	"postbacks-in-a-mess":      {"BR-2101 new 80.00 8.00", "BR-2102 new 45.00 4.50", "BR-2103 new 12.00 1.20", "BR-2104 new 20.00 2.00", "BR-2105 new 21.00 2.10", "BR-2106 new 22.00 2.20"},
	"a-test-purchase":          {"TEST-1 new 10.00 1.00", "BR-2201 new 95.00 9.50"},
	"what-only-cj-knows":       {"BR-2301 new 66.00 6.60", "BR-2302 new 44.00 4.40", "BR-2303 new 33.00 3.30"},
	"what-only-the-shop-knows": {"BR-2403 new 35.00 3.50"},
	"only-a-postback":          {"BR-2502 new 46.00 4.60"},
	"amounts-that-differ":      {"BR-2601 new 100.00 10.00", "BR-2602 new 25.00 2.50", "BR-2603 new 120.00 12.00"},
	"the-same-order-twice":     {"BR-2701 new 58.00 5.80", "BR-2702 new 85.00 8.50", "BR-2702X new 85.00 8.50", "BR-2702X new -85.00 -8.50 DUPLICATED_ORDER"},
}

// TestScenarios plays every story on the 3rd of a month, with a ledger of its
// own.
func TestScenarios(t *testing.T) {
	ctx := context.Background()
	w := start(t, config(t.TempDir()))
	s := stock(t, w)
	stories, err := w.Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	if len(stories) != len(ledgers) {
		t.Errorf("%d stories, %d of them are known here", len(stories), len(ledgers))
	}
	for _, story := range stories {
		t.Run(story.Name, func(t *testing.T) {
			now := w.Clock.Now()
			w.Clock.AdvanceTo(time.Date(now.Year(), now.Month()+1, 3, 8, 0, 0, 0, time.UTC))
			if err := w.Sandbox.Reset(); err != nil {
				t.Fatal(err)
			}
			if err := w.PlacePostback(w.Sandbox.Ads()[0].AID, s.token); err != nil {
				t.Fatal(err)
			}
			if err := w.Play(ctx, story.Name, map[string]string{"ana": s.link, "ben": s.link, "test": s.link}); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, row := range w.Sandbox.Commissions() {
				got = append(got, strings.TrimRight(fmt.Sprintf("%s %s %s %s %s", row.OrderID, row.Status, row.Sale.Text(), row.Commission.Text(), row.Reason), " "))
			}
			if diff := cmp.Diff(ledgers[story.Name], got); diff != "" {
				t.Errorf("CJ's ledger (-want +got):\n%s", diff)
			}
			for _, f := range w.Faults() {
				if f.On {
					t.Errorf("%s is still on", f.Name)
				}
			}
			for _, d := range w.Sandbox.Deliveries() {
				if d.State != "delivered" && story.Name != "postbacks-in-a-mess" && story.Name != "what-only-cj-knows" {
					t.Errorf("the postback of %s: %s %v", d.OrderID, d.State, d.Attempts)
				}
			}
		})
	}
}

func TestTheShopsOrdersFile(t *testing.T) {
	w := start(t, config(t.TempDir()))
	s := stock(t, w)
	links := map[string]string{"ana": s.link, "ben": s.link}
	for _, name := range []string{"a-part-comes-back", "all-of-it-comes-back", "what-only-the-shop-knows", "a-sale-that-is-paid"} {
		if err := w.Play(context.Background(), name, links); err != nil {
			t.Fatal(err)
		}
	}
	response, err := http.Get(w.ShopURL() + "/shop/orders.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	file, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(file)) {
		order, rest, _ := strings.Cut(strings.TrimSpace(line), ",")
		_, rest, _ = strings.Cut(rest, ",")
		got = append(got, order+","+rest)
	}
	want := []string{"Order,Total,Currency,Refunded,Discount code,Status",
		"BR-1101,120.00,USD,40.00,,partially refunded", "BR-1301,75.00,USD,75.00,,refunded", "BR-1302,36.50,USD,36.50,,refunded",
		"BR-2401,70.00,USD,0.00,,paid", "BR-2402,55.00,USD,0.00,,paid", "BR-2403,35.00,USD,0.00,,paid", "BR-1001,120.00,USD,0.00,ANA10,paid"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
	if err := w.Play(context.Background(), "a-part-comes-back", links); err != nil {
		t.Errorf("the same story twice: %v", err)
	}
	if orders := w.Sandbox.Orders(); orders[len(orders)-1].ID != "BR-1101-2" {
		t.Errorf("the last order = %+v", orders[len(orders)-1])
	}
	for name, links := range map[string]map[string]string{"a-story": links, "a-test-purchase": links} {
		if err := w.Play(context.Background(), name, links); err == nil || affiliate.Code(err) == affiliate.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStoryCanBeStopped(t *testing.T) {
	w := start(t, config(t.TempDir()))
	s := stock(t, w)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := w.Play(ctx, "a-part-comes-back", map[string]string{"ana": s.link}); err == nil {
		t.Error("it was played")
	}
	if len(w.Sandbox.Commissions()) != 0 {
		t.Error("CJ has heard of it")
	}
}
