package probe

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
)

// ErrBlocked says that a link leads where a shopper's browser could not, or
// should not, go.
var ErrBlocked = errors.New("the link leads to a place that is not on the public internet")

// Policy says where a walk may go: the public internet on ports 80 and 443.
type Policy struct {
	// Loopback also allows 127.0.0.1 on any port. Only practice mode may set it.
	Loopback bool
}

// closed4 are the IPv4 ranges that are not globally reachable. Source: IANA
// special-purpose address registry, with multicast and the reserved rest.
var closed4 = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
	"192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
)

// Of IPv6 only 2000::/3 is handed out, and in it these are not reachable
// globally or hide an IPv4 address (Teredo in 2001::/23, 6to4 in 2002::/16).
// NAT64 (64:ff9b::/96), unique local and link-local addresses lie outside.
var (
	global6 = netip.MustParsePrefix("2000::/3")
	closed6 = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

// CheckAddress refuses an address that a connection is about to be made to, in
// whatever way its name was written or resolved, as ErrBlocked.
func (p Policy) CheckAddress(to netip.AddrPort) error {
	addr := to.Addr().Unmap()
	if p.Loopback && addr == netip.AddrFrom4([4]byte{127, 0, 0, 1}) {
		return nil
	}
	if to.Port() != 80 && to.Port() != 443 {
		return fmt.Errorf("%w: port %d of %s", ErrBlocked, to.Port(), addr)
	}
	open := addr.IsValid() && addr.Zone() == ""
	closed := closed4
	if addr.Is6() {
		open, closed = open && global6.Contains(addr), closed6
	}
	for _, prefix := range closed {
		open = open && !prefix.Contains(addr)
	}
	if !open {
		return fmt.Errorf("%w: %s", ErrBlocked, addr)
	}
	return nil
}

// checkURL refuses what isn't a web address before any name is resolved.
func (p Policy) checkURL(u *url.URL) error {
	switch port := u.Port(); {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w: %q is no web address", ErrBlocked, u.Scheme+":")
	case u.User != nil || u.Hostname() == "":
		return fmt.Errorf("%w: the address has no host, or a user name in it", ErrBlocked)
	case port != "" && port != "80" && port != "443" && !p.Loopback:
		return fmt.Errorf("%w: port %s", ErrBlocked, port)
	}
	return nil
}
