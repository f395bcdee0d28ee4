package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// Where a step of the set-up is.
const (
	setupDone    = "done"
	setupNow     = "now"
	setupLater   = "later"
	setupBlocked = "blocked"
)

// setupView works the steps out from the facts.
func (s *session) setupView(ctx context.Context) (SetupView, error) {
	f, err := s.setupFacts(ctx)
	if err != nil {
		return SetupView{}, err
	}
	hidden, err := s.store.Noted(ctx, noteSetupHidden)
	if err != nil {
		return SetupView{}, err
	}
	v := SetupView{Passed: f.passed(), Hidden: hidden != "", Practice: f.practice, Destination: f.destination(),
		OfferID: string(f.offer.ID)}
	if !f.practice {
		v.Steps = append(v.Steps, f.relayStep())
	}
	v.Steps = append(v.Steps, f.inviteStep(), f.acceptStep(), f.destinationStep(), f.offerStep(), f.memberStep(), f.linkStep(), f.purchaseStep())
	now := false
	for i := range v.Steps {
		step := &v.Steps[i]
		step.Todo, step.Evidence, step.Copies = listed(step.Todo), listed(step.Evidence), listed(step.Copies)
		switch {
		case step.State == setupDone:
			v.Done++
		case step.State == setupBlocked:
		case now:
			step.State = setupLater
		default:
			step.State, now = setupNow, true
		}
	}
	return v, nil
}

func listed[T any](list []T) []T { return append([]T{}, list...) }

// is is the state of a step that is done or not yet.
func (step *SetupStep) is(done bool) {
	if done {
		step.State = setupDone
	}
}

// tell fills what a person can say of a step.
func (f setupFacts) tell(step *SetupStep, name, live, practice string) {
	step.Mark = SetupMarkView{Name: name, Label: live}
	if f.practice {
		step.Mark.Label = practice
	}
	if mark := f.marks[name]; mark.Done {
		step.Mark.Done, step.Mark.By, step.Mark.At = true, mark.By, mark.At
	}
}

func (f setupFacts) relayStep() SetupStep {
	step := SetupStep{Key: "relay", Title: "Connect a relay", Summary: "It redirects clicks and receives sales while this computer is off.",
		Todo: []SetupTodo{{Text: "Paste the connection line of the relay, or pair with another device by its code.", Done: f.connected}}}
	if step.is(f.connected); f.connected {
		step.Summary = "Links and postbacks have a server that is always on."
		return step
	}
	step.Action = SetupAction{"Connect a relay", "/settings?show=relay"}
	return step
}

func (f setupFacts) inviteStep() SetupStep {
	step := SetupStep{Key: "invite", Number: 1, Title: "Invite your publisher account into the CJ program",
		Todo: []SetupTodo{{Text: "The brand invites your publisher account into its CJ.com program. It can search for your account by name, or use its CID number."}}}
	f.tell(&step, affiliate.SetupInvited, "The brand has sent the invitation", "Let the simulated brand invite you")
	step.is(f.marks[affiliate.SetupInvited].Done || f.accepted())
	step.Todo[0].Done = step.State == setupDone
	if f.account.CID == "" {
		step.Summary = "Your account's CID is not entered yet."
		step.Action = SetupAction{"Enter your CJ account", "/settings?show=cj"}
		return step
	}
	step.Summary = "Your publisher account has CID " + f.account.CID + "."
	step.Copies = []SetupCopy{{Label: "CID of your publisher account", Copy: "Copy CID", Text: f.account.CID}}
	if f.practice {
		step.Where = "In practice mode a simulated brand does it."
		return step
	}
	step.Where = "In the brand's CJ account, usually under Publishers › Find Publishers. CJ's menus may differ."
	step.Copies = append(step.Copies, SetupCopy{Label: "A text for the brand", Copy: "Copy text", Long: true,
		Text: "Hello,\n\nplease invite our publisher account into your CJ program: search for CID " + f.account.CID +
			" and send us an offer with your program terms. We accept the invitation and the terms as soon as they arrive.\n\n" +
			"The clicks and sales of our ambassadors will then appear in your CJ account under this one publisher.\n\nThank you!\n"})
	return step
}

func (f setupFacts) acceptStep() SetupStep {
	step := SetupStep{Key: "accept", Number: 2, Title: "Accept the invitation and terms", Summary: "CJ lists the account as joined then.",
		Where: "In your CJ account, usually under Advertisers, as a pending offer, or in the account's mail.",
		Todo:  []SetupTodo{{Text: "Accept the Invitation and Terms that the brand shared with you.", Done: f.accepted()}}}
	if f.practice {
		step.Where = "In practice mode it is accepted at the simulated CJ, which is then asked whether the account has joined."
	}
	f.tell(&step, affiliate.SetupAccepted, "The invitation and the terms are accepted", "Accept at the simulated CJ")
	if step.is(f.accepted()); step.State != setupDone {
		if !f.practice && !f.hasToken {
			step.Summary = "CJ can be asked once your account's token is entered. You can also tick it yourself."
			step.Action = SetupAction{"Enter the CJ token", "/settings?show=cj"}
		}
		return step
	}
	step.Summary = "The account is in the brand's program."
	mark := f.marks[affiliate.SetupAccepted]
	switch {
	case mark.Done && mark.What != "":
		step.Evidence = append(step.Evidence, SetupEvidence{Label: "CJ lists as joined", Value: mark.What, Time: mark.At})
	case len(f.terms) > 0:
		name := f.terms[0].Advertiser
		if name == "" {
			name = "CID " + f.terms[0].Terms.AdvertiserID
		}
		step.Evidence = append(step.Evidence, SetupEvidence{Label: "Program terms were read at CJ", Value: name, Route: f.offerRoute()})
	}
	return step
}

func (f setupFacts) destinationStep() SetupStep {
	link := f.destination()
	step := SetupStep{Key: "destination", Number: 3, Title: "Get the CJ destination link", Summary: "No e-mail is needed: choose a CJ asset, or paste a link.",
		Where: "In your CJ account, usually under Links › Get Links, or here by the link's number (AID).",
		Todo:  []SetupTodo{{Text: "Choose which CJ asset you would like to use, and the page that it leads to.", Done: link != ""}}}
	if f.practice {
		step.Where = "The simulated CJ has a few assets to choose from."
	}
	if step.is(link != ""); link != "" {
		step.Summary = "It goes into the offer as Offer URL."
		step.Copies = []SetupCopy{{Label: "CJ destination link", Copy: "Copy link", Text: link}}
	}
	return step
}

// offerRoute opens the offer that is being set up.
func (f setupFacts) offerRoute() string {
	if f.offer.ID == "" {
		return ""
	}
	return "/offers?open=" + string(f.offer.ID)
}
