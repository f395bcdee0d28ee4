package desktop

import (
	"context"
	"strings"
	"testing"
)

// TestDeepLinks: a link leads to a page of its own, whatever was handed out
// goes on working, and a member may have several links of an offer then.
func TestDeepLinks(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer, member, link := sale(t, a)
	shop := got(a.World())(t).ShopURL()
	before := leads(t, link.URL)

	row := got(a.Links.Save(LinkEdit{ID: link.ID, Page: shop + "/gifts"}))(t)
	must(t, a.Sync(ctx))
	if at := leads(t, link.URL); row.URL != link.URL || !strings.Contains(at, "gifts") || !strings.Contains(at, "utm_source") {
		t.Errorf("with a page of its own it leads to %s", at)
	}
	if detail := got(a.Links.Get(link.ID))(t); !strings.HasPrefix(detail.Landing, shop+"/gifts") || len(detail.Hosts) == 0 {
		t.Errorf("it is shown to land on %s", detail.Landing)
	}
	for _, elsewhere := range []string{"https://elsewhere.example/", "javascript:alert(1)", "gifts"} {
		_, err := a.Links.Save(LinkEdit{ID: link.ID, Page: elsewhere})
		if f := failed(t, err); f.Fields["page"] == "" {
			t.Errorf("%s: %+v", elsewhere, f)
		}
	}

	form := LinkBulkForm{OfferIDs: []string{offer.Row.ID}, Who: toMembers, MemberIDs: []string{member.ID}, Page: shop + "/sale"}
	if run := generated(t, a, form); run.Made != 1 || run.Had != 0 {
		t.Errorf("another page makes %+v", run)
	}
	if again := generated(t, a, form); again.Made != 0 || again.Had != 1 {
		t.Errorf("the same page again makes %+v", again)
	}
	got(a.Links.Save(LinkEdit{ID: link.ID}))(t)
	must(t, a.Sync(ctx))
	if at := leads(t, link.URL); strings.Contains(at, "gifts") || len(at) != len(before) {
		t.Errorf("without its page it leads to %s instead of one like %s", at, before)
	}
}
