package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// shape is a way to break a request; it may draw.
type shape struct {
	how  string
	make func(s *site, draws *rand.Rand) string
}

// garbage draws a request that no client should send. One in four is then
// altered once more, byte by byte.
func (s *site) garbage(draws *rand.Rand) (how string, raw []byte) {
	chosen := shapes[draws.IntN(len(shapes))]
	how, raw = chosen.how, []byte(chosen.make(s, draws))
	if draws.IntN(4) == 0 && len(raw) > 0 {
		how += ", altered"
		for range 1 + draws.IntN(8) {
			raw[draws.IntN(len(raw))] = byte(draws.Uint32())
		}
	}
	return how, raw
}

// text is a fixed request.
func text(t string) func(*site, *rand.Rand) string {
	return func(*site, *rand.Rand) string { return t }
}

const host = "Host: go.test.example\r\n"

func post(path, headers, body string) string {
	return fmt.Sprintf("POST %s HTTP/1.1\r\n%s%sContent-Length: %d\r\n\r\n%s", path, host, headers, len(body), body)
}

func bearer(s *site) string { return "Authorization: Bearer " + s.devices[0].Token + "\r\n" }

// api is a request to the API with the token of a device.
func api(method, path, body string) func(*site, *rand.Rand) string {
	return func(s *site, _ *rand.Rand) string {
		return method + strings.TrimPrefix(post(path, "Content-Type: application/json\r\n"+bearer(s), body), "POST")
	}
}

func network(contentType, body string) func(*site, *rand.Rand) string {
	return text(post("/postback/"+postbackToken, "Content-Type: "+contentType+"\r\n", body))
}

func noise(draws *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(draws.Uint32())
	}
	return string(b)
}

// shapes: lines and headers that are broken or too much, framings that two
// readers could read in two ways (RFC 9112 section 11.2), bodies that are not
// what they say, and API calls that are well-formed and wrong.
var shapes = []shape{
	{"noise", func(_ *site, d *rand.Rand) string { return noise(d, 1+d.IntN(4000)) }},
	{"a TLS hello", func(_ *site, d *rand.Rand) string {
		return "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + noise(d, 500)
	}},
	{"an HTTP/2 preface", text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")},
	{"no version", text("GET /\r\n\r\n")},
	{"an unknown version", text("GET / HTTP/9.9\r\n" + host + "\r\n")},
	{"a version that is no number", text("GET / HTTP/x.y\r\n" + host + "\r\n")},
	{"no method", text(" / HTTP/1.1\r\n" + host + "\r\n")},
	{"an odd method", text("G\x00T / HTTP/1.1\r\n" + host + "\r\n")},
	{"spaces in the path", text("GET /a b c HTTP/1.1\r\n" + host + "\r\n")},
	{"a long path", func(_ *site, d *rand.Rand) string {
		return "GET /" + strings.Repeat("a", 1+d.IntN(100_000)) + " HTTP/1.1\r\n" + host + "\r\n"
	}},
	{"an odd path", func(_ *site, d *rand.Rand) string {
		odd := []string{"/%zz", "/%00", "/%ff%fe", "/../../etc/passwd", "/%2e%2e/%2e%2e", "//evil.example", "/\\evil", "http://evil.example/x", "*", "/a%2fb", "/\x80\xff", "/v1/%2e%2e/", "/postback/", "/postback/../v1/log", "?", "/;x", "/#"}
		return "GET " + odd[d.IntN(len(odd))] + " HTTP/1.1\r\n" + host + "\r\n"
	}},
	{"noise for a code", func(_ *site, d *rand.Rand) string {
		return "GET /" + noise(d, 1+d.IntN(30)) + " HTTP/1.1\r\n" + host + "\r\n"
	}},
	{"bare line feeds", text("GET / HTTP/1.1\nHost: a\n\n")},
	{"bare carriage returns", text("GET / HTTP/1.1\rHost: a\r\r")},
	{"no host", text("GET / HTTP/1.1\r\n\r\n")},
	{"two hosts", text("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")},
	{"an odd host", text("GET / HTTP/1.1\r\nHost: a b@[::1\r\n\r\n")},
	{"a folded header", text("GET / HTTP/1.1\r\n" + host + "X-A: 1\r\n  2\r\n\r\n")},
	{"a header without a name", text("GET / HTTP/1.1\r\n" + host + ": x\r\n\r\n")},
	{"a header without a colon", text("GET / HTTP/1.1\r\n" + host + "nonsense\r\n\r\n")},
	{"a space before the colon", text("GET / HTTP/1.1\r\n" + host + "Content-Length : 5\r\n\r\nhello")},
	{"a zero byte in a header", text("GET / HTTP/1.1\r\n" + host + "X: a\x00b\r\n\r\n")},
	{"a huge header", func(_ *site, d *rand.Rand) string {
		return "GET / HTTP/1.1\r\n" + host + "X-Big: " + strings.Repeat("x", 10_000+d.IntN(200_000)) + "\r\n\r\n"
	}},
	{"many headers", func(_ *site, d *rand.Rand) string {
		return "GET / HTTP/1.1\r\n" + host + strings.Repeat("X-A: 1\r\n", 100+d.IntN(20_000)) + "\r\n"
	}},
	{"noise in the headers of a click", func(s *site, d *rand.Rand) string {
		clean := strings.NewReplacer("\r", "?", "\n", "?")
		return "GET /" + s.links[0].Code + " HTTP/1.1\r\n" + host + "User-Agent: " + clean.Replace(noise(d, 1+d.IntN(2000))) +
			"\r\nReferer: " + clean.Replace(noise(d, 1+d.IntN(2000))) + "\r\nX-Forwarded-For: " + clean.Replace(noise(d, 50)) + "\r\n\r\n"
	}},
	{"a click with a body", func(s *site, _ *rand.Rand) string {
		return "GET /" + s.links[1].Code + " HTTP/1.1\r\n" + host + "Content-Length: 5\r\n\r\nhello"
	}},
	{"a click by an odd method", func(s *site, d *rand.Rand) string {
		return []string{"PUT", "TRACE", "CONNECT", "OPTIONS", "get", "PROPFIND"}[d.IntN(6)] + " /" + s.links[1].Code + " HTTP/1.1\r\n" + host + "\r\n"
	}},
	{"two lengths", text("POST /postback/x HTTP/1.1\r\n" + host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")},
	{"length and chunks", text("POST /postback/x HTTP/1.1\r\n" + host + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n5c\r\nGET /v1/log HTTP/1.1\r\n\r\n0\r\n\r\n")},
	{"an unknown transfer coding", text("POST /postback/x HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")},
	{"two transfer codings", text("POST /postback/x HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n")},
	{"a transfer coding in HTTP/1.0", text("POST /postback/x HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")},
	{"a length that is no number", text("POST /postback/x HTTP/1.1\r\n" + host + "Content-Length: +5\r\n\r\nhello")},
	{"a negative length", text("POST /postback/x HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n")},
	{"a huge length", text("POST /postback/x HTTP/1.1\r\n" + host + "Content-Length: 9223372036854775807\r\n\r\nx")},
	{"a length beyond numbers", text("POST /postback/x HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\nx")},
	{"chunks that are no numbers", text("POST /postback/x HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n")},
	{"a huge chunk", text("POST /postback/x HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx\r\n")},
	{"a chunk without its end", text("POST /postback/" + postbackToken + " HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX0\r\n\r\n")},
	{"a body that breaks off", func(_ *site, d *rand.Rand) string {
		body := "transaction_id=x&sale_amount=1&y=" + strings.Repeat("y", 2000)
		whole := post("/postback/"+postbackToken, "Content-Type: application/x-www-form-urlencoded\r\n", body)
		return whole[:len(whole)-1-d.IntN(len(body))]
	}},
	{"a body that is too long", network("application/x-www-form-urlencoded", "a="+strings.Repeat("b", 200_000))},
	{"an expectation", text("POST /postback/x HTTP/1.1\r\n" + host + "Expect: 200-maybe\r\nContent-Length: 2\r\n\r\nhi")},
	{"an upgrade", text("GET / HTTP/1.1\r\n" + host + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x05hello")},
	{"a broken encoding", text("GET /postback/" + postbackToken + "?transaction_id=%zz&%=&&=;sale_amount HTTP/1.1\r\n" + host + "\r\n")},
	{"bytes that are no text", text("GET /postback/" + postbackToken + "?transaction_id=%ff%fe%00&sale_amount=%c0%80&promo_code=%ed%a0%80 HTTP/1.1\r\n" + host + "\r\n")},
	{"odd amounts", func(_ *site, d *rand.Rand) string {
		amounts := []string{"1e99", "-1", "0x10", "NaN", "1,000.00", strings.Repeat("9", 60), "%2b5", ".", "1.2.3", "١٢"}
		return "GET /postback/" + postbackToken + "?promo_code=X&sale_amount=" + amounts[d.IntN(len(amounts))] + " HTTP/1.1\r\n" + host + "\r\n"
	}},
	{"many parameters", network("application/x-www-form-urlencoded", strings.Repeat("a=1&b=2&", 6000))},
	{"an unknown content type", network("multipart/form-data; boundary=x", "--x\r\n\r\n--x--")},
	{"a broken content type", network("application/json; charset", "{}")},
	{"JSON that breaks off", network("application/json", `{"transaction_id": "a`)},
	{"JSON that goes deep", network("application/json", `{"a":`+strings.Repeat("[", 30_000)+strings.Repeat("]", 30_000)+`}`)},
	{"JSON that is no object", network("application/json", `[1,2,3]`)},
	{"JSON with a huge number", network("application/json", `{"transaction_id":"a","sale_amount":1`+strings.Repeat("0", 50_000)+`}`)},
	{"JSON that is no text", network("application/json", "{\"transaction_id\":\"\xff\xfe\\ud800\",\"sale_amount\":1}")},
	{"TUNE's path without a token", text("GET /aff_lsr?transaction_id=x&amount=1 HTTP/1.1\r\n" + host + "\r\n")},
	{"an odd bearer", func(_ *site, d *rand.Rand) string {
		return "GET /v1/workspace HTTP/1.1\r\n" + host + "Authorization: Bearer lld_" + strings.Repeat("z", d.IntN(10_000)) + "\r\n\r\n"
	}},
	{"odd positions", func(s *site, d *rand.Rand) string {
		q := []string{"after=-1", "after=x", "after=99999999999999999999", "after=9223372036854775807", "after=0&limit=-5", "after=0&limit=1001", "limit=1", "after=0&wait=-1", "after=0&wait=1e3", "after=%00", "after=0&after=1"}
		return "GET /v1/log?" + q[d.IntN(len(q))] + " HTTP/1.1\r\n" + host + bearer(s) + "\r\n"
	}},
	{"odd paths of the API", func(s *site, d *rand.Rand) string {
		odd := []string{"/v1/devices/%00", "/v1/devices/../log", "/v1/pairings/99999999999", "/v1/pairings/x/join", "/v1/snapshot/x/parts/-1", "/v1/snapshot/x/parts/512", "/v1/clicks?link=-1", "/v1/clicks?link=x", "/v1/postbacks?limit=0x10", "/v1/nothing"}
		return "GET " + odd[d.IntN(len(odd))] + " HTTP/1.1\r\n" + host + bearer(s) + "\r\n"
	}},
	{"a push of no JSON", api("POST", "/v1/log", `{"epoch":`)},
	{"a push of other JSON", api("POST", "/v1/log", `{"epoch":5,"entries":{}}`)},
	{"a push of null", api("POST", "/v1/log", `null`)},
	{"a push of odd entries", api("POST", "/v1/log", `{"epoch":"x","entries":[{"id":"\u0000","kind":"../../x","schema":-1,"actor":"","time":"0000-00-00T00:00:00Z","body":null}]}`)},
	{"a push of entries in null", api("POST", "/v1/log", `{"epoch":"x","entries":[null],"links":[null],"offers":[null]}`)},
	{"a push that goes deep", api("POST", "/v1/log", `{"epoch":"x","entries":[{"id":"0192f0c1-2345-7890-abcd-0123456789ab","kind":"note","schema":1,"actor":"a","time":"2026-11-22T00:00:00Z","body":`+strings.Repeat("[", 9_000)+strings.Repeat("]", 9_000)+`}]}`)},
	{"a push of a bad claim", api("POST", "/v1/log", `{"epoch":"x","entries":[{"id":"0192f0c1-2345-7890-abcd-0123456789ab","kind":"claim","schema":1,"actor":"a","time":"2026-11-22T00:00:00Z","body":{"keys":[1]}}]}`)},
	{"a push of a bad link", api("POST", "/v1/log", `{"epoch":"x","entries":[],"links":[{"number":1e30,"code":"\ud800","offer_id":"","member_id":"","status":"x"}]}`)},
	{"a push of a bad offer", api("POST", "/v1/log", `{"epoch":"x","entries":[],"offers":[{"id":"o","destination":"javascript:alert(1)","preset":"x","currency":"???","postback":{"networks":["1.2.3.4/99"],"signing_key":"!"}}]}`)},
	{"a block of odd size", api("POST", "/v1/blocks", `{"size":-1}`)},
	{"a block without a size", api("POST", "/v1/blocks", ``)},
	{"a pairing of no JSON", text(post("/v1/pairings/1/join", "Content-Type: application/json\r\n", `{"verifier":"!!!"`))},
	{"an odd pairing", api("POST", "/v1/pairings", `{"verifier":""}`)},
	{"a recovery of nothing", api("POST", "/v1/recovery", `{"epoch":"","entries":null,"codes":null}`)},
	{"a snapshot of odd parts", api("POST", "/v1/snapshot", `{"id":"../x","epoch":"x","seq":-1,"schema":0,"parts":99999999}`)},
	{"a part of an odd snapshot", api("PUT", "/v1/snapshot/%2e%2e%2fx/parts/999999", "noise")},
	{"a method of no path", api("PATCH", "/v1/log", `{}`)},
}
