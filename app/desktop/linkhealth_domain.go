package desktop

import (
	"net"
	"net/netip"
	"net/url"

	"linkledger/internal/linkhealth"
	"linkledger/internal/probe"
)

// Domain looks at the link domain: the name that stands in every member link.
func (l *LinkHealth) Domain() (LinkDomain, error) {
	return do(l.app, func(s *session) (LinkDomain, error) {
		v := LinkDomain{Steps: []DomainStep{}}
		c := s.connection()
		if c == nil {
			v.Note = "No relay is connected yet."
			return v, nil
		}
		base, err := url.Parse(c.known.LinkBase)
		if err != nil {
			return v, err
		}
		relay, err := url.Parse(c.line.RelayURL)
		if err != nil {
			return v, err
		}
		v.Host = base.Host
		if ip, err := netip.ParseAddr(base.Hostname()); err == nil {
			v.Note = "Links lead to an address of this network, so there is no name to look at."
			if ip.IsLoopback() {
				v.Note = "These links lead to the relay on this computer, so there is no name to look at."
			}
			return v, nil
		}
		domain := linkhealth.Domain{Resolver: net.DefaultResolver, Walker: probe.NewWalker(probe.Policy{}, s.clock), Clock: s.clock}
		for _, step := range domain.Check(s.ctx, base.Hostname(), relay.Hostname()) {
			v.Steps = append(v.Steps, DomainStep{Key: step.Key, Title: step.Title, State: string(step.State), Says: step.Says, Hint: step.Hint})
		}
		return v, nil
	})
}
