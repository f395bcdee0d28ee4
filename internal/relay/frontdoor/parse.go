package frontdoor

import (
	"bytes"
	"strings"
)

// outcome is what parse makes of the bytes of a connection.
type outcome int

const (
	incomplete outcome = iota // the request goes on
	simple                    // a redirect's request, whole
	other                     // anything else: net/http knows what to do
)

const maxCode = 64

// parsed is a simple request.
type parsed struct {
	Request
	length   int  // bytes of it
	closeNow bool // it asks for the connection to be closed
}

// parse reads the request at the start of b. It takes only what it knows to
// the last byte (RFC 9112, without what is optional or obsolete); whatever
// could be read in two ways is other.
func parse(b []byte, p *parsed) outcome {
	if !begins(b, "GET /") && !begins(b, "HEAD /") {
		return other
	}
	end := bytes.Index(b, []byte("\r\n\r\n"))
	if end < 0 {
		if bareLine(b) {
			return other
		}
		return incomplete
	}
	*p = parsed{Request: Request{Remote: p.Remote, fields: p.fields[:0]}, length: end + 4}
	line, rest, _ := strings.Cut(string(b[:end+2]), "\r\n")
	if !p.requestLine(line) {
		return other
	}
	for rest != "" {
		line, rest, _ = strings.Cut(rest, "\r\n")
		name, value, found := strings.Cut(line, ":")
		if !found || !isToken(name) || !isText(value) {
			return other
		}
		value = strings.Trim(value, " \t")
		if !p.framing(name, value) {
			return other
		}
		p.fields = append(p.fields, field{name, value})
	}
	if p.Host == "" {
		return other
	}
	return simple
}

// framing reads the headers that decide how a request is read, and where it
// ends. It reports whether the request is still simple.
func (p *parsed) framing(name, value string) bool {
	switch {
	case strings.EqualFold(name, "Host"):
		if p.Host != "" || !isHost(value) {
			return false
		}
		p.Host = value
	case strings.EqualFold(name, "Connection"):
		last := strings.EqualFold(value, "close")
		p.closeNow = p.closeNow || last
		return last || strings.EqualFold(value, "keep-alive")
	default:
		// A body, another protocol, or somebody who waits for a 100.
		for _, special := range specialNames {
			if len(name) == len(special) && strings.EqualFold(name, special) {
				return false
			}
		}
	}
	return true
}

var specialNames = []string{"Content-Length", "Transfer-Encoding", "Trailer", "Expect", "Upgrade", "HTTP2-Settings"}

// begins reports whether b starts with a text, as far as it goes.
func begins(b []byte, text string) bool {
	n := min(len(b), len(text))
	return string(b[:n]) == text[:n]
}

// bareLine reports whether a line ends without a carriage return.
func bareLine(b []byte) bool {
	for from := 0; ; {
		i := bytes.IndexByte(b[from:], '\n')
		if i < 0 {
			return false
		}
		if from+i == 0 || b[from+i-1] != '\r' {
			return true
		}
		from += i + 1
	}
}

// requestLine reads METHOD SP /code[?query] SP HTTP/1.1.
func (p *parsed) requestLine(line string) bool {
	method, rest, _ := strings.Cut(line, " /")
	target, version, _ := strings.Cut(rest, " ")
	p.Head = method == "HEAD"
	p.Code, p.Query, _ = strings.Cut(target, "?")
	return version == "HTTP/1.1" && isCode(p.Code) && isQuery(p.Query)
}

func isCode(text string) bool {
	for i := range len(text) {
		if !codeByte[text[i]] {
			return false
		}
	}
	return text != "" && len(text) <= maxCode
}

// isQuery takes visible ASCII only, and no fragment, which belongs to the client.
func isQuery(text string) bool {
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c > '~' || c == '#' {
			return false
		}
	}
	return true
}

func isHost(text string) bool {
	for i := range len(text) {
		if c := text[i]; !codeByte[c] && c != '.' && c != ':' {
			return false
		}
	}
	return text != ""
}

func isToken(text string) bool {
	for i := range len(text) {
		if !tokenByte[text[i]] {
			return false
		}
	}
	return text != ""
}

// isText allows what RFC 9110 §5.5 allows in a field's value.
func isText(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

var (
	codeByte  = bytesOf(alphanumeric + "-_")
	tokenByte = bytesOf(alphanumeric + "!#$%&'*+-.^_`|~")
)

func bytesOf(text string) (set [256]bool) {
	for i := range len(text) {
		set[text[i]] = true
	}
	return set
}
