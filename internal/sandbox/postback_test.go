package sandbox_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/money"
	"linkledger/internal/sandbox"
)

func TestPostbackIsRetried(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	w.setPostback(ad)
	w.answer <- 503
	w.answer <- 404
	w.sell(ad, "1")
	w.clock.Advance(3 * time.Second)
	first := w.postback()
	w.attempts(1)
	w.clock.Advance(time.Second)
	w.postback()
	w.attempts(2)
	w.clock.Advance(5 * time.Second)
	if third := w.postback(); third.String() != first.String() {
		t.Errorf("retried %s as %s", first, third)
	}
	d := w.delivered(sandbox.DeliveryDone)
	var got []string
	for _, a := range d.Attempts {
		got = append(got, fmt.Sprintf("%s %d", a.Time.Sub(start), a.Status))
	}
	if diff := cmp.Diff([]string{"3s 503", "4s 404", "9s 200"}, got); diff != "" {
		t.Fatalf("attempts (-want +got):\n%s", diff)
	}
}

// attempts waits until so many attempts are on record, so that the next one's
// due time is known before the clock is wound.
func (w *world) attempts(n int) {
	w.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		if d := w.box.Deliveries(); len(d) == 1 && len(d[0].Attempts) == n {
			return
		}
		time.Sleep(time.Millisecond) // between looks at a condition
	}
	w.Fatalf("deliveries = %+v, want %d attempts", w.box.Deliveries(), n)
}

func TestPostbackIsGivenUp(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	// Nobody listens on port 1, and there's no status then.
	w.must(w.box.SetPostback(ad.AID, "http://127.0.0.1:1/postback/x?transaction_id={SID}", 0))
	w.sell(ad, "1")
	for i, pause := range []time.Duration{time.Second, 5 * time.Second, 30 * time.Second} {
		w.attempts(i + 1)
		w.clock.Advance(pause)
	}
	d := w.delivered(sandbox.DeliveryGaveUp)
	if len(d.Attempts) != 4 || d.Attempts[3].Status != 0 || d.Attempts[3].Error == "" {
		t.Fatalf("attempts = %+v", d.Attempts)
	}
}

func TestNoPostbackWithoutTemplate(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	w.setPostback(ad)
	w.must(w.box.SetPostback(ad.AID, "", 0))
	w.sell(ad, "1")
	if d := w.box.Deliveries(); len(d) != 0 || len(w.box.Commissions()) != 1 {
		t.Fatalf("deliveries = %+v", d)
	}
}

// CJ's ledger says of a returned part that all was taken back and what is left
// is new; as postbacks these are two corrections, which add up.
func TestCorrectionsArePostbacksWhereTheTemplateHasAKind(t *testing.T) {
	w := newWorld(t)
	ad := w.box.Ads()[0]
	w.must(w.box.SetPostback(ad.AID, w.relay+"/postback/good?sid={SID}&id={COMMISSION_ID}&amount={SALE_AMOUNT}&kind={KIND}", 0))
	order := w.sell(ad, "1")
	sale := w.postback().Query()
	w.must(w.box.ReturnOrder(order.ID, money.New(2000, "USD")))
	ids, sum := map[string]bool{sale.Get("id"): true}, amountOf(t, sale.Get("amount"))
	for range 2 {
		q := w.postback().Query()
		if q.Get("kind") != "correction" || q.Get("sid") != sale.Get("sid") || ids[q.Get("id")] {
			t.Errorf("correction %v of %v", q, sale)
		}
		ids[q.Get("id")], sum = true, sum+amountOf(t, q.Get("amount"))
	}
	if want := amountOf(t, sale.Get("amount")) - 2000; sale.Get("kind") != "sale" || sum != want {
		t.Errorf("the postbacks add up to %d, want %d", sum, want)
	}
}

func amountOf(t *testing.T, text string) int64 {
	t.Helper()
	a, err := money.Parse(text, "USD")
	if err != nil {
		t.Fatal(err)
	}
	return a.Minor
}

func TestSetPostbackRefuses(t *testing.T) {
	box := quietSandbox(t)
	good := "https://relay.example/postback/t?transaction_id={SID}"
	for _, c := range []struct {
		aid, template string
		delay         time.Duration
		want          string
	}{
		{"999", good, 0, "knows no ad"},
		{"15000001", good, -time.Second, "delay"},
		{"15000001", good, 8 * 24 * time.Hour, "delay"},
		{"15000001", "https://relay.example/postback/t", 0, "lacks {SID}"},
		{"15000001", good + "&x={WHAT}", 0, "unknown macro {WHAT}"},
		{"15000001", good + "&x={sid}", 0, "unknown macro {sid}"},
		{"15000001", good + "&x={", 0, "stray brace"},
		{"15000001", good + "&x=a b", 0, "stray brace or space"},
		{"15000001", "relay.example/postback/{SID}", 0, "not a web address"},
		{"15000001", "ftp://relay.example/{SID}", 0, "not a web address"},
		{"15000001", "https://user:pw@relay.example/{SID}", 0, "not a web address"},
		{"15000001", good + "#x", 0, "not a web address"},
		{"15000001", "https://{SID}.relay.example/", 0, "macro before its path"},
		{"15000001", good + strings.Repeat("x", 2000), 0, "takes up to 2000"},
	} {
		err := box.SetPostback(c.aid, c.template, c.delay)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("SetPostback(%s, %.60s, %s) = %v, want %q", c.aid, c.template, c.delay, err, c.want)
		}
	}
	if err := box.SetPostback("15000001", good, 7*24*time.Hour); err != nil {
		t.Errorf("the longest delay: %v", err)
	}
}

// FuzzSetPostback shows that what is accepted is a web address that keeps its
// host when it is filled.
func FuzzSetPostback(f *testing.F) {
	f.Add("https://relay.example/postback/t?transaction_id={SID}&amount={SALE_AMOUNT}")
	f.Add("http://[::1]:80/{SID}?{ORDER_ID}")
	f.Add("http://h{SID}/")
	box := quietSandbox(f)
	f.Fuzz(func(t *testing.T, template string) {
		if template == "" || box.SetPostback("15000001", template, 0) != nil {
			return
		}
		u, err := url.Parse(strings.ReplaceAll(template, "{SID}", "evil.test"))
		if err != nil || u.Host == "" || strings.Contains(u.Host, "evil.test") && !strings.Contains(template, "//evil.test") {
			t.Fatalf("accepted %q, which becomes %v (%v)", template, u, err)
		}
	})
}
