package affiliate

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// maxShopName is how long a shop's name may be.
const maxShopName = 60

// ShopName is a shop as a person names it, or its address: shop.example of
// https://www.Shop.example/sale. Other names stay as they are; empty is the one
// shop of a programme that has no other.
func ShopName(text string) (string, error) {
	name := strings.Join(strings.Fields(text), " ")
	if host := hostOf(name); host != "" {
		name = host
	}
	if utf8.RuneCountInString(name) > maxShopName || !oneLine(name) {
		return "", &Error{Code: Invalid, Message: "This is no name of a shop.", Fields: map[string]string{"shop": "Use at most 60 characters, such as the shop's web address."}}
	}
	return name, nil
}

// hostOf is the host of a web address, without www; empty for what is none.
func hostOf(text string) string {
	if !strings.Contains(text, "://") {
		if strings.ContainsAny(text, " @") || !strings.Contains(text, ".") {
			return ""
		}
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Host)
	for strings.HasPrefix(host, "www.") {
		host = host[len("www."):]
	}
	return host
}
