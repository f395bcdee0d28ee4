package probe_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"linkledger/internal/clock"
	"linkledger/internal/probe"
)

var now = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func walk(t *testing.T, policy probe.Policy, link string) (probe.Trail, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return probe.NewWalker(policy, clock.NewFake(now)).Walk(ctx, link, probe.ShopperAgent)
}

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// chain is a relay, two hops and a product page.
func chain(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/abc":
		http.Redirect(w, r, "/click-1-2?sid=x", http.StatusFound)
	case "/click-1-2":
		http.SetCookie(w, &http.Cookie{Name: "hop", Value: "1", Path: "/"})
		http.Redirect(w, r, "/p?x=1&cjevent=0f#top", http.StatusMovedPermanently)
	case "/p":
		cookie, err := r.Cookie("hop")
		if err != nil || r.UserAgent() != probe.ShopperAgent || r.Method != http.MethodGet {
			http.Error(w, "not as a shopper comes", http.StatusBadRequest)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "cje", Value: r.URL.Query().Get("cjevent"), Path: "/"})
		fmt.Fprint(w, cookie.Value, strings.Repeat("long ", 100_000))
	}
}

func TestWalk(t *testing.T) {
	base := serve(t, chain)
	trail, err := walk(t, probe.Policy{Loopback: true}, base+"/abc")
	if err != nil {
		t.Fatal(err)
	}
	want := []probe.Hop{
		{URL: base + "/abc", Status: 302, Location: "/click-1-2?sid=x"},
		{URL: base + "/click-1-2?sid=x", Status: 301, Location: "/p?x=1&cjevent=0f#top", SetCookies: []string{"hop"}},
		{URL: base + "/p?x=1&cjevent=0f#top", Status: 200, SetCookies: []string{"cje"}},
	}
	if diff := cmp.Diff(want, trail.Hops); diff != "" {
		t.Error(diff)
	}
	page := trail.Page
	if page.URL != want[2].URL || page.Status != 200 || len(page.Body) != 64<<10 {
		t.Errorf("page %s, %d, %d bytes", page.URL, page.Status, len(page.Body))
	}
	cookies := map[string]string{}
	for _, c := range page.Cookies {
		cookies[c.Name] = c.Value
	}
	if diff := cmp.Diff(map[string]string{"hop": "1", "cje": "0f"}, cookies); diff != "" {
		t.Error(diff)
	}
	again, err := walk(t, probe.Policy{Loopback: true}, base+"/p")
	if err != nil || again.Page.Status != http.StatusBadRequest {
		t.Errorf("a second walk had the first one's cookies: %v, %v", again.Page.Status, err)
	}
}

func TestWalkCountsRedirects(t *testing.T) {
	for redirects, want := range map[int]error{0: nil, 10: nil, 11: probe.ErrTooManyHops, 1000: probe.ErrTooManyHops} {
		requests := 0
		base := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if requests++; requests <= redirects {
				http.Redirect(w, r, "/again", http.StatusTemporaryRedirect)
			}
		})
		trail, err := walk(t, probe.Policy{Loopback: true}, base)
		if !errors.Is(err, want) || len(trail.Hops) != min(redirects+1, 11) {
			t.Errorf("%d redirects: %d hops, %v", redirects, len(trail.Hops), err)
		}
	}
}

func TestWalkBreaksOff(t *testing.T) {
	for location, says := range map[string]string{
		"": "no usable address", "http://[": "can't be followed", "/" + strings.Repeat("a", 9000): "no usable address",
		"javascript:alert(1)": "no web address", "file:///etc/passwd": "no web address", "ftp://127.0.0.1/": "no web address",
		"http://user@127.0.0.1/": "user name", "http:///x": "no host",
	} {
		base := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", location)
			w.WriteHeader(http.StatusFound)
		})
		trail, err := walk(t, probe.Policy{Loopback: true}, base)
		if err == nil || !strings.Contains(err.Error(), says) || len(trail.Hops) == 0 || trail.Hops[len(trail.Hops)-1].Err != err.Error() || trail.Page.URL != "" {
			t.Errorf("%.40q: %v, %+v", location, err, trail)
		}
	}
}

func TestWalkStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := probe.NewWalker(probe.Policy{Loopback: true}, clock.System{}).Walk(ctx, base, "x")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Nothing of ours answers a walk that has no leave to come: whatever a link or
// a redirect calls our addresses.
func TestWalkStaysOutside(t *testing.T) {
	touched := make(chan string, 100)
	inside := serve(t, func(w http.ResponseWriter, r *http.Request) { touched <- r.Host })
	port := inside[strings.LastIndexByte(inside, ':'):]
	for _, link := range []string{
		inside, "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port,
		"http://2130706433" + port, "http://0x7f.1" + port, "http://127.1" + port, "http://0177.0.0.1" + port,
		"http://127.0.0.1", "http://127.0.0.1:443", "https://127.0.0.1", "http://127.8.9.10:80", "http://10.0.0.1", "http://192.168.1.1",
		"http://172.31.255.255", "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]", "http://[fd00:ec2::254]", "http://[::]",
		"http://[64:ff9b::7f00:1]", "http://[2002:7f00:1::]", "http://0.0.0.0", "http://255.255.255.255", "http://[::1%25lo]", "gopher://127.0.0.1/",
		"http://1.1.1.1:22",
	} {
		trail, err := walk(t, probe.Policy{}, link)
		// Odd spellings of numbers are refused as addresses or unknown as names.
		odd := strings.Contains(link, "2130706433") || strings.Contains(link, "0x7f") || strings.Contains(link, "127.1:") || strings.Contains(link, "0177")
		if err == nil || !odd && !errors.Is(err, probe.ErrBlocked) || trail.Page.URL != "" {
			t.Errorf("%s: got %v", link, err)
		}
	}
	for _, private := range []string{"http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]" + port, "https://192.168.0.1/", "http://0.0.0.0" + port} {
		base := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, private, http.StatusFound) })
		trail, err := walk(t, probe.Policy{Loopback: true}, base)
		if !errors.Is(err, probe.ErrBlocked) || len(trail.Hops) != 2 {
			t.Errorf("a redirect to %s: got %v after %d hops", private, err, len(trail.Hops))
		}
	}
	if len(touched) > 0 {
		t.Errorf("a walk came in as %s", <-touched)
	}
}

func TestWalkUsesNoProxy(t *testing.T) {
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Error("the proxy was asked for", r.URL) })
	t.Setenv("HTTP_PROXY", proxy)
	t.Setenv("http_proxy", proxy)
	if _, err := walk(t, probe.Policy{}, "http://169.254.169.254/"); !errors.Is(err, probe.ErrBlocked) {
		t.Errorf("got %v", err)
	}
}

func TestCheckAddress(t *testing.T) {
	tests := []struct {
		address        string
		open, practice bool
	}{
		{"1.1.1.1:443", true, true},
		{"1.1.1.1:80", true, true},
		{"1.1.1.1:8080", false, false},
		{"[2606:4700:4700::1111]:443", true, true},
		{"[::ffff:1.1.1.1]:443", true, true},
		{"127.0.0.1:80", false, true},
		{"127.0.0.1:4600", false, true},
		{"[::ffff:127.0.0.1]:4600", false, true},
		{"127.0.0.2:80", false, false},
		{"[::1]:80", false, false},
		{"10.1.2.3:80", false, false},
		{"100.64.0.1:80", false, false},
		{"169.254.169.254:80", false, false},
		{"172.16.0.1:443", false, false},
		{"172.32.0.1:443", true, true},
		{"192.0.0.8:80", false, false},
		{"192.168.0.1:80", false, false},
		{"198.19.0.1:80", false, false},
		{"203.0.113.7:80", false, false},
		{"224.0.0.1:80", false, false},
		{"240.0.0.1:80", false, false},
		{"255.255.255.255:80", false, false},
		{"0.1.2.3:80", false, false},
		{"[::]:80", false, false},
		{"[::ffff:10.0.0.1]:80", false, false},
		{"[64:ff9b::a00:1]:80", false, false},
		{"[64:ff9b:1::1]:80", false, false},
		{"[100::1]:80", false, false},
		{"[2001::1]:80", false, false},
		{"[2001:db8::1]:80", false, false},
		{"[2002:a00:1::1]:80", false, false},
		{"[3fff::1]:80", false, false},
		{"[fc00::1]:80", false, false},
		{"[fe80::1]:80", false, false},
		{"[fe80::1%eth0]:80", false, false},
		{"[2606:4700::1%eth0]:80", false, false},
		{"[fec0::1]:80", false, false},
		{"[ff02::1]:80", false, false},
	}
	for _, test := range tests {
		to := netip.MustParseAddrPort(test.address)
		for _, policy := range []probe.Policy{{}, {Loopback: true}} {
			want := test.open
			if policy.Loopback {
				want = test.practice
			}
			if err := policy.CheckAddress(to); (err == nil) != want || err != nil && !errors.Is(err, probe.ErrBlocked) {
				t.Errorf("%s %+v: got %v, want open %v", test.address, policy, err, want)
			}
		}
	}
}

func TestHopsAreTimed(t *testing.T) {
	fake := clock.NewFake(now)
	base := serve(t, func(w http.ResponseWriter, r *http.Request) { fake.Advance(1500 * time.Millisecond) })
	trail, err := probe.NewWalker(probe.Policy{Loopback: true}, fake).Walk(context.Background(), base, "x")
	want := []probe.Hop{{Status: 200, Millis: 1500}}
	if diff := cmp.Diff(want, trail.Hops, cmpopts.IgnoreFields(probe.Hop{}, "URL")); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func FuzzRedirect(f *testing.F) {
	for _, location := range []string{"/p", "//evil.example/", "http://10.0.0.1", "?x", "#f", "http://[::1]:80", "https:/x", "\\\\x"} {
		f.Add(location)
	}
	var location string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/start" {
			w.Header().Set("Location", location)
			w.WriteHeader(http.StatusFound)
		}
	}))
	f.Cleanup(server.Close)
	f.Fuzz(func(t *testing.T, text string) {
		// Only what needs no name to be resolved.
		if strings.Contains(text, ".") || strings.Contains(text, "//") && !strings.Contains(text, "[") {
			return
		}
		location = text
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		trail, err := probe.NewWalker(probe.Policy{Loopback: true}, clock.System{}).Walk(ctx, server.URL+"/start", "x")
		if n := len(trail.Hops); n == 0 || n > 11 || (err == nil) != (trail.Page.Status != 0) {
			t.Errorf("%q: %d hops, %v, page %+v", text, n, err, trail.Page.URL)
		}
	})
}
