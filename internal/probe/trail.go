package probe

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// ClickParam is what CJ appends to the landing URL. Source: docs.cj.com/docs/click-events.
const ClickParam = "cjevent"

// clickCookie is where a shop keeps it. Source: docs.cj.com/docs/http-cookie.
const clickCookie = "cje"

// WhyBroken sorts what broke a walk off.
func WhyBroken(t Trail, err error) Code {
	var invalid x509.CertificateInvalidError
	var host x509.HostnameError
	var authority x509.UnknownAuthorityError
	var verify *tls.CertificateVerificationError
	switch {
	case errors.Is(err, ErrTooManyHops) && t.Repeated() != "":
		return CodeRedirectLoop
	case errors.Is(err, ErrTooManyHops):
		return CodeTooManyHops
	case errors.Is(err, ErrBlocked):
		return CodeBlockedHop
	case errors.As(err, &invalid), errors.As(err, &host), errors.As(err, &authority), errors.As(err, &verify):
		return CodeBadCertificate
	}
	return CodeBrokenHop
}

// Repeated is an address that a walk came to twice; empty without one.
func (t Trail) Repeated() string {
	for i, hop := range t.Hops {
		if slices.ContainsFunc(t.Hops[:i], func(h Hop) bool { return h.URL == hop.URL }) {
			return hop.URL
		}
	}
	return ""
}

// LostAt is the number of the hop whose redirect dropped a parameter, or 0
// when no hop had it.
func (t Trail) LostAt(name string) int {
	for i := len(t.Hops) - 1; i >= 0; i-- {
		if _, found := QueryValue(t.Hops[i].URL, name); found {
			return i + 1
		}
	}
	return 0
}

// FirstValue is what a parameter was where the walk first met it, and the number
// of the hop whose redirect changed it; 0 when none did.
func (t Trail) FirstValue(name string) (value string, changedAt int) {
	for i, hop := range t.Hops {
		got, found := QueryValue(hop.URL, name)
		switch {
		case !found:
		case value == "":
			value = got
		case got != value && changedAt == 0:
			changedAt = i
		}
	}
	return value, changedAt
}

// QueryValue finds a parameter in a URL; names are compared without case, and
// the last one counts, as in CJ's own sample for shops.
func QueryValue(text, name string) (string, bool) {
	u, err := url.Parse(text)
	if err != nil {
		return "", false
	}
	for key, values := range u.Query() {
		if strings.EqualFold(key, name) && len(values) > 0 {
			return values[len(values)-1], true
		}
	}
	return "", false
}

// sameAddress compares two addresses without their queries, which macros fill.
func sameAddress(a, b string) bool {
	a, _, _ = strings.Cut(a, "?")
	b, _, _ = strings.Cut(b, "?")
	return strings.EqualFold(strings.TrimSuffix(a, "/"), strings.TrimSuffix(b, "/"))
}

// The ways in which a page stands in for another one that it doesn't redirect to.
var masking = []struct {
	pattern *regexp.Regexp
	how     string
}{
	{regexp.MustCompile(`(?is)<frameset|<frame\s|<iframe[^>]+(width\s*[=:]\s*["']?100(%|vw)|height\s*[=:]\s*["']?100(%|vh))`), "shows another page in a frame"},
	{regexp.MustCompile(`(?is)<meta[^>]+http-equiv\s*=\s*["']?refresh["']?[^>]+url\s*=`), "sends people on by a refresh of the page"},
	{regexp.MustCompile(`(?is)<script[^>]*>[^<]*\blocation(\.href)?\s*=\s*["'][^"']+["']|location\.(replace|assign)\s*\(\s*["']`), "sends people on by a script"},
}

// Masks says how a page masks another one; empty when it doesn't.
func Masks(body []byte) string {
	for _, m := range masking {
		if m.pattern.Match(body) {
			return m.how
		}
	}
	return ""
}
