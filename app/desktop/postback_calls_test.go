package desktop

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// TestPostbackCallsShowWhatCame: accepted or refused, and never the token.
func TestPostbackCallsShowWhatCame(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer, _, _ := sale(t, a)
	address, _, _ := strings.Cut(offer.PostbackURL, "?")
	for _, query := range []string{"amount=80.00&payout=12.00", "promo_code=MAYA10&amount=80.00&payout=12.00&order_id=NW-7"} {
		response := got(http.Get(address + "?" + query))(t)
		must(t, response.Body.Close())
	}
	must(t, got(a.World())(t).FlushClicks(ctx))
	must(t, a.Sync(ctx))

	calls := got(a.Conversions.PostbackCalls())(t)
	var seen []bool // newest first
	for _, call := range calls {
		seen = append(seen, call.Accepted)
		token := address[strings.LastIndexByte(address, '/')+1:]
		if call.At == "" || call.Reply == "" || !strings.Contains(call.Request, "/postback/") || strings.Contains(call.Request, token) {
			t.Errorf("call %+v", call)
		}
	}
	if len(seen) != 3 || !seen[0] || seen[1] || !seen[2] {
		t.Fatalf("accepted: %v", seen)
	}
	if !strings.HasPrefix(calls[1].Request, "GET ") || !strings.Contains(calls[1].Request, "amount=80.00") {
		t.Errorf("the refused call is not verbatim: %q", calls[1].Request)
	}

	var typed []ConversionRow
	for _, row := range got(a.Conversions.List(ConversionFilter{}))(t).Rows {
		if row.PromoCode != "" {
			typed = append(typed, row)
		}
	}
	if len(typed) != 1 || typed[0].PromoCode != "MAYA10" || typed[0].MemberID != "" || typed[0].OrderID != "NW-7" {
		t.Errorf("sales by promo code %+v", typed)
	}
}

func TestPostbackCallsNeedARelay(t *testing.T) {
	a := openApp(t, t.TempDir())
	got(a.Workspace.CreateProfile("Hearth & Wool"))(t)
	_, err := a.Conversions.PostbackCalls()
	if f := failed(t, err); f.Code != "conflict" || !strings.Contains(f.Hint, "relay") {
		t.Errorf("without a relay: %+v", f)
	}
}

func TestPrintNeedsAWindow(t *testing.T) {
	printed := 0
	a := openApp(t, t.TempDir())
	if f := failed(t, a.Workspace.Print()); f.Code != "unavailable" {
		t.Errorf("without a window: %+v", f)
	}
	a.options.Print = func() { printed++ }
	must(t, a.Workspace.Print())
	if printed != 1 {
		t.Errorf("printed %d times", printed)
	}
}
