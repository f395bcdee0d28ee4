package desktop

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"

	"linkledger/internal/relay"
)

// eavesdropped is a live profile whose words to the relay are all noted.
func eavesdropped(t *testing.T) (a *App, said func() string) {
	t.Helper()
	world := got(openApp(t, t.TempDir()).World())(t)
	line := got(world.AddWorkspace(context.Background(), relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: world.RelayURL()}, "First"))(t)[0]
	through := httputil.NewSingleHostReverseProxy(got(url.Parse(line.RelayURL))(t))
	var mu sync.Mutex
	var words bytes.Buffer
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		mu.Lock()
		fmt.Fprintln(&words, r.Method, r.URL, r.Header, string(body))
		mu.Unlock()
		r.Body = io.NopCloser(bytes.NewReader(body))
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(proxy.Close)
	a, line.RelayURL = connectLive(t), proxy.URL
	got(a.Workspace.Connect(ConnectForm{Connection: line.String()}))(t)
	return a, func() string {
		mu.Lock()
		defer mu.Unlock()
		return words.String()
	}
}

// Who the members are stays on the devices: nothing of it is in what the relay
// gets, whether typed, edited by many, imported or taken back; but for the names
// that an offer's template and a readable link make public.
func TestMembersStayOnTheDevices(t *testing.T) {
	ctx := context.Background()
	a, said := eavesdropped(t)
	form := OfferForm{Name: "Wool throw", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "10", Protocol: "server_postback_tid",
		OfferURL: "https://shop.example/throw?sid={click_id}", UTMs: []Pair{{Label: "utm_content", Value: "{creator_ig_username}"}}}
	offer := got(a.Offers.Save(form))(t)
	ana := got(a.Members.Save(MemberForm{Name: "Planted-Ana", Email: "planted-mail@member.example", Instagram: "public-ana", TikTok: "planted-tiktok", YouTube: "planted-youtube",
		Handle: "planted-handle", Group: "Planted-Group", Tags: []string{"planted-tag"}, Note: "planted-note", Payee: "planted-payee@member.example",
		PromoCodes: []string{"PLANTED10"}, PIDs: []string{"104815162"}}))(t)
	must(t, a.Sync(ctx))
	link := linksOf(t, a, offer.Row.ID, false, ana.ID)[0]
	must(t, a.Sync(ctx))
	got(a.Links.Save(LinkEdit{ID: link.ID, Slug: "public-slug"}))(t)
	edited := got(a.Members.Edit(MemberEdit{IDs: []string{ana.ID}, SetGroup: true, Group: "Planted-Second", AddTags: []string{"planted-added"}}))(t)
	must(t, a.Sync(ctx))
	done := imported(t, a, planned(t, a, "Name,E-mail,Instagram,Group,Note\nPlanted-Ben,planted-ben@member.example,planted-ig,Planted-Third,planted-row\n").ID)
	must(t, a.Sync(ctx))
	got(a.Undo.Do(done.Undo))(t)
	got(a.Undo.Do(edited.Undo))(t)
	must(t, a.Sync(ctx))

	words := said()
	for _, public := range []string{"public-ana", "public-slug", ana.ID} { // the search is able to find something
		if !strings.Contains(words, public) {
			t.Errorf("%q never reached the relay", public)
		}
	}
	lower := strings.ToLower(words)
	for _, secret := range []string{"planted", "member.example", "104815162"} {
		if at := strings.Index(lower, secret); at >= 0 {
			t.Errorf("the relay was told %q: … %s …", secret, words[max(0, at-80):min(len(words), at+80)])
		}
	}
	if pending := got(got(a.session())(t).store.Pending(ctx))(t); pending != 0 {
		t.Errorf("%d entries were never sent", pending)
	}
}
