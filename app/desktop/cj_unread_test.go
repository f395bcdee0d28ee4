package desktop

import (
	"context"
	"slices"
	"strings"
	"testing"

	"linkledger/internal/sandbox"
)

// TestARowOfCJThatCantBeRead is named, and keeps nobody from the others, from
// syncing or from paying; it comes by itself once CJ mends it.
func TestARowOfCJThatCantBeRead(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	world := got(a.World())(t)
	must(t, world.SetFault(string(sandbox.APIBadRow), true))
	_, _, link := sale(t, a) // this one's row is bad
	order(t, a, link.URL)
	must(t, a.Sync(ctx))
	id := world.Sandbox.Commissions()[0].CommissionID
	v := got(a.CJ.Refresh())(t)
	if want := "1 row of CJ could not be read (commission " + id + ": lockingDate is missing)."; v.Unread != want || v.State != "idle" || v.Problem != "" {
		t.Errorf("the reading says %+v, want %s", v, want)
	}
	for _, words := range []string{"The others were", "asked for again with each reading", "nothing is paid for it", "CJ's support"} {
		if !strings.Contains(v.UnreadHint, words) {
			t.Errorf("%q does not say %q", v.UnreadHint, words)
		}
	}
	if n := fromCJ(t, a); n != 1 {
		t.Errorf("%d of 2 sales of CJ's are here", n)
	}
	items := got(a.Workspace.Attention())(t)
	at := slices.IndexFunc(items, func(i AttentionItem) bool { return i.Kind == "cj" })
	if at < 0 || items[at].Text != v.Unread+" "+v.UnreadHint {
		t.Errorf("attention: %+v", items)
	}
	if chip := got(a.Workspace.State())(t).Sync; chip.State != "synced" || chip.Attention != 1 {
		t.Errorf("the chip says %+v", chip)
	}
	if overview := got(a.Payments.Overview())(t); overview.Stopped != "" {
		t.Errorf("payments are stopped: %s", overview.Stopped)
	}
	must(t, world.SetFault(string(sandbox.APIBadRow), false))
	v = got(a.CJ.Refresh())(t)
	if n := fromCJ(t, a); n != 2 || v.Unread != "" || v.UnreadHint != "" {
		t.Errorf("mended: %d sales, %+v", n, v)
	}
	if chip := got(a.Workspace.State())(t).Sync; chip.Attention != 0 {
		t.Errorf("mended: the chip says %+v", chip)
	}
}
