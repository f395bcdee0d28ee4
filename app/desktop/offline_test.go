package desktop

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkledger/internal/practice"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// TestStoppedRelayLeavesEveryScreenUsable: everything can be read and edited,
// the chip says so, and it is sent when the relay is back.
func TestStoppedRelayLeavesEveryScreenUsable(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	offer, member, link := sale(t, a)
	world := got(a.World())(t)
	must(t, world.SetFault(practice.RelayStopped, true))

	if err := a.Sync(ctx); err == nil {
		t.Fatal("the sync says nothing of a stopped relay")
	}
	if chip := got(a.Workspace.State())(t).Sync; chip.State != "offline" || chip.AsOf == "" || !strings.Contains(chip.Message, "relay does not answer") || chip.Hint == "" {
		t.Errorf("chip %+v", chip)
	}
	conversions := got(a.Conversions.List(ConversionFilter{}))(t)
	got(a.Conversions.Get(conversions.Rows[0].ID))(t)
	got(a.Reports.SalesTracking(Period{}))(t)
	got(a.Payments.Overview())(t)
	got(a.Payments.Plan())(t)
	got(a.Checks.List(CheckQuery{}))(t)
	got(a.Offers.List())(t)
	got(a.Practice.State())(t)
	if links := got(a.Links.List(LinkFilter{}))(t); links[0].URL != link.URL {
		t.Errorf("links %+v", links)
	}

	form := offer.Form
	form.Name = "Wool throw, second edition"
	if row := got(a.Offers.Save(form))(t).Row; row.Name != form.Name || row.Synced {
		t.Errorf("an offline edit shows as %+v", row)
	}
	second := got(a.Members.Save(MemberForm{Name: "Jonas Weber"}))(t)
	offline := linksOf(t, a, offer.Row.ID, false, second.ID)[0]
	if offline.Synced || !strings.HasPrefix(offline.URL, world.RelayURL()+"/") {
		t.Errorf("a link made offline is %+v", offline)
	}
	if n := got(a.Conversions.Decide(Decision{ConversionIDs: []string{conversions.Rows[0].ID}, Status: "on_hold", Reason: "Ask the shop"}))(t).Changed; n != 1 {
		t.Errorf("%d decided", n)
	}
	if row := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0]; row.Status != "on_hold" || row.Synced || row.Blocked == "" {
		t.Errorf("an offline decision shows as %+v", row)
	}
	if pending := got(a.Workspace.State())(t).Sync.Pending; pending != 4 {
		t.Errorf("%d edits wait, want 4", pending)
	}

	must(t, world.SetFault(practice.RelayStopped, false))
	must(t, a.Sync(ctx))
	if v := got(a.Workspace.State())(t).Sync; v.State != "synced" || v.Pending != 0 {
		t.Errorf("chip after the relay is back: %+v", v)
	}
	row := got(a.Conversions.List(ConversionFilter{}))(t).Rows[0]
	if row.Status != "on_hold" || !row.Synced || row.MemberID != member.ID {
		t.Errorf("the decision after the sync: %+v", row)
	}
	buy(t, a, offline.URL) // the link made offline is live, with its final address
}

// TestPaymentsNeedTheRelay: an intent can't be made while nobody can say
// whether another device pays the same.
func TestPaymentsNeedTheRelay(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	sale(t, a)
	world := got(a.World())(t)
	got(a.Practice.Advance(practice.ToLock))(t)
	got(a.Payments.RecordReceipt(ReceiptForm{Source: "deposit", Amount: "500.00", Day: "2026-12-11"}))(t)
	must(t, a.Sync(ctx))
	plan := got(a.Payments.Plan())(t)
	if len(plan.Lines) != 1 || plan.Lines[0].Blocked != "" || plan.Stopped != "" {
		t.Fatalf("plan %+v", plan)
	}
	must(t, world.SetFault(practice.RelayStopped, true))
	_, err := a.Payments.Make([]string{plan.Lines[0].MemberID})
	if f := failed(t, err); f.Code != "unavailable" || !strings.Contains(f.Message, "waits") {
		t.Errorf("error %+v", f)
	}
	// It is not made twice by pressing again.
	_, err = a.Payments.Make([]string{plan.Lines[0].MemberID})
	if f := failed(t, err); !strings.Contains(f.Message, "stopped") {
		t.Errorf("a second press: %+v", f)
	}
	must(t, world.SetFault(practice.RelayStopped, false))
	must(t, a.Sync(ctx))
	overview := got(a.Payments.Overview())(t)
	if len(overview.Payments) != 1 || overview.Payments[0].State != "intent" || !overview.Payments[0].Synced || overview.InPayment.Text != plan.Total.Text {
		t.Errorf("after the relay is back: %+v", overview)
	}
}

func TestForeignOrNewerDatabaseIsLeftAlone(t *testing.T) {
	ctx := context.Background()
	cases := map[string]func(t *testing.T, path string){
		"another program's tables": func(t *testing.T, path string) {
			must(t, sqlitex.Exec(ctx, path, false, func(db *sql.DB) error { return second(db.Exec(`CREATE TABLE theirs (x)`)) }))
		},
		"newer": func(t *testing.T, path string) {
			s := got(store.Open(ctx, path))(t)
			must(t, s.Close())
			newer(t, path)
		},
	}
	for says, spoil := range cases {
		t.Run(says, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, profilesDir, practiceID, databaseFile)
			must(t, os.MkdirAll(filepath.Dir(path), 0o700))
			must(t, os.WriteFile(filepath.Join(filepath.Dir(path), profileFile), []byte(`{"name":"Practice","kind":"practice"}`), 0o600))
			spoil(t, path)
			before := got(os.ReadFile(path))(t)

			a := openApp(t, dir)
			_, err := a.Offers.List()
			if f := failed(t, err); f.Code != "database" || !strings.Contains(f.Message, says) || !strings.Contains(f.Hint, "left as it is") {
				t.Errorf("error %+v", f)
			}
			// The frame still answers, so that another profile can be opened.
			v := got(a.Workspace.State())(t)
			if v.Sync.State != "error" || !strings.Contains(v.Sync.Message, says) || len(v.Profiles) != 1 {
				t.Errorf("state %+v", v)
			}
			must(t, a.Close())
			if after := got(os.ReadFile(path))(t); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}
