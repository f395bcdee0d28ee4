package sandbox

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

// What the brand's site puts in place of what a link brings, under the faults
// of that name.
const (
	foreignEvent = "ffffffffffffffffffffffffffffffff"
	foreignUTM   = "brand-site"
	stagingSite  = "http://10.20.30.40"
)

// mislands serves a shopper who lands as the faults of the brand's site have
// it, and reports whether it did.
func (s *Sandbox) mislands(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet {
		return false
	}
	to := ""
	switch query := r.URL.Query(); {
	case s.fault(RedirectLoop):
		to = r.URL.RequestURI()
	case s.fault(PrivateRedirect):
		to = stagingSite + r.URL.RequestURI()
	case r.URL.RawQuery != "" && (s.fault(StrippedQuery) || s.fault(InAppStripped) && strings.Contains(r.UserAgent(), "Instagram")):
		to = r.URL.EscapedPath()
	case strings.HasPrefix(r.URL.Path, productPath) && s.fault(HomeRedirect):
		to = "/shop/?" + r.URL.RawQuery
	case s.fault(OverwrittenEvent) && landedWith(query) != "" && landedWith(query) != foreignEvent:
		to = r.URL.EscapedPath() + "?" + overwritten(query, foreignEvent, "cjevent")
	case s.fault(OverwrittenUTMs) && hasOwnUTMs(query):
		to = r.URL.EscapedPath() + "?" + overwritten(query, foreignUTM, "utm_")
	}
	product := strings.HasPrefix(r.URL.Path, productPath)
	switch {
	case to != "":
		hop(w, r, to)
	case product && s.fault(GonePage):
		s.show(w, r, http.StatusNotFound, "sorry", page{Title: "That didn't work", Text: "We don't have this page any more."})
	case product && s.fault(SoldOut):
		s.show(w, r, http.StatusOK, "sorry", page{Title: "Sold out", Text: "We have no more of this. Have a look at what else we sell."})
	case product && s.fault(Soft404):
		s.show(w, r, http.StatusOK, "sorry", page{Title: "This page was not found", Text: "Have a look at what we do sell."})
	default:
		return false
	}
	return true
}

// hasOwnUTMs reports whether a link brought UTMs that are not the site's own.
func hasOwnUTMs(query url.Values) bool {
	for name, values := range query {
		if strings.HasPrefix(strings.ToLower(name), "utm_") && values[0] != foreignUTM {
			return true
		}
	}
	return false
}

// overwritten is a query in which the parameters of a name's beginning have
// another value.
func overwritten(query url.Values, value, beginning string) string {
	for name := range query {
		if strings.HasPrefix(strings.ToLower(name), beginning) {
			query.Set(name, value)
		}
	}
	return query.Encode()
}

var maskPage = template.Must(template.New("mask").Parse(`<!doctype html>
<title>Loading</title>
<iframe src="{{.}}" style="border:0; width:100%; height:100%"></iframe>
`))

// mask shows a page in a frame.
func mask(w http.ResponseWriter, to string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = maskPage.Execute(w, to) // the shopper may have gone
}
