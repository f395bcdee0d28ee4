package sandbox_test

import (
	"fmt"
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/money"
)

const account = "CID=5000001&TYPE=400001&METHOD=S2S&"

func TestConversionCalls(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	w.land(ad.ClickPath() + "?sid=" + sid)
	click := w.box.Clicks()[0]
	w.clock.Advance(24 * time.Hour)
	items := func(n int) string {
		var b strings.Builder
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, "&ITEM%d=s&AMT%d=1&QTY%d=1", i, i, i)
		}
		return b.String()
	}
	for i, c := range []struct {
		query string // after account, with CJEVENT and OID added if not there
		want  string // the sale and commission, or the outcome, or "! " and the refusal
	}{
		{"AMOUNT=100", "100.00 10.00"},
		{"amount=100.05&discount=0.05&currency=USD", "100.00 10.00"},
		{"AMOUNT=0", "0.00 0.00"},
		{"AMOUNT=12.345", "12.34 1.23"},
		{"ITEM1=a&AMT1=10&QTY1=3", "30.00 3.00"},
		{"item1=a&Amt1=10.50&qty1=2&dcnt1=1&ITEM2=b&AMT2=5&QTY2=1&DISCOUNT=5", "20.00 2.00"},
		{"ITEM1=a&AMT1=0&QTY1=1", "0.00 0.00"},
		{"ITEM1=a&AMT1=10&QTY1=1&DISCOUNT=10", "0.00 0.00"},
		{"AMOUNT=5&COUPON=X&CUST_STATUS=New&trackingSource=shop", "5.00 0.50"},
		{"AMOUNT=5&cust_status=lapsed&CustomerCountry=de&coupon=" + strings.Repeat("x", 256), "5.00 0.50"},
		{"AMOUNT=5&CUST_STATUS=Old", "! CUST_STATUS"},
		{"AMOUNT=5&CUSTOMERCOUNTRY=D1", "! CUSTOMERCOUNTRY"},
		{"AMOUNT=5&COUPON=" + strings.Repeat("x", 257), "! COUPON"},
		{"AMOUNT=5&eventTime=2026-11-22T13:00:00%2B01:00", "5.00 0.50"},
		{items(100)[1:], "100.00 10.00"},
		{"AMOUNT=5&CJEVENT=", "not attributed"},
		{"AMOUNT=5&CJEVENT=0123456789abcdef", "not attributed"},
		{"AMOUNT=5&OID=SALE-0", "ignored"},
		{"AMOUNT=7&OID=SALE-0", "ignored"},
		{"", "! either AMOUNT"},
		{"AMOUNT=5&ITEM1=a&AMT1=10&QTY1=3", "! either AMOUNT"},
		{"AMOUNT=", "! AMOUNT"},
		{"AMOUNT=12,5", "! AMOUNT"},
		{"AMOUNT=1e9", "! AMOUNT"},
		{"AMOUNT=NaN", "! AMOUNT"},
		{"AMOUNT=-5", "! negative"},
		{"AMOUNT=%245", "! AMOUNT"},
		{"AMOUNT=" + strings.Repeat("9", 39), "! out of range"},
		{"AMOUNT=5&DISCOUNT=6", "! more than the order"},
		{"AMOUNT=5&amount=6", "! more than once"},
		{"AMOUNT=5&AMOUNT=6", "! more than once"},
		{"AMOUNT=5&CURRENCY=EUR", "! CURRENCY"},
		{"AMOUNT=5&OID=a%40b", "! OID"},
		{"AMOUNT=5&OID=" + strings.Repeat("x", 97), "! OID"},
		{"AMOUNT=5&CJEVENT=a-b", "! CJEVENT"},
		{"AMOUNT=5&EVENTTIME=yesterday", "! EVENTTIME"},
		{"AMOUNT=5&EVENTTIME=2026-11-23T12:05:01Z", "! future"},
		{"ITEM1=a&AMT1=10", "! QTY1"},
		{"ITEM1=a&AMT1=10&QTY1=0", "! QTY1"},
		{"ITEM1=a&AMT1=10&QTY1=1.5", "! QTY1"},
		{"ITEM1=a&AMT1=10&QTY1=10001", "! QTY1"},
		{"ITEM1=a&QTY1=1", "! AMT1"},
		{"ITEM1=&AMT1=1&QTY1=1", "! ITEM1"},
		{"ITEM1=a&AMT1=1&QTY1=1&DCNT1=2", "! DCNT1"},
		{"ITEM1=a&AMT1=90000000000000000&QTY1=9999", "! AMT1 times QTY1"},
		{"ITEM2=a&AMT2=1&QTY2=1", "! belongs to no item"},
		{"AMOUNT=5&QTY1=1", "! belongs to no item"},
		{items(101)[1:], "! belongs to no item"},
		{"AMOUNT=%zz", "! can't be read"},
	} {
		query := account + c.query
		if !strings.Contains(query, "CJEVENT=") {
			query += "&CJEVENT=" + strings.ToUpper(click.CJEvent)
		}
		if !strings.Contains(query, "OID=") {
			query += fmt.Sprintf("&OID=SALE-%d", i)
		}
		before := len(w.box.Commissions())
		response, err := w.shopper.Get(w.base + "/u?" + query)
		w.must(err)
		body, err := io.ReadAll(response.Body)
		w.must(err)
		w.must(response.Body.Close())
		calls, rows := w.box.ConversionCalls(), w.box.Commissions()[before:]
		call := calls[len(calls)-1]
		refusal, refused := strings.CutPrefix(c.want, "! ")
		switch {
		case len(calls) != i+1:
			t.Fatalf("%s: %d calls on record after %d", c.query, len(calls), i+1)
		case refused:
			if response.StatusCode != 400 || !strings.Contains(string(body), refusal) || len(rows) != 0 || !strings.HasPrefix(call.Outcome, "refused: ") {
				t.Errorf("%.80s = %d %q and %d rows, want 400 with %q; %+v", c.query, response.StatusCode, body, len(rows), refusal, call)
			}
		case response.StatusCode != 200 || len(body) != 0:
			t.Errorf("%.80s = %d %q", c.query, response.StatusCode, body)
		case len(rows) == 0:
			if !strings.Contains(call.Outcome, c.want) {
				t.Errorf("%.80s: %q, want %q", c.query, call.Outcome, c.want)
			}
		default:
			if got := rows[0].Sale.Text() + " " + rows[0].Commission.Text(); got != c.want || rows[0].SID != sid {
				t.Errorf("%.80s: %s of sid %s, want %s", c.query, got, rows[0].SID, c.want)
			}
		}
	}
	for query, want := range map[string]string{
		"CID=5000002&TYPE=400001&METHOD=S2S&AMOUNT=5&OID=x": "CID",
		"CID=5000001&TYPE=4&METHOD=S2S&AMOUNT=5&OID=x":      "TYPE",
		"CID=5000001&TYPE=400001&METHOD=IMG&AMOUNT=5&OID=x": "METHOD",
		"": "CID",
	} {
		if got := w.get(w.base + "/u?" + query); got.StatusCode != 400 {
			t.Errorf("%s = %s, want 400 for %s", query, got.Status, want)
		}
	}
}

// TestLateSaleIsLocked: the event is of last month, so its date has passed.
func TestLateSaleIsLocked(t *testing.T) {
	w := newWorld(t)
	w.land(w.box.Ads()[0].ClickPath())
	w.get(w.base + "/u?" + account + "OID=late&AMOUNT=10&EVENTTIME=2026-10-05T00:00:00Z&CJEVENT=" + w.box.Clicks()[0].CJEvent)
	row := w.box.Commissions()[0]
	if row.Status != "locked" || !row.LockedAt.Equal(start) || row.LockingDate.Format(time.DateOnly) != "2026-11-11" {
		t.Fatalf("row = %+v", row)
	}
	w.clock.AdvanceTo(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
	if p := w.box.Payments(); len(p) != 1 || p[0].Amount != money.New(100, "USD") {
		t.Fatalf("payments = %+v", p)
	}
}

// TestSameOrderAtOnce sends one conversion many times at the same moment.
func TestSameOrderAtOnce(t *testing.T) {
	w := newWorld(t)
	w.land(w.box.Ads()[0].ClickPath())
	target := w.base + "/u?" + account + "OID=once&AMOUNT=10&CJEVENT=" + w.box.Clicks()[0].CJEvent
	statuses := make(chan int)
	for range 20 {
		go func() {
			response, err := w.shopper.Get(target)
			if err != nil {
				statuses <- 0
				return
			}
			response.Body.Close()
			statuses <- response.StatusCode
		}()
	}
	got := map[int]int{}
	for range 20 {
		got[<-statuses]++
	}
	if diff := cmp.Diff(map[int]int{200: 20}, got); diff != "" || len(w.box.Commissions()) != 1 {
		t.Fatalf("%d commissions; statuses (-want +got):\n%s", len(w.box.Commissions()), diff)
	}
}

// FuzzConversion shows that whatever is posted is worth something between
// nothing and what an amount holds, and that refusals say why.
func FuzzConversion(f *testing.F) {
	box := quietSandbox(f)
	handler := box.Handler()
	for _, seed := range []string{
		"OID=a&AMOUNT=10.01", "OID=a&ITEM1=x&AMT1=3.33&QTY1=3&DCNT1=1&ITEM2=y&AMT2=0&QTY2=1&DISCOUNT=2",
		"oid=a&amount=1&discount=0.5&eventtime=2026-11-22T10:00:00Z", "OID=a;&AMOUNT=1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if err := box.Reset(); err != nil {
			t.Fatal(err)
		}
		click(handler, "/click-100000001-15000003")
		id := box.Clicks()[0].CJEvent
		request := httptest.NewRequest("GET", "http://shop.test/u", nil)
		request.URL = &url.URL{Path: "/u", RawQuery: account + "CJEVENT=" + id + "&" + query}
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		rows := box.Commissions()
		if recorder.Code == 400 {
			if len(rows) != 0 || strings.TrimSpace(recorder.Body.String()) == "" {
				t.Fatalf("%q was refused with %q and %d rows", query, recorder.Body, len(rows))
			}
			return
		}
		if recorder.Code != 200 {
			t.Fatalf("%q = %d %s", query, recorder.Code, recorder.Body)
		}
		for _, row := range rows {
			var items int64
			for _, item := range row.Items {
				items += item.Commission.Minor
			}
			if row.Sale.Minor < 0 || row.Commission.Minor < 0 || (len(row.Items) > 0 && items != row.Commission.Minor) {
				t.Fatalf("%q became %+v", query, row)
			}
		}
	})
}
