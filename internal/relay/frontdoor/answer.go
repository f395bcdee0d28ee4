package frontdoor

import (
	"net/http"
	"sync/atomic"
	"time"
)

// Director decides where requests lead.
type Director interface {
	// Direct appends the URL that a request leads to, which holds visible
	// ASCII only. When it returns false, nothing has happened, and net/http's
	// handler answers instead.
	Direct(b []byte, r *Request) ([]byte, bool)
}

// redirectHeaders are the headers of a redirect, in the order in which
// net/http sends them; Location has its value in between.
var redirectHeaders = []struct{ name, value string }{
	{"Cache-Control", "no-store"},
	{"Content-Length", "0"},
	{"Location", ""},
	// The next site may know which site sent the shopper, not which page.
	{"Referrer-Policy", "strict-origin-when-cross-origin"},
	{"X-Robots-Tag", "noindex, nofollow"},
}

// WriteRedirect answers through net/http. (http.Redirect would clean the URL
// and add a body that nobody reads.)
func WriteRedirect(w http.ResponseWriter, location string) {
	for _, h := range redirectHeaders {
		w.Header().Set(h.name, h.value)
	}
	w.Header().Set("Location", location)
	w.WriteHeader(http.StatusFound)
}

// redirectStart and redirectEnd stand around the location.
var redirectStart, redirectEnd = func() (start, end string) {
	start = "HTTP/1.1 302 Found\r\n"
	text := &start
	for _, h := range redirectHeaders {
		*text += h.name + ": "
		if h.name == "Location" {
			text = &end
		}
		*text += h.value + "\r\n"
	}
	return start, end + "Date: "
}()

const (
	answerEnd      = "\r\n\r\n"
	answerAndClose = "\r\nConnection: close\r\n\r\n"
)

// dateLine keeps the text of the current second.
type dateLine struct{ current atomic.Pointer[second] }

type second struct {
	unix int64
	text string
}

func (d *dateLine) at(now time.Time) string {
	if s := d.current.Load(); s != nil && s.unix == now.Unix() {
		return s.text
	}
	s := &second{now.Unix(), now.UTC().Format(http.TimeFormat)}
	d.current.Store(s)
	return s.text
}
