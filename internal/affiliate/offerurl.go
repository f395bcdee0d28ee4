package affiliate

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// MaxURLLength bounds a URL as it is stored. A CJ link must stay "under 2,000
// characters" (CJ Publisher Tag, Link Requirements) with its macros filled too.
const MaxURLLength = 2000

// URLPolicy says which destinations are allowed.
type URLPolicy struct {
	// Loopback also allows http to 127.0.0.1 and localhost. Only practice
	// mode may set it.
	Loopback bool
}

// macros are the names that an offer URL may hold in braces, in TUNE's
// spelling and ours.
var macros = map[string]func(MacroValues) string{
	"click_id":       func(v MacroValues) string { return string(v.ClickID) },
	"transaction_id": func(v MacroValues) string { return string(v.ClickID) },
	"member_id":      func(v MacroValues) string { return v.MemberID },
	"affiliate_id":   func(v MacroValues) string { return v.MemberID },
	"offer_id":       func(v MacroValues) string { return v.OfferID },
	"source":         func(v MacroValues) string { return v.Source },
}

// MacroValues fill the macros of an offer URL.
type MacroValues struct {
	ClickID  ClickID
	MemberID string
	OfferID  string
	Source   string
}

// CheckURL checks a destination as it will be stored: an absolute https URL
// of a named host (an IP address is none), without user info, control characters, spaces or
// backslashes, with known macros only, and none in the scheme or host. The
// error says which rule was broken.
func (p URLPolicy) CheckURL(text string) error {
	switch {
	case text == "":
		return errors.New("enter a URL that starts with https://")
	case len(text) > MaxURLLength:
		return fmt.Errorf("the URL has %d characters; use at most %d", len(text), MaxURLLength)
	}
	for _, r := range text {
		if r <= ' ' || r == '\\' || r == 0x7f || r > 0x7e {
			return fmt.Errorf("the URL holds %q, which browsers read differently: percent-encode it, or write an international host name in its xn-- form", r)
		}
	}
	if err := checkMacros(text); err != nil {
		return err
	}
	u, err := url.Parse(expand(text, MacroValues{ClickID: "x", MemberID: "x", OfferID: "x", Source: "x"}))
	if err != nil {
		return fmt.Errorf("this is not a URL: %w", errors.Unwrap(err))
	}
	host := u.Hostname()
	switch {
	case u.User != nil:
		return errors.New("the URL must not hold a user name or password")
	case host == "" || !strings.HasPrefix(strings.ToLower(text), u.Scheme+"://"+strings.ToLower(u.Host)):
		return errors.New("the URL needs a host, written out after https://")
	case !isPort(u.Port()):
		return fmt.Errorf("%q is not a port: use one from 1 to 65535, or none", u.Port())
	case p.Loopback && u.Scheme == "http" && (host == "127.0.0.1" || host == "localhost"):
		return nil
	case u.Scheme != "https":
		return errors.New("the URL must start with https://")
	case !isHostName(strings.TrimSuffix(host, ".")):
		return fmt.Errorf("%q is not a host name on the internet", host)
	}
	return nil
}

// isHostName reports whether a host is a name of letters, digits, hyphens and
// underscores with at least two labels. One whose last label begins with a
// digit is none: browsers read 127.1 and 1.0x7f as IP addresses (WHATWG URL,
// "ends in a number").
func isHostName(host string) bool {
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || len(host) > 253 || strings.EqualFold(last, "localhost") || last != "" && last[0] >= '0' && last[0] <= '9' {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || !plainLabel(label) {
			return false
		}
	}
	return true
}

func plainLabel(label string) bool {
	for i := range len(label) {
		switch c := label[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return false
		}
	}
	return true
}

// isPort reports whether a text is a port that browsers open; none is the
// scheme's own.
func isPort(text string) bool {
	if text == "" {
		return true
	}
	n, err := strconv.ParseUint(text, 10, 16)
	return err == nil && n > 0
}

func checkMacros(text string) error {
	for rest := text; ; {
		open := strings.IndexAny(rest, "{}")
		if open < 0 {
			return nil
		}
		name, after, found := strings.Cut(rest[open+1:], "}")
		if rest[open] == '}' || !found {
			return errors.New("the URL has a brace without its partner")
		}
		if _, known := macros[name]; !known {
			return fmt.Errorf("{%s} is not a macro: use {click_id}, {member_id}, {offer_id} or {source}", name)
		}
		rest = after
	}
}

// ExpandURL fills the macros of a checked URL, percent-encoded so that they
// read the same in a path and in a query.
func ExpandURL(text string, v MacroValues) string { return expand(text, v) }

func expand(text string, v MacroValues) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 64)
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(text[:open])
		if value, known := macros[text[open+1:open+end]]; known {
			b.WriteString(strings.ReplaceAll(url.QueryEscape(value(v)), "+", "%20"))
		} else {
			b.WriteString(text[open : open+end+1])
		}
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return b.String()
}
