package cj_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/cj"
)

const (
	queryBase = "https://www.anrdoezrs.net/click-100000001-15000001"
	pathBase  = "https://www.anrdoezrs.net/links/100000001/type/dlg/"
	page      = "https://brand.example/p?x=1"
	pageInURL = "https%3A%2F%2Fbrand.example%2Fp%3Fx%3D1"
)

func TestParseClick(t *testing.T) {
	q := cj.ClickLink{Base: "https://www.anrdoezrs.net", Form: cj.FormQuery, PID: "100000001", AID: "15000001", KnownHost: true}
	p := cj.ClickLink{Base: q.Base, Form: cj.FormPath, PID: q.PID, Destination: page, KnownHost: true}
	with := func(l cj.ClickLink, change func(*cj.ClickLink)) cj.ClickLink { change(&l); return l }
	sid := func(s string) func(*cj.ClickLink) { return func(l *cj.ClickLink) { l.HasSID, l.SID = true, s } }
	tests := []struct {
		text string
		want cj.ClickLink
	}{
		{queryBase, q},
		{" " + queryBase + "\n", q},
		{queryBase + "?sid={click_id}", with(q, sid("{click_id}"))},
		{queryBase + "?sid=%7Bclick_id%7D", with(q, sid("{click_id}"))},
		{queryBase + "?SID=12345x67890", with(q, sid("12345x67890"))},
		{queryBase + "?sid=", with(q, sid(""))},
		{queryBase + "?url=" + pageInURL + "&sid=a-b_c", with(with(q, sid("a-b_c")), func(l *cj.ClickLink) { l.Destination = page })},
		{queryBase + "?cjsku=US90H0&url=" + pageInURL, with(q, func(l *cj.ClickLink) { l.Destination = page })},
		{queryBase + "?url=" + page, with(q, func(l *cj.ClickLink) { l.Destination = page })},
		{strings.Replace(queryBase, "www.anrdoezrs.net", "www.KQZYFJ.com", 1), with(q, func(l *cj.ClickLink) { l.Base = "https://www.KQZYFJ.com" })},
		{strings.Replace(queryBase, "https://www.anrdoezrs.net", "http://127.0.0.1:4600", 1), with(q, func(l *cj.ClickLink) { l.Base, l.KnownHost = "http://127.0.0.1:4600", false })},
		{strings.Replace(queryBase, "www.anrdoezrs.net", "anrdoezrs.net.evil.example", 1), with(q, func(l *cj.ClickLink) { l.Base, l.KnownHost = "https://anrdoezrs.net.evil.example", false })},
		{pathBase + page, p},
		{pathBase + "sid/{click_id}/" + page, with(p, sid("{click_id}"))},
		{pathBase + "sid/abc/" + page + "#top", with(with(p, sid("abc")), func(l *cj.ClickLink) { l.Destination = page + "#top" })},
	}
	for _, test := range tests {
		got, err := cj.ParseClick(test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s:\n%s", test.text, diff)
		}
	}
}

func TestParseClickRefuses(t *testing.T) {
	tests := []struct {
		text, says string
		is         error
	}{
		{"", "https://", cj.ErrNotClickLink},
		{"www.anrdoezrs.net/click-1-2", "https://", cj.ErrNotClickLink},
		{"javascript://www.anrdoezrs.net/click-1-2", "https://", cj.ErrNotClickLink},
		{"https://user@www.anrdoezrs.net/click-1-2", "https://", cj.ErrNotClickLink},
		{"https://brand.example/product", "click-PID-AID", cj.ErrNotClickLink},
		{"https://www.anrdoezrs.net/click-1", "click-PID-AID", cj.ErrNotClickLink},
		{"https://www.anrdoezrs.net/click-PID-AID", "two numbers", cj.ErrNotClickLink},
		{"https://www.ftjcfx.com/image-1-2", "pixel", cj.ErrNotClickLink},
		{"https://cj.dotomi.com/links-t/1/type/dlg/sid/a/https://b.example", "hop", cj.ErrNotClickLink},
		{queryBase + "?sid=a b", "spaces", cj.ErrNotClickLink},
		{queryBase + "?sid=a\nb", "spaces", cj.ErrNotClickLink},
		{queryBase + "?sid=ann@brand.example", "can't travel", cj.ErrSID},
		{queryBase + "?sid=0", "can't travel", cj.ErrSID},
		{queryBase + "?sid=" + strings.Repeat("a", 65), "can't travel", cj.ErrSID},
		{queryBase + "?sid={click_id", "can't travel", cj.ErrSID},
		{queryBase + "?sid=a&SID=b", "twice", nil},
		{queryBase + "?sid=%zz", "decoded", nil},
		{queryBase + "?url=brand.example", "not a web address", nil},
		{queryBase + "?url=javascript:alert(1)", "not a web address", nil},
		{queryBase + "?url=https%3A%2F%2Fu:p@brand.example", "not a web address", nil},
		{queryBase + "?url=https%3A%2F%2Fbrand.example%2F%0d%0aX", "not a web address", nil},
		{pathBase + "sid/abc", "not a web address", nil},
		{pathBase + "https%3A%2F%2Fbrand.example", "not a web address", nil},
	}
	for _, test := range tests {
		_, err := cj.ParseClick(test.text)
		if err == nil || !strings.Contains(err.Error(), test.says) || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%q: got %v, want %v that says %q", test.text, err, test.is, test.says)
		}
	}
}

func TestBuildClick(t *testing.T) {
	tests := []struct {
		base, pid, aid, sid, destination string
		want, says                       string
	}{
		{"www.anrdoezrs.net", "100000001", "15000001", "{click_id}", page, queryBase + "?sid={click_id}&url=" + pageInURL, ""},
		{"https://www.anrdoezrs.net/", "100000001", "15000001", "", "", queryBase, ""},
		{"http://127.0.0.1:4600", "1", "2", "{click_id}", "", "http://127.0.0.1:4600/click-1-2?sid={click_id}", ""},
		{"www.anrdoezrs.net", "100000001", "", "{click_id}", page, pathBase + "sid/{click_id}/" + page, ""},
		{"www.anrdoezrs.net", "1", "2", "", "https://b.example/?m={member_id}", "https://www.anrdoezrs.net/click-1-2?url=https%3A%2F%2Fb.example%2F%3Fm%3D{member_id}", ""},
		{"www.anrdoezrs.net", "100000001", "", "{click_id}", "", "", "landing page"},
		{"www.anrdoezrs.net", "x", "2", "", "", "", "PID"},
		{"www.anrdoezrs.net", "1", "x", "", "", "", "AID"},
		{"evil.example/path", "1", "2", "", "", "", "host"},
		{"ftp://evil.example", "1", "2", "", "", "", "host"},
		{"www.anrdoezrs.net", "1", "2", "a b", "", "", "sid"},
		{"www.anrdoezrs.net", "1", "2", "", "ftp://b.example", "", "web address"},
		{"www.anrdoezrs.net", "1", "2", "", "https://b.example/" + strings.Repeat("a", 1990), "", "less than 2000"},
	}
	for _, test := range tests {
		got, err := cj.BuildClick(test.base, test.pid, test.aid, test.sid, test.destination)
		if got != test.want || (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%+v: got %q, %v", test, got, err)
		}
	}
}

func TestWithSID(t *testing.T) {
	tests := []struct {
		text, want string
		notes      int
	}{
		{queryBase, queryBase + "?sid={click_id}", 2},
		{queryBase + "?sid=&url=" + pageInURL, queryBase + "?sid={click_id}&url=" + pageInURL, 1},
		{queryBase + "?url=" + pageInURL + "&cjsku=A", queryBase + "?sid={click_id}&url=" + pageInURL + "&cjsku=A", 1},
		{queryBase + "?url=" + pageInURL + "&SID=%7bclick_id%7D", queryBase + "?url=" + pageInURL + "&SID={click_id}", 0},
		{queryBase + "?sid={transaction_id}&url=" + pageInURL, queryBase + "?sid={transaction_id}&url=" + pageInURL, 0},
		{pathBase + page, pathBase + "sid/{click_id}/" + page, 1},
		{pathBase + "sid//" + page, pathBase + "sid/{click_id}/" + page, 1},
		{"http://127.0.0.1:4600/click-1-2", "http://127.0.0.1:4600/click-1-2?sid={click_id}", 3},
	}
	for _, test := range tests {
		got, notes, err := cj.WithSID(test.text)
		if err != nil || got != test.want || len(notes) != test.notes {
			t.Errorf("%s: got %q, %q, %v; want %q and %d notes", test.text, got, notes, err, test.want, test.notes)
		}
	}
	if _, notes, err := cj.WithSID("http://127.0.0.1:4600/click-1-2", "127.0.0.1:4600"); err != nil || len(notes) != 2 {
		t.Errorf("an accepted host: %q, %v", notes, err)
	}
	for text, want := range map[string]error{
		queryBase + "?sid=instagram":       cj.ErrSID,
		queryBase + "?sid={member_id}":     cj.ErrSID,
		pathBase + "sid/abc/" + page:       cj.ErrSID,
		"https://brand.example/?sid=hello": cj.ErrNotClickLink,
	} {
		if got, _, err := cj.WithSID(text); got != "" || !errors.Is(err, want) {
			t.Errorf("%s: got %q, %v; want %v", text, got, err, want)
		}
	}
}

func TestWithUTMs(t *testing.T) {
	utms := []cj.UTM{{Name: "utm_source", Value: "ambassadors & co"}, {Name: "utm_content", Value: "{member_id}"}}
	const added = "%26utm_source%3Dambassadors%2B%2526%2Bco%26utm_content%3D{member_id}"
	tests := []struct{ text, want string }{
		{queryBase + "?sid={click_id}&url=" + pageInURL, queryBase + "?sid={click_id}&url=" + pageInURL + added},
		{queryBase + "?url=" + pageInURL + "&sid={click_id}", queryBase + "?url=" + pageInURL + added + "&sid={click_id}"},
		{queryBase + "?url=" + pageInURL + "%23top", queryBase + "?url=" + pageInURL + added + "%23top"},
		{queryBase + "?url=https%3A%2F%2Fbrand.example", queryBase + "?url=https%3A%2F%2Fbrand.example%3F" + added[3:]},
		{queryBase + "?url=https%3A%2F%2Fb.example%3Futm_source%3Dold%26utm_source%3Dolder%26y%3D%257Bz%257D",
			queryBase + "?url=https%3A%2F%2Fb.example%3Futm_source%3Dambassadors%2B%2526%2Bco%26y%3D%257Bz%257D%26utm_content%3D{member_id}"},
		{pathBase + "sid/{click_id}/" + page, pathBase + "sid/{click_id}/" + page + "&utm_source=ambassadors+%26+co&utm_content={member_id}"},
	}
	for _, test := range tests {
		got, err := cj.WithUTMs(test.text, utms)
		if err != nil || got != test.want {
			t.Errorf("%s:\ngot  %q, %v\nwant %q", test.text, got, err, test.want)
		}
	}
	if _, err := cj.WithUTMs(queryBase+"?sid={click_id}", utms); !errors.Is(err, cj.ErrNoDestination) {
		t.Errorf("no landing page: got %v", err)
	}
	if got, err := cj.WithUTMs(queryBase, nil); got != queryBase || err != nil {
		t.Errorf("no UTMs: got %q, %v", got, err)
	}
	for name, bad := range map[string][]cj.UTM{
		"space": {{Name: "utm source", Value: "x"}}, "empty": {{Value: "x"}}, "cjevent": {{Name: "CJEVENT", Value: "x"}},
		"break": {{Name: "a", Value: "x\ny"}}, "twice": {{Name: "a", Value: "x"}, {Name: "a", Value: "y"}},
		"long": {{Name: "a", Value: strings.Repeat("x", 2000)}},
	} {
		if got, err := cj.WithUTMs(queryBase+"?url="+pageInURL, bad); err == nil {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func FuzzClickLink(f *testing.F) {
	for _, text := range []string{
		queryBase, queryBase + "?sid={click_id}&url=" + pageInURL, pathBase + "sid/{click_id}/" + page, pathBase + page,
		queryBase + "?&&=&url=https%3A%2F%2Fb.example%3F%26%26a#f", "https://a/click-1-2?sid=%7Bclick_id%7D&x",
	} {
		f.Add(text, "{member_id}")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		link, err := cj.ParseClick(text)
		if err != nil {
			return
		}
		if built, err := cj.BuildClick(link.Base, link.PID, link.AID, link.SID, link.Destination); err == nil {
			again, err := cj.ParseClick(built)
			again.HasSID = link.HasSID
			if err != nil || again != link {
				t.Errorf("%q: built %q is %+v (%v), want %+v", text, built, again, err, link)
			}
		}
		if tagged, _, err := cj.WithSID(text); err == nil {
			again, err := cj.ParseClick(tagged)
			if err != nil || again.Destination != link.Destination || again.SID != "{click_id}" && again.SID != "{transaction_id}" {
				t.Errorf("%q with a sid is %q: %+v, %v", text, tagged, again, err)
			}
		}
		utms := []cj.UTM{{Name: "utm_fuzz", Value: value}}
		once, err := cj.WithUTMs(text, utms)
		if err != nil {
			return
		}
		again, err := cj.ParseClick(once)
		if err != nil || again.SID != link.SID || again.PID != link.PID || again.AID != link.AID {
			t.Fatalf("%q with UTMs is %q: %+v, %v", text, once, again, err)
		}
		landing, err := url.Parse(again.Destination)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := url.ParseQuery(landing.RawQuery); err == nil && landing.Query().Get("utm_fuzz") != value {
			t.Errorf("%q: the landing page %q has utm_fuzz=%q, want %q", once, again.Destination, landing.Query().Get("utm_fuzz"), value)
		}
		if twice, err := cj.WithUTMs(once, utms); err != nil || twice != once {
			t.Errorf("twice: %q, %v; once: %q", twice, err, once)
		}
	})
}
