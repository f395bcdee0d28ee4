package classic

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Refused is a call that CJ can't answer, in words for the XML.
type Refused struct{ Message string }

func (r Refused) Error() string { return r.Message }

func refused(format string, args ...any) error { return Refused{fmt.Sprintf(format, args...)} }

// parameters are those of one call; CJ takes their names in any case.
type parameters map[string]string

func readParameters(query url.Values) parameters {
	p := parameters{}
	for name, values := range query {
		p[strings.ToLower(name)] = strings.TrimSpace(values[len(values)-1])
	}
	return p
}

// page is the part of all matches that a call asks for.
type page struct{ number, size int }

func (p parameters) page(usual int) (page, error) {
	const most = 100
	number, err := p.number("page-number", 1)
	if err != nil {
		return page{}, err
	}
	size, err := p.number("records-per-page", usual)
	if err == nil && size > most {
		err = refused("records-per-page %d is more than %d", size, most)
	}
	return page{number, size}, err
}

func (p parameters) number(name string, unset int) (int, error) {
	if p[name] == "" {
		return unset, nil
	}
	n, err := strconv.Atoi(p[name])
	if err != nil || n < 1 {
		return 0, refused("%s %q is not a whole number from 1", name, p[name])
	}
	return n, nil
}

// cut is the rows on the page.
func cut[T any](rows []T, p page) []T {
	from := min((p.number-1)*p.size, len(rows))
	return rows[from:min(from+p.size, len(rows))]
}

// wantsAdvertiser reads advertiser-ids: joined, notjoined, or CIDs.
func (p parameters) wantsAdvertiser(a Advertiser) bool {
	switch wanted := p["advertiser-ids"]; strings.ToLower(wanted) {
	case "":
		return true
	case "joined":
		return a.Joined
	case "notjoined":
		return !a.Joined
	default:
		return slices.Contains(strings.Split(strings.ReplaceAll(wanted, " ", ""), ","), a.CID)
	}
}

// wantsWords reads keywords: words that begin with + must occur, those with -
// must not, and of the others one must.
func (p parameters) wantsWords(texts ...string) bool {
	text := strings.ToLower(strings.Join(texts, " "))
	anyOf, found := false, false
	for word := range strings.FieldsSeq(strings.ToLower(p["keywords"])) {
		switch {
		case strings.HasPrefix(word, "+"):
			if !strings.Contains(text, word[1:]) {
				return false
			}
		case strings.HasPrefix(word, "-"):
			if strings.Contains(text, word[1:]) {
				return false
			}
		default:
			anyOf, found = true, found || strings.Contains(text, word)
		}
	}
	return found || !anyOf
}

// is reports whether a parameter that was given has the value, in any case.
func (p parameters) is(name, value string) bool {
	return p[name] == "" || strings.EqualFold(p[name], value)
}
