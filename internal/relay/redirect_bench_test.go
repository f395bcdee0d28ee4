package relay_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"linkledger/internal/relay/frontdoor"
	"linkledger/internal/relayapi"
)

// BenchmarkRedirect is a logged redirect without the network: look-up, click
// id, the append to the click file, the URL.
func BenchmarkRedirect(b *testing.B) { benchmarkRedirect(b, start(b)) }

// BenchmarkRedirectToPage is the same to a page of the link's own with its
// member's name.
func BenchmarkRedirectToPage(b *testing.B) {
	f := start(b)
	f.change(f.api, func(o *relayapi.PublicOffer) {
		o.Destination, o.Landing, o.LandingQuery = nested, ptr("https://shop.example/"), ptr("utm_source=amb&utm_content={creator_name}")
	})
	f.pushLink(0, func(l *relayapi.PublicLink) {
		l.Page, l.Values = ptr("https://shop.example/dress"), map[string]string{"creator_name": "Ana & Co"}
	})
	benchmarkRedirect(b, f)
}

func benchmarkRedirect(b *testing.B, f *fixture) {
	r := httptest.NewRequest(http.MethodGet, "/"+f.block.Codes[0], nil)
	r.Header.Set("User-Agent", phone)
	r.Header.Set("Referer", "https://www.instagram.com/p/abc")
	request, answer := frontdoor.FromHTTP(r, f.block.Codes[0]), make([]byte, 0, 1<<10)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := f.relay.Direct(answer, request); !ok {
			b.Fatal()
		}
	}
}
