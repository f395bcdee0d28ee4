package cj

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"linkledger/internal/affiliate"
)

// Form is one of the two shapes of a CJ click link.
type Form string

// The forms. Source: CJ's Publisher Tag examples for the first, live links of
// CJ's deep link generator ("dlg") for the second.
const (
	FormQuery Form = "query" // https://HOST/click-PID-AID?sid=SID&url=ENCODED
	FormPath  Form = "path"  // https://HOST/links/PID/type/dlg/sid/SID/RAW
)

// ClickLink is a CJ click link taken apart. Macros such as {click_id} are kept
// as they are.
type ClickLink struct {
	Base        string // scheme and host
	Form        Form
	PID         string
	AID         string // "" in the path form, which has none
	HasSID      bool   // also when the sid is empty
	SID         string
	Destination string // the deep link, decoded; "" leaves it to the ad
	KnownHost   bool   // the host is one of CJ's click domains
}

// Errors of click links.
var (
	// ErrNotClickLink says that a URL has neither form.
	ErrNotClickLink = errors.New("this is not a CJ click link")
	// ErrNoDestination says that a link leaves its landing page to CJ's ad.
	ErrNoDestination = errors.New("the CJ link names no landing page")
	// ErrSID says that a link's sid can't carry the click id.
	ErrSID = errors.New("the CJ link's sid is not the click id")
)

var (
	// CJ's link codes may have a third number, the time of their last change.
	clickPath = regexp.MustCompile(`^/click-([0-9]{1,12})-([0-9]{1,12})(?:-[0-9]{1,18})?$`)
	linksPath = regexp.MustCompile(`^/links/([0-9]{1,12})/type/dlg/(?:sid/([^/?#]*)/)?(.+)$`)
	plainBase = regexp.MustCompile(`^[A-Za-z0-9.-]+(:[0-9]{1,5})?$`)

	// CJ documents no limit for a click link's sid: its action file format says
	// 64 alphanumerics, and live links hold hyphens and underscores.
	plainSID = regexp.MustCompile(`^([A-Za-z0-9_-]|\{[a-z0-9_]+\}){1,64}$`)
)

// ParseClick takes a click link apart. Its errors say what a link should look
// like; a URL that is something else is ErrNotClickLink.
func ParseClick(text string) (ClickLink, error) {
	parts, err := cutClick(text)
	if err != nil {
		return ClickLink{}, err
	}
	link := ClickLink{Base: parts.base, KnownHost: IsClickHost(parts.host)}
	if parts.path == nil {
		err = link.readQueryForm(parts)
	} else {
		link.Form, link.PID = FormPath, parts.path[1]
		link.HasSID = strings.Contains(text, "/type/dlg/sid/")
		link.SID, err = url.PathUnescape(parts.path[2])
		link.Destination = parts.path[3]
	}
	if err == nil {
		err = link.check()
	}
	if err != nil {
		return ClickLink{}, err
	}
	return link, nil
}

func (link *ClickLink) readQueryForm(parts clickParts) error {
	link.Form, link.PID, link.AID = FormQuery, parts.ids[1], parts.ids[2]
	for _, p := range parts.query {
		value, err := p.value()
		if err != nil {
			return err
		}
		switch {
		case p.is("sid") && link.HasSID, p.is("url") && link.Destination != "":
			return fmt.Errorf("the CJ link gives %s= twice: keep one", p.name)
		case p.is("sid"):
			link.HasSID, link.SID = true, value
		case p.is("url"):
			link.Destination = value
		}
	}
	return nil
}

func (link ClickLink) check() error {
	if link.SID != "" && (!plainSID.MatchString(link.SID) || link.SID == "0") {
		return fmt.Errorf("%w: %q can't travel as a sid; it takes up to 64 letters, digits, hyphens and underscores",
			ErrSID, shorten(link.SID))
	}
	if link.Destination == "" || link.Destination == affiliate.LandingMacro {
		return nil
	}
	return checkDestination(link.Destination)
}

func checkDestination(text string) error {
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil ||
		strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '\\' }) {
		return fmt.Errorf("the landing page %q is not a web address: give all of it, such as https://brand.example/page", shorten(text))
	}
	return nil
}

// BuildClick makes a click link: the query form, or the path form when aid is
// "". Base is a host such as "www.anrdoezrs.net", with https:// unless it says
// otherwise; sid is usually "{click_id}", or "" for none; an empty destination
// leaves the landing page to the ad.
func BuildClick(base, pid, aid, sid, destination string) (string, error) {
	scheme, host, ok := strings.Cut(strings.TrimSuffix(base, "/"), "://")
	if !ok {
		scheme, host = "https", scheme
	}
	link := ClickLink{Form: FormQuery, PID: pid, AID: aid, HasSID: sid != "", SID: sid, Destination: destination}
	switch {
	case scheme != "https" && scheme != "http", !plainBase.MatchString(host):
		return "", fmt.Errorf("%q is not a host for CJ links: use one such as www.anrdoezrs.net", shorten(base))
	case !isNumber(pid) || len(pid) > 12:
		return "", fmt.Errorf("%q is not a PID: give the number of the promotional property", shorten(pid))
	case aid == "" && destination == "":
		return "", fmt.Errorf("%w: give an AID (the number of CJ's ad) or the landing page", ErrNoDestination)
	case aid != "" && (!isNumber(aid) || len(aid) > 12):
		return "", fmt.Errorf("%q is not an AID: give the number of CJ's ad", shorten(aid))
	}
	if err := link.check(); err != nil {
		return "", err
	}
	text := scheme + "://" + host
	if aid == "" {
		text += "/links/" + pid + "/type/dlg/"
		if sid != "" {
			text += "sid/" + sid + "/"
		}
		return fitting(text + destination)
	}
	text += "/click-" + pid + "-" + aid
	sep := "?"
	if sid != "" {
		text, sep = text+sep+"sid="+sid, "&"
	}
	if destination != "" {
		text += sep + "url=" + escape(destination)
	}
	return fitting(text)
}

// fitting refuses what is too long once its macros are filled: "Click URL must
// be under 2,000 characters" (CJ Publisher Tag, Link Requirements).
func fitting(text string) (string, error) {
	const id = "abcdefghijklmnop"
	full := affiliate.ExpandURL(text, affiliate.MacroValues{
		ClickID: affiliate.ClickID(strings.Repeat("x", affiliate.ClickIDLength)), MemberID: id, OfferID: id, Query: url.Values{"source": {id}},
	})
	if len(full) >= affiliate.MaxURLLength {
		return "", fmt.Errorf("the CJ link would have %d characters; CJ takes less than %d: shorten the landing page or its UTMs",
			len(full), affiliate.MaxURLLength)
	}
	return text, nil
}
