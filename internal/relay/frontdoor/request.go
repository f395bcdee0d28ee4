package frontdoor

import (
	"net"
	"net/http"
	"strings"
)

// Request is what an answer may depend on. It is good until the answer is made.
type Request struct {
	Head   bool // HEAD, not GET
	Host   string
	Code   string
	Query  string // raw, without the question mark
	Remote string // IP address of the connection's other end

	header http.Header // of a request that net/http has read
	fields []field     // of one that it has not
}

type field struct{ name, value string }

// FromHTTP is the same view of a request that net/http has read.
func FromHTTP(req *http.Request, code string) *Request {
	return &Request{
		Head: req.Method == http.MethodHead, Host: req.Host, Code: code, Query: req.URL.RawQuery, Remote: hostOf(req.RemoteAddr),
		header: req.Header,
	}
}

// Get is a header's value, by its canonical name; where it came more than
// once, all of them with commas between, as RFC 9110 §5.3 reads them.
func (r *Request) Get(name string) string {
	if r.header != nil {
		return strings.Join(r.header.Values(name), ", ")
	}
	value, found := "", false
	for i := range r.fields {
		f := &r.fields[i]
		if len(f.name) != len(name) || !strings.EqualFold(f.name, name) {
			continue
		}
		if found {
			value += ", " + f.value
		} else {
			value, found = f.value, true
		}
	}
	return value
}

func hostOf(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	return host
}
