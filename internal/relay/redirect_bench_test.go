package relay_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"linkledger/internal/relay/frontdoor"
)

// BenchmarkRedirect is a logged redirect without the network: look-up, click
// id, the append to the click file, the URL.
func BenchmarkRedirect(b *testing.B) {
	f := start(b)
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
