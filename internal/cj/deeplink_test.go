package cj_test

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkledger/internal/cj"
)

func TestBuildDeepLink(t *testing.T) {
	link := cj.Link{ID: "15000001", ClickURL: "https://www.kqzyfj.com/click-100000001-15000001-1510938893000", AllowDeepLink: true}
	with := func(change func(*cj.Link)) cj.Link { l := link; change(&l); return l }
	bare := with(func(l *cj.Link) { l.ClickURL = "" })
	fixed := with(func(l *cj.Link) { l.AllowDeepLink = false })
	for _, test := range []struct {
		name             string
		link             cj.Link
		pid, destination string
		want, says       string
		is               error
	}{
		{name: "its own page", link: link, want: "https://www.kqzyfj.com/click-100000001-15000001?sid={click_id}"},
		{name: "a page of the shop", link: link, destination: page, want: "https://www.kqzyfj.com/click-100000001-15000001?sid={click_id}&url=" + pageInURL},
		{name: "another property", link: link, pid: "100000009", want: "https://www.kqzyfj.com/click-100000009-15000001?sid={click_id}"},
		{name: "no click link", link: bare, pid: "100000001", want: "https://www.anrdoezrs.net/click-100000001-15000001?sid={click_id}"},
		{name: "neither", link: bare, says: "enter the PID"},
		{name: "an own page only", link: fixed, want: "https://www.kqzyfj.com/click-100000001-15000001?sid={click_id}"},
		{name: "no deep links", link: fixed, destination: page, is: cj.ErrNoDeepLink, says: "AID 15000001"},
		{name: "a domain that isn't known", link: with(func(l *cj.Link) { l.ClickURL = "https://new.cj.example/click-1-2" }), want: "https://new.cj.example/click-1-15000001?sid={click_id}"},
		{name: "no page", link: link, destination: "brand.example", says: "not a web address"},
		{name: "too long", link: link, destination: "https://brand.example/" + strings.Repeat("a", 1950), says: "shorten"},
		{name: "no AID", link: cj.Link{ID: "x", AllowDeepLink: true}, pid: "1", says: "AID"},
		{name: "no link", link: with(func(l *cj.Link) { l.ClickURL = "https://brand.example/" }), is: cj.ErrNotClickLink, says: "click-PID-AID"},
	} {
		got, err := cj.BuildDeepLink(test.link, test.pid, test.destination)
		if got != test.want || test.is != nil && !errors.Is(err, test.is) || (err != nil) != (test.says != "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %q, %v", test.name, got, err)
		}
	}
}

// What is built is read back the same, in both forms, and UTMs reach the
// landing page as they were given. Texts are short enough for any to fit.
func TestLinksThereAndBack(t *testing.T) {
	digits := rapid.StringMatching(`[1-9][0-9]{0,11}`)
	text := rapid.StringN(0, 30, -1).Filter(func(s string) bool {
		return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
	})
	rapid.Check(t, func(rt *rapid.T) {
		host := rapid.SampledFrom(cj.Domains()).Draw(rt, "domain").Name
		pid, aid := digits.Draw(rt, "pid"), rapid.OneOf(rapid.Just(""), digits).Draw(rt, "aid")
		sid := rapid.SampledFrom([]string{"{click_id}", "{transaction_id}", "", "a-b_C9"}).Draw(rt, "sid")
		destination := "https://brand.example/" + url.PathEscape(text.Draw(rt, "path")) + "?q=" + url.QueryEscape(text.Draw(rt, "query"))
		built, err := cj.BuildClick(host, pid, aid, sid, destination)
		if err != nil {
			rt.Fatal(err)
		}
		link, err := cj.ParseClick(built)
		if err != nil || link.PID != pid || link.AID != aid || link.SID != sid || link.Destination != destination || link.HasSID != (sid != "") {
			rt.Fatalf("%s is %+v, %v", built, link, err)
		}
		value := text.Draw(rt, "utm")
		tagged, err := cj.WithUTMs(built, []cj.UTM{{Name: "utm_content", Value: value}, {Name: "utm_source", Value: "{member_id}"}})
		if err != nil {
			rt.Fatal(err)
		}
		again, err := cj.ParseClick(tagged)
		if err != nil || again.SID != sid {
			rt.Fatalf("%s: %v", tagged, err)
		}
		landing, err := url.Parse(again.Destination)
		if err != nil || landing.Query().Get("utm_content") != value || landing.Query().Get("utm_source") != "{member_id}" || fmt.Sprint(landing.Query()["q"]) != fmt.Sprint(mustQuery(destination)["q"]) {
			rt.Fatalf("%s lands on %s: %v", tagged, again.Destination, err)
		}
	})
}

func mustQuery(text string) url.Values {
	u, err := url.Parse(text)
	if err != nil {
		panic(err)
	}
	return u.Query()
}
