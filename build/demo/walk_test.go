package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"linkledger/internal/clock"
	"linkledger/internal/practice"
	"linkledger/internal/sandbox"
)

func demo(t *testing.T, o options) (failed int, printed string) {
	t.Helper()
	o.Data = t.TempDir()
	var out strings.Builder
	failed, err := run(context.Background(), o, &out)
	if err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	return failed, out.String()
}

func TestWalkFromSample(t *testing.T) {
	failed, printed := demo(t, options{})
	if failed != 0 || !strings.HasSuffix(printed, "\ndemo: 21 steps passed, 0 failed\n") {
		t.Fatalf("%d failed:\n%s", failed, printed)
	}
}

func TestWalkFromEmptyWorkspace(t *testing.T) {
	failed, printed := demo(t, options{Empty: true})
	if failed != 0 || !strings.HasSuffix(printed, "\ndemo: 21 steps passed, 0 failed\n") {
		t.Fatalf("%d failed:\n%s", failed, printed)
	}
}

// TestEachFaultFailsAtItsStep also wants a sentence that says why.
func TestEachFaultFailsAtItsStep(t *testing.T) {
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			failed, printed := demo(t, options{Empty: true, Fault: f.name})
			if failed != 1 {
				t.Fatalf("%d steps failed, want 1:\n%s", failed, printed)
			}
			mark := regexp.MustCompile(`(?m)^ *\d+ ✗ (.*?) {2,}`).FindStringSubmatch(printed)
			if mark == nil || mark[1] != f.step {
				t.Fatalf("failed at %q, want %q:\n%s", mark, f.step, printed)
			}
			lines := strings.Split(strings.TrimSpace(printed), "\n")
			why := strings.TrimSpace(lines[len(lines)-3])
			if len(why) < 40 || strings.Contains(why, "✗") || strings.ContainsAny(why, "{}") {
				t.Errorf("it does not say why in words: %q", why)
			}
		})
	}
}

// TestFaultsAreTheWorlds: every fault of the demo exists, and every other one
// is named here with the reason why the walk doesn't show it.
func TestFaultsAreTheWorlds(t *testing.T) {
	unshown := map[string]string{string(sandbox.DuplicatePostback): "the relay counts a repeated postback once", practice.CJAway: "as api-504",
		practice.Certificate: "as relay-stopped, at another host"}
	for name, why := range map[sandbox.Fault]string{
		sandbox.LatePostback: "the walk waits for it", sandbox.OutOfOrder: "there is one postback", sandbox.MissingFields: "the walk looks for the postback, not into it",
		sandbox.DeclinedStands: "nothing is declined", sandbox.APIThrottle: "the client keeps to the limits", sandbox.API429Later: "as api-429",
		sandbox.APIError: "as api-504", sandbox.APISlow: "as api-504, after its patience", sandbox.APIUnauthorized: "as api-token-error",
		sandbox.APINoRights: "an answer without rows is none to fail at", sandbox.APIDuplicatePage: "there is one page", sandbox.APICircular: "there is one page",
		sandbox.APIBadRow: "the other rows are read", sandbox.RedirectLoop: "as relay-stopped, at another host", sandbox.PrivateRedirect: "as relay-stopped, at another host",
		sandbox.Relationship: "as relay-stopped, at another host", sandbox.SoldOut: "the link health sweep finds it", sandbox.HomeRedirect: "the link health sweep finds it",
		sandbox.InAppStripped: "the walk comes with a plain browser", sandbox.GonePage: "as relay-stopped, at another host", sandbox.Soft404: "there is no checkout", sandbox.OverwrittenEvent: "as no-cookie",
		sandbox.OverwrittenUTMs: "the walk looks whether UTMs come, not which", sandbox.WrongRate: "the walk goes by what CJ pays", sandbox.DoubleSale: "the test purchase check finds it",
		sandbox.DeclinedSale: "the test purchase check finds it", sandbox.WrongCurrency: "CJ's row decides", sandbox.WrongPayout: "CJ's row decides",
	} {
		unshown[string(name)] = why
	}
	world := map[string]bool{}
	w, err := practice.Start(context.Background(), practice.Config{Dir: t.TempDir(), Base: clock.System{}, TimeZone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range w.Faults() {
		world[f.Name] = true
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		if !world[f.name] {
			t.Errorf("the world has no fault %q", f.name)
		}
		delete(world, f.name)
	}
	for name := range world {
		if unshown[name] == "" {
			t.Errorf("fault %q has no step in the demo", name)
		}
	}
}

func TestUnknownFaultIsRefused(t *testing.T) {
	var out strings.Builder
	_, err := run(context.Background(), options{Data: t.TempDir(), Fault: "gremlins"}, &out)
	if err == nil || !strings.Contains(err.Error(), "choose one of") {
		t.Fatalf("error %v", err)
	}
}

func TestADuplicatePostbackDoesNoHarm(t *testing.T) {
	o := options{Data: t.TempDir(), Empty: true}
	var out strings.Builder
	faultsBefore := faults
	defer func() { faults = faultsBefore }()
	faults = append(faults, struct{ name, step string }{string(sandbox.DuplicatePostback), ""})
	o.Fault = string(sandbox.DuplicatePostback)
	failed, err := run(context.Background(), o, &out)
	if err != nil || failed != 0 {
		t.Fatal(fmt.Sprint(failed, err, "\n", out.String()))
	}
}
