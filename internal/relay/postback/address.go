package postback

import (
	"encoding/json"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

var (
	ipv4Form = regexp.MustCompile(`(?:[0-9]{1,3}\.){3}[0-9]{1,3}`)
	ipv6Form = regexp.MustCompile(`[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:\.[0-9]{1,3}){0,3}`)
	// jsonText finds JSON's texts, the last one also when it breaks off.
	jsonText = regexp.MustCompile(`"(?:[^"\\]|\\.)*"?`)
)

// shortestIPv6 keeps what only looks like an address, such as C's a::b.
const shortestIPv6 = 6

// removeAddresses takes out the addresses that stand in a text as they are.
func removeAddresses(text string) string {
	if strings.Count(text, ":") >= 2 {
		text = ipv6Form.ReplaceAllStringFunc(text, func(found string) string {
			if isIPv6(found) {
				return redacted
			}
			return found
		})
	}
	if strings.Count(text, ".") >= 3 {
		text = ipv4Form.ReplaceAllString(text, redacted)
	}
	return text
}

// isIPv6 also takes colons around it that are of the text.
func isIPv6(found string) bool {
	for _, text := range []string{found, strings.TrimSuffix(found, ":"), strings.TrimPrefix(found, ":"), strings.Trim(found, ":")} {
		if _, err := netip.ParseAddr(text); err == nil && len(text) >= shortestIPv6 {
			return true
		}
	}
	return false
}

// deepest is how often a text may be percent-encoded, as a URL within a URL
// is, and still be looked into.
const deepest = 3

// hidesAddress reports whether an address stands in a percent-encoded text.
func hidesAddress(text string) bool {
	for range deepest {
		if !strings.Contains(text, "%") {
			return false
		}
		// A text that is not encoded well is looked at as far as it is.
		plain, err := url.PathUnescape(text)
		if err != nil {
			plain = unescapeLoosely(text)
		}
		if removeAddresses(plain) != plain {
			return true
		}
		text = plain
	}
	return false
}

var escaped = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

func unescapeLoosely(text string) string {
	return escaped.ReplaceAllStringFunc(text, func(code string) string {
		plain, err := url.PathUnescape(code)
		if err != nil {
			return code
		}
		return plain
	})
}

// redactQuoted takes a JSON text out in which an address stands in JSON's or in
// percent's escapes.
func redactQuoted(quoted string) string {
	var plain string
	if !strings.ContainsAny(quoted, `\%`) {
		return quoted
	}
	if err := json.Unmarshal([]byte(quoted), &plain); err != nil {
		plain = quoted
	}
	if removeAddresses(plain) == plain && !hidesAddress(plain) {
		return quoted
	}
	return `"` + redacted + `"`
}
