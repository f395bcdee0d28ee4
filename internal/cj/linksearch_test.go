package cj_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/clock"
)

// Made up to fit CJ's documentation.
const foundLinks = `<?xml version="1.0" encoding="UTF-8"?>
<cj-api><links total-matched="51" records-returned="2" page-number="2">
  <link><advertiser-id>5000001</advertiser-id><advertiser-name>Brand &amp; Co</advertiser-name><click-commission>0.0</click-commission>
    <lead-commission>N/A</lead-commission><sale-commission>8.00%</sale-commission><destination>https://brand.example/</destination>
    <link-id>15000001</link-id><link-name>Any
      page</link-name><link-type>Text Link</link-type><language>en</language><allow-deep-linking>true</allow-deep-linking>
    <promotion-start-date/><promotion-end-date>2026-12-24 00:00:00.0</promotion-end-date><coupon-code>N/A</coupon-code>
    <relationship-status>joined</relationship-status><clickUrl>https://www.kqzyfj.com/click-100000001-15000001-1510938893000</clickUrl></link>
  <link><advertiser-id>5000001</advertiser-id><link-id>15000002</link-id><link-name>Banner</link-name><allow-deep-linking>false</allow-deep-linking>
    <click-url>javascript:alert(1)</click-url></link>
  <link><link-name>no id</link-name></link>
</links></cj-api>`

func xmlBench(t testing.TB, handler http.Handler, change ...func(*cj.Config)) *bench {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	apis := func(c *cj.Config) {
		c.APIs = cj.APIs{Links: server.URL + "/v2/link-search", Advertisers: server.URL + "/v2/advertiser-lookup", Programs: server.URL + "/programs"}
		c.HTTP = server.Client()
	}
	return newBench(t, nil, append(change, apis)...)
}

func TestSearchLinks(t *testing.T) {
	var asked string
	b := xmlBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.Method + " " + r.URL.String() + " " + r.Header.Get("Authorization")
		fmt.Fprint(w, foundLinks)
	}))
	got, err := b.client.SearchLinks(context.Background(), cj.LinkQuery{PID: "100000001", Keywords: "+mug -red", DeepLinks: true, Page: 2})
	if err != nil {
		t.Fatal(err)
	}
	want := cj.LinkPage{Total: 51, Page: 2, Pages: 2, Links: []cj.Link{
		{ID: "15000001", Name: "Any page", Type: "Text Link", AdvertiserID: "5000001", AdvertiserName: "Brand & Co", Destination: "https://brand.example/",
			ClickURL: "https://www.kqzyfj.com/click-100000001-15000001-1510938893000", AllowDeepLink: true, Joined: true, Commission: "8.00% of a sale",
			Language: "en", Ends: "2026-12-24 00:00:00.0"},
		{ID: "15000002", Name: "Banner", AdvertiserID: "5000001"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	const url = "GET /v2/link-search?advertiser-ids=joined&allow-deep-linking=true&keywords=%2Bmug+-red&page-number=2&records-per-page=50&website-id=100000001 Bearer " + token
	if asked != url {
		t.Errorf("asked %s", asked)
	}
	if _, err := b.client.SearchLinks(context.Background(), cj.LinkQuery{Advertisers: []string{"1", "2"}, AID: "7"}); err != nil ||
		!strings.Contains(asked, "?advertiser-ids=1%2C2&link-Id=7&page-number=1&") {
		t.Errorf("asked %s: %v", asked, err)
	}
}

func TestXMLAnswers(t *testing.T) {
	message := func(text string) string {
		return "<cj-api><error-message>" + text + "</error-message></cj-api>"
	}
	for _, test := range []struct {
		name   string
		status int
		body   string
		want   error
		tries  int
		says   string
	}{
		{"none", 200, `<cj-api><links total-matched="0"></links></cj-api>`, nil, 1, ""},
		{"no header", 401, message("You must provide an Authorization header."), cj.ErrCredential, 1, "Authorization header"},
		{"no key", 401, message("You must specify a developer key."), cj.ErrCredential, 1, "developer key"},
		{"echoed key", 401, message("Not Authenticated: " + token), cj.ErrCredential, 1, "(Not Authenticated)"},
		{"echo of another", 401, message("Not Authenticated: half-of-a-key"), cj.ErrCredential, 1, "(Not Authenticated)"},
		{"unreadable refusal", 401, "no", cj.ErrCredential, 1, "401"},
		{"wrong address", 401, " ", cj.ErrUnexpected, 1, "no such address"},
		{"gone", 410, "", cj.ErrUnexpected, 1, "no such address"},
		{"forbidden", 403, "", cj.ErrRights, 1, "7000001"},
		{"error in a 200", 200, message("Invalid website-id " + token), cj.ErrUnexpected, 1, "website-id [token]"},
		{"token in a 200", 200, message("Invalid token"), cj.ErrCredential, 1, "developers.cj.com"},
		{"bad request", 400, "<x/>", cj.ErrUnexpected, 1, "400"},
		{"no links", 200, "<cj-api/>", cj.ErrUnexpected, 1, "no links"},
		{"another document", 200, "<links/>", cj.ErrUnexpected, 1, "can't be read"},
		{"JSON", 200, `{"data":{}}`, cj.ErrUnexpected, 1, "can't be read"},
		{"another encoding", 200, `<?xml version="1.0" encoding="klingon"?><cj-api/>`, cj.ErrUnexpected, 1, "can't be read"},
		{"cut", 200, foundLinks[:300], cj.ErrTryLater, 3, "broke off"},
		{"empty", 200, "", cj.ErrTryLater, 3, "broke off"},
		{"sign-in page", 200, "<!DOCTYPE html><html><body>Hotel</body></html>", cj.ErrTryLater, 3, "sign-in"},
		{"too many", 429, "", cj.ErrTryLater, 3, "429"},
		{"too long", 200, "<cj-api>" + strings.Repeat(" ", 8<<20), cj.ErrUnexpected, 1, "8 MiB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			calls := 0
			b := xmlBench(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				calls++
				w.WriteHeader(test.status)
				fmt.Fprint(w, test.body)
			}))
			_, err := b.client.SearchLinks(context.Background(), cj.LinkQuery{})
			if !errors.Is(err, test.want) || calls != test.tries {
				t.Errorf("got %v after %d calls, want %v after %d", err, calls, test.want, test.tries)
			}
			if err != nil && (!strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), token)) {
				t.Errorf("%q must say %q and never the token", err, test.says)
			}
		})
	}
}

func TestSearchHasItsOwnAllowance(t *testing.T) {
	b := xmlBench(t, says(foundLinks))
	for range 30 {
		if _, err := b.client.SearchLinks(context.Background(), cj.LinkQuery{}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]time.Duration{time.Minute}, b.waits); diff != "" {
		t.Error(diff)
	}
}

func TestAdvertisers(t *testing.T) {
	asked := map[string]int{}
	b := xmlBench(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.Path]++
		if strings.HasPrefix(r.URL.Path, "/v2/") {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if q := r.URL.Query(); q.Get("requestor-cid") != "7000001" || q.Get("advertiser-ids") != "joined" {
			t.Errorf("asked %s", r.URL)
		}
		fmt.Fprintf(w, `<cj-api><advertisers total-matched="150" records-returned="1" page-number="%s"><advertiser><advertiser-id>%s</advertiser-id>
			<advertiser-name>Brand</advertiser-name><program-url>http://brand.example</program-url><account-status>Active</account-status>
			<relationship-status>joined</relationship-status><primary-category><parent>Home</parent><child>Kitchen</child></primary-category>
			<actions><action><name>Sale</name><type>advanced sale</type><id>300001</id><commission><default type="">8.00%%</default></commission></action></actions>
			</advertiser></advertisers></cj-api>`, r.URL.Query().Get("page-number"), r.URL.Query().Get("page-number"))
	}))
	got, err := b.client.Advertisers(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	want := cj.Advertiser{ID: "1", Name: "Brand", URL: "http://brand.example", Status: "Active", Joined: true, Category: "Kitchen",
		Actions: []cj.AdvertisedAction{{ID: "300001", Name: "Sale", Type: "advanced sale", Commission: "8.00%"}}}
	second := want
	second.ID = "2"
	if diff := cmp.Diff([]cj.Advertiser{want, second}, got); diff != "" {
		t.Error(diff)
	}
	if asked["/v2/advertiser-lookup"] != 1 || asked["/v3/advertiser-lookup"] != 2 {
		t.Errorf("asked %v", asked)
	}
}

func TestPublishersOnly(t *testing.T) {
	b := xmlBench(t, says(""), func(c *cj.Config) { c.Role = affiliate.CJAdvertiser })
	ctx := context.Background()
	_, links := b.client.SearchLinks(ctx, cj.LinkQuery{})
	_, programmes := b.client.Advertisers(ctx)
	for _, err := range []error{links, programmes} {
		if !errors.Is(err, cj.ErrRights) || !strings.Contains(err.Error(), "publisher account's token") {
			t.Errorf("got %v", err)
		}
	}
}

// answering is a client that gets one text for an answer, by no network: what
// a fuzzer finds out must depend on the text alone.
func answering(t testing.TB) (*cj.Client, *string) {
	t.Helper()
	body := new(string)
	client, err := cj.New(cj.Config{CID: "1", Token: token, Currency: "USD", HTTP: &http.Client{Transport: answers{body}},
		Clock: clock.NewFake(start), Wait: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return client, body
}

type answers struct{ body *string }

func (a answers) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{Status: "200 OK", StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(*a.body))}, nil
}

func FuzzXML(f *testing.F) {
	f.Add(foundLinks)
	f.Add(foundLinks[:500])
	f.Add(`<cj-api><error-message>Not Authenticated: key</error-message></cj-api>`)
	f.Add(`<!DOCTYPE x [<!ENTITY a "b">]><cj-api><links total-matched="-1" page-number="x"><link><link-id>1</link-id><link-name>&a;</link-name></link></links></cj-api>`)
	client, body := answering(f)
	f.Fuzz(func(t *testing.T, text string) {
		*body = text
		found, err := client.SearchLinks(context.Background(), cj.LinkQuery{})
		_, other := client.Advertisers(context.Background())
		for _, err := range []error{err, other} {
			if err != nil && !errors.Is(err, cj.ErrCredential) && !errors.Is(err, cj.ErrTryLater) && !errors.Is(err, cj.ErrUnexpected) {
				t.Errorf("an error of no kind: %v", err)
			}
		}
		for _, link := range found.Links {
			if strings.Trim(link.ID, "0123456789") != "" || strings.ContainsAny(link.Name+link.Description, "\n\r\t") || found.Pages < 1 {
				t.Errorf("an unchecked link: %+v", link)
			}
			if url, err := cj.BuildDeepLink(link, "1", ""); err == nil {
				if back, err := cj.ParseClick(url); err != nil || back.AID != link.ID || back.SID != "{click_id}" {
					t.Errorf("%+v makes %s: %v", link, url, err)
				}
			}
		}
	})
}
