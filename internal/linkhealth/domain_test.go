package linkhealth_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/linkhealth"
	"linkledger/internal/probe"
)

// names is a name system.
type names struct {
	hosts  map[string][]string
	cnames map[string]string
	down   bool
}

func (n names) LookupHost(_ context.Context, host string) ([]string, error) {
	if found := n.hosts[host]; len(found) > 0 {
		return found, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: !n.down, IsTimeout: n.down}
}

func (n names) LookupCNAME(_ context.Context, host string) (string, error) {
	if name := n.cnames[host]; name != "" {
		return name, nil
	}
	return host + ".", nil
}

// answer is what a host answers by https, and by http.
type answer struct {
	body, location string
	ends           time.Duration
	err            error
}

func (a answer) Walk(_ context.Context, link, _ string) (probe.Trail, error) {
	if strings.HasPrefix(link, "http://") {
		return probe.Trail{Hops: []probe.Hop{{URL: link, Status: 301, Location: a.location}}}, nil
	}
	hop := probe.Hop{URL: link, Status: 200, CertEnds: noon.Add(a.ends), CertIssuer: "Example CA"}
	if a.err != nil {
		return probe.Trail{Hops: []probe.Hop{{URL: link}}}, a.err
	}
	return probe.Trail{Hops: []probe.Hop{hop}, Page: probe.Page{URL: link, Status: 401, Body: []byte(a.body)}}, nil
}

func TestLinkDomain(t *testing.T) {
	const day = 24 * time.Hour
	good := names{hosts: map[string][]string{"go.brand.example": {"192.0.2.1"}, "relay.example": {"192.0.2.1"}}, cnames: map[string]string{"go.brand.example": "relay.example."}}
	elsewhere := names{hosts: map[string][]string{"go.brand.example": {"192.0.2.9"}, "relay.example": {"192.0.2.1"}}}
	relay := answer{body: `{"code":"unauthorized","message":"The request carries no device token."}`, location: "https://go.brand.example/", ends: 60 * day}
	other := func(change func(*answer)) answer { a := relay; change(&a); return a }
	for name, c := range map[string]struct {
		names  names
		answer answer
		want   string // the states of dns, relay, certificate and https
		says   string
	}{
		"all is well":     {good, relay, "passed passed passed passed", "CNAME of relay.example"},
		"no record":       {names{}, relay, "failed skipped skipped skipped", "type CNAME, name go.brand.example, value relay.example"},
		"no name system":  {names{down: true}, relay, "failed skipped skipped skipped", "internet connection"},
		"another machine": {elsewhere, relay, "warned passed passed passed", "remove other A or AAAA records"},
		"another server":  {good, other(func(a *answer) { a.body = "<h1>Parked</h1>" }), "passed failed passed passed", "not the relay"},
		"another's 401":   {good, other(func(a *answer) { a.body = `{"error":"unauthorized"}` }), "passed failed passed passed", "not the relay"},
		"other words":     {good, other(func(a *answer) { a.body = `{"code":"unauthorized","message":"Connect this device first."}` }), "passed passed passed passed", ""},
		"nobody":          {good, other(func(a *answer) { a.err = errors.New("connection refused") }), "passed failed skipped passed", "port 443"},
		"another name": {good, other(func(a *answer) {
			a.err = &tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x"}}
		}), "passed skipped failed passed", "not for go.brand.example"},
		"expired":          {good, other(func(a *answer) { a.err = x509.CertificateInvalidError{Reason: x509.Expired} }), "passed skipped failed passed", "renewed"},
		"about to end":     {good, other(func(a *answer) { a.ends = 5 * day }), "passed passed warned passed", "ends in 5 days"},
		"http stays as is": {good, other(func(a *answer) { a.location = "" }), "passed passed passed warned", "redirect http to https"},
	} {
		d := linkhealth.Domain{Resolver: c.names, Walker: c.answer, Clock: clock.NewFake(noon)}
		var states, says []string
		for _, step := range d.Check(t.Context(), "go.brand.example", "relay.example") {
			states, says = append(states, string(step.State)), append(says, step.Says, step.Hint)
			if step.Title == "" || step.Says == "" || step.State != probe.Passed && step.State != probe.Skipped && step.Hint == "" {
				t.Errorf("%s: %+v", name, step)
			}
		}
		if strings.Join(states, " ") != c.want || !strings.Contains(strings.Join(says, " "), c.says) {
			t.Errorf("%s: %v, want %s: %v", name, states, c.want, says)
		}
	}
}
