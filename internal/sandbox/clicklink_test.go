package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"linkledger/internal/clock"
	"linkledger/internal/sandbox"
)

// click asks a sandbox at shop.test for a link, without a network.
func click(box http.Handler, link string) (status int, location, text string) {
	request := httptest.NewRequest(http.MethodGet, "http://shop.test/", nil)
	path, query, _ := strings.Cut(link, "?")
	request.URL = &url.URL{Path: path, RawPath: path, RawQuery: query}
	if unescaped, err := url.PathUnescape(path); err == nil {
		request.URL.Path = unescaped
	}
	recorder := httptest.NewRecorder()
	box.ServeHTTP(recorder, request)
	body, _ := io.ReadAll(recorder.Body)
	return recorder.Code, recorder.Header().Get("Location"), string(body)
}

func quietSandbox(t testing.TB) *sandbox.Sandbox {
	t.Helper()
	box, err := sandbox.New(sandbox.Config{Clock: clock.NewFake(start), Token: token})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	return box
}

func TestClickLinks(t *testing.T) {
	box := quietSandbox(t)
	handler := box.Handler()
	long := strings.Repeat("a", 65)
	for link, want := range map[string]struct {
		status int
		text   string
		sid    string
	}{
		"/click-100000001-15000001":                                               {status: 302},
		"/click-100000001-15000001?sid=abc":                                       {status: 302, sid: "abc"},
		"/click-100000001-15000001?SID=a-b_C1&cjsku=x":                            {status: 302, sid: "a-b_C1"},
		"/click-100000001-15000001?uRl=http%3A%2F%2Fshop.test%2Fshop%2F&Sid=a":    {status: 302, sid: "a"},
		"/links/100000001/type/dlg/sid/abc/http://shop.test/shop/products/mug-02": {status: 302, sid: "abc"},
		"/links/100000001/type/dlg/http://SHOP.test/shop/?a=//b":                  {status: 302},
		"/click-100000001-15000009":                                               {status: 404, text: "knows no ad"},
		"/click-100000002-15000001":                                               {status: 404, text: "no promotional property"},
		"/click-100000001":                                                        {status: 404, text: "looks like /click-PID-AID"},
		"/links/100000001/http://shop.test/shop/":                                 {status: 404, text: "looks like /links/PID/type/dlg"},
		"/links/2/type/dlg/http://shop.test/shop/":                                {status: 404, text: "no promotional property"},
		"/links/100000001/type/dlg/":                                              {status: 400, text: "no destination"},
		"/links/100000001/type/dlg/sid/abc":                                       {status: 400, text: "no destination"},
		"/links/100000001/type/dlg/http:/shop.test/shop/":                         {status: 400, text: "not a web address"},
		"/links/100000001/type/dlg/http%3A%2F%2Fshop.test%2Fshop%2F":              {status: 400, text: "not a web address"},
		"/click-100000001-15000001?sid=a%40b":                                     {status: 400, text: "letters, digits"},
		"/click-100000001-15000001?sid=" + long:                                   {status: 400, text: "up to 64"},
		"/click-100000001-15000001?sid=a&SID=b":                                   {status: 400, text: "more than once"},
		"/click-100000001-15000001?sid=%zz":                                       {status: 400, text: "percent-encode"},
		"/click-100000001-15000001?url=http%3A%2F%2Fevil.test%2Fshop%2F":          {status: 400, text: "not the brand's"},
		"/click-100000001-15000001?url=http%3A%2F%2Fshop.test%2Fcontrol%2Fstate":  {status: 400, text: "not the brand's"},
		"/click-100000001-15000001?url=http%3A%2F%2Fa%40shop.test%2Fshop%2F":      {status: 400, text: "not a web address"},
		"/click-100000001-15000001?url=%2F%2Fevil.test%2Fshop%2F":                 {status: 400, text: "not a web address"},
		"/click-100000001-15000001?url=javascript%3Aalert%281%29":                 {status: 400, text: "not a web address"},
	} {
		before := len(box.Clicks())
		status, location, text := click(handler, link)
		if status != want.status || (status != 302 && !strings.Contains(text, want.text)) {
			t.Errorf("%s = %d %q, want %d with %q", link, status, text, want.status, want.text)
			continue
		}
		clicks := box.Clicks()[before:]
		if status != 302 {
			if len(clicks) != 0 {
				t.Errorf("%s was refused and still recorded", link)
			}
			continue
		}
		if len(clicks) != 1 || clicks[0].SID != want.sid || location != "/cj/links-t/"+clicks[0].CJEvent {
			t.Errorf("%s led to %q and recorded %+v", link, location, clicks)
		}
	}
}

func TestClickIDIsAppended(t *testing.T) {
	box := quietSandbox(t)
	handler := box.Handler()
	for destination, want := range map[string]string{
		"http://shop.test/shop/":             "http://shop.test/shop/?cjevent=ID",
		"http://shop.test/shop/?":            "http://shop.test/shop/?cjevent=ID",
		"http://shop.test/shop/?a=1":         "http://shop.test/shop/?a=1&cjevent=ID",
		"http://shop.test/shop/?a=%20b+c":    "http://shop.test/shop/?a=%20b+c&cjevent=ID",
		"http://shop.test/shop/#top":         "http://shop.test/shop/?cjevent=ID#top",
		"http://shop.test/shop/a%2Fb?c=1#d":  "http://shop.test/shop/a%2Fb?c=1&cjevent=ID#d",
		"https://shop.test/shop/?cjevent=no": "https://shop.test/shop/?cjevent=no&cjevent=ID",
	} {
		if status, _, text := click(handler, "/click-100000001-15000001?url="+url.QueryEscape(destination)); status != 302 {
			t.Errorf("%s: %d %s", destination, status, text)
			continue
		}
		clicks := box.Clicks()
		id := clicks[len(clicks)-1].CJEvent
		status, got, _ := click(handler, "/cj/emjcd/"+id)
		if want := strings.ReplaceAll(want, "ID", id); status != 302 || got != want {
			t.Errorf("%s led to %d %s, want %s", destination, status, got, want)
		}
	}
	for _, path := range []string{"/cj/links-t/", "/cj/emjcd/"} {
		if status, _, text := click(handler, path+"00000000000000000000000000000000"); status != 404 || !strings.Contains(text, "knows no click") {
			t.Errorf("%s of no click = %d %q", path, status, text)
		}
	}
}

// FuzzClickLink shows that no link leads anywhere but to the shop.
func FuzzClickLink(f *testing.F) {
	for _, seed := range []string{
		"/click-100000001-15000001?sid=a&url=http%3A%2F%2Fshop.test%2Fshop%2F",
		"/links/100000001/type/dlg/sid/abc/http://shop.test/shop/?a=b#c",
		"/links/100000001/type/dlg/http://shop.test@evil.test/shop/",
		"/click-100000001-15000001?url=http%3A%2F%2Fshop.test%2F%2Fshop%2F..%2F",
	} {
		f.Add(seed)
	}
	box := quietSandbox(f)
	handler := box.Handler()
	f.Fuzz(func(t *testing.T, link string) {
		if !strings.HasPrefix(link, "/click-") && !strings.HasPrefix(link, "/links/") {
			t.Skip()
		}
		status, _, text := click(handler, link)
		if status == 400 || status == 404 {
			if strings.TrimSpace(text) == "" {
				t.Fatalf("%q was refused without a word", link)
			}
			return
		}
		if status != 302 {
			t.Fatalf("%q = %d %s", link, status, text)
		}
		clicks := box.Clicks()
		_, landing, _ := click(handler, "/cj/emjcd/"+clicks[len(clicks)-1].CJEvent)
		u, err := url.Parse(landing)
		if err != nil || !strings.EqualFold(u.Host, "shop.test") || !strings.HasPrefix(u.EscapedPath(), "/shop/") {
			t.Fatalf("%q led to %q", link, landing)
		}
		if err := box.Reset(); err != nil {
			t.Fatal(err)
		}
	})
}
