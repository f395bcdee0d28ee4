package affiliate_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
)

func TestDestinationTakesALandingPage(t *testing.T) {
	for _, c := range []struct{ name, destination, page, want string }{
		{"query form", "https://cj.example/click-1-2?sid={click_id}&url={landing_page}", "https://shop.example/p?a=1&b=%20",
			"https://cj.example/click-1-2?sid=cid&url=https%3A%2F%2Fshop.example%2Fp%3Fa%3D1%26b%3D%2520&source=s"},
		{"query form in the middle", "https://cj.example/click-1-2?url={landing_page}&sid={click_id}#f", "https://shop.example/#x",
			"https://cj.example/click-1-2?url=https%3A%2F%2Fshop.example%2F%23x&sid=cid&source=s#f"},
		{"path form", "https://cj.example/links/1/type/dlg/sid/{click_id}/{landing_page}", "https://shop.example/p",
			"https://cj.example/links/1/type/dlg/sid/cid/https://shop.example/p?source=s"},
		{"path form with query and fragment", "https://cj.example/links/1/type/dlg/sid/{click_id}/{landing_page}", "https://shop.example/p?a=1#f",
			"https://cj.example/links/1/type/dlg/sid/cid/https://shop.example/p?a=1&source=s#f"},
		{"path form with the page alone", "https://cj.example/{landing_page}", "https://shop.example/?", "https://cj.example/https://shop.example/?source=s"},
	} {
		d, err := affiliate.ParseDestination(c.destination, []string{"source"})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		v := values(url.Values{"source": {"s"}})
		v.LandingPage = c.page
		if got := string(d.Append(nil, v)); got != c.want || !d.HasLanding() {
			t.Errorf("%s became\n%s, want\n%s", c.name, got, c.want)
		}
	}
}

func TestDestinationRefusesALandingPageElsewhere(t *testing.T) {
	for _, text := range []string{
		"https://cj.example/?url={landing_page}&u={landing_page}", "https://cj.example/?u=x{landing_page}", "https://cj.example/?u={landing_page}x",
		"https://cj.example/#{landing_page}", "https://cj.example/{landing_page}/x", "https://cj.example/{landing_page}?x=1", "https://cj.example/x{landing_page}",
		"https://cj.example/{landing_page}#x", "https://cj.example/?{landing_page}=1",
	} {
		if _, err := affiliate.ParseDestination(text, nil); err == nil || !strings.Contains(err.Error(), "landing_page") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestVariablesStandOnlyWhereTheyLeadNowhere(t *testing.T) {
	for _, name := range affiliate.Variables() {
		for _, text := range []string{"https://{%}.example/", "https://shop.example/{%}", "https://shop.example/?{%}=1", "https://cj.example/?url={%}", "https://cj.example/?u=https://shop.example/{%}"} {
			if err := (affiliate.URLPolicy{}).CheckURL(strings.ReplaceAll(text, "%", name)); err == nil {
				t.Errorf("%s is taken with {%s}", text, name)
			}
		}
		if err := (affiliate.URLPolicy{}).CheckPage("https://shop.example/?c={" + name + "}"); err != nil {
			t.Error(err)
		}
	}
	if err := (affiliate.URLPolicy{}).CheckPage("https://shop.example/?c={source}"); err == nil {
		t.Error("a page takes a macro that the follower chooses")
	}
}

func TestJoinLanding(t *testing.T) {
	for _, c := range []struct{ page, query, want string }{
		{"https://shop.example/p", "utm_source=amb&utm_content={creator_name}", "https://shop.example/p?utm_source=amb&utm_content={creator_name}"},
		{"https://shop.example/p?x=1#top", "utm_source=amb", "https://shop.example/p?x=1&utm_source=amb#top"},
		{"https://shop.example/p?", "a=1", "https://shop.example/p?a=1"},
		{"https://shop.example/p?UTM_Source=own&utm%5Fmedium=m", "utm_source=amb&utm_medium=x&c=2", "https://shop.example/p?UTM_Source=own&utm%5Fmedium=m&c=2"},
		{"https://shop.example/p", "", "https://shop.example/p"},
		{"https://shop.example/p", "&&a=1&", "https://shop.example/p?a=1"},
	} {
		if diff := cmp.Diff(c.want, affiliate.JoinLanding(c.page, c.query)); diff != "" {
			t.Errorf("%s + %s: %s", c.page, c.query, diff)
		}
	}
}

// A value is anybody's: whatever a member is called, the page that the shop
// sees has the same host and path, and the value whole.
func TestNoMemberLeadsALandingPageAstray(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringN(0, 40, affiliate.MaxVariable).Draw(t, "name")
		v := values(nil)
		v.Values = map[string]string{"creator_name": name}
		v.LandingPage = affiliate.ExpandURL(affiliate.JoinLanding("https://shop.example/p?x=1#top", "utm_content={creator_name}&utm_source=amb"), *v)
		d, err := affiliate.ParseDestination("https://cj.example/click-1-2?sid={click_id}&url={landing_page}", nil)
		if err != nil {
			t.Fatal(err)
		}
		outer, err := url.Parse(string(d.Append(nil, v)))
		if err != nil {
			t.Fatal(err)
		}
		inner, err := url.Parse(outer.Query().Get("url"))
		if err != nil {
			t.Fatal(err)
		}
		query := inner.Query()
		if outer.Host != "cj.example" || len(outer.Query()) != 2 || inner.Host != "shop.example" || inner.Path != "/p" || inner.Fragment != "top" ||
			len(query) != 3 || query.Get("utm_content") != name {
			t.Fatalf("%q became %s", name, outer)
		}
	})
}

func TestOfferPages(t *testing.T) {
	o := affiliate.Offer{Landing: "https://www.shop.example/p?c={creator_name}"}
	for page, allowed := range map[string]bool{
		"https://shop.example/x": true, "https://WWW.Shop.Example./x": true, "https://blog.shop.example/": false,
		"https://shop.example.evil.example/": false, "https://evilshop.example/": false, "https://other.example/": false,
	} {
		if err := o.AllowsPage(page); (err == nil) != allowed {
			t.Errorf("%s: %v", page, err)
		}
	}
	o.DeepDomains = []string{"*.shop.example"}
	if o.AllowsPage("https://shop.example/") == nil || o.AllowsPage("https://de.shop.example/") != nil {
		t.Error("the list of domains does not decide")
	}
}
