package cj_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/clock"
)

const token = "pat-of-the-test-account"

var start = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)

// ask is a query as the API receives it.
type ask struct {
	Query     string `json:"query"`
	Variables struct {
		Publishers []string `json:"publishers"`
		Since      string   `json:"since"`
		Before     string   `json:"before"`
		Cursor     string   `json:"cursor"`
		IDs        []string `json:"ids"`
	} `json:"variables"`
}

// account answers as CJ does for a list of rows, limit at a time.
type account struct {
	rows  []cj.Row
	limit int

	mu   sync.Mutex
	asks []ask
}

func (a *account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var q ask
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil || r.Method != http.MethodPost || r.URL.Path != "/query" ||
		r.Header.Get("Authorization") != "Bearer "+token || r.Header.Get("Content-Type") != "application/json" {
		http.Error(w, "not how CJ is asked", http.StatusBadRequest)
		return
	}
	a.mu.Lock()
	a.asks = append(a.asks, q)
	a.mu.Unlock()
	var rows []cj.Row
	more := false
	for _, row := range a.rows {
		posted := row.PostingDate.Format(time.RFC3339Nano)
		in := slices.Contains(q.Variables.IDs, row.CommissionID) || q.Variables.IDs == nil && posted >= q.Variables.Since && posted < q.Variables.Before
		if !in || row.CommissionID <= q.Variables.Cursor {
			continue
		}
		if len(rows) == a.limit {
			more = true
			break
		}
		rows = append(rows, row)
	}
	result := map[string]any{"count": len(rows), "limit": a.limit, "payloadComplete": !more, "records": append([]cj.Row{}, rows...)}
	if len(rows) > 0 {
		result["maxCommissionId"] = rows[len(rows)-1].CommissionID
	}
	json.NewEncoder(w).Encode(map[string]any{"data": map[string]any{"publisherCommissions": result}})
}

type bench struct {
	client *cj.Client
	clock  *clock.Virtual
	waits  []time.Duration
}

func newBench(t testing.TB, handler http.Handler) *bench {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	b := &bench{clock: clock.NewFake(start)}
	var err error
	b.client, err = cj.New(cj.Config{
		Endpoint: server.URL + "/query", CID: "7000001", Token: token, Currency: "USD", HTTP: server.Client(), Clock: b.clock,
		Wait: func(ctx context.Context, d time.Duration) error {
			b.waits = append(b.waits, d)
			b.clock.Advance(d)
			return ctx.Err()
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func row(n int, posted time.Time) cj.Row {
	return cj.Row{
		Currency:     "USD",
		CommissionID: fmt.Sprintf("%010d", n), OriginalActionID: fmt.Sprintf("18%08d", n), Original: true, OrderID: "BR-1", ShopperID: "abc",
		ActionStatus: "new", ActionType: "item_sale", LockingMethod: "FIXED_DATE", ValidationStatus: "AUTOMATED",
		WebsiteID: "100000001", AID: "15000001", AdvertiserID: "5000001", Country: "US",
		EventDate: posted.Add(-time.Hour), PostingDate: posted, LockingDate: posted.AddDate(0, 1, 10),
		SaleAmount: "120.00", Commission: "12.00", SaleAmountUSD: "120.00", CommissionUSD: "12.00",
	}
}

func collect(c *cj.Client, since, before time.Time) (rows []cj.Row, err error) {
	for r, e := range c.Posted(context.Background(), since, before) {
		if e != nil {
			return rows, e
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// Every row of a span comes once, however it falls into windows and pages.
func TestPostedReadsEachRowOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		hours := rapid.SliceOfN(rapid.IntRange(0, 24*100), 0, 40).Draw(rt, "hours")
		slices.Sort(hours)
		a := &account{limit: rapid.IntRange(1, 7).Draw(rt, "limit")}
		for i, h := range hours {
			a.rows = append(a.rows, row(i+1, start.Add(time.Duration(h)*time.Hour)))
		}
		from, to := rapid.IntRange(0, 24*50).Draw(rt, "from"), rapid.IntRange(0, 24*100).Draw(rt, "to")
		since, before := start.Add(time.Duration(from)*time.Hour), start.Add(time.Duration(to)*time.Hour)
		var want []cj.Row
		for _, r := range a.rows {
			if !r.PostingDate.Before(since) && r.PostingDate.Before(before) {
				want = append(want, r)
			}
		}
		b := newBench(t, a)
		got, err := collect(b.client, since, before)
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatal(diff)
		}
		for i, q := range a.asks {
			s, _ := time.Parse(time.RFC3339, q.Variables.Since)
			e, _ := time.Parse(time.RFC3339, q.Variables.Before)
			if e.Sub(s) > cj.Window || q.Variables.Publishers[0] != "7000001" {
				rt.Fatalf("asked for %v", q.Variables)
			}
			if q.Variables.Cursor != "" && (a.asks[i-1].Variables.Since != q.Variables.Since || a.asks[i-1].Variables.Before != q.Variables.Before) {
				rt.Fatal("the filters changed between pages")
			}
		}
	})
}

func TestByID(t *testing.T) {
	a := &account{limit: 2}
	for i := range 5 {
		a.rows = append(a.rows, row(i+1, start))
	}
	b := newBench(t, a)
	got, err := b.client.ByID(context.Background(), []string{"0000000001", "0000000004", "0000000005", "0000000099"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]cj.Row{a.rows[0], a.rows[3], a.rows[4]}, got); diff != "" {
		t.Error(diff)
	}
	if got, err := b.client.ByID(context.Background(), nil); got != nil || err != nil || len(a.asks) != 2 {
		t.Errorf("no ids: got %v, %v after %d calls", got, err, len(a.asks))
	}
}

const goodRow = `{"commissionId":"1","originalActionId":"2","original":true,"actionStatus":"new","actionType":"item_sale",
	"eventDate":"2026-09-03T12:15:00+02:00","postingDate":"2026-09-03T11:00:00Z","lockingDate":"2026-10-11T10:00:00Z",
	"saleAmountPubCurrency":null,"pubCommissionAmountPubCurrency":"-12.5"}`

func answer(records string) string {
	return `{"data":{"publisherCommissions":{"payloadComplete":true,"maxCommissionId":"1","records":[` + records + `]}}}`
}

func TestAnswers(t *testing.T) {
	with := func(old, new string) string { return answer(strings.Replace(goodRow, old, new, 1)) }
	tests := []struct {
		name   string
		status int
		body   string
		want   error
		tries  int
		says   string
	}{
		{"good", 200, answer(goodRow), nil, 1, ""},
		{"none", 200, answer(""), nil, 1, ""},
		{"unknown status kept", 200, with(`"new"`, `"reviewed_2"`), nil, 1, ""},
		{"unauthorized", 401, "", cj.ErrCredential, 1, "developers.cj.com"},
		{"forbidden", 403, `{"message":"` + token + `"}`, cj.ErrCredential, 1, "under Settings"},
		{"invalid token in a 200", 200, `{"errors":[{"message":"Invalid Token ` + token + `"}]}`, cj.ErrCredential, 1, "[token]"},
		{"code in a 200", 200, `{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}`, cj.ErrCredential, 1, ""},
		{"syntax error names a token", 200, `{"errors":[{"message":"Invalid Syntax : offending token '<EOF>'"}]}`, cj.ErrUnexpected, 1, "offending"},
		{"window too long", 200, `{"errors":[{"message":"range exceeds 31 days"}],"data":null}`, cj.ErrUnexpected, 1, "31 days"},
		{"too many calls", 429, "slow down", cj.ErrTryLater, 3, "429"},
		{"gateway", 504, "<html>", cj.ErrTryLater, 3, "504"},
		{"server", 500, `{"errors":[{"message":"Invalid Token"}]}`, cj.ErrTryLater, 3, "500"},
		{"cut", 200, answer(goodRow)[:90], cj.ErrTryLater, 3, "broke off"},
		{"empty", 200, "", cj.ErrTryLater, 3, "broke off"},
		{"sign-in page", 200, "<html>Welcome to the hotel</html>", cj.ErrTryLater, 3, "sign-in page"},
		{"not JSON", 200, "hello", cj.ErrUnexpected, 1, "can't be read"},
		{"redirect", 302, "", cj.ErrUnexpected, 1, "302"},
		{"not found", 404, "nothing here: " + token, cj.ErrUnexpected, 1, "[token]"},
		{"no data", 200, `{"data":null}`, cj.ErrUnexpected, 1, "without data"},
		{"no records", 200, `{"data":{"publisherCommissions":{"payloadComplete":true}}}`, cj.ErrUnexpected, 1, "no records"},
		{"part without cursor", 200, strings.Replace(strings.Replace(answer(goodRow), "true", "false", 1), `"maxCommissionId":"1"`, `"count":1`, 1), cj.ErrUnexpected, 1, "next part"},
		{"circle", 200, strings.Replace(answer(goodRow), `"payloadComplete":true`, `"payloadComplete":false`, 1), cj.ErrUnexpected, 2, "circle"},
		{"amount as a number", 200, with(`"-12.5"`, `12.5`), cj.ErrUnexpected, 1, "row 1"},
		{"comma", 200, with(`"-12.5"`, `"12,5"`), cj.ErrUnexpected, 1, "pubCommissionAmountPubCurrency"},
		{"exponent", 200, with(`"-12.5"`, `"1e9"`), cj.ErrUnexpected, 1, "commission 1"},
		{"not a number", 200, with(`"-12.5"`, `"NaN"`), cj.ErrUnexpected, 1, "plain decimal"},
		{"no commission", 200, with(`"-12.5"`, `null`), cj.ErrUnexpected, 1, "pubCommission"},
		{"no id", 200, with(`"commissionId":"1"`, `"commissionId":null`), cj.ErrUnexpected, 1, "no commission id"},
		{"status with markup", 200, with(`"new"`, `"<b>"`), cj.ErrUnexpected, 1, "not a word"},
		{"no status", 200, with(`"new"`, `null`), cj.ErrUnexpected, 1, "actionStatus"},
		{"bad time", 200, with(`2026-10-11T10:00:00Z`, `11 October`), cj.ErrUnexpected, 1, "row 1"},
		{"no locking date", 200, with(`"lockingDate"`, `"other"`), cj.ErrUnexpected, 1, "locking"},
		{"huge order id", 200, with(`"original":true`, `"original":true,"orderId":"`+strings.Repeat("9", 300)+`"`), cj.ErrUnexpected, 1, "orderId"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			calls := 0
			b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				calls++
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(test.status)
				fmt.Fprint(w, test.body)
			}))
			_, err := collect(b.client, start, start.Add(time.Hour))
			if !errors.Is(err, test.want) || calls != test.tries {
				t.Errorf("got %v after %d calls, want %v after %d", err, calls, test.want, test.tries)
			}
			if err != nil && (!strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), token)) {
				t.Errorf("%q must say %q and never the token", err, test.says)
			}
		})
	}
}

func TestRecovers(t *testing.T) {
	calls := 0
	a := &account{limit: 10, rows: []cj.Row{row(1, start)}}
	b := newBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch calls++; calls {
		case 1:
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		case 2: // the connection dies in the middle of the answer
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `{"data"`)
		default:
			a.ServeHTTP(w, r)
		}
	}))
	rows, err := collect(b.client, start, start.Add(time.Hour))
	if err != nil || len(rows) != 1 {
		t.Fatalf("got %v, %v", rows, err)
	}
	if len(b.waits) != 2 || b.waits[0] != 7*time.Second || b.waits[1] < 4*time.Second || b.waits[1] >= 6*time.Second {
		t.Errorf("waited %v", b.waits)
	}
}

func TestNobodyAnswers(t *testing.T) {
	server := httptest.NewServer(nil)
	b := newBench(t, nil)
	server.Close()
	client, err := cj.New(cj.Config{Endpoint: server.URL, CID: "1", Token: token, Currency: "USD", HTTP: &http.Client{},
		Wait: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := collect(client, start, start.Add(time.Hour)); !errors.Is(err, cj.ErrTryLater) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := b.client.ByID(ctx, []string{"1"}); !errors.Is(err, context.Canceled) || errors.Is(err, cj.ErrTryLater) {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestStopsWhenAskedTo(t *testing.T) {
	a := &account{limit: 1, rows: []cj.Row{row(1, start), row(2, start), row(3, start)}}
	b := newBench(t, a)
	for range b.client.Posted(context.Background(), start, start.Add(100*24*time.Hour)) {
		break
	}
	if len(a.asks) != 1 {
		t.Errorf("%d calls after a break at the first row", len(a.asks))
	}
}

func TestThrottle(t *testing.T) {
	a := &account{limit: 1}
	b := newBench(t, a)
	for range 450 {
		if _, err := b.client.ByID(context.Background(), []string{"1"}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{5 * time.Minute, 5 * time.Minute}, b.waits); diff != "" {
		t.Error(diff)
	}
}

func TestRowJSONIsFinal(t *testing.T) {
	r := row(7, time.Date(2026, 9, 3, 11, 0, 0, 0, time.UTC))
	got, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"commissionId":"0000000007","originalActionId":"1800000007","original":true,"orderId":"BR-1","shopperId":"abc",` +
		`"actionStatus":"new","actionType":"item_sale","correctionReason":"","lockingMethod":"FIXED_DATE","validationStatus":"AUTOMATED",` +
		`"websiteId":"100000001","aid":"15000001","advertiserId":"5000001","coupon":"","country":"US",` +
		`"eventDate":"2026-09-03T10:00:00Z","postingDate":"2026-09-03T11:00:00Z","lockingDate":"2026-10-13T11:00:00Z",` +
		`"saleAmountPubCurrency":"120.00","pubCommissionAmountPubCurrency":"12.00","saleAmountUsd":"120.00","pubCommissionAmountUsd":"12.00","currency":"USD"}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestNew(t *testing.T) {
	good := cj.Config{CID: "7000001", Token: " " + token + "\n", Currency: "USD", HTTP: &http.Client{}}
	tests := map[string]struct {
		change func(*cj.Config)
		says   string
	}{
		"defaults":      {func(*cj.Config) {}, ""},
		"no currency":   {func(c *cj.Config) { c.Currency = "usd" }, "currency"},
		"no CID":        {func(c *cj.Config) { c.CID = "" }, "CID"},
		"named CID":     {func(c *cj.Config) { c.CID = "brand" }, "CID"},
		"no token":      {func(c *cj.Config) { c.Token = " " }, "token"},
		"broken token":  {func(c *cj.Config) { c.Token = "a b" }, "token"},
		"plain http":    {func(c *cj.Config) { c.Endpoint = "http://commissions.api.cj.com/query" }, "CJ's API"},
		"loopback http": {func(c *cj.Config) { c.Endpoint = "http://127.0.0.1:9/query" }, ""},
		"no client":     {func(c *cj.Config) { c.HTTP = nil }, "HTTP client"},
	}
	for name, test := range tests {
		cfg := good
		test.change(&cfg)
		_, err := cj.New(cfg)
		if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %v, want %q", name, err, test.says)
		}
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add(answer(goodRow))
	f.Add(`{"errors":[{"message":"Invalid Token"}]}`)
	f.Add(answer(goodRow)[:100])
	f.Add(answer(strings.Replace(goodRow, `"original":true`, `"original":true,"itemsLeftOut":1,"situationDetails":[{"id":"1","name":"New Customer"}],
		"items":[{"commissionItemId":"1","sku":"a","quantity":2,"itemListId":"7","perItemSaleAmountPubCurrency":"1.5","discountPubCurrency":"0.1"},{}]`, 1)))
	body := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, body) }))
	f.Cleanup(server.Close)
	client, err := cj.New(cj.Config{Endpoint: server.URL, CID: "1", Token: token, Currency: "USD", HTTP: server.Client(),
		Clock: clock.NewFake(start), Wait: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		body = text
		rows, err := collect(client, start, start.Add(time.Hour))
		if err != nil && !errors.Is(err, cj.ErrCredential) && !errors.Is(err, cj.ErrTryLater) && !errors.Is(err, cj.ErrUnexpected) {
			t.Errorf("an error of no kind: %v", err)
		}
		for _, r := range rows {
			if r.CommissionID == "" || r.Commission == "" || r.LockingDate.Location() != time.UTC {
				t.Errorf("an unchecked row: %+v", r)
			}
			if _, err := r.Order(); err != nil || len(r.Items) > affiliate.MaxOrderLines {
				t.Errorf("an unchecked order: %v", err)
			}
			if body, err := json.Marshal(r); err != nil || len(body) > maxRow {
				t.Errorf("a row of %d bytes: %v", len(body), err)
			}
		}
	})
}
