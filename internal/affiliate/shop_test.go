package affiliate_test

import (
	"strings"
	"testing"

	"linkledger/internal/affiliate"
)

var shopNames = map[string]string{
	"": "", "  ": "", "shop.example": "shop.example", "WWW.Shop.example": "shop.example", "www.www.shop.example": "shop.example", "https://www.shop.example/sale?x=1": "shop.example",
	"http://127.0.0.1:8080/shop": "127.0.0.1:8080", " Outlet  Berlin ": "Outlet Berlin", "Dr. Maker": "Dr. Maker", "Shop": "Shop", "shop.example/": "shop.example",
	"mail@shop.example": "mail@shop.example", "https://": "https://",
}

func TestShopName(t *testing.T) {
	for text, want := range shopNames {
		if got, err := affiliate.ShopName(text); got != want || err != nil {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{strings.Repeat("x", 61), "a\x00b"} {
		if got, err := affiliate.ShopName(text); err == nil {
			t.Errorf("%q is %q", text, got)
		}
	}
}

// A name stays the same when it is entered as it was kept.
func FuzzShopName(f *testing.F) {
	for text := range shopNames {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		name, err := affiliate.ShopName(text)
		if err != nil {
			return
		}
		if again, err := affiliate.ShopName(name); again != name || err != nil {
			t.Errorf("%q is kept as %q, and that as %q: %v", text, name, again, err)
		}
	})
}
