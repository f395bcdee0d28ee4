package cj_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
		Accounts []string `json:"accounts"`
		Since    string   `json:"since"`
		Before   string   `json:"before"`
		Cursor   string   `json:"cursor"`
		IDs      []string `json:"ids"`
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
		if strings.Contains(q.Query, "sinceLockingDate") {
			posted = row.LockingDate.Format(time.RFC3339Nano)
		}
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
	json.NewEncoder(w).Encode(map[string]any{"data": map[string]any{root(q.Query): result}})
}

func root(query string) string {
	if strings.Contains(query, "advertiserCommissions(forAdvertisers: $accounts") {
		return "advertiserCommissions"
	}
	return "publisherCommissions"
}

type bench struct {
	client *cj.Client
	config cj.Config
	clock  *clock.Virtual
	waits  []time.Duration
}

// newBench is a client of an account; change may set its role and the like.
func newBench(t testing.TB, handler http.Handler, change ...func(*cj.Config)) *bench {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	b := &bench{clock: clock.NewFake(start)}
	cfg := cj.Config{
		Endpoint: server.URL + "/query", CID: "7000001", Token: token, Currency: "USD", HTTP: server.Client(), Clock: b.clock,
		Wait: func(ctx context.Context, d time.Duration) error {
			b.waits = append(b.waits, d)
			b.clock.Advance(d)
			return ctx.Err()
		},
	}
	for _, change := range change {
		change(&cfg)
	}
	b.config = cfg
	b.client = b.another(t)
	return b
}

// another is a second client of the same account.
func (b *bench) another(t testing.TB) *cj.Client {
	t.Helper()
	client, err := cj.New(b.config)
	if err != nil {
		t.Fatal(err)
	}
	return client
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

	r = cj.Row{TrackerID: "1", TrackerName: "Sale", AdvertiserName: "Brand", WebsiteName: "Blog", Source: "s", ReviewedStatus: "r", OrderDiscount: "1.00",
		CrossDevice: true, Role: affiliate.CJAdvertiser, PublisherID: "7000001", PublisherName: "Us"}
	if got, err = json.Marshal(r); err != nil {
		t.Fatal(err)
	}
	const further = `"currency":"","actionTrackerId":"1","actionTrackerName":"Sale","advertiserName":"Brand","websiteName":"Blog","source":"s","reviewedStatus":"r",` +
		`"orderDiscountPubCurrency":"1.00","isCrossDevice":true,"role":"advertiser","publisherId":"7000001","publisherName":"Us"}`
	if !strings.HasSuffix(string(got), further) {
		t.Errorf("got %s, want it to end in %s", got, further)
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
