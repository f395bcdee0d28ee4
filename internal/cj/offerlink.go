package cj

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
)

// sidMacro is how the click id reaches CJ, which hands it back as shopperId
// and as the postback's transaction id.
const sidMacro = "{click_id}"

// WithSID makes sure that a click link hands our click id to CJ, and returns
// it with notes for the person who entered it. An empty or absent sid becomes
// {click_id}; another value is ErrSID, since sales could not be traced. The
// accepted hosts are as good as CJ's known domains.
func WithSID(offerURL string, accepted ...string) (string, []string, error) {
	parts, err := cutClick(offerURL)
	if err != nil {
		return "", nil, err
	}
	link, err := ParseClick(offerURL)
	if err != nil {
		return "", nil, err
	}
	var notes []string
	if !link.KnownHost && !slices.Contains(accepted, parts.host) {
		notes = append(notes, fmt.Sprintf("%s is not one of CJ's known domains: make sure that the link came from CJ.", parts.host))
	}
	if link.Destination == "" {
		notes = append(notes, "The link leads to the landing page of CJ's ad: add url= to choose another, or to use UTMs.")
	}
	switch link.SID {
	case sidMacro, "{transaction_id}":
	case "":
		notes = append(notes, "sid={click_id} was added, so that CJ can tell us which click made a sale.")
	default:
		return "", nil, fmt.Errorf("%w: it is %q, and sales could not be traced to members; replace it with %s", ErrSID, link.SID, sidMacro)
	}
	parts.setSID(link.SID)
	text, err := fitting(parts.text())
	return text, notes, err
}

// setSID writes the sid so that its macro is readable, wherever it stood.
func (parts *clickParts) setSID(sid string) {
	if sid == "" {
		sid = sidMacro
	}
	if parts.path != nil {
		parts.path[2] = sid
		return
	}
	for i, p := range parts.query {
		if p.is("sid") {
			parts.query[i] = param{name: p.name, raw: sid}
			return
		}
	}
	parts.query = append([]param{{name: "sid", raw: sid}}, parts.query...)
}

// TakeLanding takes the landing page out of a click link, and leaves
// {landing_page} in its place, so that each member link can have its own. A link
// that names no page comes back as it is, with an empty one.
func TakeLanding(clickURL string) (destination, landing string, err error) {
	parts, err := cutClick(clickURL)
	if err != nil {
		return "", "", err
	}
	link, err := ParseClick(clickURL)
	if err != nil || link.Destination == "" {
		return clickURL, "", err
	}
	if parts.path != nil {
		parts.path[3] = affiliate.LandingMacro
	}
	for i, p := range parts.query {
		if p.is("url") {
			parts.query[i].raw = affiliate.LandingMacro
		}
	}
	return parts.text(), link.Destination, nil
}

// UTMQuery is parameters as they are put on a landing page, macros readable.
func UTMQuery(utms []UTM) (string, error) {
	page, err := addUTMs("", utms)
	return strings.TrimPrefix(page, "?"), err
}

// UTM is one parameter for the landing page. The value may hold macros.
type UTM struct {
	Name, Value string
}

var utmName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]{0,63}$`)

// WithUTMs puts parameters on the landing page inside a click link, never on
// the link itself, where CJ would drop them. One that the page's address has
// already is replaced. Without a landing page in the link it is
// ErrNoDestination.
func WithUTMs(clickURL string, utms []UTM) (string, error) {
	parts, err := cutClick(clickURL)
	if err != nil {
		return "", err
	}
	link, err := ParseClick(clickURL)
	if err != nil || len(utms) == 0 {
		return clickURL, err
	}
	if link.Destination == "" {
		return "", fmt.Errorf("%w, so UTMs have no place: add url= with the product page's address, or take the UTMs away", ErrNoDestination)
	}
	landing, err := addUTMs(link.Destination, utms)
	if err != nil {
		return "", err
	}
	if parts.path != nil {
		parts.path[3] = landing
	}
	for i, p := range parts.query {
		if p.is("url") {
			parts.query[i].raw = escape(landing)
		}
	}
	return fitting(parts.text())
}

func addUTMs(page string, utms []UTM) (string, error) {
	page, fragment, hasFragment := strings.Cut(page, "#")
	page, query, _ := strings.Cut(page, "?")
	var all []param
	for _, p := range cutQuery(query) {
		if p != (param{bare: true}) { // && and a lone & say nothing
			all = append(all, p)
		}
	}
	for i, utm := range utms {
		switch {
		case !utmName.MatchString(utm.Name):
			return "", fmt.Errorf("%q can't be a parameter's name: use letters, digits and underscores, such as utm_source", shorten(utm.Name))
		case strings.EqualFold(utm.Name, "cjevent") || strings.EqualFold(utm.Name, "cjdata"):
			return "", fmt.Errorf("%s is CJ's own parameter: the shop could no longer trace the sale", utm.Name)
		case strings.ContainsFunc(utm.Value, func(r rune) bool { return r < ' ' || r == 0x7f }):
			return "", fmt.Errorf("the value of %s holds a line break or another control character", utm.Name)
		}
		for _, other := range utms[:i] {
			if other.Name == utm.Name {
				return "", fmt.Errorf("%s is given twice: keep one", utm.Name)
			}
		}
		all = setParam(all, utm)
	}
	page += "?" + joinQuery(all)
	if hasFragment {
		page += "#" + fragment
	}
	return page, nil
}

// setParam replaces the first parameter of a name and drops further ones, or
// appends it.
func setParam(all []param, utm UTM) []param {
	want := param{name: utm.Name, raw: escape(utm.Value)}
	kept, found := all[:0:0], false
	for _, p := range all {
		name, err := url.QueryUnescape(p.name)
		switch {
		case err != nil || name != utm.Name:
			kept = append(kept, p)
		case !found:
			kept, found = append(kept, want), true
		}
	}
	if !found {
		kept = append(kept, want)
	}
	return kept
}
