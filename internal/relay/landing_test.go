package relay_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relay/frontdoor"
	"linkledger/internal/relayapi"
)

const nested = "https://www.cj.example/click-1-2?sid={click_id}&url={landing_page}"

// landing is the page that a link lands on, as the network reads it.
func (f *fixture) landing(path string) string {
	f.t.Helper()
	target, err := url.Parse(f.get(http.MethodGet, path).Header.Get("Location"))
	if err != nil || target.Host != "www.cj.example" || len(target.Query().Get("sid")) != affiliate.ClickIDLength {
		f.t.Fatalf("leads to %s, %v", target, err)
	}
	return target.Query().Get("url")
}

func TestALinkLandsOnItsPageWithItsMembersValues(t *testing.T) {
	f := start(t)
	const own, plain = 0, 1
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{f.link(plain)}})
	steps := []struct {
		name       string
		offer      func(*relayapi.PublicOffer)
		link       func(*relayapi.PublicLink)
		own, plain string
	}{
		{"the offer's page", func(o *relayapi.PublicOffer) {
			o.Destination, o.Landing, o.LandingQuery = nested, ptr("https://shop.example/"), ptr("utm_source=amb&utm_content={creator_name}")
		}, nil, "https://shop.example/?utm_source=amb&utm_content=", "https://shop.example/?utm_source=amb&utm_content="},
		{"a name", nil, func(l *relayapi.PublicLink) { l.Values = map[string]string{"creator_name": "Ana & Co/☕"} },
			"https://shop.example/?utm_source=amb&utm_content=Ana%20%26%20Co%2F%E2%98%95", "https://shop.example/?utm_source=amb&utm_content="},
		{"its own page", nil, func(l *relayapi.PublicLink) { l.Page = ptr("https://shop.example/dress?utm_source=page#size") },
			"https://shop.example/dress?utm_source=page&utm_content=Ana%20%26%20Co%2F%E2%98%95#size", "https://shop.example/?utm_source=amb&utm_content="},
		{"the offer's query changes", func(o *relayapi.PublicOffer) { o.LandingQuery = ptr("m={member_id}") }, nil,
			"https://shop.example/dress?utm_source=page&m=memberaaaaaaaaaa#size", "https://shop.example/?m=memberaaaaaaaaaa"},
		{"and is taken away", func(o *relayapi.PublicOffer) { o.LandingQuery = ptr("") }, nil, "https://shop.example/dress?utm_source=page#size", "https://shop.example/"},
		{"a row that knows nothing of pages", nil, func(*relayapi.PublicLink) {}, "https://shop.example/dress?utm_source=page#size", "https://shop.example/"},
		{"passed on", func(o *relayapi.PublicOffer) { o.PassThrough = []string{"ref"} }, nil, "https://shop.example/dress?utm_source=page&ref=story#size", "https://shop.example/?ref=story"},
		{"no page of its own any more", nil, func(l *relayapi.PublicLink) { l.Page = ptr("") }, "https://shop.example/?ref=story", "https://shop.example/?ref=story"},
		{"no values any more", func(o *relayapi.PublicOffer) { o.PassThrough, o.LandingQuery = []string{}, ptr("c={creator_name}") },
			func(l *relayapi.PublicLink) { l.Values = map[string]string{} }, "https://shop.example/?c=", "https://shop.example/?c="},
	}
	for _, step := range steps {
		if step.offer != nil {
			f.change(f.api, step.offer)
		}
		if step.link != nil {
			f.pushLink(own, step.link)
		}
		for _, when := range []string{"at once", "after a restart"} {
			got := []string{f.landing("/" + f.block.Codes[own] + "?ref=story"), f.landing("/" + f.block.Codes[plain] + "?ref=story")}
			if diff := cmp.Diff([]string{step.own, step.plain}, got); diff != "" {
				t.Errorf("%s, %s: %s", step.name, when, diff)
			}
			if when == "at once" {
				f.restart()
			}
		}
	}
}

// TestAPageIsNeverOfAnOlderOffer changes an offer while its links are followed:
// what a redirect shows is one state of it, and after the answer the new one.
func TestAPageIsNeverOfAnOlderOffer(t *testing.T) {
	f := start(t)
	put := func(n string) {
		f.change(f.api, func(o *relayapi.PublicOffer) {
			o.Destination, o.Landing, o.LandingQuery = "https://www.cj.example/click-"+n+"?sid={click_id}&url={landing_page}", ptr("https://shop.example/"), ptr("n="+n)
		})
	}
	put("0")
	f.pushLink(0, func(l *relayapi.PublicLink) { l.Page = ptr("https://shop.example/dress") })
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				response, err := http.DefaultTransport.RoundTrip(request(f.server.URL + "/" + f.block.Codes[0]))
				if err != nil {
					t.Error(err)
					return
				}
				response.Body.Close()
				target, err := url.Parse(response.Header.Get("Location"))
				if err != nil || !strings.HasSuffix(target.Query().Get("url"), "dress?n="+strings.TrimPrefix(target.Path, "/click-")) {
					t.Errorf("%s, %v", target, err)
					return
				}
			}
		})
	}
	for n := range 20 {
		put(string(rune('a' + n)))
		if got := f.landing("/" + f.block.Codes[0]); got != "https://shop.example/dress?n="+string(rune('a'+n)) {
			t.Errorf("after change %d it lands on %s", n, got)
		}
	}
	close(stop)
	readers.Wait()
}

func request(address string) *http.Request {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		panic(err)
	}
	req.Header.Set("User-Agent", phone)
	return req
}

func TestLandingPagesThatARelayRefuses(t *testing.T) {
	f := start(t)
	set := func(page, query string) func(*relayapi.PublicOffer) {
		return func(o *relayapi.PublicOffer) { o.Destination, o.Landing, o.LandingQuery = nested, &page, &query }
	}
	for name, change := range map[string]func(*relayapi.PublicOffer){
		"no page":                      func(o *relayapi.PublicOffer) { o.Destination = nested },
		"a page by http":               set("http://shop.example/", ""),
		"the follower's to choose":     set("https://shop.example/?a={source}", ""),
		"an unknown macro":             set("https://shop.example/", "a={name}"),
		"a macro that names":           set("https://shop.example/", "{creator_name}=1"),
		"a fragment in the query":      set("https://shop.example/", "a=1#x"),
		"a line in the query":          set("https://shop.example/", "a=1\nb"),
		"a page within a page":         set("https://shop.example/", "u={landing_page}"),
		"a query that is too long":     set("https://shop.example/", "a="+strings.Repeat("x", 1000)),
		"a fallback with a page":       func(o *relayapi.PublicOffer) { o.FallbackURL = ptr("https://www.brand.example/?u={landing_page}") },
		"an end that is no time":       func(o *relayapi.PublicOffer) { o.EndsAt = ptr("2026-11-22") },
		"an unknown protocol":          func(o *relayapi.PublicOffer) { o.Protocol = "carrier_pigeon" },
		"one token for two things":     func(o *relayapi.PublicOffer) { o.TagTokenHashes = []string{relay.HashToken(token)} },
		"a tag token that is no hash":  func(o *relayapi.PublicOffer) { o.TagTokenHashes = []string{"x"} },
		"a page in part of a value":    func(o *relayapi.PublicOffer) { o.Destination = "https://www.cj.example/?url=x{landing_page}" },
		"a page that leads to a macro": set("https://{creator_name}.example/", ""),
	} {
		o := relayapi.PublicOffer{ID: f.offer().ID}
		change(&o)
		if status, problem := f.refusal(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{}, Offers: []relayapi.PublicOffer{o}}); status != 400 || problem.Code != "invalid" || problem.Hint == "" {
			t.Errorf("%s: %d %+v", name, status, problem)
		}
	}
	if to := f.leads(f.block.Codes[0]); to != "www.cj.example" {
		t.Errorf("after refusals the link leads to %s", to)
	}
	f.pushLink(0, func(l *relayapi.PublicLink) { l.Page = ptr("https://shop.example/x") }) // unused without {landing_page}
	if to := f.leads(f.block.Codes[0]); to != "www.cj.example" {
		t.Errorf("with an unused page the link leads to %s", to)
	}
	l := f.link(0)
	l.Page = ptr("https://shop.example/?a={source}")
	if status, problem := f.refusal(relayapi.Push{Epoch: f.epoch, Entries: []relayapi.NewEntry{}, Links: []relayapi.PublicLink{l}}); status != 400 {
		t.Errorf("a link's page that the follower chooses: %d %+v", status, problem)
	}
}

// TestAPlainRedirectStaysAsSmallAsItWas: what links can have of their own costs
// those that have nothing no allocation.
func TestAPlainRedirectStaysAsSmallAsItWas(t *testing.T) {
	if raceEnabled {
		return // the detector allocates itself
	}
	f := start(t)
	r := request(f.server.URL + "/" + f.block.Codes[0])
	r.RemoteAddr = "192.0.2.1:1"
	plain, answer := frontdoor.FromHTTP(r, f.block.Codes[0]), make([]byte, 0, 1<<10)
	const before = 5
	if n := testing.AllocsPerRun(200, func() { f.relay.Direct(answer, plain) }); n > before {
		t.Errorf("a plain redirect makes %v allocations, and made %d before links had pages", n, before)
	}
}
