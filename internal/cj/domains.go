package cj

import (
	"net"
	"strings"
)

// Role is what CJ uses a domain for.
type Role string

// Roles of CJ's domains.
const (
	RoleClick      Role = "click"      // click links
	RoleHop        Role = "hop"        // between a click link and the landing page
	RoleImpression Role = "impression" // counting pixels
	RoleConversion Role = "conversion" // the shop's report of a sale
)

// Domain is one of CJ's domains.
type Domain struct {
	Name string
	Role Role
}

// Domains are CJ's domains as they are known. CJ hands out any of its click
// domains, and there are others: so a link is known by its form, never by its
// domain alone. Source: live links and public block lists.
func Domains() []Domain {
	return []Domain{
		{"anrdoezrs.net", RoleClick},
		{"dpbolvw.net", RoleClick},
		{"jdoqocy.com", RoleClick},
		{"kqzyfj.com", RoleClick},
		{"tkqlhce.com", RoleClick},
		{"qksrv.net", RoleHop},
		{"dotomi.com", RoleHop},
		{"emjcd.com", RoleConversion},
		{"ftjcfx.com", RoleImpression},
		{"tqlkg.com", RoleImpression},
		{"lduhtrp.net", RoleImpression},
		{"awltovhc.com", RoleImpression},
	}
}

// IsClickHost reports whether a host, with or without a port, is on one of
// CJ's known click domains.
func IsClickHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	for _, d := range Domains() {
		if d.Role == RoleClick && (host == d.Name || strings.HasSuffix(host, "."+d.Name)) {
			return true
		}
	}
	return false
}
