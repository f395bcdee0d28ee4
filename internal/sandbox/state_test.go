package sandbox_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/clock"
	"linkledger/internal/money"
	"linkledger/internal/sandbox"
)

func TestStateSurvivesReopening(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sandbox.json")
	var before any
	var order sandbox.Order
	everything := func(b *sandbox.Sandbox) any {
		return []any{b.Clicks(), b.Orders(), b.ConversionCalls(), b.Commissions(), b.Payments(), b.Deliveries(), b.Faults()}
	}
	t.Run("first", func(t *testing.T) {
		w := openWorld(t, clock.NewFake(start), file)
		w.setPostback(w.box.Ads()[0])
		w.must(w.box.SetFault(sandbox.NoPayment, true))
		order = w.sell(w.box.Ads()[0], "1")
		w.must(w.box.ReturnOrder(order.ID, money.New(500, "USD")))
		// Only this call keeps the clock's new offset.
		if status, answer := w.control("POST", "clock", `{"advance":"2s"}`); status != 200 {
			t.Fatal(status, answer)
		}
		before = everything(w.box)
	})
	t.Run("second", func(t *testing.T) {
		c := clock.NewFake(start)
		w := openWorld(t, c, file)
		if want := start.Add(2 * time.Second); !c.Now().Equal(want) {
			t.Errorf("the clock shows %s, want %s", c.Now(), want)
		}
		if diff := cmp.Diff(before, everything(w.box)); diff != "" {
			t.Fatalf("state (-before +after):\n%s", diff)
		}
		// What was waiting goes on: the postback's address is gone, but it is tried.
		c.Advance(time.Second)
		w.attempts(1)
		w.clock.AdvanceTo(time.Date(2026, 12, 11, 10, 0, 0, 0, time.UTC))
		wantStatus(t, w, sandbox.StatusLocked, sandbox.StatusLocked, sandbox.StatusLocked)
		if next := w.sell(w.box.Ads()[0], "1"); next.ID == order.ID {
			t.Errorf("order id %s was given out twice", next.ID)
		}
	})
	leftovers, err := filepath.Glob(file + ".*")
	if err != nil || len(leftovers) != 0 {
		t.Errorf("left behind: %v %v", leftovers, err)
	}
}

func TestUnreadableStateIsRefusedAndKept(t *testing.T) {
	for text, want := range map[string]string{
		"{not json":      "can't be read",
		`{"Version":99}`: "has version 99",
	} {
		file := filepath.Join(t.TempDir(), "sandbox.json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := sandbox.New(sandbox.Config{Clock: clock.NewFake(start), StateFile: file, Token: token})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "move the file away") {
			t.Errorf("New with %q: %v, want %q", text, err, want)
		}
		if kept, err := os.ReadFile(file); err != nil || string(kept) != text {
			t.Errorf("the file now holds %q (%v)", kept, err)
		}
	}
}

// TestNothingHalfWritten takes the directory away: a change that can't be kept
// doesn't happen.
func TestNothingHalfWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "state")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	w := openWorld(t, clock.NewFake(start), filepath.Join(dir, "sandbox.json"))
	w.must(os.RemoveAll(dir))
	if got := w.get(w.base + w.box.Ads()[0].ClickPath()).StatusCode; got != 500 {
		t.Errorf("a click that can't be kept answered %d", got)
	}
	if err := w.box.SetFault(sandbox.NoS2S, true); err == nil || !strings.Contains(err.Error(), "write the sandbox's state") {
		t.Errorf("SetFault = %v", err)
	}
	if len(w.box.Clicks()) != 0 || w.box.Faults()[2].On {
		t.Errorf("clicks = %+v, faults = %+v", w.box.Clicks(), w.box.Faults())
	}
}

func TestNewRefuses(t *testing.T) {
	for want, cfg := range map[string]sandbox.Config{
		"Config.Clock":              {Token: token},
		"Config.Token":              {Clock: clock.NewFake(start)},
		"write the sandbox's state": {Clock: clock.NewFake(start), Token: token, StateFile: filepath.Join(t.TempDir(), "no", "such", "dir.json")},
	} {
		if _, err := sandbox.New(cfg); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("New = %v, want %q", err, want)
		}
	}
}
