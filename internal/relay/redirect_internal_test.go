package relay

import (
	"net/http/httptest"
	"testing"
)

// TestAddressBehindAProxy is the last that the proxy says, where that is one.
func TestAddressBehindAProxy(t *testing.T) {
	const connection = "127.0.0.1"
	for entry, want := range map[string]string{
		"203.0.113.7":               "203.0.113.7",
		"198.51.100.1, 203.0.113.7": "203.0.113.7",
		"203.0.113.7:5678":          "203.0.113.7",
		"2001:db8::7":               "2001:db8::7",
		"[2001:db8::7]":             "2001:db8::7",
		"[2001:DB8:0::7]:443":       "2001:db8::7",
		"::ffff:203.0.113.7":        "203.0.113.7",
		"[::ffff:203.0.113.7]:1":    "203.0.113.7",
		"fe80::1%eth0":              "fe80::1",
		"":                          connection,
		"unknown":                   connection,
		"203.0.113.7,":              connection,
		"203.0.113.7:port":          connection,
		"203.0.113":                 connection,
		"[]:443":                    connection,
	} {
		req := httptest.NewRequest("GET", "/code", nil)
		req.RemoteAddr = connection + ":5000"
		req.Header.Set("X-Forwarded-For", entry)
		if got := (&Relay{behindProxy: true}).caller(req); got != want {
			t.Errorf("%q is %q, want %q", entry, got, want)
		}
		if got := (&Relay{}).caller(req); got != connection {
			t.Errorf("without a proxy, %q is %q", entry, got)
		}
	}
}
