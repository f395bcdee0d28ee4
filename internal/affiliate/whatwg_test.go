package affiliate_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
)

// oddities are what the WHATWG URL standard reads differently from what a
// person, or Go, sees. None may become a destination. The placeholder S stands
// for an allowed host, so that each would lead a browser away from it, or to
// it by a way that a check could miss.
var oddities = map[string][]string{
	"tabs, line ends and spaces are removed": {
		"\thttps://S/", "https://S/\t", "\nhttps://S/", "https://S/\n", "ht\ttps://S/", "https:\t//S/", "https:/\t/S/", "https://S\t.evil.example/", "https://S\n/",
		"https://S/\r", " https://S/", "https://S/ ", "https://S\x00/", "https://\x01S/", "https://S/\x1f", "\x00https://S/", "\u00a0https://S/",
	},
	"backslashes are slashes": {
		`https:\\S`, `https:\S`, `https:/\S/`, `https:\/S/`, `https://S\evil`, `https://S\@evil.example/`, `https://evil.example\@S/`, `\\S\`, `\/S/`, `https:\\\S`, `https://S/\..\x`,
	},
	"user info": {
		"https://S@evil.example/", "https://S:443@evil.example/", "https://a:b@S/", "https://@S/", "https://:@S/", "https://a@b@S/", "https://S%40evil.example/", "https://a%3ab@S/",
		"https://S&@evil.example/", "https://user;x@S/", "https://a@S:443/",
	},
	"numbers are IPv4 addresses": {
		"https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://0x7f.1/", "https://0x7f.0.0.1/", "https://0x7F000001/", "https://2130706433/", "https://017700000001/",
		"https://0177.1/", "https://0/", "https://0x/", "https://1.2.3.4.5/", "https://256.1.1.1/", "https://1.1.1.1./", "https://a.b.0x10/", "https://shop.09/", "https://shop.1e3/",
		"https://169.254.169.254/latest/", "https://0xa9fea9fe/", "https://10.0.0.1/", "https://192.168.0.1/", "https://4294967295/", "https://127。0。0。1/", "https://１２７.0.0.1/",
	},
	"IPv6 addresses": {
		"https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[2001:db8::1]/", "https://[fe80::1%25eth0]/", "https://[fe80::1%eth0]/", "https://[S]/",
		"https://[::1/", "https://::1/", "https://[]/", "https://[v1.x]/", "https://[64:ff9b::7f00:1]/",
	},
	"other characters are mapped to plain ones": {
		"https://S。/", "https://evil。example/", "https://evil．example/", "https://evil｡example/", "https://ｅvil.example/", "https://ⓔvil.example/", "https://evıl.example/",
		"https://evil\u00ad.example/", "https://evil\u200b.example/", "https://evil\u200d.example/", "https://evil\u2060.example/", "https://evil\ufeff.example/", "https://faß.example/", "https://ﬀ.example/",
		"https://S／evil", "https://S＠evil.example/", "https://S？x", "https://S＃x", "https://S：443/", "https://\u202eelpmaxe.live/", "https://S\u2028.example/", "https://S/\u2028", "https://S/\u2029", "https://S\u0085/",
		"https://℀.example/", "https://bücher.example/", "https://日本.example/", "https://evil.example\u0338/", "https://\U0001d41e.example/",
	},
	"hosts are percent-decoded": {
		"https://%53hop.example/", "https://evil%2eexample/", "https://evil%2Eexample/", "https://%65vil.example/", "https://S%2f/", "https://S%00/", "https://S%20/", "https://S%5cevil/", "https://S%3a443/",
		"https://%ef%bd%85vil.example/", "https://%zz/", "https://S%/", "https://%31%32%37.0.0.1/",
	},
	"ports": {
		"https://S:0/", "https://S:65536/", "https://S:99999/", "https://S:-1/", "https://S:+443/", "https://S:4 43/", "https://S:443x/", "https://S:x/", "https://S:443:443/", "https://S:%34%34%33/", "https://S:４４３/", "https://:443/",
	},
	"dots and labels": {
		"https://./", "https://../", "https://.S/", "https://S../", "https://shop..example/", "https://shop/", "https://shop./", "https://com/", "https:// /",
		"https://" + strings.Repeat("a", 64) + ".example/", "https://" + strings.Repeat("a.", 127) + "example/",
	},
	"xn-- must be sound": {
		"https://xn--/", "https://xn--.example/", "https://xn--a.example/", "https://xn--zz.example/", "https://xn--0.example/", "https://xn--example-.example/", "https://xn--a-ecp.example/", "https://xn--iñvalid.example/",
		"https://xn--99999999.example/", "https://xn--ASCII-.example/", "https://xn--ls8h\u200d.example/", "https://XN--ZZ.example/",
	},
	"names inside a network": {
		"https://localhost/", "https://localhost./", "https://LOCALHOST/", "https://a.localhost/", "https://printer.local/", "https://db.internal/", "https://metadata.google.internal/", "https://router.home.arpa/", "https://x.onion/", "https://x.invalid/",
	},
	"other schemes, and none": {
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript://S/%0aalert(1)", "java\tscript:alert(1)", "data:text/html,x", "data://S/x", "vbscript:x", "file:///etc/passwd", "file://S/x", "blob:https://S/x",
		"about:blank", "http://S/", "HTTP://S/", "ftp://S/", "ws://S/", "wss://S/", "httpss://S/", "https+x://S/", "view-source:https://S/", "intent://S/#Intent;scheme=https;end", "tel:1", "mailto:a@S",
		"//S/", "///S/", "/S", "S", "?x", "#x", "", "https", "https:", "https:/", "https://", "https:///", "https:///S/", "https:/S/", "https:S", "https:////S/", "https:?S", "https://?S", "https://#S", "://S/", ":https://S/", "https ://S/",
	},
	"characters that no host has": {
		"https://S<x/", "https://S>x/", "https://S^x/", "https://S|x/", "https://S`x/", "https://S{x/", "https://S}x/", "https://S\"x/", "https://S'x/", "https://S,evil.example/", "https://S;evil.example/", "https://S!x/", "https://S$x/", "https://S*/", "https://(S)/",
		"https://S=x/", "https://S+x/", "https://S~x/", "https://S\x7f/",
	},
}

var placeholder = regexp.MustCompile(`\bS\b`)

func TestBrowsersOddReadingsAreRefused(t *testing.T) {
	vectors := 0
	for kind, texts := range oddities {
		for _, text := range texts {
			text = placeholder.ReplaceAllLiteralString(text, "shop.example")
			vectors++
			for name, policy := range map[string]affiliate.URLPolicy{"any host": {}, "one host": {Hosts: affiliate.Hosts{"shop.example"}}, "practice": {Loopback: true}} {
				if err := policy.CheckURL(text); err == nil {
					t.Errorf("%s, %s: %q is accepted", kind, name, text)
				}
			}
		}
	}
	if vectors < 150 {
		t.Fatalf("only %d vectors", vectors)
	}
}

// TestOddButSound are destinations that look odd and that browsers read as
// they are written.
func TestOddButSound(t *testing.T) {
	for _, text := range []string{
		"https://shop.example:/", "https://shop.example./", "HTTPS://SHOP.EXAMPLE/", "https://shop.example:443/", "https://shop.example/..//x/./", "https://shop.example?x", "https://shop.example#x",
		"https://xn--bcher-kva.example/", "https://XN--BCHER-KVA.example/", "https://xn--fa-hia.example/", "https://xn--wgv71a119e.example/", "https://a--b.example/", "https://a-.example/", "https://_x.example/",
		"https://shop.example/%2e%2e/x", "https://shop.example/%00", "https://shop.example/@evil.example", "https://shop.example/?@evil.example", "https://shop.example/https://evil.example", "https://1.example/", "https://0x7f.example/",
	} {
		if err := (affiliate.URLPolicy{}).CheckURL(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if u, err := url.Parse(text); err != nil || !strings.HasSuffix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), ".example") {
			t.Errorf("%s leads to %v, %v", text, u, err)
		}
	}
}

func TestAllowedHosts(t *testing.T) {
	hosts, err := affiliate.ParseHosts([]string{" Shop.example ", "*.cj.example", "www.brand.example."})
	if err != nil {
		t.Fatal(err)
	}
	policy := affiliate.URLPolicy{Hosts: hosts}
	for text, want := range map[string]bool{
		"https://shop.example/": true, "https://SHOP.example./x": true, "https://shop.example:8443/": true, "https://www.brand.example/": true, "https://www.cj.example/": true, "https://a.b.cj.example/": true,
		"https://cj.example/": false, "https://www.shop.example/": false, "https://evilcj.example/": false, "https://shop.example.evil.example/": false, "https://brand.example/": false, "https://evil.example/shop.example": false,
	} {
		if err := policy.CheckURL(text); (err == nil) != want {
			t.Errorf("%s: %v, want it allowed: %v", text, err, want)
		}
	}
	for _, wrong := range []string{"", "*", "*.", "shop", "https://shop.example", "shop.example/x", "shop.example:443", "*.*.example", "127.0.0.1", "[::1]", "bücher.example", "a.*.example", "shop.example,cj.example"} {
		if got, err := affiliate.ParseHosts([]string{wrong}); err == nil {
			t.Errorf("%q became %v", wrong, got)
		}
	}
}
