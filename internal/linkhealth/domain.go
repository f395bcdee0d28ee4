package linkhealth

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/probe"
)

// Resolver asks the name system; net.Resolver does.
type Resolver interface {
	LookupHost(ctx context.Context, host string) ([]string, error)
	LookupCNAME(ctx context.Context, host string) (string, error)
}

// Domain is what the link domain is looked at with.
type Domain struct {
	Resolver Resolver
	Walker   probe.Walking
	Clock    clock.Clock
}

// DomainStep is one thing that must be right for links to open.
type DomainStep struct {
	Key   string // dns, relay, certificate or https
	Title string
	State probe.State // passed, warned, failed or skipped
	Says  string
	Hint  string
}

// relayPath is a path of the relay's contract. Whoever asks without a device's
// token is refused with the contract's own code, which tells the relay from
// other servers that may stand behind the name; no token is sent to find out.
const (
	relayPath    = "/v1/workspace"
	relayRefuses = `"code":"unauthorized"`
)

// domainTime bounds the look at a domain.
const domainTime = 30 * time.Second

// Check looks at the host of links; relayHost is where the relay itself is
// reached, which a name of the brand's own has to point to.
func (d Domain) Check(ctx context.Context, host, relayHost string) []DomainStep {
	ctx, cancel := context.WithTimeout(ctx, domainTime)
	defer cancel()
	dns := d.resolves(ctx, host, relayHost)
	if dns.State == probe.Failed {
		return append([]DomainStep{dns}, skipped("relay", "The relay answers there"), skipped("certificate", "Certificate"), skipped("https", "http leads to https"))
	}
	trail, err := d.Walker.Walk(ctx, "https://"+host+relayPath, probe.ShopperAgent)
	return []DomainStep{dns, answers(host, trail, err), d.certificate(host, trail, err), d.secure(ctx, host)}
}

func skipped(key, title string) DomainStep {
	return DomainStep{Key: key, Title: title, State: probe.Skipped, Says: "Not looked at, because the name leads nowhere."}
}

func (d Domain) resolves(ctx context.Context, host, relayHost string) DomainStep {
	step := DomainStep{Key: "dns", Title: "The name leads to the relay", State: probe.Passed}
	found, err := d.Resolver.LookupHost(ctx, host)
	if err != nil || len(found) == 0 {
		step.State, step.Says = probe.Failed, host+" leads nowhere."
		step.Hint = fmt.Sprintf("At the company where the domain is registered, open its DNS settings and add a record: type CNAME, name %s, value %s. It can take an hour to be seen everywhere.", host, relayHost)
		var missing *net.DNSError
		if errors.As(err, &missing) && !missing.IsNotFound {
			step.Says, step.Hint = "The name system did not answer for "+host+".", "Check this computer's internet connection, and look again."
		}
		return step
	}
	step.Says = fmt.Sprintf("%s is %s.", host, strings.Join(found, ", "))
	if name, err := d.Resolver.LookupCNAME(ctx, host); err == nil && !same(name, host) {
		step.Says = fmt.Sprintf("%s is a CNAME of %s (%s).", host, strings.TrimSuffix(name, "."), strings.Join(found, ", "))
	}
	relay, err := d.Resolver.LookupHost(ctx, relayHost)
	if !same(host, relayHost) && err == nil && !overlap(found, relay) {
		step.State = probe.Warned
		step.Says += fmt.Sprintf(" The relay, %s, is %s.", relayHost, strings.Join(relay, ", "))
		step.Hint = fmt.Sprintf("In the domain's DNS settings, let %s be a CNAME of %s, and remove other A or AAAA records of that name. A proxy in between, such as a content network, is fine if the relay answers below.", host, relayHost)
	}
	return step
}

func same(a, b string) bool {
	return strings.EqualFold(strings.TrimSuffix(a, "."), strings.TrimSuffix(b, "."))
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(one string) bool { return slices.Contains(b, one) })
}

// answers tells the relay from any other server.
func answers(host string, t probe.Trail, err error) DomainStep {
	step := DomainStep{Key: "relay", Title: "The relay answers there", State: probe.Passed, Says: "The relay answers at " + host + "."}
	switch {
	case err != nil && probe.WhyBroken(t, err) == probe.CodeBadCertificate:
		step.State, step.Says = probe.Skipped, "It can't be told before the certificate is right."
	case err != nil:
		step.State, step.Says = probe.Failed, "Nothing answers at https://"+host+"."
		step.Hint = "If the DNS record is new, wait an hour. Otherwise ask the relay's operator whether it is running and serves this name on port 443."
	case len(t.Hops) != 1 || t.Page.Status != http.StatusUnauthorized || !bytes.Contains(t.Page.Body, []byte(relayRefuses)):
		step.State, step.Says = probe.Failed, fmt.Sprintf("Another server answers at %s, not the relay.", host)
		step.Hint = "The name points to another machine, such as the shop's or a parking page. Correct its DNS record, or ask the relay's operator to serve this name."
	}
	return step
}

func (d Domain) certificate(host string, t probe.Trail, err error) DomainStep {
	step := DomainStep{Key: "certificate", Title: "Certificate", State: probe.Passed}
	var hop probe.Hop
	if len(t.Hops) > 0 {
		hop = t.Hops[0]
	}
	left := int(hop.CertEnds.Sub(d.Clock.Now()).Hours() / 24)
	issuer := hop.CertIssuer
	if issuer == "" {
		issuer = "an authority without a name"
	}
	var name x509.HostnameError
	switch {
	case errors.As(err, &name):
		step.State, step.Says = probe.Failed, "The certificate there is not for "+host+"."
		step.Hint = "Ask the relay's operator to serve this name: the relay then gets a certificate for it by itself."
	case err != nil && probe.WhyBroken(t, err) == probe.CodeBadCertificate:
		step.State, step.Says = probe.Failed, "Browsers don't accept the certificate: "+strings.TrimSuffix(err.Error(), ".")+"."
		step.Hint = "Shoppers are warned away until it is renewed. Ask the relay's operator; behind a proxy, renew it there."
	case hop.CertEnds.IsZero():
		step.State, step.Says = probe.Skipped, "No certificate was shown."
	case hop.CertEnds.Sub(d.Clock.Now()) < soon:
		step.State, step.Says = probe.Warned, fmt.Sprintf("Issued by %s; it ends in %d days, on %s.", issuer, left, hop.CertEnds.Format(time.DateOnly))
		step.Hint = "It should have been renewed by now. Ask the relay's operator to look at its log."
	default:
		step.Says = fmt.Sprintf("Valid for %s, issued by %s, %d days left.", host, issuer, left)
	}
	return step
}

// secure looks whether plain http leads to https, since people type names
// without either.
func (d Domain) secure(ctx context.Context, host string) DomainStep {
	step := DomainStep{Key: "https", Title: "http leads to https", State: probe.Passed, Says: "http://" + host + " leads to https."}
	trail, _ := d.Walker.Walk(ctx, "http://"+host+relayPath, probe.ShopperAgent)
	if len(trail.Hops) == 0 || trail.Hops[0].Status == 0 {
		step.State, step.Says = probe.Warned, "Nothing answers at http://"+host+"."
		step.Hint = "Links that somebody typed without https don't open in older browsers. Ask the relay's operator to open port 80."
	} else if !strings.HasPrefix(trail.Hops[0].Location, "https://") {
		step.State, step.Says = probe.Warned, "http://"+host+" answers without leading to https."
		step.Hint = "Ask the relay's operator, or whoever runs the proxy in front of it, to redirect http to https."
	}
	return step
}
