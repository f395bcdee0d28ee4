package affiliate

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// browserHost reads a host name as browsers do (WHATWG URL, "domain to ASCII").
var browserHost = idna.New(idna.MapForLookup(), idna.CheckHyphens(false), idna.BidiRule(), idna.StrictDomainName(false), idna.Transitional(false))

// reservedZones never lead to a shop on the internet (RFC 6761, RFC 6762,
// RFC 8375, RFC 7686), but may lead into a shopper's own network. "example"
// and "test" are left out: they lead nowhere at all.
var reservedZones = []string{"localhost", "local", "internal", "home.arpa", "onion", "invalid"}

// checkHostName refuses what is not a name on the internet: labels of letters,
// digits, hyphens and underscores, at least two. A name whose last label
// begins with a digit is none: browsers read 127.1 and 1.0x7f as IP addresses
// (WHATWG URL, "ends in a number").
func checkHostName(host string) error {
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || len(name) > 253 || last != "" && last[0] >= '0' && last[0] <= '9' {
		return fmt.Errorf("%q is not a host name on the internet", host)
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || !plainLabel(label) {
			return fmt.Errorf("%q is not a host name on the internet", host)
		}
	}
	for _, zone := range reservedZones {
		if name == zone || strings.HasSuffix(name, "."+zone) {
			return fmt.Errorf("%q is not a host name on the internet: .%s stays inside a network", host, zone)
		}
	}
	if ascii, err := browserHost.ToASCII(name); err != nil || ascii != name {
		return fmt.Errorf("%q is not a host name on the internet: browsers can't read its xn-- part", host)
	}
	return nil
}

func plainLabel(label string) bool {
	for i := range len(label) {
		switch c := label[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return false
		}
	}
	return true
}

// Hosts is a list of allowed hosts: "shop.example" is that host alone,
// "*.shop.example" every host below it. An empty list allows any.
type Hosts []string

// ParseHosts checks and lower-cases a list of allowed hosts.
func ParseHosts(texts []string) (Hosts, error) {
	var hosts Hosts
	for _, text := range texts {
		host := strings.ToLower(strings.TrimSpace(text))
		if err := checkHostName(strings.TrimPrefix(host, "*.")); err != nil {
			return nil, fmt.Errorf("%q can't be an allowed host: give a host name such as shop.example, or *.shop.example for all below it", text)
		}
		hosts = append(hosts, strings.TrimSuffix(host, "."))
	}
	return hosts, nil
}

func (h Hosts) check(host string) error {
	if len(h) == 0 {
		return nil
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if slices.ContainsFunc(h, func(allowed string) bool { return hostMatches(allowed, host) }) {
		return nil
	}
	return fmt.Errorf("this relay's operator does not allow links to %s: ask for it to be added", host)
}
