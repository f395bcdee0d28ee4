package sandbox_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/money"
	"linkledger/internal/sandbox"
	"linkledger/internal/sandbox/commission"
)

// TestFromClickToPayment walks the whole chain over real HTTP.
func TestFromClickToPayment(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[2] // its commission has to be rounded
	w.setPostback(ad)

	// The click, hop by hop.
	landing := w.base + ad.ProductPath() + "?utm_source=ambassador&x=a%2Fb#reviews"
	next := w.base + ad.ClickPath() + "?URL=" + url.QueryEscape(landing) + "&SID=" + sid
	var hops []string
	for len(hops) < 10 {
		response := w.get(next)
		if response.StatusCode == http.StatusOK {
			break
		}
		if response.StatusCode != http.StatusFound || response.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("%s answered %s, Cache-Control %q", next, response.Status, response.Header.Get("Cache-Control"))
		}
		at, err := response.Location()
		if err != nil {
			t.Fatal(err)
		}
		hops = append(hops, at.Path)
		next = at.String()
	}
	if len(hops) != 3 || hops[0] == hops[1] || hops[2] != ad.ProductPath() {
		t.Fatalf("hops = %q, want two of CJ's on different paths, then the product page", hops)
	}
	wantLanding := regexp.MustCompile(`^` + regexp.QuoteMeta(strings.TrimSuffix(landing, "#reviews")) + `&cjevent=([0-9a-f]{32})#reviews$`)
	landed := wantLanding.FindStringSubmatch(next)
	if landed == nil {
		t.Fatalf("landed on %s, want the destination with cjevent appended", next)
	}

	// The cookie, as CJ's documentation has it.
	cookies := w.get(next).Cookies()
	if len(cookies) != 1 {
		t.Fatalf("cookies = %v, want cje alone", cookies)
	}
	if c := cookies[0]; c.Name != "cje" || c.Value != landed[1] || c.MaxAge != 395*24*60*60 || c.Path != "/" || c.HttpOnly || c.Secure {
		t.Fatalf("cookie = %+v", c)
	}

	// The order and CJ's server-to-server call.
	w.clock.Advance(time.Hour)
	order := w.buy(ad, "3")
	bought := start.Add(time.Hour)
	if !strings.HasPrefix(order.S2SURL, w.base+"/u?CID=") || order.S2SNote != "CJ answered 200 OK" || order.CJEvent != landed[1] {
		t.Fatalf("order = %+v", order)
	}

	// The commission: 7.5 % of 109.50 is 8.2125.
	want := []sandbox.Commission{{
		CommissionID: "2900000001", OriginalActionID: "1800000001", Original: true,
		OrderID: order.ID, Status: sandbox.StatusNew, Type: commission.ItemSale, Validation: commission.Automated,
		Tracker: commission.Tracker{ID: "400001", Name: "Online sale", Method: commission.FixedDate}, PID: ad.PID, AID: ad.AID, SID: sid,
		ClickDate: start, EventDate: bought, PostingDate: bought,
		LockingDate: time.Date(2026, 12, 11, 10, 0, 0, 0, time.UTC),
		Sale:        money.New(10950, "USD"), Commission: money.New(821, "USD"), Rate: "7.5",
		Discount: money.New(0, "USD"),
		Items: []sandbox.Item{{
			SKU: ad.SKU, Quantity: 3, UnitPrice: money.New(3650, "USD"), Discount: money.New(0, "USD"),
			Total: money.New(10950, "USD"), Commission: money.New(821, "USD"),
		}},
	}}
	if diff := cmp.Diff(want, w.box.Commissions()); diff != "" {
		t.Fatalf("commissions (-want +got):\n%s", diff)
	}

	// The postback, three seconds later and no sooner.
	w.clock.Advance(2 * time.Second)
	if d := w.delivered(sandbox.DeliveryWaiting); len(d.Attempts) != 0 {
		t.Fatalf("the postback was sent too early: %+v", d)
	}
	w.clock.Advance(time.Second)
	got := w.postback()
	wantQuery := url.Values{
		"transaction_id": {sid}, "amount": {"109.50"}, "payout": {"8.21"}, "order_id": {order.ID}, "network_id": {"2900000001"},
		"currency": {"USD"}, "status": {"new"}, "event_time": {"2026-11-22T13:00:00Z"},
	}
	if diff := cmp.Diff(wantQuery, got.Query()); diff != "" || got.Path != "/postback/good" {
		t.Fatalf("postback %s (-want +got):\n%s", got, diff)
	}
	if d := w.delivered(sandbox.DeliveryDone); len(d.Attempts) != 1 || d.Attempts[0].Status != 200 || d.Attempts[0].Reply != "success=true;" {
		t.Fatalf("delivery = %+v", d)
	}

	// CJ locks on the 11th at 10:00 and pays on the 1st.
	w.clock.AdvanceTo(time.Date(2026, 12, 11, 9, 59, 59, 0, time.UTC))
	wantStatus(t, w, sandbox.StatusNew)
	w.clock.Advance(time.Second)
	wantStatus(t, w, sandbox.StatusLocked)
	w.clock.AdvanceTo(time.Date(2026, 12, 31, 23, 59, 59, 0, time.UTC))
	wantStatus(t, w, sandbox.StatusLocked)
	w.clock.Advance(time.Second)
	wantStatus(t, w, sandbox.StatusClosed)
	wantPayments := []sandbox.Payment{{
		ID: "300001", Date: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Amount: money.New(821, "USD"), CommissionIDs: []string{"2900000001"},
	}}
	if diff := cmp.Diff(wantPayments, w.box.Payments()); diff != "" {
		t.Fatalf("payments (-want +got):\n%s", diff)
	}
	if n := len(w.arrived); n != 0 {
		t.Fatalf("%d postbacks too many", n)
	}
}

func wantStatus(t *testing.T, w *world, want ...sandbox.Status) {
	t.Helper()
	var got []sandbox.Status
	for _, c := range w.box.Commissions() {
		got = append(got, c.Status)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("statuses at %s (-want +got):\n%s", w.clock.Now(), diff)
	}
}

// TestDeepLinkForms shows that both forms of link say the same.
func TestDeepLinkForms(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[1]
	page := w.base + ad.ProductPath() + "?color=green&size=l"
	for _, link := range []string{
		ad.ClickPath() + "?sid=" + sid + "&url=" + url.QueryEscape(page),
		"/links/" + ad.PID + "/type/dlg/sid/" + sid + "/" + page,
	} {
		at := w.land(link).Request.URL
		if at.Path != ad.ProductPath() || at.Query().Get("color") != "green" || at.Query().Get("size") != "l" || at.Query().Get("cjevent") == "" {
			t.Errorf("%s landed on %s", link, at)
		}
	}
	clicks := w.box.Clicks()
	if len(clicks) != 2 || clicks[0].SID != sid || clicks[1].SID != sid || clicks[0].AID != ad.AID || clicks[1].AID != ad.AID {
		t.Fatalf("clicks = %+v, want two of ad %s with sid %s", clicks, ad.AID, sid)
	}
	if clicks[0].CJEvent == clicks[1].CJEvent {
		t.Fatal("two clicks have the same cjevent")
	}
}
