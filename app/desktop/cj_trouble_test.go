package desktop

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"linkledger/internal/cj"
	"linkledger/internal/practice"
	"linkledger/internal/sandbox"
)

// TestCJTroubleSaysWhatToDo: whatever keeps CJ from being read, the screen says
// what happened and what to do, what was read stays, and what came meanwhile is
// there once it is over.
func TestCJTroubleSaysWhatToDo(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	_, _, link := sale(t, a)
	world := got(a.World())(t)
	account := got(a.Workspace.CJ())(t)
	form := CJForm{CID: account.CID, PID: account.PID, Currency: account.Currency, Role: account.Role}
	for _, test := range []struct {
		fault         string
		kind, problem string // of the check, and of the reading
		does          string
		lost          string
	}{
		{string(sandbox.API401), "credential", "CJ refused the token (401", "make a new personal access token at developers.cj.com", "Nothing was lost: what was read stays"},
		{string(sandbox.APITokenError), "credential", "CJ refused the token (Invalid Token)", "under Settings", "goes on where it stopped once a token works"},
		{string(sandbox.APIUnauthorized), "rights", "CJ refused the token for this account", "Check the CID and the kind of account under Settings", "Nothing was lost"},
		{string(sandbox.APINoRights), "works", "CJ answers, but shows none of the sales that it has shown before", "Check it under Settings", "Nothing was lost"},
		{practice.CJAway, "later", "CJ can't be asked right now", "try again in a few minutes", "tries again by itself"},
		{string(sandbox.APITruncated), "later", "the answer broke off", "what was read so far is kept", "Nothing was lost"},
		{string(sandbox.API504), "later", "504", "try again in a few minutes", "Nothing was lost"},
		{string(sandbox.API429), "later", "429", "try again in a few minutes", "Nothing was lost"},
		{string(sandbox.APIError), "later", "Internal error", "try again in a few minutes", "Nothing was lost"},
	} {
		t.Run(test.fault, func(t *testing.T) {
			before := fromCJ(t, a)
			order(t, a, link.URL)
			must(t, world.SetFault(test.fault, true))
			check := got(a.CJ.Check(form))(t)
			if check.Kind != test.kind || check.OK != (test.kind == "works") || check.Message == "" || !check.OK && check.Hint == "" {
				t.Errorf("the check says %+v", check)
			}
			v := got(a.CJ.Refresh())(t)
			if v.State != "waiting" || !strings.Contains(v.Problem, test.problem) || !strings.Contains(v.Problem, test.does) || !strings.Contains(v.Hint, test.lost) {
				t.Errorf("the reading says %+v", v)
			}
			if chip := got(a.Workspace.State())(t).Sync; chip.State != "error" || chip.Message != v.Problem || chip.Hint != v.Hint {
				t.Errorf("the chip says %+v", chip)
			}
			if n := fromCJ(t, a); n != before {
				t.Errorf("%d sales of CJ's, there were %d", n, before)
			}
			must(t, world.SetFault(test.fault, false))
			v = got(a.CJ.Refresh())(t)
			if v.State != "idle" || v.Problem != "" || v.Hint != "" || v.AsOf == "" {
				t.Errorf("after it: %+v", v)
			}
			if n := fromCJ(t, a); n != before+1 {
				t.Errorf("%d sales of CJ's after it, want %d", n, before+1)
			}
			if chip := got(a.Workspace.State())(t).Sync; chip.State != "synced" {
				t.Errorf("the chip after it says %+v", chip)
			}
		})
	}

	t.Run("the relay is away and CJ is not", func(t *testing.T) {
		before := fromCJ(t, a)
		order(t, a, link.URL)
		must(t, world.SetFault(practice.RelayStopped, true))
		v := got(a.CJ.Refresh())(t)
		if v.State != "waiting" || !strings.Contains(v.Problem, "The relay does not answer") || !strings.Contains(v.Hint, "CJ keeps its ledger") {
			t.Errorf("the reading says %+v", v)
		}
		if check := got(a.CJ.Check(form))(t); !check.OK {
			t.Errorf("CJ answers, and the check says %+v", check)
		}
		must(t, world.SetFault(practice.RelayStopped, false))
		if v := got(a.CJ.Refresh())(t); v.State != "idle" || v.Problem != "" || fromCJ(t, a) != before+1 {
			t.Errorf("after it: %+v, %d sales, there were %d", v, fromCJ(t, a), before)
		}
	})

	t.Run("CJ is away and the relay is not", func(t *testing.T) {
		must(t, world.SetFault(practice.CJAway, true))
		got(a.Members.Save(MemberForm{Name: "Jonas"}))(t)
		if err := a.Sync(ctx); err == nil {
			t.Error("CJ's absence is no error")
		}
		if v := got(a.Workspace.State())(t).Sync; v.Pending != 0 {
			t.Errorf("an edit waits for CJ: %+v", v)
		}
		must(t, world.SetFault(practice.CJAway, false))
		must(t, a.Sync(ctx))
	})
}

// TestAnAnswerThatNobodyUnderstands is CJ's change or our mistake, and no reason
// not to save the account.
func TestAnAnswerThatNobodyUnderstands(t *testing.T) {
	err := fmt.Errorf("%w: row 3 has no locking date", cj.ErrUnexpected)
	if v := got(refusedCheck(err))(t); v.OK || v.Kind != "bug" || !strings.Contains(v.Message, "row 3") || !strings.Contains(v.Hint, "save all the same") {
		t.Errorf("the check says %+v", v)
	}
	if f := failed(t, fail(err)); !strings.Contains(f.Message, "row 3") || !strings.Contains(f.Hint, "What was read before it stays") {
		t.Errorf("the chip says %+v", f)
	}
}

// TestNoRelayYet: CJ is read into the relay's log, so the screen says that one
// is missing.
func TestNoRelayYet(t *testing.T) {
	a := connectLive(t)
	v := got(a.CJ.Refresh())(t)
	if v.State != "waiting" || !strings.Contains(v.Problem, "No relay is connected") || !strings.Contains(v.Hint, "under Settings") {
		t.Errorf("it says %+v", v)
	}
}

// TestAStoppedReadingGoesOn: a stop is no error, and says so until the next.
func TestAStoppedReadingGoesOn(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	_, _, link := sale(t, a)
	world := got(a.World())(t)
	before := fromCJ(t, a)
	order(t, a, link.URL)
	must(t, world.SetFault(string(sandbox.APISlow), true))
	ended := make(chan CJPullView)
	go func() { v, _ := a.CJ.Refresh(); ended <- v }()
	await(t, func() bool {
		v := got(a.CJ.Pull())(t)
		return v.State == "reading" && v.What != ""
	})
	got(a.CJ.StopPull())(t)
	if v := <-ended; v.State != "stopped" || v.Problem != "" {
		t.Errorf("stopped: %+v", v)
	}
	if v := got(a.CJ.Pull())(t); v.State != "stopped" || v.Since == "" {
		t.Errorf("after the stop: %+v", v)
	}
	must(t, world.SetFault(string(sandbox.APISlow), false))
	must(t, a.Sync(ctx))
	if v := got(a.CJ.Pull())(t); v.State != "idle" || fromCJ(t, a) != before+1 {
		t.Errorf("it does not go on: %+v", v)
	}
}

// fromCJ counts the sales that CJ's ledger has told of.
func fromCJ(t *testing.T, a *App) (n int) {
	t.Helper()
	for _, c := range got(a.Conversions.List(ConversionFilter{}))(t).Rows {
		if c.CJStatus != "" {
			n++
		}
	}
	return n
}

// order clicks a link and buys, and leaves it to the next sync.
func order(t *testing.T, a *App, url string) {
	t.Helper()
	ctx := context.Background()
	world := got(a.World())(t)
	shopper := practice.NewShopper(practice.Chrome)
	visit := got(shopper.Click(ctx, url))(t)
	got(shopper.Buy(ctx, visit.Landing, visit.Page, 1))(t)
	must(t, world.AwaitPostbacks(ctx))
}
