package linkhealth

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"

	"linkledger/internal/probe"
)

// Remark is what a walk found.
type Remark struct {
	Code Code   `json:"code"`
	Text string `json:"text"`
}

// soon is how long before its end a certificate is told of.
const soon = 14 * 24 * time.Hour

// network tells CJ's links and hosts from others.
type network struct {
	isLink func(address string) bool
	isHost func(host string) bool
}

// judge says what a walk found: at most one thing that keeps shoppers or
// credit, and whatever is minor.
func judge(destination string, t probe.Trail, err error, n network, now time.Time) (remarks []Remark) {
	add := func(code Code, text string) { remarks = append(remarks, Remark{code, text}) }
	for i, hop := range t.Hops {
		if !hop.CertEnds.IsZero() && hop.CertEnds.Sub(now) < soon && hop.CertEnds.After(now) {
			add(CodeCertEndsSoon, fmt.Sprintf("The certificate of hop %d, %s, ends on %s.", i+1, hostOf(hop.URL), hop.CertEnds.Format(time.DateOnly)))
			break
		}
	}
	if i := slices.IndexFunc(t.Hops, func(h probe.Hop) bool { return h.Status > 0 && unencrypted(h.URL) }); i >= 0 {
		add(CodeUnencrypted, fmt.Sprintf("Hop %d, %s, is not encrypted.", i+1, hostOf(t.Hops[i].URL)))
	}
	if err != nil {
		code := probe.WhyBroken(t, err)
		add(code, broken(code, t, err))
		return remarks
	}
	if code, text := judgePage(destination, t, n); code != "" {
		add(code, text)
		return remarks
	}
	if text, at := judgeUTMs(destination, t); text != "" {
		add(at, text)
	}
	return remarks
}

// unencrypted reports whether an address goes over the internet in the clear.
func unencrypted(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err != nil || !ip.IsLoopback()
}

func broken(code Code, t probe.Trail, err error) string {
	number := len(t.Hops)
	why := strings.TrimSuffix(err.Error(), ".")
	switch code {
	case probe.CodeRedirectLoop:
		return "It goes round in circles: it comes to " + t.Repeated() + " again and again."
	case probe.CodeTooManyHops:
		return "It is redirected more than 10 times."
	case probe.CodeBlockedHop:
		return fmt.Sprintf("Hop %d leads away from the public internet (%s).", number, why)
	case probe.CodeBadCertificate:
		return fmt.Sprintf("Hop %d, %s, has no valid certificate.", number, hostOf(t.Hops[number-1].URL))
	}
	if errors.Is(err, errTooSlow) {
		return fmt.Sprintf("Hop %d did not answer in time.", number)
	}
	return fmt.Sprintf("Hop %d can't be followed: %s.", max(number, 1), why)
}

// judgePage judges where a walk ended, and how it came there.
func judgePage(destination string, t probe.Trail, n network) (Code, string) {
	page, given := t.Page, t.LostAt(probe.ClickParam)
	atCJ := n.isLink(destination)
	id, _ := probe.QueryValue(page.URL, probe.ClickParam)
	if atCJ && given == 0 {
		if how := probe.Masks(page.Body); how != "" {
			return probe.CodeMaskedLink, fmt.Sprintf("Hop %d %s instead of redirecting.", len(t.Hops), how)
		}
		if code, text := stoppedAtCJ(destination, t, n); code != "" {
			return code, text
		}
	}
	switch {
	case page.Status == http.StatusForbidden, page.Status == http.StatusTooManyRequests, page.Status == http.StatusServiceUnavailable:
		return CodeNotLetIn, fmt.Sprintf("%s answered %d %s.", hostOf(page.URL), page.Status, http.StatusText(page.Status))
	case page.Status < 200 || page.Status > 299:
		return probe.CodePageBroken, fmt.Sprintf("The page answered %d %s.", page.Status, http.StatusText(page.Status))
	}
	if sentHome(wanted(destination), page.URL) {
		return CodeHomeRedirect, "Shoppers are sent to " + withoutQuery(page.URL) + " instead of the product page."
	}
	if atCJ && id == "" {
		if given == 0 {
			return probe.CodeNoCJEvent, "CJ added no cjevent to the page's address."
		}
		return probe.CodeQueryStripped, fmt.Sprintf("cjevent was lost at hop %d, %s.", given, hostOf(t.Hops[given-1].URL))
	}
	if first, at := t.FirstValue(probe.ClickParam); atCJ && at > 0 && first != id {
		return probe.CodeClickIDOverwritten, fmt.Sprintf("cjevent was overwritten at hop %d.", at)
	}
	if atCJ && !carriesClick(destination, t, n) {
		return CodeClickIDLost, "No address at CJ has the click id as sid."
	}
	switch sign := probe.ReadPage(page.Body); {
	case sign.SoldOut:
		return CodeSoldOut, fmt.Sprintf("The page says %q.", sign.Words)
	case sign.Words != "":
		return probe.CodeSoftNotFound, fmt.Sprintf("The page opens, and says %q.", sign.Words)
	}
	return "", ""
}

// carriesClick reports whether the click id comes to CJ.
func carriesClick(destination string, t probe.Trail, n network) bool {
	ids := clickIDs(destination)
	return slices.ContainsFunc(t.Hops, func(h probe.Hop) bool {
		return n.isLink(h.URL) && slices.ContainsFunc(ids, func(id string) bool { return strings.Contains(h.URL, id) })
	})
}

// ended is how CJ's own pages tell that a link leads nowhere any more. CJ
// documents none of them, so what they say is looked for, not how they look.
var ended = regexp.MustCompile(`(?i)no longer (active|available|valid|participat\w+|a member|part of)|expired|deactivated|terminated|not (currently )?(active|joined|approved|affiliated)|relationship|invalid (link|ad|publisher|website)|(link|offer|program(me)?) (is )?(not|no longer)`)

var markup = regexp.MustCompile(`(?is)<(script|style)\b.*?</(script|style)>|<[^>]*>`)

// stoppedAtCJ recognises that CJ showed a page of its own: nobody was sent on
// with a cjevent, and the walk ended on CJ's host or where it began.
func stoppedAtCJ(destination string, t probe.Trail, n network) (Code, string) {
	last, to := t.Page.URL, wanted(destination)
	if len(t.Hops) == 0 || !n.isHost(hostOf(last)) && hostOf(last) != hostOf(t.Hops[0].URL) || to != nil && samePage(last, to) {
		return "", ""
	}
	words := strings.Join(strings.Fields(markup.ReplaceAllString(string(t.Page.Body), " ")), " ")
	if said := ended.FindString(words + " " + last); said != "" {
		return CodeRelationship, fmt.Sprintf("CJ shows a page of its own (%d) that says %q.", t.Page.Status, around(words, said))
	}
	return CodeStoppedAtCJ, fmt.Sprintf("CJ shows a page of its own (%d) instead of redirecting.", t.Page.Status)
}

// around is what a page says about a word of it.
func around(text, word string) string {
	i := strings.Index(text, word)
	if i < 0 {
		return word
	}
	from, to := max(0, i-60), min(len(text), i+len(word)+60)
	return strings.ToValidUTF8(strings.TrimSpace(text[from:to]), "")
}

// sentHome reports whether a walk that was to come to a page came to its site's
// front page: one that lies higher, and not below a folder.
func sentHome(to *url.URL, landed string) bool {
	at, err := url.Parse(landed)
	if err != nil || to == nil {
		return false
	}
	asked, came := segments(to), segments(at)
	switch {
	case len(asked) == 0 || len(came) >= len(asked) || len(came) > 1:
		return false
	case len(came) == 0:
		return true
	}
	return !strings.EqualFold(came[0], asked[len(asked)-1])
}

func segments(u *url.URL) []string {
	return strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
}

// judgeUTMs compares the UTMs of the page that was asked for with those of the
// one that opened.
func judgeUTMs(destination string, t probe.Trail) (string, Code) {
	to := wanted(destination)
	if to == nil {
		return "", ""
	}
	var lost, changed []string
	for name, values := range to.Query() {
		if !strings.HasPrefix(strings.ToLower(name), "utm_") || len(values) == 0 || values[0] == "" {
			continue
		}
		switch got, found := probe.QueryValue(t.Page.URL, name); {
		case !found:
			lost = append(lost, name)
		case got != values[len(values)-1]:
			changed = append(changed, name)
		}
	}
	sort.Strings(lost)
	sort.Strings(changed)
	switch {
	case len(lost) > 0:
		return "These UTMs don't arrive: " + strings.Join(lost, ", ") + ".", probe.CodeUTMsLost
	case len(changed) > 0:
		return "These UTMs arrive with other values: " + strings.Join(changed, ", ") + ".", probe.CodeUTMsOverwritten
	}
	return "", ""
}

func samePage(address string, to *url.URL) bool {
	u, err := url.Parse(address)
	return err == nil && strings.EqualFold(u.Host, to.Host) && u.Path == to.Path
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}

func withoutQuery(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return address
}
