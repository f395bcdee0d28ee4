package probe_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/probe"
)

// refused has the relay refuse the postback.
func refused(reply, query string) func(*world) {
	return func(w *world) {
		w.sales[0].Reported = now
		w.postbacks = []probe.Postback{{At: now, Reply: "success=false; err_msg=" + reply, Query: query, ClickID: clickID}}
	}
}

// landsOn changes where the walk ends.
func landsOn(url string, status int) func(*world) {
	return func(w *world) {
		hops := append([]probe.Hop{}, w.trail.Hops...)
		hops[2].URL, hops[2].Status = url, status
		w.trail = probe.Trail{Hops: hops, Page: probe.Page{URL: url, Status: status}}
	}
}

// passes on adds a hop after the landing page.
func then(url string) func(*world) {
	return func(w *world) {
		w.trail.Hops[2].Status = 301
		w.trail.Hops = append(w.trail.Hops, probe.Hop{URL: url, Status: 200})
		w.trail.Page.URL = url
	}
}

func noRow(w *world) { w.sales = nil; w.postbacks = nil }
func foreign(shopper string) func(*world) {
	return func(w *world) {
		w.sales[0].Ours, w.sales[0].Test, w.sales[0].Row.ShopperID, w.sales[0].ClickID = false, false, shopper, ""
		refused("unknown transaction id", "transaction_id="+shopper)(w)
		w.postbacks[0].ClickID = ""
	}
}

func breaks(err error) func(*world) {
	return func(w *world) { w.walkErr, w.trail.Page = err, probe.Page{} }
}

// purchase are the steps from the purchase on.
const purchase = "order postback commission synced amounts status"

// TestFindings: each way to be broken has a finding and a hint of its own, and
// exactly that; a healthy chain has none.
func TestFindings(t *testing.T) {
	tests := []struct {
		name   string
		breaks func(*world)
		finds  string // step:code
		skips  string // steps, in order; all others pass
		says   string
	}{
		{"healthy", func(*world) {}, "", "", ""},
		{"slow but healthy", func(w *world) { w.notReadyFor = 3 }, "", "", ""},
		{"no UTMs", func(w *world) { w.link.UTMs = nil }, "", "utms", ""},
		{"a refused postback, then a good one", func(w *world) {
			good := w.postbacks
			refused("try again", "")(w)
			w.after = func() { w.postbacks = append(w.postbacks, good...); w.after = nil }
		}, "", "", ""},
		{"shopper id in capitals", func(w *world) { w.sales[0].Row.ShopperID = strings.ToUpper(clickID) }, "", "", ""},
		{"terms that don't tell", func(w *world) { w.sales[0].Row.Expected = usd(0); w.sales[0].Row.Expected.Currency = "" }, "", "", ""},

		{"no link", func(w *world) { w.linkErr = errors.New("the relay is away") }, "link:no_link", "click hops landing utms " + purchase, "away"},
		{"link not marked", func(w *world) { w.link.Test = false }, "link:not_marked_test", "click hops landing utms " + purchase, "not marked as test"},
		{"relay down", func(w *world) {
			w.trail, w.walkErr = probe.Trail{Hops: []probe.Hop{{URL: w.link.URL, Err: "refused"}}}, errors.New("connection refused")
		}, "click:relay_unreachable", "hops landing utms " + purchase, "connection refused"},
		{"link not live", func(w *world) { w.trail = probe.Trail{Hops: []probe.Hop{{URL: w.link.URL, Status: 404}}} }, "click:link_unknown", "hops landing utms " + purchase, "404 Not Found"},
		{"offer paused", func(w *world) {
			w.trail, w.link.Paused = probe.Trail{Hops: []probe.Hop{{URL: w.link.URL, Status: 404}}}, true
		}, "click:link_paused", "hops landing utms " + purchase, "paused"},
		{"fallback", func(w *world) { w.trail.Hops[0].Location = "https://brand.example/sorry?x=1" }, "click:fallback_hit", "hops landing utms " + purchase, "https://brand.example/sorry"},
		{"click lost", func(w *world) { w.clicks = nil }, "click:click_not_logged", purchase, "logged none"},
		{"click left out", func(w *world) { w.clicks[0].Rejected = "prefetch" }, "click:click_rejected", "", "prefetch"},
		{"relay silent", func(w *world) { w.clicksErr, w.clicks = errors.New("no answer"), nil }, "click:relay_silent", "hops landing utms " + purchase, "no answer"},
		{"relay silent after the walk", func(w *world) { w.clicks, w.after = nil, func() { w.clicksErr = errors.New("no answer") } }, "click:relay_silent", purchase, "no answer"},
		{"too many hops", breaks(probe.ErrTooManyHops), "hops:too_many_hops", "landing utms " + purchase, "more than 10"},
		{"a loop", func(w *world) {
			breaks(probe.ErrTooManyHops)(w)
			w.trail.Hops = append(w.trail.Hops, w.trail.Hops[1:]...)
		}, "hops:redirect_loop", "landing utms " + purchase, "www.anrdoezrs.net/click-1-2"},
		{"private address", breaks(probe.ErrBlocked), "hops:blocked_hop", "landing utms " + purchase, "Hop 3"},
		{"dead host", breaks(errors.New("no such host")), "hops:broken_hop", "landing utms " + purchase, "no such host"},
		{"no sid", func(w *world) { w.trail.Hops[0].Location = "https://www.anrdoezrs.net/click-1-2" }, "hops:click_id_not_sent", "landing utms " + purchase, "click-1-2"},
		{"no sid, and a slow relay", func(w *world) { w.notReadyFor, w.trail.Hops[0].Location = 2, "https://www.anrdoezrs.net/click-1-2" }, "hops:click_id_not_sent", "landing utms " + purchase, "click-1-2"},
		{"page gone", landsOn("https://brand.example/p?cjevent=0f&utm_source=amb&m=x", 404), "landing:page_broken", purchase, "404"},
		{"soft 404", func(w *world) { w.trail.Page.Body = []byte("<h1>Sorry, this page could not be <b>found</b></h1>") }, "landing:soft_not_found", purchase, "this page could not be found"},
		{"masked", func(w *world) {
			landsOn("https://short.example/x", 200)(w)
			w.trail.Page.Body = []byte(`<frameset><frame src="https://brand.example/p"></frameset>`)
		}, "landing:masked_link", "utms " + purchase, "frame"},
		{"no cjevent", landsOn("https://brand.example/p?utm_source=amb&m=x", 200), "landing:no_cjevent", purchase, "added no cjevent"},
		{"query stripped", then("https://brand.example/p"), "landing:query_stripped", "utms " + purchase, "lost at hop 3"},
		{"cjevent overwritten", then("https://brand.example/p?utm_source=amb&m=x7&cjevent=0e0e"), "landing:cjevent_overwritten", purchase, `gave "0f0f", and the shop has "0e0e"`},
		{"UTMs on the CJ link", landsOn("https://brand.example/p?cjevent=0f", 200), "utms:utms_lost", "", "utm_source is missing; m is missing"},
		{"UTMs lost on the way", then("https://brand.example/p?cjevent=0f0f"), "utms:utms_lost", "", "lost at hop 3"},
		{"UTM changed", landsOn("https://brand.example/p?cjevent=0f&utm_source=other&m=x", 200), "utms:utms_overwritten", "", `"other" instead of "amb"`},
		{"UTM macro not filled", landsOn("https://brand.example/p?cjevent=0f&utm_source=amb&m={member_id}", 200), "utms:utms_overwritten", "", "{member_id}"},
		{"checkout broken", func(w *world) { w.orderErr = errors.New("sold out") }, "order:no_order", "postback commission synced amounts status", "sold out"},
		{"no order id", func(w *world) { w.order.ID = "" }, "order:no_order", "postback commission synced amounts status", "no order id"},
		{"no cookie", func(w *world) { noRow(w); w.trail.Hops[2].SetCookies = nil }, "commission:no_cookie", "postback synced amounts status", "cje cookie"},
		{"no server-to-server call", noRow, "commission:no_commission", "postback synced amounts status", "BR-1"},
		{"a row that can't be read", func(w *world) { w.sales[0].Row, w.news.Unread = nil, 2 }, "commission:unread_row", "", "2 rows"},
		{"CJ refuses the token", func(w *world) { w.sales[0].Row = nil; w.news.CJ = fmt.Errorf("%w: 401", probe.ErrCJToken) }, "commission:cj_token", "", "401"},
		{"CJ is away", func(w *world) { w.sales[0].Row = nil; w.news.CJ = errors.New("504") }, "commission:cj_silent", "", "504"},
		{"CJ speaks oddly", func(w *world) { w.sales[0].Row = nil; w.news.CJ = probe.ErrCJUnexpected }, "commission:cj_unexpected", "", "can't be read"},
		{"no shopper id", foreign(""), "commission:no_shopper_id", "postback synced amounts status", "no shopper id"},
		{"wrong sid", foreign("someone-else"), "commission:wrong_shopper_id", "postback synced amounts status", "someone-else"},
		{"no postback", func(w *world) { w.postbacks = nil }, "postback:no_postback", "", "never reached"},
		{"calls can't be read", func(w *world) { w.postbacks, w.callsErr = nil, errors.New("no answer") }, "postback:relay_silent", "", "no answer"},
		{"wrong token", refused("the token is not valid", "transaction_id="+clickID), "postback:postback_token", "", "wrong token"},
		{"old token", refused("this is an old token of the offer", "transaction_id="+clickID), "postback:postback_old_token", "", "replaced"},
		{"macros", refused("transaction_id is missing", "transaction_id={SID}&amount={SALE_AMOUNT}"), "postback:postback_macros", "", "placeholders"},
		{"macros in brackets", refused("the sale amount is missing: send amount", "transaction_id="+clickID+"&amount=%5BAMOUNT%5D"), "postback:postback_macros", "", "placeholders"},
		{"no amount", refused("the sale amount is missing: send amount", "transaction_id="+clickID), "postback:postback_no_amount", "", "without the sale amount"},
		{"bad amount", refused("amount 12,5 is not a plain decimal number", "amount=12,5"), "postback:postback_amount", "", "12,5"},
		{"unknown click", refused("unknown transaction id", "transaction_id=x"), "postback:postback_unknown_click", "", "without our click id"},
		{"refused otherwise", refused("the offer is archived", ""), "postback:postback_refused", "", "archived"},
		{"another offer's token", func(w *world) { w.postbacks[0].Of = "Mugs" }, "postback:postback_other_offer", "", "Mugs"},
		{"postback twice", func(w *world) { w.postbacks = append(w.postbacks, w.postbacks[0]) }, "postback:postback_twice", "", "2 times"},
		{"late", func(w *world) { w.postbacks[0].At = now.Add(25 * time.Hour) }, "postback:postback_late", "", "25 hours"},
		{"not synced", func(w *world) { w.sales = nil; w.news.NoCJ = true }, "synced:not_synced", "commission amounts status", "this computer has not"},
		{"sync fails", func(w *world) { w.sales = nil; w.news.NoCJ, w.news.Relay = true, errors.New("offline") }, "synced:not_synced", "commission amounts status", "offline"},
		{"not left out", func(w *world) { w.sales[0].Test = false }, "synced:not_marked_test", "amounts status", "conversion is not marked"},
		{"counted twice", func(w *world) {
			again := w.sales[0]
			again.OrderID = "BR-1-again"
			w.sales = append(w.sales, again)
		}, "synced:counted_twice", "amounts status", "BR-1 and BR-1-again"},
		{"cents", func(w *world) { w.postbacks[0].Sale = "4900" }, "amounts:wrong_unit", "", "4900.00 USD for an order of 49.00 USD"},
		{"CJ counts less", func(w *world) { w.sales[0].Row.Sale = usd(4000) }, "amounts:amount_differs", "", "CJ reports 40.00 USD"},
		{"we count less", func(w *world) { w.sales[0].Amount = usd(4899) }, "amounts:amount_differs", "", "This computer"},
		{"euros in the postback", func(w *world) { w.postbacks[0].Currency = "eur" }, "amounts:currency_differs", "", "EUR"},
		{"payout of the postback", func(w *world) { w.postbacks[0].Payout = "1.00" }, "amounts:payout_differs", "", "1.00 USD"},
		{"another rate", func(w *world) { w.sales[0].Row.Expected = usd(980) }, "amounts:rate_differs", "", "10 % of the sale"},
		{"no rule", func(w *world) { w.sales[0].NoRule, w.sales[0].Payout = true, usd(0) }, "amounts:no_rule", "", "No payout rule"},
		{"more than CJ pays", func(w *world) { w.sales[0].Payout = usd(491) }, "amounts:pays_more_than_cj", "", "only 4.90 USD"},
		{"declined", func(w *world) { w.sales[0].Stands, w.sales[0].Why = false, "CJ's advertiser declined it" }, "status:declined", "amounts", "declined it"},
		{"on hold", func(w *world) { w.sales[0].Why = "somebody must decide" }, "status:undecided", "", "somebody"},
	}
	hints, codes := map[string]string{}, map[string]bool{} // hint -> finding's code
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := healthy()
			test.breaks(w)
			result := w.run(t)
			var finds, skips []string
			said, state := "", probe.Passed
			for _, s := range result.Steps {
				switch s.State {
				case probe.Failed, probe.Warned:
					finds = append(finds, s.Key+":"+string(s.Code))
					said, codes[string(s.Code)] = s.Finding, true
					if state != probe.Failed {
						state = s.State
					}
					if s.Finding == "" || s.Hint == "" || !strings.HasSuffix(s.Hint, ".") {
						t.Errorf("%s has finding %q and hint %q", s.Key, s.Finding, s.Hint)
					}
					if other, known := hints[s.Hint]; known && other != string(s.Code) {
						t.Errorf("%s and %s have the same hint", other, s.Code)
					}
					hints[s.Hint] = string(s.Code)
				case probe.Passed:
					if len(s.Evidence) == 0 {
						t.Errorf("%s passed without evidence", s.Key)
					}
				case probe.Skipped:
					skips = append(skips, s.Key)
					if s.Hint == "" || s.Finding != "" {
						t.Errorf("%s is skipped: %+v", s.Key, s)
					}
				default:
					t.Errorf("%s is %s at the end", s.Key, s.State)
				}
			}
			if diff := cmp.Diff(test.finds, strings.Join(finds, " ")); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.skips, strings.Join(skips, " ")); diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(said, test.says) {
				t.Errorf("the finding %q doesn't say %q", said, test.says)
			}
			if result.State != state {
				t.Errorf("the check %s, want %s", result.State, state)
			}
		})
	}
	for _, code := range []probe.Code{probe.CodeBadCertificate, probe.CodeNotThroughLink} { // tested with a live certificate, and by hand
		codes[string(code)] = true
	}
	if len(codes) < 55 {
		t.Errorf("only %d findings are tested", len(codes))
	}
}
