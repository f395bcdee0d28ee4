package sandbox

import (
	"net/url"
	"regexp"
	"strings"
)

// The two forms of a CJ click link. Source: CJ's Publisher Tag examples for
// the first; many live links on www.anrdoezrs.net for the second.
const (
	queryFormPrefix = "/click-" // /click-PID-AID?sid=&url=
	pathFormPrefix  = "/links/" // /links/PID/type/dlg/sid/SID/URL, the URL raw
)

// clickLink is what a click link says. AID is "" in the path form, which has
// none; Destination is "" when the link leaves it to the ad.
type clickLink struct {
	PID, AID, SID, Destination string
}

// plainSID is what is safe to send as a sid: CJ publishes no limit for the
// click parameter, its action file format allows 64 alphanumerics, and hyphen
// and underscore occur in live links.
var plainSID = regexp.MustCompile(`^[A-Za-z0-9_-]{0,64}$`)

// parseClickLink reads a click link from its path and query as they stood in
// the request.
func parseClickLink(escapedPath, query string) (link clickLink, err error) {
	if strings.HasPrefix(escapedPath, queryFormPrefix) {
		link, err = parseQueryForm(strings.TrimPrefix(escapedPath, queryFormPrefix), query)
	} else {
		whole := strings.TrimPrefix(escapedPath, pathFormPrefix)
		if query != "" {
			whole += "?" + query
		}
		link, err = parsePathForm(whole)
	}
	if err == nil && !plainSID.MatchString(link.SID) {
		err = invalid("the sid %q can't be used: give up to 64 letters, digits, hyphens or underscores", shorten(link.SID))
	}
	if err != nil {
		return clickLink{}, err
	}
	return link, nil
}

func parseQueryForm(ids, query string) (link clickLink, err error) {
	var ok bool
	if link.PID, link.AID, ok = strings.Cut(ids, "-"); !ok {
		return link, missing("this is no click link: it looks like %sPID-AID", queryFormPrefix)
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return link, invalid("the link's query can't be read (%v): percent-encode the destination in url=", err)
	}
	for name, given := range values {
		into := &link.SID
		switch strings.ToLower(name) {
		case "sid":
		case "url":
			into = &link.Destination
		default: // CJ has more parameters (cjsku …) that change nothing here
			continue
		}
		if len(given) > 1 || *into != "" {
			return link, invalid("%s is given more than once in the link", strings.ToLower(name))
		}
		*into = given[0]
	}
	return link, nil
}

func parsePathForm(whole string) (link clickLink, err error) {
	pid, rest, _ := strings.Cut(whole, "/")
	rest, ok := strings.CutPrefix(rest, "type/dlg/")
	if !ok {
		return link, missing("this is no click link: it looks like %sPID/type/dlg/sid/SID/https://…", pathFormPrefix)
	}
	link.PID = pid
	if tail, ok := strings.CutPrefix(rest, "sid/"); ok {
		link.SID, rest, _ = strings.Cut(tail, "/")
	}
	if rest == "" {
		return link, invalid("the link has no destination: append the product page's whole URL")
	}
	link.Destination = rest
	return link, nil
}

// destination checks where a click wants to go: only to the shop of this
// sandbox, which is the brand's only site here.
func destination(wanted, host string) (*url.URL, error) {
	u, err := url.Parse(wanted)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
		return nil, invalid("the destination %q is not a web address: give a whole URL such as http://%s/shop/", shorten(wanted), host)
	}
	if !strings.EqualFold(u.Host, host) || !strings.HasPrefix(u.EscapedPath(), "/shop/") {
		return nil, invalid("the destination %q is not the brand's: this sandbox only leads to http://%s/shop/", shorten(wanted), host)
	}
	return u, nil
}

// withClickID appends CJ's click id to a landing URL and keeps what it has.
// Source: docs.cj.com/docs/click-events.
func withClickID(landing *url.URL, cjevent string) string {
	u := *landing
	if u.RawQuery != "" {
		u.RawQuery += "&"
	}
	u.RawQuery += "cjevent=" + cjevent
	u.ForceQuery = false
	return u.String()
}
