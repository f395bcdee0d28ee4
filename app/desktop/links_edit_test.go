package desktop

import (
	"archive/zip"
	"context"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// leads is where the relay sends a visitor of a path.
func leads(t *testing.T, url string) string {
	t.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	request, err := http.NewRequestWithContext(context.Background(), http.MethodHead, url, nil)
	must(t, err)
	response := got(client.Do(request))(t)
	must(t, response.Body.Close())
	if response.StatusCode != http.StatusFound {
		return ""
	}
	return response.Header.Get("Location")
}

// TestReadableLinks: a slug leads, an earlier one goes on leading, and one that
// somebody has is refused, here or by the relay.
func TestReadableLinks(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	s := got(a.session())(t)
	offer, member, link := sale(t, a)
	detail := got(a.Links.Get(link.ID))(t)
	if detail.Row.URL != link.URL || !slices.Contains(detail.Slugs, "maya-lindqvist") || !strings.Contains(detail.Destination, "sid=") {
		t.Errorf("the link is shown as %+v", detail)
	}
	for _, slug := range []string{"maya-lindqvist", "maya"} {
		row := got(a.Links.Save(LinkEdit{ID: link.ID, Slug: slug}))(t)
		if row.Slug != slug || !strings.HasSuffix(row.URL, "/"+slug) || row.Synced {
			t.Errorf("edited, the link is %+v", row)
		}
		must(t, a.Sync(ctx))
	}
	for _, path := range []string{"maya", "maya-lindqvist", link.Code} {
		if leads(t, detail.BaseURL+path) == "" {
			t.Errorf("/%s leads nowhere", path)
		}
	}
	if check := got(a.Links.Check(link.ID))(t); check.State != "live" || !strings.Contains(check.Destination, "sid=") {
		t.Errorf("the relay says %+v", check)
	}

	second := got(a.Members.Save(MemberForm{Name: "Maya Berg"}))(t)
	other := linksOf(t, a, offer.Row.ID, false, second.ID)[0]
	for _, taken := range []string{"maya", "maya-lindqvist", "api", "Ma ya", "ab"} {
		_, err := a.Links.Save(LinkEdit{ID: other.ID, Slug: taken})
		if f := failed(t, err); f.Fields["slug"] == "" {
			t.Errorf("%q: %+v", taken, f)
		}
	}
	must(t, a.Sync(ctx))

	// Somebody whom this computer has not heard of takes the next one first.
	stranger := got(s.store.FreeNumbers(ctx, 1))(t)[0]
	slug := "berg"
	_, err := s.connection().client.Push(ctx, relayapi.Push{Epoch: got(s.store.Position(ctx))(t).Epoch, Entries: []relayapi.NewEntry{}, Links: []relayapi.PublicLink{{
		Number: stranger.Number, Code: stranger.Code, OfferID: offer.Row.ID, MemberID: member.ID, Status: relayapi.PublicLinkStatusActive, Slug: &slug}}})
	must(t, err)
	got(a.Links.Save(LinkEdit{ID: other.ID, Slug: slug}))(t)
	must(t, a.Sync(ctx))
	if row := got(a.Links.Get(other.ID))(t).Row; row.Slug != "" || row.URL != other.URL {
		t.Errorf("with a slug that was refused the link is %+v", row)
	}
	items := got(a.Workspace.Attention())(t)
	if len(items) != 1 || items[0].Kind != "refused" || !strings.Contains(items[0].Text, "berg") || !strings.Contains(items[0].Text, "Maya Berg") {
		t.Errorf("it needs attention as %+v", items)
	}
	got(a.Workspace.DiscardEdit(items[0].ID))(t)
}

func TestStatusOfLinksIsTakenBack(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	_, _, link := sale(t, a)
	changed := got(a.Links.SetStatus([]string{link.ID, "gone"}, affiliate.Paused))(t)
	must(t, a.Sync(ctx))
	if changed.Changed != 1 || changed.Undo == "" || leads(t, link.URL) != "" {
		t.Errorf("paused: %+v, and it leads on", changed)
	}
	if again := got(a.Links.SetStatus([]string{link.ID}, affiliate.Paused))(t); again.Changed != 0 || again.Undo != "" {
		t.Errorf("paused twice: %+v", again)
	}
	if undone := got(a.Undo.Do(changed.Undo))(t); undone.Changed != 1 || len(undone.Left) != 0 {
		t.Errorf("undone: %+v", undone)
	}
	if kept := got(got(a.session())(t).undos(ctx))(t); len(kept) != 0 {
		t.Errorf("nobody has the tokens of %q", kept)
	}
	must(t, a.Sync(ctx))
	if leads(t, link.URL) == "" {
		t.Error("it leads nowhere after it was undone")
	}
	archived := got(a.Links.SetStatus([]string{link.ID}, affiliate.Archived))(t)
	must(t, a.Sync(ctx))
	if page := got(a.Links.Page(LinkQuery{Limit: 10}))(t); page.Total != 0 || leads(t, link.URL) == "" {
		t.Errorf("an archived link is in the list (%d), or leads nowhere", page.Total)
	}
	got(a.Links.SetStatus([]string{link.ID}, affiliate.Paused))(t)
	if undone := got(a.Undo.Do(archived.Undo))(t); undone.Changed != 0 || len(undone.Left) != 1 {
		t.Errorf("what somebody changed since was undone: %+v", undone)
	}
	_, err := a.Links.SetStatus([]string{link.ID}, "deleted")
	failed(t, err)
}

func TestHandOut(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	s := got(a.session())(t)
	_, _, link := sale(t, a)
	letter := got(a.Links.Letter())(t).Letter
	run := got(a.Links.HandOut(HandOutForm{IDs: []string{link.ID}, SVG: true, PNG: true, Letter: &letter}))(t)
	<-got(s.handOuts.get(run.ID))(t).ended
	done := got(a.Links.HandOutState(run.ID))(t)
	if done.State != runDone || done.File.Rows != 1 {
		t.Fatalf("%+v", done)
	}
	archive := got(zip.OpenReader(done.File.Path))(t)
	defer archive.Close()
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"mail/maya-lindqvist.eml", "qr/maya-lindqvist-wool-throw.svg", "qr/maya-lindqvist-wool-throw.png", "links.csv"}, names); diff != "" {
		t.Error(diff)
	}
	if file := got(a.Links.SaveQRCode(QRForm{ID: link.ID, Format: "svg"}))(t); filepath.Base(file.Path) != "qr-maya-lindqvist-wool-throw.svg" {
		t.Errorf("the QR code is saved as %q", file.Path)
	}
	if svg := got(a.Links.QRCode(QRForm{ID: link.ID, Slug: true}))(t); !strings.HasPrefix(svg, "<svg ") {
		t.Errorf("the QR code is %q", svg)
	}
	_, err := a.Links.HandOut(HandOutForm{IDs: []string{link.ID}, Letter: &LetterForm{Subject: "Hello", Text: "No links"}})
	if f := failed(t, err); f.Fields["text"] == "" {
		t.Errorf("a letter without links: %+v", f)
	}
	_, err = a.Links.HandOut(HandOutForm{IDs: []string{"gone"}})
	failed(t, err)
}

// TestPublicValuesFollow: what links publish of a member is what the offer asks
// for, and follows the member's name and the offer's template.
func TestPublicValuesFollow(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	form := offerForm(t, a)
	form.UTMs = []Pair{{Label: "utm_content", Value: "{creator_name}"}}
	offer := got(a.Offers.Save(form))(t)
	member := got(a.Members.Save(MemberForm{Name: "Maya Lindqvist", Email: "maya@lindqvist.example"}))(t)
	must(t, a.Sync(ctx))
	link := linksOf(t, a, offer.Row.ID, false, member.ID)[0]
	must(t, a.Sync(ctx))
	says := func(want string) {
		t.Helper()
		must(t, a.Sync(ctx))
		at := leads(t, link.URL)
		if !strings.Contains(at, want) || strings.Contains(at, "lindqvist.example") {
			t.Errorf("%s leads to %s, without %s", link.URL, at, want)
		}
	}
	says("Maya%2520Lindqvist")
	if public := got(a.Links.Get(link.ID))(t).Public; len(public) != 1 || public[0].Value != "Maya Lindqvist" {
		t.Errorf("what is public is %+v", public)
	}
	edit := MemberForm{ID: member.ID, Name: "Maya Berg", Email: "maya@lindqvist.example"}
	got(a.Members.Save(edit))(t)
	says("Maya%2520Berg")
	form.ID, form.UTMs = offer.Row.ID, []Pair{{Label: "utm_content", Value: "{link_offer_name}"}}
	got(a.Offers.Save(form))(t)
	says("Wool%2520throw")
}
