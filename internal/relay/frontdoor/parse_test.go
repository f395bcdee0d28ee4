package frontdoor

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
)

// FuzzParse holds what parse takes as simple against what net/http reads of
// the same bytes.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"GET /abc HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD /a?b=c HTTP/1.1\r\nHost: a:1\r\nUser-Agent:  x \r\nX-Moz:\r\nx-moz: y\r\nConnection: close\r\n\r\nGET /", "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "GET /a HTTP/1.1\nHost: a\n\n", "GET /a HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", "POST /a HTTP/1.1\r\n\r\n", "GET /%61 HTTP/1.0\r\n\r\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var p parsed
		if parse(b, &p) != simple {
			return
		}
		req, err := http.ReadRequest(bufio.NewReader(strings.NewReader(string(b))))
		if err != nil {
			t.Fatalf("%q is simple here and to net/http: %v", b, err)
		}
		if p.length > len(b) || req.ContentLength != 0 || len(req.TransferEncoding) > 0 || req.Close != p.closeNow || (req.Method == "HEAD") != p.Head {
			t.Fatalf("%q: %+v, to net/http %+v", b, p, req)
		}
		theirs := FromHTTP(req, strings.TrimPrefix(req.URL.Path, "/"))
		if p.Code != theirs.Code || p.Query != theirs.Query || p.Host != theirs.Host {
			t.Fatalf("%q: %+v, to net/http %+v", b, p, theirs)
		}
		for name := range req.Header {
			if got, want := p.Get(name), theirs.Get(name); got != want {
				t.Fatalf("%q: %s is %q, to net/http %q", b, name, got, want)
			}
		}
	})
}

func TestParseWaitsOnlyForWhatMayBecomeSimple(t *testing.T) {
	const whole = "GET /abc?x=1 HTTP/1.1\r\nHost: a.example\r\nUser-Agent: b\r\n\r\n"
	for n := 1; n < len(whole); n++ {
		if got := parse([]byte(whole[:n]), &parsed{}); got != incomplete {
			t.Fatalf("%q is %d", whole[:n], got)
		}
	}
	for _, text := range []string{"P", "GET  ", "get /", "\r\nGET /", "HEAD  /", "OPTIONS", "GET http://", "PRI * HTTP/2.0\r\n", "\x16\x03\x01", "GET /a HTTP/1.1\n", "GET /a HTTP/1.1\r\nHost: a\n"} {
		if got := parse([]byte(text), &parsed{}); got != other {
			t.Errorf("%q is %d", text, got)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	request := []byte("GET /k7f2c9xq HTTP/1.1\r\nHost: go.brand.example\r\nUser-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15\r\n" +
		"Accept: text/html\r\nReferer: https://www.instagram.com/\r\nAccept-Encoding: gzip\r\n\r\n")
	var p parsed
	for b.Loop() {
		if parse(request, &p) != simple {
			b.Fatal()
		}
	}
}
