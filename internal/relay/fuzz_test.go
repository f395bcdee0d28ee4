package relay_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

// FuzzPublic sends whatever to the public handler: no panic, no 5xx, and no
// redirect but the link's own.
func FuzzPublic(f *testing.F) {
	fixture := start(f)
	fixture.change(fixture.api, func(o *relayapi.PublicOffer) {
		o.Protocol, o.TagTokenHashes = relayapi.JsPostback, []string{relay.HashToken(tagToken)}
	})
	public := fixture.relay.Public()
	f.Add("GET", "/"+fixture.block.Codes[0], "source=x", "", "")
	f.Add("POST", "/postback/"+token, "sid=x&amount=1", "application/json", "{}")
	f.Add("POST", "/aff_lsr", "", "application/x-www-form-urlencoded", "security_token="+token+"&transaction_id=x")
	f.Add("POST", "/v1/log", "", "application/json", "{\"epoch\":1}")
	f.Add("GET", "/pixel/"+tagToken, "click_id=x&order_id=1&amount=1", "", "")
	f.Add("POST", "/v1/links/preview", "", "application/json", "{\"numbers\":[1,-1]}")
	f.Add("GET", "/tag/"+tagToken+".js", "", "", "")
	f.Add("GET", "//evil.example/..", "%", "", "")
	f.Fuzz(func(t *testing.T, method, path, query, contentType, body string) {
		req := &http.Request{
			Method: method, URL: &url.URL{Path: path, RawQuery: query}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Host: "go.test.example",
			Header: http.Header{"Content-Type": {contentType}, "Authorization": {"Bearer " + fixture.connection.Token}}, RemoteAddr: "192.0.2.1:1",
			RequestURI: path, Body: http.NoBody,
		}
		if body != "" {
			req.Body = httptest.NewRequest("POST", "/", strings.NewReader(body)).Body
		}
		w := httptest.NewRecorder()
		public.ServeHTTP(w, req.WithContext(t.Context()))
		if w.Code >= 500 {
			t.Fatalf("%s %q?%q: %d %s", method, path, query, w.Code, w.Body)
		}
		if location := w.Header().Get("Location"); location != "" && !strings.HasPrefix(location, "https://www.cj.example/click-1-2?sid=") {
			t.Fatalf("%s %q?%q redirects to %q", method, path, query, location)
		}
	})
}
