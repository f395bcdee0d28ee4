package affiliate

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"unicode/utf8"
)

// ReasonIgnored is why a click does not count that a workspace's own rules
// name.
const ReasonIgnored = "ignored"

// ClickRules are what a workspace itself does not count: clicks from its own
// office, of a monitoring service, of a site that sends nobody.
type ClickRules struct {
	// Referrers are hosts that clicks come from; their subdomains too.
	Referrers []string `json:"referrers"`
	// Agents are parts of User-Agents, in any case of letters.
	Agents []string `json:"agents"`
	// Networks are of visitors, in CIDR form. Addresses are not kept, so that
	// they are of new clicks only.
	Networks []string `json:"networks"`
}

// Limits of click rules: a part of a User-Agent that is shorter would match
// nearly all browsers.
const (
	maxClickRules = maxNetworks
	minAgentPart  = 4
	maxAgentPart  = 200
)

// everyBrowser has parts that nearly every browser's User-Agent has: a rule
// that matches it would leave a workspace without clicks.
var everyBrowser = []string{
	"mozilla/5.0 (iphone; cpu iphone os 18_6 like mac os x) applewebkit/605.1.15 (khtml, like gecko) version/18.6 mobile/15e148 safari/604.1",
	"mozilla/5.0 (windows nt 10.0; win64; x64) applewebkit/537.36 (khtml, like gecko) chrome/141.0.0.0 safari/537.36",
	"mozilla/5.0 (linux; android 10; k) applewebkit/537.36 (khtml, like gecko) chrome/141.0.0.0 mobile safari/537.36",
}

// Plain are the rules as they are compared and kept: without spaces around
// them, in lower case, sorted, each once.
func (r ClickRules) Plain() ClickRules {
	plain := func(texts []string) []string {
		kept := make([]string, 0, len(texts))
		for _, text := range texts {
			if text = strings.ToLower(strings.TrimSpace(text)); text != "" {
				kept = append(kept, text)
			}
		}
		slices.Sort(kept)
		return slices.Compact(kept)
	}
	return ClickRules{Referrers: plain(r.Referrers), Agents: plain(r.Agents), Networks: plain(r.Networks)}
}

// Check refuses rules that are not in their plain form or would match nearly
// everybody.
func (r ClickRules) Check() error {
	for what, texts := range map[string][]string{"referrers": r.Referrers, "user agents": r.Agents, "networks": r.Networks} {
		if len(texts) > maxClickRules {
			return fmt.Errorf("there are %d %s: %d are allowed", len(texts), what, maxClickRules)
		}
		for _, text := range texts {
			if text == "" || text != strings.ToLower(strings.TrimSpace(text)) {
				return fmt.Errorf("%.60q must be in lower case, without spaces around it", text)
			}
		}
	}
	for _, host := range r.Referrers {
		if err := checkHostName(host); err != nil {
			return err
		}
	}
	for _, part := range r.Agents {
		if err := checkAgentPart(part); err != nil {
			return err
		}
	}
	networks, err := ParseNetworks(r.Networks)
	for i, network := range networks {
		if network.Bits() < 8 {
			return fmt.Errorf("the network %s is a large part of the internet: name a smaller one", r.Networks[i])
		}
	}
	return err
}

func checkAgentPart(part string) error {
	if n := utf8.RuneCountInString(part); n < minAgentPart || n > maxAgentPart {
		return fmt.Errorf("%.60q: a part of a user agent has %d to %d characters", part, minAgentPart, maxAgentPart)
	}
	for _, browser := range everyBrowser {
		if strings.Contains(browser, part) {
			return fmt.Errorf("%.60q is in the user agents of ordinary browsers: name what only the visitor has that you mean", part)
		}
	}
	return nil
}

// Ignores reports whether a click from a host, by a User-Agent, does not count.
// The host is in lower case, as the rules are.
func (r ClickRules) Ignores(referrer, agent string) bool {
	return r.ignoresReferrer(referrer) || r.ignoresAgent(agent)
}

func (r ClickRules) ignoresReferrer(host string) bool {
	return host != "" && slices.ContainsFunc(r.Referrers, func(rule string) bool {
		below, found := strings.CutSuffix(host, rule)
		return found && (below == "" || strings.HasSuffix(below, "."))
	})
}

func (r ClickRules) ignoresAgent(agent string) bool {
	if len(r.Agents) == 0 {
		return false
	}
	lower := strings.ToLower(agent)
	return slices.ContainsFunc(r.Agents, func(part string) bool { return strings.Contains(lower, part) })
}

// Empty reports whether nothing is ignored.
func (r ClickRules) Empty() bool {
	return len(r.Referrers)+len(r.Agents)+len(r.Networks) == 0
}

// InNetworks reports whether an address is in one of some networks.
func InNetworks(networks []netip.Prefix, address string) bool {
	if len(networks) == 0 {
		return false
	}
	a, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	a = a.Unmap().WithZone("")
	return slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(a) })
}
