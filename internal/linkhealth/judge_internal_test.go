package linkhealth

import (
	"strings"
	"testing"
	"time"

	"linkledger/internal/probe"
)

// TestJudge: what a walk over real HTTP can't show, on trails made by hand.
func TestJudge(t *testing.T) {
	const (
		day  = 24 * time.Hour
		cj   = "https://www.cj.example/click-1-2?sid=" + oneClick + "&url=https%3A%2F%2Fshop.example%2Fb"
		page = "https://shop.example/b?cjevent=0f"
	)
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	atCJ := network{
		isLink: func(address string) bool { return strings.Contains(address, ".cj.example/click-") },
		isHost: func(host string) bool { return strings.HasSuffix(host, ".cj.example") },
	}
	ends := func(in time.Duration) probe.Trail {
		return probe.Trail{Hops: []probe.Hop{{URL: cj, Status: 302}, {URL: page, Status: 200, CertEnds: noon.Add(in)}}, Page: probe.Page{URL: page, Status: 200}}
	}
	through := func(urls ...string) probe.Trail {
		trail := probe.Trail{Page: probe.Page{URL: urls[len(urls)-1], Status: 200}}
		for _, u := range urls {
			trail.Hops = append(trail.Hops, probe.Hop{URL: u, Status: 302})
		}
		return trail
	}
	says := func(t probe.Trail, body string) probe.Trail { t.Page.Body = []byte(body); return t }
	for name, c := range map[string]struct {
		to    string
		trail probe.Trail
		want  string
	}{
		"all is well":                     {cj, through(cj, page), ""},
		"ends in a year":                  {cj, ends(365 * day), ""},
		"ends in two weeks":               {cj, ends(14 * day), ""},
		"ends soon":                       {cj, ends(13 * day), "certificate_ends_soon: hop 2, shop.example, ends on 2026-12-06"},
		"has ended":                       {cj, ends(-day), ""}, // then the walk broke
		"in the clear":                    {cj, through(cj, "http://go.example/x?cjevent=0f", page), "unencrypted_hop: Hop 2, go.example"},
		"in the clear, here":              {cj, through(cj, "http://127.0.0.1:80/x?cjevent=0f", page), ""},
		"no answer in the clear":          {cj, probe.Trail{Hops: []probe.Hop{{URL: cj, Status: 302}, {URL: "http://go.example/"}, {URL: page, Status: 200}}, Page: probe.Page{URL: page, Status: 200}}, ""},
		"without a click id":              {strings.Replace(cj, oneClick, "", 1), through(strings.Replace(cj, oneClick, "", 1), page), "click_id_lost: as sid"},
		"not at CJ":                       {"https://shop.example/b", through("https://shop.example/b"), ""},
		"stopped at another host of CJ's": {cj, through(cj, "https://members.cj.example/home"), "stopped_at_cj: page of its own (200)"},
		"ended, at another host of CJ's":  {cj, says(through(cj, "https://members.cj.example/home"), "<p>This offer is no longer available"), "relationship_expired: no longer available"},
		"elsewhere than at CJ":            {cj, through(cj, "https://other.example/b"), "no_cjevent: no cjevent"},
	} {
		var said []string
		for _, r := range judge(c.to, c.trail, nil, atCJ, noon) {
			said = append(said, string(r.Code)+": "+r.Text)
		}
		code, words, _ := strings.Cut(c.want, ": ")
		switch {
		case c.want == "" && len(said) == 0:
		case c.want == "" || len(said) != 1 || !strings.HasPrefix(said[0], code+": ") || !strings.Contains(said[0], words):
			t.Errorf("%s: %q, want %q", name, said, c.want)
		}
	}
}
