package cj_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/clock"
	"linkledger/internal/sandbox"
)

// TestAgainstTheSandbox follows links that this package built and reads the
// commissions that come of it, from the stand-in for CJ, over real HTTP.
func TestAgainstTheSandbox(t *testing.T) {
	virtual := clock.NewFake(start)
	box, err := sandbox.New(sandbox.Config{Clock: virtual, Token: token})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	server := httptest.NewServer(box.Handler())
	defer server.Close()
	if err := box.SetPageLimit(2); err != nil {
		t.Fatal(err)
	}
	cid, pid := box.Publisher()
	ad := box.Ads()[0]

	sids := []string{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccccccccccccccc"}
	for i, sid := range sids {
		aid, destination := ad.AID, server.URL+ad.ProductPath()
		if i == 2 {
			aid = "" // the path form
		}
		link, err := cj.BuildClick(server.URL, pid, aid, sid, destination)
		if err != nil {
			t.Fatal(err)
		}
		if link, err = cj.WithUTMs(link, []cj.UTM{{Name: "utm_source", Value: "amb & co"}}); err != nil {
			t.Fatal(err)
		}
		buy(t, server.URL, link, ad.SKU)
		virtual.Advance(20 * 24 * time.Hour)
	}

	newClient := func(token string) *cj.Client {
		client, err := cj.New(cj.Config{Endpoint: server.URL + "/query", CID: cid, Token: token, Currency: "USD", HTTP: server.Client(),
			Wait: func(context.Context, time.Duration) error { return nil }})
		if err != nil {
			t.Fatal(err)
		}
		return client
	}
	client := newClient(token)
	rows, err := collect(client, start, virtual.Now())
	if err != nil {
		t.Fatal(err)
	}
	var got, ids []string
	for _, r := range rows {
		got, ids = append(got, r.ShopperID), append(ids, r.CommissionID)
		if r.WebsiteID != pid || r.AID != ad.AID || r.AdvertiserID != ad.AdvertiserCID || r.SaleAmount != ad.Price.Text() || !r.Original {
			t.Errorf("row %+v", r)
		}
	}
	if !slices.Equal(got, sids) {
		t.Errorf("shopper ids %q, want %q", got, sids)
	}
	if page, err := client.ByID(context.Background(), ids); err != nil || len(page.Rows) != 3 {
		t.Errorf("by id: %d rows, %v", len(rows), err)
	}
	order, err := rows[0].Order()
	if diff := cmp.Diff(affiliate.Order{Coupon: "SPRING,MIA10", Country: "DE", Customer: affiliate.CustomerNew,
		Lines: []affiliate.OrderLine{{SKU: ad.SKU, List: ad.ItemList, Quantity: 1, Minor: ad.Price.Minor}}}, order); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := collect(newClient("another"), start, virtual.Now()); !errors.Is(err, cj.ErrCredential) {
		t.Errorf("wrong token: %v", err)
	}
	for fault, want := range map[sandbox.Fault]error{
		sandbox.API401: cj.ErrCredential, sandbox.APITokenError: cj.ErrCredential, sandbox.API429: cj.ErrTryLater,
		sandbox.API504: cj.ErrTryLater, sandbox.APITruncated: cj.ErrTryLater,
	} {
		if err := box.SetFault(fault, true); err != nil {
			t.Fatal(err)
		}
		if _, err := collect(client, start, virtual.Now()); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", fault, err, want)
		}
		if err := box.SetFault(fault, false); err != nil {
			t.Fatal(err)
		}
	}
}

func buy(t *testing.T, base, link, sku string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	shopper := &http.Client{Jar: jar}
	defer shopper.CloseIdleConnections()
	landing, err := shopper.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	landing.Body.Close()
	if q := landing.Request.URL.Query(); landing.StatusCode != http.StatusOK || q.Get("cjevent") == "" || q.Get("utm_source") != "amb & co" {
		t.Fatalf("%s ended at %s, %s", link, landing.Request.URL, landing.Status)
	}
	order, err := shopper.PostForm(base+"/shop/checkout", url.Values{"sku": {sku}, "quantity": {"1"},
		"coupon": {"spring, mia10"}, "country": {"de"}, "customer": {"new"}})
	if err != nil {
		t.Fatal(err)
	}
	order.Body.Close()
	if order.StatusCode != http.StatusOK {
		t.Fatalf("checkout answered %s", order.Status)
	}
}
