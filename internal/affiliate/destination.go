package affiliate

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Destination is an offer URL made ready to be filled for each click. What the
// follower of a link chooses ends up percent-encoded in values of the query or
// in the fragment, so that it never changes scheme, host or path.
type Destination struct {
	head, tail []urlPart // before and from the fragment's #
	pass       []string
	separator  byte // before the first passed parameter; 0 when the query ends with one
	readsQuery bool
	landing    landingPlace
}

// A urlPart is literal text and the macro after it, nil at the end.
type urlPart struct {
	literal string
	macro   *Macro
	nested  bool // the macro stands in a URL that is itself a value: encode twice
}

const (
	// maxFilledURL bounds a destination with its macros at their longest.
	maxFilledURL = 4000
	// maxPassed bounds what pass-through adds to it, and one value of that.
	maxPassed      = 1000
	maxPassedValue = 200
	maxPassedKeys  = 20
)

// ParseDestination prepares a URL that CheckURL has accepted, or says what is
// wrong with its macros. Keys of passThrough that it has already are left out.
func ParseDestination(text string, passThrough []string) (Destination, error) {
	head, fragment, hasFragment := strings.Cut(text, "#")
	d := Destination{separator: '?'}
	var err error
	if d.head, err = parseParts(head, false); err != nil {
		return Destination{}, err
	}
	if d.landing, err = placeLanding(head, fragment); err != nil {
		return Destination{}, err
	}
	if hasFragment {
		if d.tail, err = parseParts("#"+fragment, true); err != nil {
			return Destination{}, err
		}
	}
	longest := 0
	for _, p := range slices.Concat(d.head, d.tail) {
		longest += len(p.literal)
		if p.macro != nil {
			longest += p.longest() // but of {landing_page}, which has its own bound
			d.readsQuery = d.readsQuery || p.macro.request
		}
	}
	if longest > maxFilledURL {
		return Destination{}, fmt.Errorf("the URL can grow to %d characters when its macros are filled; at most %d are allowed: use fewer of them", longest, maxFilledURL)
	}
	_, query, hasQuery := strings.Cut(head, "?")
	if hasQuery {
		d.separator = '&'
	}
	if strings.HasSuffix(head, "?") || strings.HasSuffix(head, "&") {
		d.separator = 0
	}
	for _, key := range passThrough {
		if !hasKey(query, key) {
			d.pass, d.readsQuery = append(d.pass, key), true
		}
	}
	return d, nil
}

func (p urlPart) longest() int {
	switch {
	case !p.macro.free():
		return p.macro.longest // ids and digits; a few colons more don't matter
	case p.nested:
		return p.macro.longest * len("%25ff")
	default:
		return p.macro.longest * len("%ff")
	}
}

// hasKey reports whether a raw query has a parameter, in any case of letters,
// as shops read them.
func hasKey(query, key string) bool {
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if strings.EqualFold(name, key) {
			return true
		}
	}
	return false
}

func parseParts(text string, anywhere bool) (parts []urlPart, err error) {
	for from := 0; ; {
		i := strings.IndexAny(text[from:], "{}")
		if i < 0 {
			return append(parts, urlPart{literal: text[from:]}), nil
		}
		open := from + i
		name, _, found := strings.Cut(text[open+1:], "}")
		if text[open] == '}' || !found {
			return nil, errors.New("the URL has a brace without its partner")
		}
		macro, known := macroNamed(name)
		if !known {
			return nil, fmt.Errorf("{%s} is not a macro: use {click_id}, {member_id}, {offer_id}, {source} or another of the list", cutText(name, 40))
		}
		part := urlPart{literal: text[from:open], macro: macro}
		if macro.free() && !anywhere {
			if part.nested, err = placeInQuery(text[:open], name); err != nil {
				return nil, err
			}
		}
		parts = append(parts, part)
		from = open + len(name) + 2
	}
}

// placeInQuery says whether the place after a text is inside a URL that is the
// value of a parameter, as CJ's url= is, and refuses places where a value that
// anybody may choose would lead elsewhere.
func placeInQuery(before, name string) (nested bool, err error) {
	_, query, inQuery := strings.Cut(before, "?")
	if !inQuery {
		return false, fmt.Errorf("{%s} may be any text, so it may stand only after the URL's question mark", name)
	}
	key, value, isValue := strings.Cut(query[strings.LastIndexByte(query, '&')+1:], "=")
	if !isValue {
		return false, fmt.Errorf("{%s} may not name a parameter: write it after an equals sign", name)
	}
	value = strings.NewReplacer("%3a", ":", "%2f", "/", "%3f", "?", "%23", "#").Replace(strings.ToLower(value))
	scheme := strings.LastIndex(value, "://")
	if scheme >= 0 && !strings.ContainsAny(value[scheme+len("://"):], "?#") || scheme < 0 && strings.EqualFold(key, "url") {
		return false, fmt.Errorf("{%s} could lead the URL in %q elsewhere: there it may stand only after that URL's question mark", name, cutText(key, 40))
	}
	return scheme >= 0, nil
}

// ReadsQuery reports whether filling it needs the followed link's query.
func (d *Destination) ReadsQuery() bool { return d.readsQuery }

// Append writes the filled URL at the end of b.
func (d *Destination) Append(b []byte, v *MacroValues) []byte {
	if d.landing == landingInPath {
		return d.appendRaw(b, v)
	}
	b = appendParts(b, d.head, v)
	b = d.appendPassed(b, v, d.separator)
	return appendParts(b, d.tail, v)
}

func appendParts(b []byte, parts []urlPart, v *MacroValues) []byte {
	for i := range parts {
		p := &parts[i]
		b = append(b, p.literal...)
		if p.macro == nil {
			continue
		}
		value := p.macro.value(v)
		if p.nested {
			value = string(appendEscaped(nil, value))
		}
		b = appendEscaped(b, value)
	}
	return b
}

// appendPassed writes the parameters that go on. One that doesn't fit is left
// out whole.
func (d *Destination) appendPassed(b []byte, v *MacroValues, separator byte) []byte {
	start := len(b)
	for _, key := range d.pass {
		values := v.Query[key]
		if len(values) == 0 {
			continue
		}
		before := len(b)
		if separator != 0 {
			b = append(b, separator)
		}
		b = append(append(b, key...), '=')
		b = appendEscaped(b, cutText(values[0], maxPassedValue))
		if len(b)-start > maxPassed {
			return b[:before]
		}
		separator = '&'
	}
	return b
}

// appendEscaped percent-encodes all but RFC 3986's unreserved characters, so
// that a value reads the same in a path and in a query.
func appendEscaped(b []byte, value string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(value) {
		c := value[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.', c == '~':
			b = append(b, c)
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return b
}

// cutText cuts a text to a number of bytes, never inside a character.
func cutText(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}

// networkKeys are parameters that decide where a CJ link leads and what it is
// credited to (CJ Publisher Tag, Link Requirements), so that they never come
// from whoever follows a link.
var networkKeys = []string{"sid", "url", "pid", "aid", "cid", "cjevent", "cjdata"}

// CheckPassThrough checks the names of query parameters that may go on from a
// member link to the destination.
func CheckPassThrough(keys []string) error {
	if len(keys) > maxPassedKeys {
		return fmt.Errorf("%d parameters are to be passed on; use at most %d", len(keys), maxPassedKeys)
	}
	for i, key := range keys {
		switch {
		case !plainKey(key):
			return fmt.Errorf("%q can't be passed on: use letters, digits and underscores for the names of parameters", cutText(key, 40))
		case slices.ContainsFunc(networkKeys, func(k string) bool { return strings.EqualFold(k, key) }):
			return fmt.Errorf("%s can't be passed on: the network decides by it where a link leads", key)
		case slices.ContainsFunc(keys[:i], func(k string) bool { return strings.EqualFold(k, key) }):
			return fmt.Errorf("%s is to be passed on twice", key)
		}
	}
	return nil
}
