package affiliate_test

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
)

func TestRedirect(t *testing.T) {
	const click = "https://cj.example/click-1-2?sid={click_id}&url={landing_page}"
	for _, c := range []struct {
		name, destination, page, query, want string
		pass                                 []string
	}{
		{"no landing page", "https://cj.example/?sid={click_id}", "https://unused.example/", "utm=1", "https://cj.example/?sid=cid&ref=r&utm_term=t", []string{"ref", "utm_term"}},
		{"a plain page", click, "https://shop.example/p", "", "https://cj.example/click-1-2?sid=cid&url=https%3A%2F%2Fshop.example%2Fp", nil},
		{"page and query", click, "https://shop.example/p?a=1#top", "utm_source=amb&A=2", "https://cj.example/click-1-2?sid=cid&url=https%3A%2F%2Fshop.example%2Fp%3Fa%3D1%26utm_source%3Damb%23top", nil},
		{"a member's name", click, "https://shop.example/p", "utm_content={creator_name}", "https://cj.example/click-1-2?sid=cid&url=https%3A%2F%2Fshop.example%2Fp%3Futm_content%3DAna%2520%2526%2520Co", nil},
		{"passed on to the page", click, "https://shop.example/p#top", "utm_term=own", "https://cj.example/click-1-2?sid=cid&url=https%3A%2F%2Fshop.example%2Fp%3Futm_term%3Down%26ref%3Dr%23top", []string{"ref", "utm_term"}},
		{"the click id on the page", click, "https://shop.example/p", "click_id={click_id}", "https://cj.example/click-1-2?sid=cid&url=https%3A%2F%2Fshop.example%2Fp%3Fclick_id%3Dcid", nil},
		{"the page in the path", "https://cj.example/links/1/type/dlg/sid/{click_id}/{landing_page}", "https://shop.example/p?a=1#f", "utm_content={creator_name}", "https://cj.example/links/1/type/dlg/sid/cid/https://shop.example/p?a=1&utm_content=Ana%20%26%20Co&ref=r#f", []string{"ref"}},
	} {
		r, err := affiliate.NewRedirect(c.destination, c.page, c.query, c.pass)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		v := values(url.Values{"ref": {"r"}, "utm_term": {"t"}})
		v.Values = map[string]string{"creator_name": "Ana & Co"}
		for range 2 { // filling it changes nothing of it
			if got := string(r.Append(nil, v)); got != c.want || r.HasLanding() != strings.Contains(c.destination, "landing_page") || r.ReadsQuery() != (len(c.pass) > 0) {
				t.Errorf("%s became\n%s, want\n%s", c.name, got, c.want)
			}
		}
	}
	for _, wrong := range [][3]string{{"https://cj.example/{nothing}", "", ""}, {click, "https://shop.example/{nothing}", ""}, {click, "https://shop.example/", "a={nothing}"}, {"https://cj.example/?u=x{landing_page}", "https://shop.example/", ""}} {
		if _, err := affiliate.NewRedirect(wrong[0], wrong[1], wrong[2], nil); err == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
}

// TestNobodyLeadsARedirectAstray: whatever a member is called and whoever
// follows a link adds to it, hosts and paths stay, and each text arrives whole
// at the landing page.
func TestNobodyLeadsARedirectAstray(t *testing.T) {
	r, err := affiliate.NewRedirect("https://cj.example/click-1-2?url={landing_page}&sid={click_id}", "https://shop.example/p?x=1#top", "utm_content={creator_name}&utm_source={source}", []string{"ref"})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringN(0, 40, affiliate.MaxVariable).Draw(t, "name")
		source, ref := rapid.StringN(0, 20, 64).Draw(t, "source"), rapid.StringN(0, 60, 200).Draw(t, "ref")
		v := values(url.Values{"ref": {ref}, "source": {source}})
		v.Values = map[string]string{"creator_name": name}
		text := string(r.Append(nil, v))
		outer, err := url.Parse(text)
		if err != nil || strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' }) {
			t.Fatalf("%q: %v", text, err)
		}
		inner, err := url.Parse(outer.Query().Get("url"))
		if err != nil {
			t.Fatal(err)
		}
		got := inner.Query()
		if outer.Host != "cj.example" || outer.Path != "/click-1-2" || outer.Fragment != "" || len(outer.Query()) != 2 || inner.Host != "shop.example" || inner.Path != "/p" ||
			inner.Fragment != "top" || len(got) != 4 || got.Get("utm_content") != name || got.Get("utm_source") != source || got.Get("ref") != ref {
			t.Fatalf("%q, %q and %q became %s", name, source, ref, text)
		}
	})
}

// FuzzRedirect fills whatever was taken with whatever a member is called: the
// URL stays one that browsers read as it is written, to the same host.
func FuzzRedirect(f *testing.F) {
	f.Add("https://cj.example/click-1-2?sid={click_id}&url={landing_page}", "https://shop.example/p?x=1#top", "utm_content={creator_name}", "Ana & Co", "s")
	f.Add("https://cj.example/links/1/type/dlg/sid/{click_id}/{landing_page}", "https://shop.example/", "a=1&A=2&&", "../..", "#")
	f.Add("https://cj.example/?sid={click_id}&u=https://shop.example/?c={creator_name}", "", "", "\u202e\r\n", "%0a")
	f.Fuzz(func(t *testing.T, destination, page, query, name, source string) {
		policy := affiliate.URLPolicy{}
		if policy.CheckURL(destination) != nil || page != "" && policy.CheckLanding(destination, page, query) != nil {
			return
		}
		r, err := affiliate.NewRedirect(destination, page, query, []string{"source"})
		if err != nil || r.HasLanding() && page == "" {
			return
		}
		v := values(url.Values{"source": {source}})
		v.Values = map[string]string{"creator_name": name, "project_name": name}
		text := string(r.Append(nil, v))
		filled, err := url.Parse(text)
		if err != nil || strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c > '~' || c == '\\' }) {
			t.Fatalf("%q: %v", text, err)
		}
		before, err := url.Parse(strings.NewReplacer("{", "%7B", "}", "%7D").Replace(destination))
		if err != nil || !strings.EqualFold(filled.Host, before.Host) || filled.Scheme != strings.ToLower(before.Scheme) {
			t.Fatalf("%q leads to %q: %v", destination, text, err)
		}
	})
}
