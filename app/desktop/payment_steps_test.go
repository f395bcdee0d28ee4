package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkledger/internal/practice"
	"linkledger/internal/relayapi"
)

// TestStepsAfterARestore: a database from before a payment was sent neither
// writes its file again nor gives its sales free, with the relay or without.
func TestStepsAfterARestore(t *testing.T) {
	ctx, out := context.Background(), t.TempDir()
	a := openApp(t, t.TempDir())
	a.options.SaveFile = func(name string) (string, error) { return filepath.Join(out, name), nil }
	sale(t, a)
	toPayday(t, a)
	p := payNow(t, a).Row.ID
	must(t, a.Sync(ctx))
	before := got(a.Backups.Now())(t).Items[0].ID
	file := got(a.Payments.Export(p))(t)
	got(a.Payments.MarkPaid(PaidForm{PaymentID: p, Day: "2027-02-01", Reference: "r"}))(t)
	must(t, os.Remove(file.Path))
	steps := map[string]func() error{
		"exported":  func() error { return second(a.Payments.Export(p)) },
		"cancelled": func() error { return second(a.Payments.Cancel(p, "Never sent")) },
		"paid":      func() error { return second(a.Payments.MarkPaid(PaidForm{PaymentID: p, Day: "2027-02-02"})) },
	}
	for name, step := range steps {
		got(a.Backups.Restore(before))(t)
		world := got(a.World())(t)
		must(t, world.SetFault(practice.RelayStopped, true))
		if f := failed(t, step()); !strings.Contains(f.Message, "relay does not answer") && !strings.Contains(f.Message, "Payments wait") {
			t.Errorf("%s without the relay: %+v", name, f)
		}
		must(t, world.SetFault(practice.RelayStopped, false))
		if f := failed(t, step()); !strings.Contains(f.Message, "A payment that is paid can't ") {
			t.Errorf("%s: %+v", name, f)
		}
		if row := got(a.Payments.Get(p))(t).Row; row.State != "paid" || row.PaidOn != "2027-02-01" || row.Reference != "r" || !row.Synced {
			t.Errorf("%s: %+v", name, row)
		}
	}
	if files := got(os.ReadDir(out))(t); len(files) > 0 {
		t.Errorf("a file was written again: %v", files)
	}
	page := got(got(a.session())(t).connection().client.Pull(ctx, 0, 1000))(t)
	for _, e := range page.Entries {
		if e.Kind == relayapi.KindClaim && strings.Contains(string(e.Body), string(relayapi.Release)) {
			t.Errorf("the claim was released: %s", e.Body)
		}
	}
	if stopped := got(a.Payments.Plan())(t).Stopped; stopped != "" {
		t.Errorf("payments are stopped: %s", stopped)
	}
}

// TestStepsWithoutTheRelay: only that it was paid may be said, for it is a fact.
func TestStepsWithoutTheRelay(t *testing.T) {
	ctx, out := context.Background(), t.TempDir()
	a := openApp(t, t.TempDir())
	a.options.SaveFile = func(name string) (string, error) { return filepath.Join(out, name), nil }
	sale(t, a)
	toPayday(t, a)
	p := payNow(t, a).Row.ID
	world := got(a.World())(t)
	must(t, world.SetFault(practice.RelayStopped, true))
	for _, err := range []error{second(a.Payments.Export(p)), second(a.Payments.Cancel(p, "Wrong day"))} {
		if f := failed(t, err); f.Code != "unavailable" || !strings.Contains(f.Hint, "Nothing was changed") {
			t.Errorf("%+v", f)
		}
	}
	if row := got(a.Payments.Get(p))(t).Row; row.State != "intent" || !row.Synced || len(got(os.ReadDir(out))(t)) > 0 {
		t.Errorf("%+v", row)
	}
	if row := got(a.Payments.MarkPaid(PaidForm{PaymentID: p, Day: "2027-02-01"}))(t).Row; row.State != "paid" || row.Synced {
		t.Errorf("%+v", row)
	}
	must(t, world.SetFault(practice.RelayStopped, false))
	must(t, a.Sync(ctx))
	if row := got(a.Payments.Get(p))(t).Row; row.State != "paid" || !row.Synced {
		t.Errorf("%+v", row)
	}
}
