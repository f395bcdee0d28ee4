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
	// Hosts, when not empty, are the only hosts allowed; ParseHosts reads them.
	Hosts Hosts
}

// CheckURL checks a destination as it will be stored: an absolute https URL of
// a named host that browsers read as it is written, without user info, control
// characters, spaces or backslashes, with known macros only, and none in the
// scheme or host. The error says which rule was broken.
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
	d, err := ParseDestination(text, nil)
	if err != nil {
		return err
	}
	u, err := url.Parse(string(d.Append(nil, &MacroValues{ClickID: "x", MemberID: "x", OfferID: "x", LandingPage: "https://shop.example/"})))
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
	}
	if err := checkHostName(host); err != nil {
		return err
	}
	return p.Hosts.check(host)
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

// ExpandURL fills the macros of a checked URL.
func ExpandURL(text string, v MacroValues) string {
	d, err := ParseDestination(text, nil)
	if err != nil {
		return text
	}
	return string(d.Append(nil, &v))
}
