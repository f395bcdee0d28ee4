package probe_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/clock"
	"linkledger/internal/money"
	"linkledger/internal/probe"
)

const clickID = "abcdefghijklmnopqrstuvwx234567"

// world is a chain in which all is well, until a test breaks a part of it. It
// implements every port.
type world struct {
	clock *clock.Virtual

	link        probe.Link
	linkErr     error
	trail       probe.Trail
	walkErr     error
	clicks      []probe.Click // after the walk
	clicksErr   error
	order       probe.Order
	orderErr    error
	commission  *probe.Commission
	cjErr       error
	postbacks   []probe.Postback
	syncErr     error
	conversion  *probe.Conversion
	notReadyFor int // looks before each of these things is there

	walked bool
	looks  map[string]int
	pauses int
	after  func() // at each pause
}

func usd(minor int64) money.Amount { return money.New(minor, "USD") }

func healthy() *world {
	const product = "https://brand.example/p?utm_source=amb&m=x7&cjevent=0f0f"
	return &world{
		clock: clock.NewFake(now),
		looks: map[string]int{},
		link: probe.Link{URL: "https://go.brand.example/abc", Number: 42, Test: true,
			UTMs: []probe.UTM{{Name: "utm_source", Value: "amb"}, {Name: "m", Value: "{member_id}"}}},
		trail: probe.Trail{
			Hops: []probe.Hop{
				{URL: "https://go.brand.example/abc", Status: 302, Location: "https://www.anrdoezrs.net/click-1-2?sid=" + clickID},
				{URL: "https://www.anrdoezrs.net/click-1-2?sid=" + clickID, Status: 302, Location: product},
				{URL: product, Status: 200, SetCookies: []string{"cje"}},
			},
			Page: probe.Page{URL: product, Status: 200},
		},
		clicks: []probe.Click{{ClickID: clickID, At: now}},
		order:  probe.Order{ID: "BR-1", Amount: usd(4900)},
		commission: &probe.Commission{ID: "29", ShopperID: clickID, Sale: usd(4900), Commission: usd(490), Status: "new",
			LocksAt: now.AddDate(0, 1, 0)},
		postbacks: []probe.Postback{{At: now, Accepted: true, Reply: "success=true;",
			Query: "transaction_id=" + clickID + "&amount=49.00&payout=4.90&currency=USD"}},
		conversion: &probe.Conversion{ID: "conv", Sale: usd(4900), Payout: usd(392), Status: "pending", Test: true, Explanation: "8 % of 49.00 USD"},
	}
}

func (w *world) ready(what string) bool { w.looks[what]++; return w.looks[what] > w.notReadyFor }

func (w *world) TestLink(context.Context, string) (probe.Link, error) { return w.link, w.linkErr }
func (w *world) Walk(_ context.Context, link, agent string) (probe.Trail, error) {
	w.walked = link == w.link.URL && agent == probe.ShopperAgent
	return w.trail, w.walkErr
}
func (w *world) Clicks(context.Context, int64) ([]probe.Click, error) {
	earlier := []probe.Click{{ClickID: "an-earlier-click", At: now.AddDate(0, 0, -1)}}
	if !w.walked {
		return earlier, nil
	}
	if !w.ready("click") {
		return earlier, w.clicksErr
	}
	return append(earlier, w.clicks...), w.clicksErr
}
func (w *world) Buy(_ context.Context, landing probe.Page) (probe.Order, error) {
	if landing.URL != w.trail.Page.URL {
		return probe.Order{}, errors.New("not the landing page")
	}
	return w.order, w.orderErr
}
func (w *world) Commission(_ context.Context, click, order string) (probe.Commission, bool, error) {
	if w.cjErr != nil || w.commission == nil || !w.ready("commission") || click != clickID || order != w.order.ID {
		return probe.Commission{}, false, w.cjErr
	}
	return *w.commission, true, nil
}
func (w *world) Postbacks(context.Context, string) ([]probe.Postback, error) {
	if !w.ready("postback") {
		return nil, nil
	}
	return w.postbacks, nil
}
func (w *world) Sync(context.Context) error { return w.syncErr }
func (w *world) Conversion(context.Context, string) (probe.Conversion, bool, error) {
	if w.conversion == nil || !w.ready("conversion") {
		return probe.Conversion{}, false, nil
	}
	return *w.conversion, true, nil
}

func (w *world) check() probe.Check {
	return probe.Check{
		Links: w, Walker: w, Relay: w, Shopper: w, CJ: w, Desk: w, Clock: w.clock, Tries: 5,
		Pause: func(ctx context.Context) error {
			w.pauses++
			if w.after != nil {
				w.after()
			}
			return ctx.Err()
		},
	}
}

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

func TestEvidence(t *testing.T) {
	w := healthy()
	w.postbacks = append(w.postbacks, w.postbacks[0])
	result, err := w.check().Run(context.Background(), "offer")
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string][]string{
		probe.StepLink:       {"https://go.brand.example/abc", "42", "test"},
		probe.StepClick:      {clickID, "2026-11-22T12:00:00Z"},
		probe.StepHops:       {"Hop 1 (relay)", "302", "www.anrdoezrs.net", "Hop 3 (brand)", "sets cje"},
		probe.StepLanding:    {"200 OK", "0f0f"},
		probe.StepUTMs:       {"utm_source", "amb", "x7"},
		probe.StepOrder:      {"BR-1", "49.00 USD"},
		probe.StepCommission: {clickID, "4.90 USD", "new", "2026-12-22T12:00:00Z"},
		probe.StepPostback:   {"success=true;", "amount=49.00", "2 times"},
		probe.StepSynced:     {"conv", "pending"},
		probe.StepAmounts:    {"49.00 USD", "4.90 USD", "3.92 USD", "8 % of 49.00 USD", "left out"},
	} {
		step, ok := result.Step(key)
		text, err := json.Marshal(step.Evidence)
		if !ok || err != nil {
			t.Fatal(key, err)
		}
		for _, fact := range want {
			if !strings.Contains(strings.ReplaceAll(string(text), `\u0026`, "&"), fact) {
				t.Errorf("%s doesn't show %q: %s", key, fact, text)
			}
		}
	}
}

func TestWithoutCJAccount(t *testing.T) {
	w := healthy()
	c := w.check()
	c.CJ = nil
	result, err := c.Run(context.Background(), "offer")
	step, _ := result.Step(probe.StepCommission)
	if err != nil || result.State != probe.Passed || step.State != probe.Skipped || !strings.Contains(step.Hint, "Settings") {
		t.Errorf("%v, %s, %+v", err, result.State, step)
	}
}

func TestReportsEachChange(t *testing.T) {
	w := healthy()
	w.commission, w.postbacks = nil, nil
	var reports []probe.Result
	c := w.check()
	c.Report = func(r probe.Result) { reports = append(reports, r) }
	result, err := c.Run(context.Background(), "offer")
	if err != nil {
		t.Fatal(err)
	}
	history := map[string][]probe.State{}
	for _, r := range reports {
		for _, s := range r.Steps {
			if h := history[s.Key]; len(h) == 0 || h[len(h)-1] != s.State {
				history[s.Key] = append(h, s.State)
			}
		}
	}
	want := []probe.State{probe.Waiting, probe.Running, probe.Failed}
	if diff := cmp.Diff(want, history[probe.StepCommission]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]probe.State{probe.Waiting, probe.Skipped}, history[probe.StepAmounts]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(result, reports[len(reports)-1]); diff != "" {
		t.Error(diff)
	}
	if reports[0].State != probe.Running || len(reports[0].Steps[0].Evidence) != 0 {
		t.Error("an earlier report was changed afterwards")
	}
}

func TestResultIsJSON(t *testing.T) {
	w := healthy()
	w.conversion = nil
	result, err := w.check().Run(context.Background(), "offer")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	var again probe.Result
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(result, again); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(string(text), `"code":"not_synced"`) || strings.Contains(string(text), `"evidence":null`) {
		t.Errorf("%s", text)
	}
}

func TestStops(t *testing.T) {
	w := healthy()
	w.commission = nil
	ctx, cancel := context.WithCancel(context.Background())
	w.after = cancel
	result, err := w.check().Run(ctx, "offer")
	step, _ := result.Step(probe.StepCommission)
	if !errors.Is(err, context.Canceled) || result.State != probe.Failed || step.Code != probe.CodeStopped || w.pauses != 1 {
		t.Errorf("%v, %s, %+v after %d pauses", err, result.State, step, w.pauses)
	}
}

func TestTimes(t *testing.T) {
	w := healthy()
	w.notReadyFor = 1
	w.after = func() { w.clock.Advance(1500e6) }
	result, err := w.check().Run(context.Background(), "offer")
	click, _ := result.Step(probe.StepClick)
	if err != nil || !click.At.Equal(now) || click.TookMillis != 1500 || result.FinishedAt.Sub(result.StartedAt).Milliseconds() != 6000 {
		t.Errorf("%v, %+v, %v to %v", err, click, result.StartedAt, result.FinishedAt)
	}
}
