package affiliate_test

import (
	"net/url"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
)

func TestCheckURLAccepts(t *testing.T) {
	for _, text := range []string{
		"https://shop.example", "https://shop.example/", "HTTPS://Shop.Example/Path", "https://a.b.c.shop.example/x?y=z#f",
		"https://shop.example.", "https://shop.example:8443/x", "https://shop.example:/x", "https://xn--bcher-kva.example/",
		"https://www.anrdoezrs.net/click-1-2?sid={click_id}&url=https%3A%2F%2Fshop.example%2F",
		"https://www.anrdoezrs.net/links/1/type/dlg/sid/{transaction_id}/https://shop.example/",
		"https://shop.example/{member_id}/{affiliate_id}?o={offer_id}&s={source}&t={click_id}{click_id}",
		"https://shop.example/a%20b?q=%7Bx%7D", "https://1.example", "https://a_b.example", "https://8.8.8.8.example",
		"https://shop.example/?next=https://u@other.example", "https://shop.example/a//b/../c", "https://shop.example/'\"<>|^`",
		"https://shop.example/" + strings.Repeat("a", 2000-len("https://shop.example/")),
	} {
		if err := (affiliate.URLPolicy{}).CheckURL(text); err != nil {
			t.Errorf("%.80s: %v", text, err)
		}
	}
}

func TestCheckURLRefuses(t *testing.T) {
	for text, says := range map[string]string{
		"":                                   "enter a URL",
		" https://shop.example":              "browsers read differently",
		"https://shop.example ":              "browsers read differently",
		"https://shop.example/a b":           "browsers read differently",
		"https://shop\t.example":             "browsers read differently", // browsers drop tabs and line ends
		"https://shop.example/\nx":           "browsers read differently",
		"https://shop.example/\r\nX: y":      "browsers read differently",
		"https://shop.example/\x00":          "browsers read differently",
		"https://shop.example/\x7f":          "browsers read differently",
		`https:\\shop.example`:               "browsers read differently", // browsers take \ for /
		`https://shop.example\@evil.example`: "browsers read differently",
		`https:/\shop.example`:               "browsers read differently",
		"https://bücher.example":             "xn--",
		"https://shop.example/ü":             "percent-encode",
		"https://shop。example":               "browsers read differently", // browsers take it for a dot
		"https://ｓhop.example":               "browsers read differently",
		"https://shop\u00ad.example":         "browsers read differently",
		"https://shop.example/\xff":          "browsers read differently",

		"shop.example": "host", "/path": "host", "//shop.example/": "host", "https:": "host", "https:/": "host", "https://": "host",
		"https:shop.example": "host", "https:/shop.example": "host", "https:///shop.example": "host", "https://?x": "host", "https://#x": "host",
		"https://:443/": "host", "https://sh%6fp.example/": "", "https://b%C3%BCcher.example": "host",

		"http://shop.example": "https://", "ftp://shop.example": "https://", "javascript:alert(1)": "host", "javascript://shop.example/%0aalert(1)": "https://",
		"data:text/html,x": "host", "file:///etc/passwd": "host", "httpss://shop.example": "https://", "ws://shop.example": "https://",
		"http://127.0.0.1/": "https://", "http://localhost/": "https://",

		"https://user@shop.example": "user name", "https://user:pass@shop.example": "user name", "https://@shop.example": "user name",
		"https://:@shop.example": "user name", "https://shop.example@evil.example": "user name", "https://shop.example:443@evil.example": "user name",

		"https://shop": "host name", "https://localhost": "host name", "https://localhost.": "host name", "https://shop.": "host name",
		"https://x.localhost": "host name", "https://x.LOCALHOST.": "host name", "https://.example": "host name", "https://shop..example": "host name",
		"https://shop.example..": "host name", "https://.": "host name", "https://..": "host name",
		"https://127.0.0.1": "host name", "https://8.8.8.8": "host name", "https://127.1": "host name", "https://0x7f.1": "host name", "https://2130706433": "host name",
		"https://shop.0x7f": "host name", "https://1.1.1.1.": "host name", "https://[::1]": "host name", "https://[::ffff:127.0.0.1]": "host name",
		"https://[2001:db8::1]:443/": "host name", "https://[fe80::1%25en0]": "host", "https://[::1": "not a URL",
		"https://shop.example;evil.example": "host name", "https://shop.example,evil.example": "host name", "https://a$b.example": "host name",
		"https://a'b.example": "host name", "https://a\"b.example": "host name", "https://<b>.example": "host name", "https://a*b.example": "host name",
		"https://" + strings.Repeat("a", 64) + ".example": "host name", "https://" + strings.Repeat("a.", 130) + "example": "host name",

		"https://shop.example:x": "", "https://shop.example:99999": "port", "https://shop.example:65536/": "port", "https://shop.example:0": "port",
		"https://shop.example:-1": "", "https://shop.example:80:80": "",
		"https://shop.example/%": "not a URL", "https://shop.example/%zz": "not a URL", "https://shop.example/%4": "not a URL",

		"https://shop.example/{": "brace", "https://shop.example/}": "brace", "https://shop.example/}{": "brace", "https://shop.example/{click_id": "brace",
		"https://shop.example/click_id}": "brace", "https://shop.example/{{click_id}}": "macro", "https://shop.example/{}": "macro",
		"https://shop.example/{clickid}": "macro", "https://shop.example/{CLICK_ID}": "macro", "https://shop.example/{click_id }": "browsers",
		"https://shop.example/{sub_id}": "macro", "https://shop.example/?a={click_id}&b={": "brace",
		"{offer_id}://shop.example": "host", "https://{offer_id}": "host", "https://{offer_id}.example": "host", "https://shop.{offer_id}": "host",
		"https://shop.example{offer_id}": "host", "https://shop.example:{offer_id}/": "not a URL", "{offer_id}": "host", "https:{offer_id}/shop.example": "",
		"https://{offer_id}@shop.example": "user name", "https://shop.example{offer_id}.evil.example/": "host",

		"https://shop.example/" + strings.Repeat("a", 2001-len("https://shop.example/")): "2001 characters",
		strings.Repeat("{", 100_000): "characters",
	} {
		err := (affiliate.URLPolicy{}).CheckURL(text)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.80q: got %v, want it to say %q", text, err, says)
		}
	}
}

func TestCheckURLLoopbackIsForPracticeOnly(t *testing.T) {
	practice := affiliate.URLPolicy{Loopback: true}
	for _, text := range []string{"http://127.0.0.1", "http://127.0.0.1:8080/x?sid={click_id}", "http://localhost:1/", "HTTP://localhost/", "https://shop.example"} {
		if err := practice.CheckURL(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if err := (affiliate.URLPolicy{}).CheckURL(text); (err == nil) != strings.HasPrefix(text, "https:") {
			t.Errorf("%s outside practice: %v", text, err)
		}
	}
	for _, text := range []string{
		"http://127.0.0.1@evil.example", "http://localhost@evil.example/", "http://127.0.0.1:80@evil.example", "http://localhost.evil.example",
		"http://127.0.0.1.evil.example", "http://evil.example/127.0.0.1", "http://evil.example#127.0.0.1", "http://127.0.0.2", "http://127.1",
		"http://0.0.0.0", "http://[::1]", "http://10.0.0.1", "http://169.254.169.254/", "http://localhost.", "http://127.0.0.1:99999/",
		"http:127.0.0.1", "http:/127.0.0.1", "//127.0.0.1", `http:\\127.0.0.1`, "http://shop.example", "ftp://127.0.0.1", "http://user@127.0.0.1",
		"http://127.0.0.1{member_id}", "http://127.0.0.1:{offer_id}", "https://127.0.0.1", "https://localhost",
	} {
		if err := practice.CheckURL(text); err == nil {
			t.Errorf("%s is allowed in practice", text)
		}
	}
}

func FuzzCheckURL(f *testing.F) {
	for _, text := range []string{"https://shop.example/?sid={click_id}", "https:/shop.example", `https:\\a.b`, "http://127.0.0.1:8080/", "https://a.b:{source}", "https://u@a.b", "//a.b", "https://[::1]/"} {
		f.Add(text, "a b")
	}
	f.Fuzz(func(t *testing.T, text, source string) {
		if err := (affiliate.URLPolicy{}).CheckURL(text); err != nil {
			if (affiliate.URLPolicy{Loopback: true}).CheckURL(text) == nil && !strings.HasPrefix(strings.ToLower(text), "http://") {
				t.Fatalf("%q is allowed as a loopback address", text)
			}
			return
		}
		bare, err := url.Parse(affiliate.ExpandURL(text, affiliate.MacroValues{}))
		if err != nil {
			t.Fatalf("%q with nothing filled in: %v", text, err)
		}
		d, err := affiliate.ParseDestination(text, []string{"utm_content"})
		if err != nil {
			t.Fatal(err)
		}
		query := url.Values{"source": {source}, "aff_sub": {source}, "aff_click_id": {source}, "utm_content": {source}}
		whole := string(d.Append(nil, &affiliate.MacroValues{Query: query}))
		filled, err := url.Parse(whole)
		if err != nil || filled.Scheme != "https" || filled.User != nil || filled.Host != bare.Host || filled.EscapedPath() != bare.EscapedPath() || !strings.Contains(filled.Hostname(), ".") {
			t.Fatalf("%q with source %q leads to %v, %v", text, source, filled, err)
		}
		if len(whole) > 5000 || strings.ContainsFunc(whole, func(r rune) bool { return r <= ' ' || r > '~' || r == '\\' }) {
			t.Fatalf("%q with source %q becomes %q", text, source, whole)
		}
	})
}
