package useragent

import (
	_ "embed"
	"fmt"
	"net/textproto"
	"strings"
)

//go:embed headers.txt
var headers string

// header is a line of headers.txt.
type header struct{ reason, name, token string }

func parseHeaders(text string) (all []header, err error) {
	err = eachLine(text, func(reason, name, token string) error {
		if name == "" || name != textproto.CanonicalMIMEHeaderKey(name) || token != strings.ToLower(token) {
			return fmt.Errorf("the header %q must be in its canonical form, the token %q lower-case", name, token)
		}
		all = append(all, header{reason, name, token})
		return nil
	})
	if err != nil {
		err = fmt.Errorf("headers.txt: %w", err)
	}
	return all, err
}

// Headers are the canonical names of the headers that Signal asks for.
func (c *Classifier) Headers() (names []string) {
	for _, h := range c.headers {
		if len(names) == 0 || names[len(names)-1] != h.name {
			names = append(names, h.name)
		}
	}
	return names
}

// Signal is the reason why a request is not a person's click as its headers
// say, or empty. get gives a header's value by its canonical name.
func (c *Classifier) Signal(get func(name string) string) string {
	name, value := "", ""
	for _, h := range c.headers {
		if h.name != name {
			name, value = h.name, strings.ToLower(get(h.name))
		}
		if value != "" && strings.Contains(value, h.token) {
			return h.reason
		}
	}
	return ""
}
