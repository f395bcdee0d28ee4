package affiliate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

func TestClickRulesIgnore(t *testing.T) {
	rules := affiliate.ClickRules{Referrers: []string{"office.example", "intern.shop.example"}, Agents: []string{"uptime/", "officecheck"}}
	for _, c := range []struct {
		referrer, agent string
		want            bool
	}{
		{"office.example", "", true},
		{"wiki.office.example", "", true},
		{"myoffice.example", "", false},
		{"office.example.evil", "", false},
		{"shop.example", "", false},
		{"", "", false},
		{"a.example", "Mozilla/5.0 UpTime/3", true},
		{"", "OFFICECHECK", true},
		{"", "Mozilla/5.0 office check", false},
	} {
		if got := rules.Ignores(c.referrer, c.agent); got != c.want {
			t.Errorf("%q by %q: %v", c.referrer, c.agent, got)
		}
	}
	if (affiliate.ClickRules{}).Ignores("", "") {
		t.Error("no rules ignore something")
	}
}

func TestClickRulesAreChecked(t *testing.T) {
	good := affiliate.ClickRules{Referrers: []string{" Office.Example", "a.example", "office.example"}, Agents: []string{"UptimeBot", ""}, Networks: []string{"192.0.2.0/24", "2001:DB8::/32", "198.51.100.7"}}.Plain()
	want := affiliate.ClickRules{Referrers: []string{"a.example", "office.example"}, Agents: []string{"uptimebot"}, Networks: []string{"192.0.2.0/24", "198.51.100.7", "2001:db8::/32"}}
	if diff := cmp.Diff(want, good); diff != "" {
		t.Error(diff)
	}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for want, rules := range map[string]affiliate.ClickRules{
		"is not a host name":      {Referrers: []string{"office"}},
		"lower case":              {Referrers: []string{"Office.example"}},
		"has 4 to 200 characters": {Agents: []string{"bot"}},
		"ordinary browsers":       {Agents: []string{"windows nt"}},
		"can't be read":           {Networks: []string{"192.0.2.1/24"}},
		"large part":              {Networks: []string{"::/0"}},
		"50 are allowed":          {Agents: strings.Split(strings.Repeat("officecheck ", 51), " ")},
	} {
		if err := rules.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %q", rules, err, want)
		}
	}
}

func TestInNetworks(t *testing.T) {
	networks, err := affiliate.ParseNetworks([]string{"192.0.2.0/24", "2001:db8::/32"})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{"192.0.2.9": true, "::ffff:192.0.2.9": true, "2001:db8::1": true, "2001:db8::1%eth0": true, "192.0.3.1": false, "here": false, "": false} {
		if got := affiliate.InNetworks(networks, address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}
