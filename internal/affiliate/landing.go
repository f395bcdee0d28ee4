package affiliate

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// landingPlace is where a destination has {landing_page}.
type landingPlace int

const (
	noLanding      landingPlace = iota
	landingInQuery              // the value of a parameter, percent-encoded
	landingInPath               // all that follows, as it is: CJ's "dlg" links
)

// LandingMacro is where a destination takes the page that a link leads to.
const LandingMacro = "{" + MacroLandingPage + "}"

func holdsMacro(text, name string) bool { return strings.Contains(text, "{"+name+"}") }

// HasLanding reports whether links can have pages of their own.
func (d *Destination) HasLanding() bool { return d.landing != noLanding }

// placeLanding finds {landing_page}, which may stand once: as the whole value
// of a parameter, or at the end of the path with nothing after it.
func placeLanding(head, fragment string) (landingPlace, error) {
	if strings.Contains(fragment, LandingMacro) || strings.Count(head, LandingMacro) > 1 {
		return noLanding, errors.New("{landing_page} may stand once, and not after a #")
	}
	before, after, found := strings.Cut(head, LandingMacro)
	switch {
	case !found:
		return noLanding, nil
	case strings.Contains(before, "?"):
		if strings.HasSuffix(before, "=") && (after == "" || after[0] == '&') {
			return landingInQuery, nil
		}
	case strings.HasSuffix(before, "/") && after == "" && fragment == "":
		return landingInPath, nil
	}
	return noLanding, errors.New("{landing_page} must be the whole value of a parameter, as in url={landing_page}, or end the URL after a slash")
}

// appendRaw writes a destination that ends with the page as it is: what is
// passed on belongs to the page's query then, before its fragment.
func (d *Destination) appendRaw(b []byte, v *MacroValues) []byte {
	last := len(d.head) - 2 // the macro's part; an empty literal follows it
	b = appendParts(b, d.head[:last], v)
	b = append(b, d.head[last].literal...)
	page, fragment, hasFragment := strings.Cut(v.LandingPage, "#")
	b = append(b, page...)
	b = d.appendPassed(b, v, separatorAfter(page))
	if hasFragment {
		b = append(append(b, '#'), fragment...)
	}
	return b
}

// separatorAfter is what a further parameter of a URL without fragment begins
// with; 0 for nothing.
func separatorAfter(page string) byte {
	switch {
	case strings.HasSuffix(page, "?") || strings.HasSuffix(page, "&"):
		return 0
	case strings.Contains(page, "?"):
		return '&'
	}
	return '?'
}

// JoinLanding puts a query on a page, both templates: before the page's
// fragment, and without the parameters that the page has already, in any case
// of letters.
func JoinLanding(page, query string) string {
	page, fragment, hasFragment := strings.Cut(page, "#")
	_, has, _ := strings.Cut(page, "?")
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if pair == "" || hasKey(has, name) {
			continue
		}
		if separator := separatorAfter(page); separator != 0 {
			page += string(separator)
		}
		page += pair
	}
	if hasFragment {
		page += "#" + fragment
	}
	return page
}

// CheckPage checks a page that a link leads to: a URL as CheckURL has it, whose
// macros are neither the follower's to choose nor {landing_page}.
func (p URLPolicy) CheckPage(text string) error {
	if err := p.CheckURL(text); err != nil {
		return err
	}
	for i := range Macros {
		if m := &Macros[i]; (m.request || m.Name == MacroLandingPage) && holdsMacro(text, m.Name) {
			return fmt.Errorf("{%s} can't stand in the page that a link leads to", m.Name)
		}
	}
	return nil
}

// CheckLanding checks a page, and the query that is put on it, for a
// destination that has {landing_page}. An empty query adds nothing.
func (p URLPolicy) CheckLanding(destination, page, query string) error {
	if err := p.CheckPage(page); err != nil {
		return err
	}
	whole := JoinLanding(page, query)
	if err := p.CheckURL(whole); err != nil {
		return err
	}
	if strings.Contains(query, "#") || strings.Contains(query, LandingMacro) {
		return errors.New("what is put on the landing page can hold neither # nor {landing_page}")
	}
	v := fullValues()
	v.LandingPage = ExpandURL(whole, v)
	if filled := ExpandURL(destination, v); len(filled) > MaxURLLength {
		return fmt.Errorf("with this page the link would grow to %d characters; at most %d are allowed: use a shorter page or fewer UTMs", len(filled), MaxURLLength)
	}
	return nil
}

// fullValues are values of the length that is usual at most. Member variables
// of rare scripts may come out longer; the relay bounds those.
func fullValues() MacroValues {
	const id = "abcdefghijklmnop"
	v := MacroValues{ClickID: ClickID(strings.Repeat("x", ClickIDLength)), MemberID: id, OfferID: id,
		Query: url.Values{"source": {id}}, Values: map[string]string{}}
	for i := range Macros {
		if m := &Macros[i]; m.variable {
			v.Values[m.Name] = strings.Repeat("x", 40)
		}
	}
	return v
}

// Variables names the macros of member variables.
func Variables() (names []string) {
	for i := range Macros {
		if Macros[i].variable {
			names = append(names, Macros[i].Name)
		}
	}
	return names
}

// AllowsPage checks a link's own page by the offer's deep-link domains: those
// that it lists, or the landing page's own host, with and without www.
func (o Offer) AllowsPage(page string) error {
	u, err := url.Parse(ExpandURL(page, fullValues()))
	if err != nil {
		return errors.New("this is not a URL")
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	allowed := o.PageHosts()
	if slices.ContainsFunc(allowed, func(a string) bool { return hostMatches(a, host) }) {
		return nil
	}
	return fmt.Errorf("%s is not one of the offer's pages: links of this offer may lead to %s", host, strings.Join(allowed, ", "))
}

// PageHosts are the hosts that links' own pages may be on.
func (o Offer) PageHosts() []string {
	if len(o.DeepDomains) > 0 {
		return o.DeepDomains
	}
	u, err := url.Parse(ExpandURL(o.Landing, fullValues()))
	if err != nil || u.Hostname() == "" {
		return []string{}
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	bare, isWWW := strings.CutPrefix(host, "www.")
	switch {
	case checkHostName(host) != nil: // practice mode's shop
		return []string{host}
	case isWWW:
		return []string{host, bare}
	}
	return []string{host, "www." + host}
}

// hostMatches reports whether an allowed host, or zone as *.shop.example, is or
// holds a host.
func hostMatches(allowed, host string) bool {
	zone, below := strings.CutPrefix(allowed, "*")
	return below && strings.HasSuffix(host, zone) || host == allowed
}
