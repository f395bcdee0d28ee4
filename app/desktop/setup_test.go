package desktop

import (
	"context"
	"slices"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// setupStates are the steps' states by their keys, "invite:now accept:later …".
func setupStates(v SetupView) string {
	var states []string
	for _, step := range v.Steps {
		states = append(states, step.Key+":"+step.State)
	}
	return strings.Join(states, " ")
}

// refusal is the error of a call.
func refusal[T any](_ T, err error) error { return err }

func setupStep(t *testing.T, v SetupView, key string) SetupStep {
	t.Helper()
	for _, step := range v.Steps {
		if step.Key == key {
			return step
		}
	}
	t.Fatalf("there is no step %s", key)
	return SetupStep{}
}

// TestSetupFromAnEmptyProfileToAPassedCheck: the guide's steps, one for one,
// each counted as done by what it left behind.
func TestSetupFromAnEmptyProfileToAPassedCheck(t *testing.T) {
	ctx, a := context.Background(), openApp(t, t.TempDir())
	must(t, a.Sync(ctx))
	at := func(what, want string) SetupView {
		t.Helper()
		v := got(a.Setup.State())(t)
		if states := setupStates(v); states != want {
			t.Errorf("%s: %s, want %s", what, states, want)
		}
		return v
	}
	v := at("empty", "invite:now accept:later destination:later offer:later member:later link:blocked purchase:blocked")
	cid := got(a.Workspace.CJ())(t).CID
	if v.Passed || v.Hidden || !v.Practice || cid == "" || setupStep(t, v, "invite").Copies[0].Text != cid {
		t.Errorf("empty: %+v", v)
	}

	got(a.Setup.Mark(affiliate.SetupInvited, true))(t)
	at("invited", "invite:done accept:now destination:later offer:later member:later link:blocked purchase:blocked")
	got(a.Setup.Mark(affiliate.SetupInvited, false))(t)
	at("not invited after all", "invite:now accept:later destination:later offer:later member:later link:blocked purchase:blocked")

	v = got(a.Setup.AskCJ(""))(t) // whoever has joined was invited
	if evidence := setupStep(t, v, "accept").Evidence; len(evidence) != 1 || !strings.Contains(evidence[0].Value, "CID ") {
		t.Errorf("accepted by %+v", evidence)
	}
	at("accepted", "invite:done accept:done destination:now offer:later member:later link:blocked purchase:blocked")

	if f := failed(t, refusal(a.Setup.KeepDestination("https://shop.example/mug"))); f.Fields["link"] == "" {
		t.Errorf("a page of the shop as CJ's link: %+v", f)
	}
	link := got(a.Offers.Options())(t).Destinations[0].Value
	if v = got(a.Setup.KeepDestination(link))(t); v.Destination != link {
		t.Errorf("the link is kept as %q", v.Destination)
	}
	at("destination", "invite:done accept:done destination:done offer:now member:later link:blocked purchase:blocked")

	form := offerForm(t, a)
	form.OfferURL = v.Destination
	offer := got(a.Offers.Save(form))(t)
	v = at("offer", "invite:done accept:done destination:done offer:now member:later link:blocked purchase:later")
	if step := setupStep(t, v, "offer"); step.Copies[0].Text != offer.PostbackURL || step.Mark.Name != affiliate.SetupSent {
		t.Errorf("the offer's step: %+v", step)
	}
	got(a.Setup.Mark(affiliate.SetupSent, true))(t)
	at("postback URL sent", "invite:done accept:done destination:done offer:done member:now link:blocked purchase:later")

	member := got(a.Members.Save(MemberForm{Name: "Test member", Test: true}))(t)
	v = at("member", "invite:done accept:done destination:done offer:done member:done link:now purchase:later")
	if route := setupStep(t, v, "link").Action.Route; !strings.Contains(route, member.ID) || !strings.Contains(route, offer.Row.ID) {
		t.Errorf("the link is made at %s", route)
	}
	must(t, a.Sync(ctx))
	made := linksOf(t, a, offer.Row.ID, true, member.ID)
	v = at("link", "invite:done accept:done destination:done offer:done member:done link:done purchase:now")
	if step := setupStep(t, v, "link"); step.Copies[0].Text != made[0].URL {
		t.Errorf("the link's step: %+v", step)
	}

	if check := checked(t, a, offer.Row.ID); check.State != "passed" {
		t.Fatalf("the check: %s", findings(check))
	}
	v = at("passed", "invite:done accept:done destination:done offer:done member:done link:done purchase:done")
	if !v.Passed || v.Done != len(v.Steps) {
		t.Errorf("passed: %+v", v)
	}
	if v = got(a.Setup.Hide(true))(t); !v.Hidden {
		t.Error("it is not hidden")
	}
	if v = got(a.Setup.Hide(false))(t); v.Hidden {
		t.Error("it stays hidden")
	}
}

// TestAnAccountOfSeveralBrandsNamesOne: programmes of others say nothing of the
// brand that is set up.
func TestAnAccountOfSeveralBrandsNamesOne(t *testing.T) {
	joined := func(n int) []cj.Advertiser {
		return slices.Repeat([]cj.Advertiser{{ID: "5012345", Name: "Hearth & Wool", Joined: true}}, n)
	}
	for n := 2; n <= 6; n++ {
		if f := failed(t, fail(refusal(joinedProgramme(joined(n), false)))); f.Fields["advertiserId"] == "" {
			t.Errorf("%d programmes: %+v", n, f)
		}
	}
	if name := got(joinedProgramme(joined(1), false))(t); name != "Hearth & Wool (CID 5012345)" {
		t.Errorf("the only one is %s", name)
	}
	got(joinedProgramme(joined(1), true))(t)
}

// TestSetupIsTheSameOnAllDevices: what one device was told or saw, the others
// know from the log; a live profile without CJ's numbers asks for them.
func TestSetupIsTheSameOnAllDevices(t *testing.T) {
	ctx := context.Background()
	if step := setupStep(t, got(connectLive(t).Setup.State())(t), "relay"); step.State != setupNow || step.Action.Route == "" {
		t.Errorf("without a relay: %+v", step)
	}
	first, _, _ := workspace(t)
	second := pair(t, first, "Second device")

	v := got(first.Setup.State())(t)
	if step := setupStep(t, v, "invite"); step.Action.Route != "/settings?show=cj" || len(step.Copies) != 0 || setupStep(t, v, "relay").State != setupDone {
		t.Errorf("without an account at CJ: %+v", step)
	}
	got(first.Workspace.SaveCJ(CJForm{CID: "7108602", PID: "100000001", Currency: "USD"}))(t)
	if step := setupStep(t, got(first.Setup.State())(t), "invite"); !strings.Contains(step.Copies[1].Text, "7108602") {
		t.Errorf("the text for the brand: %+v", step.Copies)
	}
	if f := failed(t, refusal(first.Setup.AskCJ(""))); f.Code != affiliate.Unavailable {
		t.Errorf("CJ was asked without a token: %+v", f)
	}
	if f := failed(t, refusal(first.Setup.Mark(affiliate.SetupChecked, true))); f.Code != affiliate.NotFound {
		t.Errorf("a person ticks off the check: %+v", f)
	}
	got(first.Setup.Mark(affiliate.SetupAccepted, true))(t)
	must(t, first.Sync(ctx))
	must(t, second.Sync(ctx))
	step := setupStep(t, got(second.Setup.State())(t), "accept")
	if step.State != setupDone || !step.Mark.Done || step.Mark.By != got(first.Workspace.State())(t).DeviceName {
		t.Errorf("the second device shows %+v", step)
	}
}
