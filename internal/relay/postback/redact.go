package postback

import (
	"net/url"
	"regexp"
	"strings"

	"linkledger/internal/affiliate"
)

// jsonSecret finds the secret parameters of a JSON body.
var jsonSecret = regexp.MustCompile(`(?i)("(?:` + strings.Join(affiliate.SecretParameters(), "|") + `)"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^,}\s]+)`)

const redacted = "[removed]"

// Redact is a call's query or body, or our reply to it, without secrets: the
// values of secret parameters, and addresses and the tokens given wherever they
// stand. The rest is verbatim, cut to limit bytes of valid text.
func Redact(text string, limit int, tokens ...string) string {
	if len(text) > 8*limit { // keep the work small; what follows is cut anyway
		text = text[:8*limit]
	}
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		text = jsonSecret.ReplaceAllString(text, `$1"`+redacted+`"`)
		text = removeAddresses(jsonText.ReplaceAllStringFunc(text, redactQuoted))
	} else {
		text = removeAddresses(redactPairs(text))
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
		plain, err := url.QueryUnescape(name)
		switch {
		case err == nil && affiliate.SecretParameter(strings.ToLower(strings.TrimSpace(plain))), hidesAddress(value):
			pairs[i] = name + "=" + redacted
		}
		if hidesAddress(name) {
			pairs[i] = redacted
		}
	}
	return strings.Join(pairs, "&")
}

// ShortToken names a token without giving it away.
func ShortToken(token string) string {
	if len(token) < 16 {
		return "…"
	}
	return strings.ToValidUTF8(token[:4], "?") + "…"
}
