package cj

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// clickParts are the pieces of a click link's text, as they stand, so that
// a change to one leaves the others alone, macros included.
type clickParts struct {
	base, host string
	ids        []string // of the query form: whole, PID, AID
	path       []string // of the path form: whole, PID, sid, destination; nil otherwise
	query      []param  // of the query form
	fragment   string   // with its #
}

// param is one name=value of a query, undecoded.
type param struct {
	name, raw string
	bare      bool // no = sign
}

func (p param) is(name string) bool { return strings.EqualFold(p.name, name) }

func (p param) value() (string, error) {
	value, err := url.QueryUnescape(p.raw)
	if err != nil {
		return "", fmt.Errorf("the value of %s= can't be decoded (%w): percent-encode it again", shorten(p.name), err)
	}
	return value, nil
}

func cutClick(text string) (clickParts, error) {
	text = strings.TrimSpace(text)
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '\\' }) {
		return clickParts{}, fmt.Errorf("%w: it holds spaces or characters that must be percent-encoded", ErrNotClickLink)
	}
	scheme, rest, ok := strings.Cut(text, "://")
	end := strings.IndexAny(rest, "/?#")
	if !ok || end < 0 || !plainBase.MatchString(rest[:end]) ||
		!strings.EqualFold(scheme, "https") && !strings.EqualFold(scheme, "http") {
		return clickParts{}, fmt.Errorf("%w: copy all of it, starting with https://", ErrNotClickLink)
	}
	parts := clickParts{base: strings.ToLower(scheme) + "://" + rest[:end], host: rest[:end]}
	rest = rest[end:]
	if parts.path = linksPath.FindStringSubmatch(rest); parts.path != nil {
		return parts, nil
	}
	if at := strings.IndexByte(rest, '#'); at >= 0 {
		rest, parts.fragment = rest[:at], rest[at:]
	}
	path, query, _ := strings.Cut(rest, "?")
	if parts.ids = clickPath.FindStringSubmatch(path); parts.ids == nil {
		return clickParts{}, notClick(path)
	}
	parts.query = cutQuery(query)
	return parts, nil
}

func notClick(path string) error {
	switch {
	case strings.HasPrefix(path, "/image-"):
		return fmt.Errorf("%w but CJ's counting pixel: take the address that has /click- in it", ErrNotClickLink)
	case strings.HasPrefix(path, "/links-t/"):
		return fmt.Errorf("%w but a hop inside CJ: take the address that it starts from, with /links/ or /click-", ErrNotClickLink)
	default:
		return fmt.Errorf("%w: one looks like https://www.anrdoezrs.net/click-PID-AID with two numbers", ErrNotClickLink)
	}
}

func cutQuery(query string) []param {
	if query == "" {
		return nil
	}
	var all []param
	for _, pair := range strings.Split(query, "&") {
		name, raw, found := strings.Cut(pair, "=")
		all = append(all, param{name: name, raw: raw, bare: !found})
	}
	return all
}

func joinQuery(all []param) string {
	pairs := make([]string, len(all))
	for i, p := range all {
		pairs[i] = p.name
		if !p.bare {
			pairs[i] += "=" + p.raw
		}
	}
	return strings.Join(pairs, "&")
}

// text puts a click link together again.
func (parts clickParts) text() string {
	if parts.path != nil {
		text := parts.base + "/links/" + parts.path[1] + "/type/dlg/"
		if parts.path[2] != "" {
			text += "sid/" + parts.path[2] + "/"
		}
		return text + parts.path[3]
	}
	text := parts.base + parts.ids[0]
	if len(parts.query) > 0 {
		text += "?" + joinQuery(parts.query)
	}
	return text + parts.fragment
}

var escapedMacro = regexp.MustCompile(`(?i)%7b[a-z0-9_]+%7d`)

// escape percent-encodes a value for a query, but for macros: the relay fills
// {click_id}, not %7Bclick_id%7D.
func escape(value string) string {
	return escapedMacro.ReplaceAllStringFunc(url.QueryEscape(value), func(m string) string {
		return "{" + m[3:len(m)-3] + "}"
	})
}
