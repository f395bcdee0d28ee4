package desktop

import (
	"context"
	"strings"
	"testing"

	"linkledger/internal/practice"
	"linkledger/internal/relayapi"
)

// secondDevice opens another computer's application on the same workspace.
func secondDevice(t *testing.T, a *App, key string) (*App, ConnectForm) {
	t.Helper()
	line := got(got(a.World())(t).AddDevice(context.Background(), "Second computer"))(t)
	b := openApp(t, t.TempDir())
	got(b.Workspace.CreateProfile("Hearth & Wool"))(t)
	return b, ConnectForm{Connection: line.String(), Key: key}
}

func TestSecondDeviceHoldsTheSameBooks(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	sale(t, a)
	key := printed(t, a)
	b, form := secondDevice(t, a, key)

	if v := got(b.Workspace.State())(t); v.Connected || v.Sync.State != "unconnected" || v.Profile.Kind != kindLive {
		t.Errorf("before: %+v", v)
	}
	check := got(b.Workspace.CheckConnection(form.Connection))(t)
	if !check.OK || !check.NeedsKey || check.Hint == "" {
		t.Errorf("check %+v", check)
	}
	for name, wrong := range map[string]string{"none": "", "another": got(relayapi.NewIdentity())(t).Text(), "a typing error": "A" + key[1:], "no key": "hello"} {
		if name == "a typing error" && key[0] == 'A' {
			wrong = "B" + key[1:]
		}
		_, err := b.Workspace.Connect(ConnectForm{Connection: form.Connection, Key: wrong})
		if f := failed(t, err); f.Fields["key"] == "" {
			t.Errorf("key (%s): %+v", name, f)
		}
	}
	v := got(b.Workspace.Connect(form))(t)
	if !v.Connected || v.Sync.State != "synced" || v.DeviceName != "Second computer" {
		t.Fatalf("after: %+v", v)
	}
	must(t, a.Sync(ctx))
	if x, y := got(a.Prove(ctx))(t), got(b.Prove(ctx))(t); x != y || x == "" {
		t.Errorf("chains end in %q and %q", x, y)
	}
	same(t, "conversions", got(a.Conversions.List(ConversionFilter{}))(t), got(b.Conversions.List(ConversionFilter{}))(t))
}

// printed is the recovery key, as the first device shows it.
func printed(t *testing.T, a *App) string {
	t.Helper()
	v := got(a.Devices.RecoveryKey())(t)
	if v.Key == "" || v.MadeBy == "" || v.MadeAt == "" {
		t.Fatalf("recovery key %+v", v)
	}
	return v.Key
}

// TestOneOfTwoDevicesPays: the second is told, and keeps nothing.
func TestOneOfTwoDevicesPays(t *testing.T) {
	ctx := context.Background()
	a := openApp(t, t.TempDir())
	_, member, _ := sale(t, a)
	got(a.Practice.Advance(practice.ToLock))(t)
	got(a.Payments.RecordReceipt(ReceiptForm{Source: "deposit", Amount: "500.00", Day: "2026-12-11"}))(t)
	must(t, a.Sync(ctx))
	b, form := secondDevice(t, a, printed(t, a))
	got(b.Workspace.Connect(form))(t)

	first := got(b.Payments.Make([]string{member.ID}))(t)
	if first.Row.State != "intent" || !first.Row.Synced {
		t.Fatalf("first payment %+v", first.Row)
	}
	_, err := a.Payments.Make([]string{member.ID}) // a has not heard of it
	if f := failed(t, err); f.Code != "conflict" || !strings.Contains(f.Message, "Another device") {
		t.Errorf("second payment: %+v", f)
	}
	overview := got(a.Payments.Overview())(t)
	if len(overview.Payments) != 1 || overview.Payments[0].ID != first.Row.ID {
		t.Errorf("payments on the refused device: %+v", overview.Payments)
	}

	// A cancelled payment gives its sales free, for either device.
	got(b.Payments.Cancel(first.Row.ID, "Wrong day"))(t)
	must(t, a.Sync(ctx))
	again := got(a.Payments.Make([]string{member.ID}))(t)
	file := got(a.Payments.Export(again.Row.ID))(t)
	if repeat := got(a.Payments.Export(again.Row.ID))(t); repeat.Hash != file.Hash || file.Rows != 1 {
		t.Errorf("exports %+v and %+v", file, repeat)
	}
	paid := got(a.Payments.MarkPaid(PaidForm{PaymentID: again.Row.ID, Day: "2026-12-12", Reference: "Batch 7"}))(t)
	if paid.Row.State != "paid" || paid.Row.Reference != "Batch 7" {
		t.Errorf("paid %+v", paid.Row)
	}
	must(t, b.Sync(ctx))
	if x, y := got(a.Prove(ctx))(t), got(b.Prove(ctx))(t); x != y {
		t.Errorf("chains end in %q and %q", x, y)
	}
	if lines := got(b.Payments.Plan())(t).Lines; len(lines) != 0 {
		t.Errorf("still payable: %+v", lines)
	}
	for _, to := range []func() error{
		func() error { _, err := a.Payments.Cancel(again.Row.ID, "too late"); return err },
		func() error { _, err := a.Payments.Export(again.Row.ID); return err },
		func() error {
			_, err := a.Payments.MarkPaid(PaidForm{PaymentID: again.Row.ID, Day: "2026-12-13"})
			return err
		},
	} {
		if f := failed(t, to()); f.Code != "conflict" {
			t.Errorf("a paid payment moved on: %+v", f)
		}
	}
}

func TestLiveProfileRefusesPracticeAddresses(t *testing.T) {
	a := openApp(t, t.TempDir())
	form := offerForm(t, a)
	got(a.Workspace.CreateProfile("Hearth & Wool"))(t)
	_, err := a.Offers.Save(form)
	if f := failed(t, err); !strings.Contains(f.Fields["offerUrl"], "https") {
		t.Errorf("a loopback destination in a live profile: %+v", f)
	}
	if _, err := a.Practice.Advance(practice.ToNextDay); failed(t, err).Code != "conflict" {
		t.Error("practice mode's clock turned in a live profile")
	}
	if _, err := a.Checks.Run("x"); failed(t, err).Fields["offerId"] == "" {
		t.Error("a check of no offer began")
	}
	// Everything else can be set up before a relay is connected.
	got(a.Members.Save(MemberForm{Name: "Maya"}))(t)
	form.OfferURL, form.UTMs = "https://www.anrdoezrs.net/click-100000001-15000001?url=https%3A%2F%2Fbrand.example%2Fthrow", nil
	offer := got(a.Offers.Save(form))(t)
	if !strings.Contains(offer.Destination, "sid={click_id}") || offer.Row.Synced {
		t.Errorf("offer %+v", offer)
	}
	if _, err := a.Checks.Run(offer.Row.ID); failed(t, err).Code != "conflict" {
		t.Error("a check began without a relay")
	}
	_, err = got(a.session())(t).generate(t.Context(), theLinksOf(offer.Row.ID, false, got(a.Members.List())(t)[0].ID))
	if f := failed(t, fail(err)); f.Code != "unavailable" || !strings.Contains(f.Hint, "relay") {
		t.Errorf("links without a relay: %+v", f)
	}
	if plan := got(a.Payments.Plan())(t); plan.Stopped == "" {
		t.Error("payments are possible without a relay")
	}
}

func TestPracticeRefusesLiveCredentials(t *testing.T) {
	a := openApp(t, t.TempDir())
	if _, err := a.Workspace.SaveCJ(CJForm{CID: "7108602", Token: "real", Currency: "USD"}); failed(t, err).Code != "conflict" {
		t.Error("practice mode took a CJ account")
	}
	line := got(got(a.World())(t).Connection())(t)
	if _, err := a.Workspace.Connect(ConnectForm{Connection: line.String()}); failed(t, err).Code != "conflict" {
		t.Error("practice mode took a connection")
	}
}
