package cj_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/clock"
	"linkledger/internal/sandbox"
)

const advertiserToken = "pat-of-the-brand"

// TestAPIsOfTheSandbox finds a link, makes a deep link of it, buys through that
// and reads the sale from both sides of the programme, and its terms, from the
// stand-in for CJ, over real HTTP.
func TestAPIsOfTheSandbox(t *testing.T) {
	ctx, virtual := context.Background(), clock.NewFake(start)
	box, err := sandbox.New(sandbox.Config{Clock: virtual, Token: token, AdvertiserToken: advertiserToken})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	server := httptest.NewServer(box.Handler())
	defer server.Close()
	at := sandbox.EndpointsAt(server.URL)
	cid, pid := box.Publisher()
	account := func(role affiliate.CJRole, cid, token string) *cj.Client {
		client, err := cj.New(cj.Config{Endpoint: at.Commissions, APIs: cj.APIs{Links: at.Links, Advertisers: at.Advertisers, Programs: at.Programs},
			Role: role, CID: cid, Token: token, Currency: "USD", HTTP: server.Client(), Clock: virtual,
			Wait: func(context.Context, time.Duration) error { return nil }})
		if err != nil {
			t.Fatal(err)
		}
		return client
	}
	publisher, brand := account(affiliate.CJPublisher, cid, token), account(affiliate.CJAdvertiser, box.Advertiser(), advertiserToken)

	found, err := publisher.SearchLinks(ctx, cj.LinkQuery{PID: pid, DeepLinks: true})
	if err != nil || len(found.Links) == 0 {
		t.Fatalf("found %+v, %v", found, err)
	}
	ad := box.Ads()[0]
	place := slices.IndexFunc(found.Links, func(l cj.Link) bool { return l.ID == ad.AID })
	if place < 0 {
		t.Fatalf("%s is not among %+v", ad.AID, found.Links)
	}
	link, err := cj.BuildDeepLink(found.Links[place], "", server.URL+ad.ProductPath())
	if err != nil {
		t.Fatal(err)
	}
	tagged, err := cj.WithUTMs(link, []cj.UTM{{Name: "utm_source", Value: "amb & co"}})
	if err != nil {
		t.Fatal(err)
	}
	const click = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	buy(t, server.URL, affiliate.ExpandURL(tagged, affiliate.MacroValues{ClickID: click}), ad.SKU)
	virtual.Advance(24 * time.Hour)

	ours, err := collect(publisher, start, virtual.Now())
	if err != nil || len(ours) != 1 || ours[0].ShopperID != click || ours[0].TrackerID == "" || ours[0].AdvertiserName == "" || ours[0].Role != "" {
		t.Errorf("the publisher's rows: %+v, %v", ours, err)
	}
	theirs, err := collect(brand, start, virtual.Now())
	if err != nil || len(theirs) != 1 || theirs[0].ShopperID != "" || theirs[0].PublisherID != cid || theirs[0].SaleAmount != ours[0].SaleAmount ||
		theirs[0].Role != affiliate.CJAdvertiser || len(theirs[0].Items) != 1 || theirs[0].Items[0] != ours[0].Items[0] {
		t.Errorf("the brand's rows: %+v, %v", theirs, err)
	}
	locks := ours[0].LockingDate
	for page, err := range publisher.LockingPages(ctx, affiliate.CommissionSpan{Since: locks.AddDate(0, 0, -40), Before: locks.Add(time.Second)}) {
		if err != nil || page.Rest.Done() && page.Read != 1 {
			t.Errorf("by locking date: %+v, %v", page, err)
		}
	}
	if access, err := publisher.Check(ctx); err != nil || access.Rows != 1 || len(access.Warnings) != 0 {
		t.Errorf("the publisher's token: %+v, %v", access, err)
	}
	if access, err := account(affiliate.CJPublisher, box.Advertiser(), advertiserToken).Check(ctx); err != nil || access.Role != affiliate.CJAdvertiser || len(access.Warnings) != 1 {
		t.Errorf("the brand's token as a publisher's: %+v, %v", access, err)
	}

	programmes, err := publisher.Advertisers(ctx)
	if err != nil || len(programmes) == 0 || programmes[0].ID != box.Advertiser() || !programmes[0].Joined || len(programmes[0].Actions) == 0 || programmes[0].Actions[0].Commission == "" {
		t.Errorf("programmes: %+v, %v", programmes, err)
	}
	terms, err := publisher.Terms(ctx, box.Advertiser())
	if err != nil || terms.Status != affiliate.TermsActive || len(terms.Actions) == 0 || len(terms.Actions[0].Rates) == 0 || terms.Actions[0].Locking() == "" || terms.Actions[0].Referral() == "" {
		t.Errorf("terms: %+v, %v", terms, err)
	}
	for _, rate := range terms.Actions[0].Rates {
		if rate.Kind != affiliate.RatePercent || rate.Value == "" {
			t.Errorf("rate %+v", rate)
		}
	}
	if _, err := publisher.Terms(ctx, "4999999"); !errors.Is(err, cj.ErrNoTerms) {
		t.Errorf("terms of a stranger: %v", err)
	}
	refusals(t, box, publisher)
}

// refusals tries what the stand-in can refuse on each API.
func refusals(t *testing.T, box *sandbox.Sandbox, client *cj.Client) {
	t.Helper()
	ctx := context.Background()
	_, pid := box.Publisher()
	for fault, want := range map[sandbox.Fault]struct{ graphql, xml error }{
		sandbox.API401: {cj.ErrCredential, cj.ErrCredential}, sandbox.APITokenError: {cj.ErrCredential, cj.ErrCredential},
		sandbox.APIUnauthorized: {cj.ErrRights, cj.ErrCredential}, sandbox.APIError: {cj.ErrTryLater, cj.ErrCredential}, // the older APIs have one status for all of these
		sandbox.API429: {cj.ErrTryLater, cj.ErrTryLater}, sandbox.API504: {cj.ErrTryLater, cj.ErrTryLater}, sandbox.APITruncated: {cj.ErrTryLater, cj.ErrTryLater},
	} {
		if err := box.SetFault(fault, true); err != nil {
			t.Fatal(err)
		}
		_, rows := client.ByID(ctx, []string{"1"})
		_, links := client.SearchLinks(ctx, cj.LinkQuery{PID: pid})
		_, programmes := client.Advertisers(ctx)
		_, terms := client.Terms(ctx, box.Advertiser())
		for name, err := range map[string]error{"rows": rows, "terms": terms} {
			if !errors.Is(err, want.graphql) {
				t.Errorf("%s of %s: got %v, want %v", fault, name, err, want.graphql)
			}
		}
		for name, err := range map[string]error{"links": links, "programmes": programmes} {
			if !errors.Is(err, want.xml) {
				t.Errorf("%s of %s: got %v, want %v", fault, name, err, want.xml)
			}
		}
		if err := box.SetFault(fault, false); err != nil {
			t.Fatal(err)
		}
	}
}
