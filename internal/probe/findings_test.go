package probe_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/probe"
)

func refused(reply, query string) func(*world) {
	return func(w *world) {
		w.postbacks = []probe.Postback{{At: now, Reply: "success=false; err_msg=" + reply, Query: query}}
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

func TestFindings(t *testing.T) {
	const all = "link click hops landing utms order commission postback synced amounts"
	tests := []struct {
		name   string
		breaks func(*world)
		fails  string // step:code, in order
		passes string // steps that still pass
		says   string // in the first finding
	}{
		{"healthy", func(*world) {}, "", all, ""},
		{"slow but healthy", func(w *world) { w.notReadyFor = 4 }, "", all, ""},
		{"no UTMs", func(w *world) { w.link.UTMs = nil }, "", strings.Replace(all, "utms ", "", 1), ""},
		{"postback twice", func(w *world) { w.postbacks = append(w.postbacks, w.postbacks[0]) }, "", all, ""},
		{"postback refused, then accepted", func(w *world) {
			good := w.postbacks
			refused("try again", "")(w)
			w.after = func() { w.postbacks = append(w.postbacks, good...); w.after = nil }
		}, "", all, ""},
		{"refused before the click", func(w *world) {
			w.postbacks = append(w.postbacks, probe.Postback{At: now.AddDate(0, 0, -1), Reply: "wrong token"})
		}, "", all, ""},
		{"shopper id in capitals", func(w *world) { w.commission.ShopperID = strings.ToUpper(clickID) }, "", all, ""},

		{"no link", func(w *world) { w.linkErr = errors.New("the offer is paused") }, "link:no_link", "", "paused"},
		{"link not marked", func(w *world) { w.link.Test = false }, "link:not_marked_test", "", "not marked as test"},
		{"relay down", func(w *world) {
			w.trail, w.walkErr = probe.Trail{Hops: []probe.Hop{{URL: w.link.URL, Err: "refused"}}}, errors.New("connection refused")
		}, "click:relay_unreachable", "link", "connection refused"},
		{"link not live", func(w *world) {
			w.trail = probe.Trail{Hops: []probe.Hop{{URL: w.link.URL, Status: 404}}, Page: probe.Page{URL: w.link.URL, Status: 404}}
		}, "click:link_unknown", "link", "404 Not Found"},
		{"click lost", func(w *world) { w.clicks = nil }, "click:click_not_logged", "link hops landing utms", "logged none"},
		{"relay silent", func(w *world) { w.clicksErr, w.clicks = errors.New("no answer"), nil }, "click:relay_silent", "link hops landing utms", "no answer"},
		{"too many hops", func(w *world) { w.walkErr, w.trail.Page = probe.ErrTooManyHops, probe.Page{} }, "hops:too_many_hops", "link click", "more than 10"},
		{"private address", func(w *world) { w.walkErr, w.trail.Page = probe.ErrBlocked, probe.Page{} }, "hops:blocked_hop", "link click", "Hop 3"},
		{"dead host", func(w *world) { w.walkErr, w.trail.Page = errors.New("no such host"), probe.Page{} }, "hops:broken_hop", "link click", "no such host"},
		{"no sid", func(w *world) { w.trail.Hops[0].Location = "https://www.anrdoezrs.net/click-1-2" }, "hops:click_id_not_sent", "link click", "click-1-2"},
		{"page gone", landsOn("https://brand.example/p?cjevent=0f&utm_source=amb&m=x", 404), "landing:page_broken", "link click hops utms", "404"},
		{"no cjevent", func(w *world) {
			landsOn("https://brand.example/p?utm_source=amb&m=x", 200)(w)
		}, "landing:no_cjevent", "link click hops utms", "added no cjevent"},
		{"query stripped", func(w *world) {
			stripped := "https://brand.example/p"
			w.trail.Hops = append(w.trail.Hops, probe.Hop{URL: stripped, Status: 200})
			w.trail.Hops[2].Status = 301
			w.trail.Page.URL = stripped
		}, "landing:query_stripped utms:utms_lost", "link click hops", "lost at hop 3"},
		{"UTMs on the CJ link", func(w *world) {
			landsOn("https://brand.example/p?cjevent=0f", 200)(w)
		}, "utms:utms_lost", strings.Replace(all, "utms ", "", 1), "utm_source is missing; m is missing"},
		{"UTM changed", landsOn("https://brand.example/p?cjevent=0f&utm_source=other&m=x", 200), "utms:utms_lost", strings.Replace(all, "utms ", "", 1), `"other" instead of "amb"`},
		{"UTM macro not filled", landsOn("https://brand.example/p?cjevent=0f&utm_source=amb&m={member_id}", 200), "utms:utms_lost", strings.Replace(all, "utms ", "", 1), "{member_id}"},
		{"checkout broken", func(w *world) { w.orderErr = errors.New("sold out") }, "order:no_order", "link click hops landing utms", "sold out"},
		{"no order id", func(w *world) { w.order.ID = "" }, "order:no_order", "link click hops landing utms", "no order id"},
		{"no cookie", func(w *world) { w.commission, w.trail.Hops[2].SetCookies, w.postbacks = nil, nil, nil }, "commission:no_cookie", "link click hops landing utms order", "cje cookie"},
		{"no server-to-server call", func(w *world) { w.commission, w.postbacks = nil, nil }, "commission:no_commission", "link click hops landing utms order", "BR-1"},
		{"CJ refuses the token", func(w *world) { w.cjErr, w.postbacks = errors.New("CJ refused the token"), nil }, "commission:cj_silent", "link click hops landing utms order", "refused the token"},
		{"CJ refuses, postback came", func(w *world) { w.cjErr = errors.New("CJ refused the token") }, "commission:cj_silent", strings.Replace(all, "commission ", "", 1), "refused"},
		{"no shopper id", func(w *world) { w.commission.ShopperID, w.postbacks = "", nil }, "commission:no_shopper_id", "link click hops landing utms order", "no shopper id"},
		{"wrong sid", func(w *world) {
			w.commission.ShopperID = "someone-else"
			refused("unknown transaction id", "transaction_id=someone-else")(w)
		}, "commission:wrong_shopper_id postback:postback_unknown_click", "link click hops landing utms order", "someone-else"},
		{"no postback", func(w *world) { w.postbacks = nil }, "postback:no_postback", "link click hops landing utms order commission", "never reached"},
		{"wrong token", refused("the token is wrong", "transaction_id="+clickID), "postback:postback_token", "link click hops landing utms order commission", "wrong token"},
		{"macros", refused("transaction_id is missing", "transaction_id={SID}&amount={SALE_AMOUNT}"), "postback:postback_macros", "link click hops landing utms order commission", "placeholders"},
		{"macros in brackets", refused("the sale amount is missing: send amount", "transaction_id="+clickID+"&amount=%5BAMOUNT%5D"), "postback:postback_macros", "link click hops landing utms order commission", "placeholders"},
		{"bad amount", refused("amount 12,5 is not a plain decimal number", "amount=12,5"), "postback:postback_amount", "link click hops landing utms order commission", "12,5"},
		{"refused otherwise", refused("the offer is archived", ""), "postback:postback_refused", "link click hops landing utms order commission", "archived"},
		{"not synced", func(w *world) { w.conversion = nil }, "synced:not_synced", "link click hops landing utms order commission postback", "this computer has not"},
		{"sync fails", func(w *world) { w.conversion, w.syncErr = nil, errors.New("offline") }, "synced:not_synced", "link click hops landing utms order commission postback", "offline"},
		{"cents", func(w *world) { w.postbacks[0].Query = "transaction_id=x&amount=4900&payout=490" }, "amounts:wrong_unit", strings.Replace(all, " amounts", "", 1), "4900.00 USD for an order of 49.00 USD"},
		{"CJ counts less", func(w *world) { w.commission.Sale = usd(4000) }, "amounts:amount_differs", strings.Replace(all, " amounts", "", 1), "CJ reports 40.00 USD"},
		{"we count less", func(w *world) { w.conversion.Sale = usd(49) }, "amounts:wrong_unit", strings.Replace(all, " amounts", "", 1), "This computer"},
		{"not left out", func(w *world) { w.conversion.Test = false }, "amounts:not_marked_test", strings.Replace(all, " amounts", "", 1), "conversion is not marked"},
	}
	hints := map[string]string{} // hint -> finding's code
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := healthy()
			test.breaks(w)
			result, err := w.check().Run(context.Background(), "offer")
			if err != nil {
				t.Fatal(err)
			}
			var fails, passes []string
			first := ""
			for _, s := range result.Steps {
				switch s.State {
				case probe.Failed:
					fails = append(fails, s.Key+":"+string(s.Code))
					if first == "" {
						first = s.Finding
					}
					if s.Finding == "" || s.Hint == "" {
						t.Errorf("%s has finding %q and hint %q", s.Key, s.Finding, s.Hint)
					}
					if other, known := hints[s.Hint]; known && other != string(s.Code) && s.Code != probe.CodeUTMsLost {
						t.Errorf("%s and %s have the same hint", other, s.Code)
					}
					hints[s.Hint] = string(s.Code)
				case probe.Passed:
					passes = append(passes, s.Key)
					if len(s.Evidence) == 0 {
						t.Errorf("%s passed without evidence", s.Key)
					}
				case probe.Skipped:
					if s.Hint == "" || s.Finding != "" {
						t.Errorf("%s is skipped: %+v", s.Key, s)
					}
				default:
					t.Errorf("%s is %s at the end", s.Key, s.State)
				}
			}
			if diff := cmp.Diff(strings.Fields(test.fails), fails); len(fails)+len(test.fails) > 0 && diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(strings.Fields(test.passes), passes); len(passes)+len(test.passes) > 0 && diff != "" {
				t.Error(diff)
			}
			if !strings.Contains(first, test.says) {
				t.Errorf("the finding %q doesn't say %q", first, test.says)
			}
			if want := map[bool]probe.State{true: probe.Passed, false: probe.Failed}[test.fails == ""]; result.State != want {
				t.Errorf("the check %s, want %s", result.State, want)
			}
			if w.pauses > 4*4 {
				t.Errorf("%d pauses: the waiting isn't bound", w.pauses)
			}
		})
	}
}
