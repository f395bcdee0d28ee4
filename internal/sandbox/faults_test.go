package sandbox_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"linkledger/internal/sandbox"
	"linkledger/internal/sandbox/commission"
)

// TestFaults makes a sale under each fault and looks where it goes wrong; the
// list of cases must be the whole table.
func TestFaults(t *testing.T) {
	cases := map[sandbox.Fault]func(*testing.T, *world, sandbox.Ad){
		sandbox.WrongRate: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			if row := w.box.Commissions()[0]; row.Commission.Minor*100 != row.Sale.Minor {
				t.Errorf("%s of %s", row.Commission, row.Sale)
			}
		},
		sandbox.DoubleSale: func(t *testing.T, w *world, ad sandbox.Ad) {
			order := w.sell(ad, "1")
			rows := w.box.Commissions()
			if len(rows) != 2 || rows[0].OrderID != order.ID || rows[1].OrderID != order.ID+"-1" || rows[1].SID != sid {
				t.Errorf("%+v", rows)
			}
		},
		sandbox.DeclinedSale: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			rows := w.box.Commissions()
			if len(rows) != 2 || rows[0].Sale.Minor+rows[1].Sale.Minor != 0 {
				t.Errorf("%+v", rows)
			}
		},
		sandbox.WrongCurrency: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(time.Minute)
			if q := w.postback().Query(); q.Get("currency") != "EUR" || q.Get("amount") != "120.00" {
				t.Errorf("postback = %v", q)
			}
		},
		sandbox.WrongPayout: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(time.Minute)
			if q := w.postback().Query(); q.Get("payout") != "24.00" || q.Get("amount") != "120.00" {
				t.Errorf("postback = %v", q)
			}
		},
		sandbox.NoCookie: func(t *testing.T, w *world, ad sandbox.Ad) {
			if at := w.land(ad.ClickPath() + "?sid=" + sid).Request.URL; at.Query().Get("cjevent") == "" {
				t.Errorf("landed on %s, want cjevent", at)
			}
			wantUntracked(t, w, ad)
		},
		sandbox.NoS2S: func(t *testing.T, w *world, ad sandbox.Ad) {
			order := w.sell(ad, "1")
			if order.CJEvent == "" || order.S2SURL != "" || len(w.box.ConversionCalls()) != 0 || len(w.box.Commissions()) != 0 {
				t.Errorf("order %+v led to calls %+v", order, w.box.ConversionCalls())
			}
		},
		sandbox.WrongSID: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(time.Minute)
			row := w.box.Commissions()[0].SID
			if got := w.postback().Query().Get("transaction_id"); row == sid || row == "" || got != row {
				t.Errorf("sid %q in the postback, %q in the row, want the same wrong one", got, row)
			}
		},
		sandbox.NoPostback: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(time.Minute)
			if d := w.delivered(sandbox.DeliveryNeverSent); len(d.Attempts) != 0 || len(w.arrived) != 0 {
				t.Errorf("delivery = %+v", d)
			}
		},
		sandbox.WrongToken: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(time.Minute)
			if got := w.postback(); got.Path != "/postback/wrongtoken" || got.Query().Get("transaction_id") != sid {
				t.Errorf("postback = %s", got)
			}
			w.must(w.box.SetPostback(ad.AID, w.relay+"/aff_lsr?transaction_id={SID}&security_token=good", 0))
			w.buy(ad, "1")
			if got := w.postback(); got.Path != "/aff_lsr" || got.Query().Get("security_token") != "wrongtoken" || got.Query().Get("transaction_id") != sid {
				t.Errorf("postback = %s", got)
			}
		},
		sandbox.UnexpandedMacros: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(time.Minute)
			if q := w.postback().Query(); q.Get("transaction_id") != "{SID}" || q.Get("amount") != "{SALE_AMOUNT}" {
				t.Errorf("postback = %v", q)
			}
		},
		sandbox.WrongUnit: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(time.Minute)
			if q := w.postback().Query(); q.Get("amount") != "12000" || q.Get("payout") != "1200" {
				t.Errorf("postback = %v", q)
			}
		},
		sandbox.DuplicatePostback: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(time.Minute)
			if a, b := w.postback().String(), w.postback().String(); a != b {
				t.Errorf("postbacks %s and %s, want the same twice", a, b)
			}
			if d := w.delivered(sandbox.DeliveryDone); len(d.Attempts) != 2 {
				t.Errorf("attempts = %+v", d.Attempts)
			}
		},
		sandbox.NeverLocks: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(100 * 24 * time.Hour)
			wantStatus(t, w, sandbox.StatusNew)
			w.must(w.box.SetFault(sandbox.NeverLocks, false))
			wantStatus(t, w, sandbox.StatusLocked)
			if got := w.box.Commissions()[0].LockedAt; !got.Equal(w.clock.Now()) {
				t.Errorf("locked at %s, want now", got)
			}
		},
		sandbox.NoPayment: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(60 * 24 * time.Hour)
			wantStatus(t, w, sandbox.StatusLocked)
			w.must(w.box.SetFault(sandbox.NoPayment, false))
			wantStatus(t, w, sandbox.StatusLocked)
			w.clock.AdvanceTo(time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC))
			wantStatus(t, w, sandbox.StatusClosed)
		},
		sandbox.API401:        wantAPI(http.StatusUnauthorized, "Invalid Token"),
		sandbox.APITokenError: wantAPI(http.StatusOK, "Invalid Token"),
		sandbox.API429:        wantAPI(http.StatusTooManyRequests, "Rate limit"),
		sandbox.API504:        wantAPI(http.StatusGatewayTimeout, "timeout"),
		sandbox.APITruncated: func(t *testing.T, w *world, _ sandbox.Ad) {
			status, text := w.query(token, allCommissions)
			if status != http.StatusOK || json.Valid([]byte(text)) || !strings.HasPrefix(text, `{"data"`) {
				t.Errorf("answer = %d %q, want the first half of one", status, text)
			}
		},
		sandbox.DeclinedStands: func(t *testing.T, w *world, _ sandbox.Ad) {
			w.report("BR-1", url.Values{"TYPE": {"400004"}, "AMOUNT": {"100.00"}})
			w.must(w.box.DeclineOrder("BR-1", commission.Compliance))
			w.wantStory("locked DECLINED 100.00 10.00")
		},
		sandbox.LatePostback: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			if late := w.box.Deliveries()[0].Due.Sub(w.clock.Now()); late != 24*time.Hour+3*time.Second {
				t.Errorf("due after %s", late)
			}
		},
		sandbox.OutOfOrder: func(t *testing.T, w *world, ad sandbox.Ad) {
			first, second := w.sell(ad, "1"), w.sell(ad, "1")
			w.clock.Advance(3 * time.Second)
			if u := w.postback(); u.Query().Get("order_id") != second.ID {
				t.Errorf("the first postback = %s, want that of %s", u, second.ID)
			}
			w.clock.Advance(time.Hour)
			if u := w.postback(); u.Query().Get("order_id") != first.ID {
				t.Errorf("the second postback = %s, want that of %s", u, first.ID)
			}
		},
		sandbox.MissingFields: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.clock.Advance(3 * time.Second)
			if q := w.postback().Query(); q.Get("amount") != "" || q.Get("payout") != "" || q.Get("transaction_id") != sid {
				t.Errorf("postback = %v", q)
			}
		},
		sandbox.API429Later:     wantAPI(http.StatusTooManyRequests, "Rate limit"),
		sandbox.APIError:        wantAPI(http.StatusOK, "Internal error"),
		sandbox.APIUnauthorized: wantAPI(http.StatusOK, "Unauthorized"),
		sandbox.APINoRights: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			if status, text := w.query(token, allCommissions); status != http.StatusOK || !strings.Contains(text, `"count":0`) {
				t.Errorf("answer = %d %s", status, text)
			}
		},
		sandbox.APIThrottle: func(t *testing.T, w *world, _ sandbox.Ad) {
			for n := range 201 {
				if status, _ := w.query(token, allCommissions); (status == http.StatusOK) != (n < 200) {
					t.Fatalf("call %d = %d", n+1, status)
				}
			}
			w.clock.Advance(5*time.Minute - time.Second)
			if status, _ := w.query(token, allCommissions); status != http.StatusTooManyRequests {
				t.Errorf("a second early = %d", status)
			}
			w.clock.Advance(time.Second)
			if status, _ := w.query(token, allCommissions); status != http.StatusOK {
				t.Errorf("after five minutes = %d", status)
			}
			for n := range 26 {
				status, _, _ := w.call("GET", "/v2/link-search?website-id=100000001", token, "")
				if (status == http.StatusOK) != (n < 25) {
					t.Fatalf("link search %d = %d", n+1, status)
				}
			}
		},
		sandbox.APISlow: func(t *testing.T, w *world, _ sandbox.Ad) {
			answered := make(chan int)
			go func() {
				status, _ := w.query(token, allCommissions)
				answered <- status
			}()
			select {
			case status := <-answered:
				t.Errorf("answered %d at once", status)
			case <-time.After(20 * time.Millisecond): // a while in which any other call is answered
			}
			w.must(w.box.SetFault(sandbox.APISlow, false))
			if status := <-answered; status != http.StatusOK {
				t.Errorf("answered %d in the end", status)
			}
		},
		sandbox.APIDuplicatePage: wantPages("1 2 3 4,3 4 5 6,5 6 7", 0),
		sandbox.APICircular:      wantPages("1 2 3 4,1 2 3 4,1 2 3 4", 3),
		sandbox.APIBadRow: func(t *testing.T, w *world, ad sandbox.Ad) {
			w.sell(ad, "1")
			w.sell(ad, "1")
			_, answer := w.query(token, `{ publisherCommissions(forPublishers: "7000001") { records { commissionId lockingDate } } }`)
			if strings.Count(answer, `"lockingDate":null`) != 1 || strings.Count(answer, `"lockingDate":"`) != 1 {
				t.Errorf("answered %s", answer)
			}
		},
	}
	maps.Copy(cases, wayFaults())
	table := newWorld(t).box.Faults()
	if len(table) != len(cases) {
		t.Errorf("%d faults in the table, %d tried here", len(table), len(cases))
	}
	for _, fault := range table {
		t.Run(string(fault.Name), func(t *testing.T) {
			try, ok := cases[fault.Name]
			if !ok || len(fault.Description) < 20 || fault.On {
				t.Fatalf("fault = %+v, tried here: %v", fault, ok)
			}
			w := newWorld(t)
			ad := w.box.Ads()[0]
			w.setPostback(ad)
			w.must(w.box.SetFault(fault.Name, true))
			for _, f := range w.box.Faults() {
				if f.On != (f.Name == fault.Name) {
					t.Errorf("%s is on: %v", f.Name, f.On)
				}
			}
			try(t, w, ad)
		})
	}
}

func TestUnknownFault(t *testing.T) {
	err := newWorld(t).box.SetFault("gremlins", true)
	if err == nil || !strings.Contains(err.Error(), "no-postback") {
		t.Fatalf("SetFault = %v, want an error that lists the faults", err)
	}
}

// wantUntracked shows that an order goes through and CJ never hears of it.
func wantUntracked(t *testing.T, w *world, ad sandbox.Ad) {
	t.Helper()
	order := w.buy(ad, "1")
	if order.CJEvent != "" || !strings.Contains(order.S2SNote, "no cje cookie") || len(w.box.Commissions()) != 0 {
		t.Errorf("order = %+v, commissions = %+v", order, w.box.Commissions())
	}
}

// wantPages sells seven times and follows three pages of four.
func wantPages(want string, stuck int) func(*testing.T, *world, sandbox.Ad) {
	return func(t *testing.T, w *world, ad sandbox.Ad) {
		for range 7 {
			w.sell(ad, "1")
		}
		w.must(w.box.SetPageLimit(4))
		cursor, again := "0", 0
		var got []string
		for range 3 {
			_, text := w.query(token, `{ publisherCommissions(forPublishers: "7000001", sinceCommissionId: "`+cursor+`") { maxCommissionId records { commissionId } } }`)
			var page struct {
				Data struct {
					PublisherCommissions struct {
						MaxCommissionID string
						Records         []struct{ CommissionID string }
					}
				}
			}
			w.must(json.Unmarshal([]byte(text), &page))
			var ids []string
			for _, r := range page.Data.PublisherCommissions.Records {
				ids = append(ids, r.CommissionID[len(r.CommissionID)-1:])
			}
			got = append(got, strings.Join(ids, " "))
			if page.Data.PublisherCommissions.MaxCommissionID == cursor {
				again++
			}
			cursor = page.Data.PublisherCommissions.MaxCommissionID
		}
		if strings.Join(got, ",") != want || again != stuck {
			t.Errorf("pages = %q, %d of them lead to themselves; want %q, %d", got, again, want, stuck)
		}
	}
}

func wantAPI(status int, words string) func(*testing.T, *world, sandbox.Ad) {
	return func(t *testing.T, w *world, _ sandbox.Ad) {
		got, text := w.query(token, allCommissions)
		if got != status || !strings.Contains(text, words) || strings.Contains(text, "records") {
			t.Errorf("answer = %d %q, want %d with %q", got, text, status, words)
		}
	}
}
