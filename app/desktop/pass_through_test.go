package desktop

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// TestPassThrough: a member link's own parameters go on to the shop only where
// the offer names them, and an edit takes that back.
func TestPassThrough(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	form := offerForm(t, a)
	form.PassThrough = []string{" utm_content ", ""}
	offer := got(a.Offers.Save(form))(t)
	member := got(a.Members.Save(MemberForm{Name: "Maya"}))(t)
	must(t, a.Sync(ctx))
	link := linksOf(t, a, offer.Row.ID, false, member.ID)[0]
	must(t, a.Sync(ctx))

	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	passes := func() bool {
		t.Helper()
		response := got(client.Get(link.URL + "?utm_content=reel7&other=x"))(t)
		must(t, response.Body.Close())
		to := response.Header.Get("Location")
		if response.StatusCode != http.StatusFound || strings.Contains(to, "other") {
			t.Errorf("%d to %q", response.StatusCode, to)
		}
		return strings.Contains(to, "reel7")
	}
	if !passes() {
		t.Error("utm_content was not passed on")
	}
	edit := offer.Form
	if edit.PassThrough[0] != "utm_content" || len(edit.PassThrough) != 1 {
		t.Errorf("kept %q", edit.PassThrough)
	}
	edit.PassThrough = nil
	got(a.Offers.Save(edit))(t)
	must(t, a.Sync(ctx))
	if passes() {
		t.Error("utm_content is still passed on")
	}
	edit.PassThrough = []string{"sid"}
	_, err := a.Offers.Save(edit)
	if f := failed(t, err); !strings.Contains(f.Fields["passThrough"], "can't be passed on") {
		t.Errorf("sid: %+v", f)
	}
}
