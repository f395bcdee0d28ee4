package linkhealth

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Destination is where links lead that differ only by click and by member.
type Destination struct {
	ID     string   `json:"id"`
	URL    string   `json:"url"`   // as it is walked
	Links  int      `json:"links"` // that lead there
	Link   string   `json:"link"`  // the one whose destination is walked
	Offers []string `json:"offers"`
}

// Page is the address of the page that it is about, as far as it tells.
func (d Destination) Page() string {
	if to := wanted(d.URL); to != nil {
		return to.String()
	}
	return d.URL
}

func idOf(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:8])
}

// clickID is the form of the relay's click ids: 30 characters of base32.
var clickID = regexp.MustCompile(`[a-z2-7]{30}`)

// clickIDs are what may be click ids in a URL, longest runs excluded.
func clickIDs(text string) (ids []string) {
	for _, at := range clickID.FindAllStringIndex(text, 8) {
		if (at[0] == 0 || !alphanumeric(text[at[0]-1])) && (at[1] == len(text) || !alphanumeric(text[at[1]])) {
			ids = append(ids, text[at[0]:at[1]])
		}
	}
	return ids
}

func alphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// timeText are the forms in which a destination holds the time of a click,
// percent-encoded once or twice or not at all.
var timeText = regexp.MustCompile(`\d{4}-\d\d-\d\d((%20|\+|%2520|%2B)\d\d(:|%3A|%253A)\d\d(:|%3A|%253A)\d\d)?|\d\d(:|%3A|%253A)\d\d(:|%3A|%253A)\d\d`)

const masked = "*"

// maskOwn takes out of a destination what differs from click to click and from
// member to member: click ids, times, values of the link's own, and UTMs, which
// lead nobody elsewhere.
func maskOwn(destination string, own []string) string {
	for _, id := range clickIDs(destination) {
		destination = strings.ReplaceAll(destination, id, masked)
	}
	return maskQuery(timeText.ReplaceAllString(destination, masked), own, 3)
}

// maskQuery masks parameters by name and value, also those of an address in a
// parameter.
func maskQuery(text string, own []string, depth int) string {
	before, query, found := strings.Cut(text, "?")
	if !found || depth == 0 {
		return text
	}
	query, fragment, _ := strings.Cut(query, "#")
	parts := strings.Split(query, "&")
	for i, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		plain, err := url.QueryUnescape(value)
		switch {
		case strings.EqualFold(name, "sid"), strings.HasPrefix(strings.ToLower(name), "utm_"), err == nil && plain != "" && slices.Contains(own, plain):
			parts[i] = name + "=" + masked
		case err == nil && strings.Contains(plain, "?"):
			parts[i] = name + "=" + url.QueryEscape(maskQuery(plain, own, depth-1))
		}
	}
	text = before + "?" + strings.Join(parts, "&")
	if fragment != "" {
		text += "#" + fragment
	}
	return text
}

// wanted is the page that a destination is about: the innermost address in it,
// since networks carry the landing page in their own.
func wanted(destination string) *url.URL {
	at, err := url.Parse(destination)
	for depth := 0; err == nil && depth < 3; depth++ {
		inner := nested(at)
		if inner == nil {
			return at
		}
		at = inner
	}
	return at
}

func nested(at *url.URL) *url.URL {
	for part := range strings.SplitSeq(at.RawQuery, "&") { // in order: the first address counts
		_, value, _ := strings.Cut(part, "=")
		if plain, err := url.QueryUnescape(value); err == nil {
			if inner := webAddress(plain); inner != nil {
				return inner
			}
		}
	}
	for _, scheme := range []string{"https:/", "http:/"} { // CJ's path form: …/type/dlg/sid/SID/https://…
		if i := strings.Index(at.Path, "/"+scheme); i >= 0 {
			rest := scheme + "/" + strings.TrimLeft(at.Path[i+1+len(scheme):], "/")
			if at.RawQuery != "" {
				rest += "?" + at.RawQuery
			}
			return webAddress(rest)
		}
	}
	return nil
}

func webAddress(text string) *url.URL {
	if !strings.HasPrefix(text, "https://") && !strings.HasPrefix(text, "http://") {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}
