package postback

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// secretNames are parameters that are not kept: what opens the door, and the
// addresses of shoppers.
var secretNames = map[string]bool{
	"security_token": true, "token": true, "sig": true, "signature": true, "key": true, "api_key": true, "secret": true, "password": true,
	"ip": true, "ip_address": true, "session_ip": true, "conversion_ip": true, "user_ip": true, "client_ip": true, "remote_addr": true,
}

var jsonSecret = func() *regexp.Regexp {
	names := make([]string, 0, len(secretNames))
	for name := range secretNames {
		names = append(names, name)
	}
	return regexp.MustCompile(`(?i)("(?:` + strings.Join(names, "|") + `)"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^,}\s]+)`)
}()

// jsonAddress finds what may be an address among JSON's texts.
var jsonAddress = regexp.MustCompile(`"[0-9A-Fa-f:.]{3,45}"`)

const redacted = "[removed]"

// Redact is a call's query or body without secrets: the values of secret
// parameters, values that are addresses, and the tokens given wherever they
// stand. The rest is verbatim, cut to limit bytes of valid text.
func Redact(text string, limit int, tokens ...string) string {
	if len(text) > 8*limit { // keep the work small; what follows is cut anyway
		text = text[:8*limit]
	}
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		text = jsonSecret.ReplaceAllString(text, `$1"`+redacted+`"`)
		text = jsonAddress.ReplaceAllStringFunc(text, func(quoted string) string {
			if isAddress(strings.Trim(quoted, `"`)) {
				return `"` + redacted + `"`
			}
			return quoted
		})
	} else {
		text = redactPairs(text)
	}
	for _, token := range tokens {
		if len(token) < 4 {
			continue
		}
		text = strings.ReplaceAll(text, token, redacted)
		text = strings.ReplaceAll(text, url.QueryEscape(token), redacted)
	}
	if len(text) > limit {
		text = text[:limit]
	}
	return strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", "?"), "?")
}

func redactPairs(text string) string {
	pairs := strings.Split(text, "&")
	for i, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		plainName, nameErr := url.QueryUnescape(name)
		plainValue, valueErr := url.QueryUnescape(value)
		if nameErr == nil && secretNames[strings.ToLower(strings.TrimSpace(plainName))] || valueErr == nil && isAddress(plainValue) {
			pairs[i] = name + "=" + redacted
		}
	}
	return strings.Join(pairs, "&")
}

func isAddress(text string) bool {
	if !strings.ContainsAny(text, ".:") {
		return false
	}
	_, err := netip.ParseAddr(strings.TrimSpace(text))
	return err == nil
}

// ShortToken names a token without giving it away.
func ShortToken(token string) string {
	if len(token) < 16 {
		return "…"
	}
	return strings.ToValidUTF8(token[:4], "?") + "…"
}
