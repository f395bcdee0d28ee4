package relay_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// BenchmarkRedirect is a logged redirect without the network: look-up, click
// id, the append to the click file, the answer.
func BenchmarkRedirect(b *testing.B) {
	f := start(b)
	handler := f.relay.Public()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, "/"+f.block.Codes[0], nil)
		r.Header.Set("User-Agent", phone)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusFound {
			b.Fatal(w.Code)
		}
	}
}
