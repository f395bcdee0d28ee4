package probe_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"linkledger/internal/clock"
	"linkledger/internal/probe"
	"linkledger/internal/sandbox"
)

// The walk through the stand-ins for CJ and shop, over real HTTP, healthy and
// with the faults that a walk can see.
func TestWalkThroughTheSandbox(t *testing.T) {
	for fault, want := range map[sandbox.Fault]struct{ landing, utms probe.Code }{
		"":                    {},
		sandbox.StrippedQuery: {probe.CodeQueryStripped, probe.CodeUTMsLost},
	} {
		box, err := sandbox.New(sandbox.Config{Clock: clock.NewFake(now), Token: "t"})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(box.Handler())
		if fault != "" {
			if err := box.SetFault(fault, true); err != nil {
				t.Fatal(err)
			}
		}
		ad := box.Ads()[0]
		click := server.URL + ad.ClickPath() + "?sid=" + clickID + "&url=" + url.QueryEscape(server.URL+ad.ProductPath()+"?utm_source=amb&m=x")
		trail, err := probe.NewWalker(probe.Policy{Loopback: true}, clock.NewFake(now)).Walk(context.Background(), click, probe.ShopperAgent)
		if err != nil {
			t.Fatal(err)
		}
		w := healthy()
		w.trail = trail
		w.trail.Hops = append([]probe.Hop{{URL: w.link.URL, Status: 302, Location: click}}, trail.Hops...)
		result, err := w.check().Run(context.Background(), "offer")
		if err != nil {
			t.Fatal(err)
		}
		landing, _ := result.Step(probe.StepLanding)
		utms, _ := result.Step(probe.StepUTMs)
		if landing.Code != want.landing || utms.Code != want.utms {
			t.Errorf("fault %q: %+v, %+v", fault, landing, utms)
		}
		if fault == "" && (!strings.Contains(landing.Evidence[len(landing.Evidence)-1].Value, "set") || len(trail.Page.Cookies) != 1 || len(trail.Hops) < 4) {
			t.Errorf("%d hops, cookies %v, %+v", len(trail.Hops), trail.Page.Cookies, landing)
		}
		server.Close()
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	}
}
