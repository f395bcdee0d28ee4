package desktop

import (
	"context"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/store"
)

// Setup is the way from an empty profile to a test purchase that came all the
// way. How far it is follows from what there is, each time it is asked; only
// what no fact tells is kept, as marks in the log.
type Setup struct{ app *App }

// noteSetupHidden keeps on this device that nobody wants to see it any more.
const noteSetupHidden = "setup_hidden"

// State is how far the set-up is.
func (u *Setup) State() (SetupView, error) {
	return do(u.app, func(s *session) (SetupView, error) { return s.setupView(context.Background()) })
}

// Mark says that a step is done, or that it isn't after all.
func (u *Setup) Mark(name string, done bool) (SetupView, error) {
	return do(u.app, func(s *session) (SetupView, error) {
		ctx := context.Background()
		switch name {
		case affiliate.SetupInvited, affiliate.SetupAccepted, affiliate.SetupSent:
		default:
			return SetupView{}, affiliate.Errorf(affiliate.NotFound, "This step is checked by the program.")
		}
		if err := s.markSetup(ctx, name, done, ""); err != nil {
			return SetupView{}, err
		}
		return s.setupView(ctx)
	})
}

// Hide takes the set-up off the home screen, or brings it back.
func (u *Setup) Hide(hidden bool) (SetupView, error) {
	return do(u.app, func(s *session) (SetupView, error) {
		ctx, text := context.Background(), ""
		if hidden {
			text = "yes"
		}
		if err := s.store.Note(ctx, noteSetupHidden, text); err != nil {
			return SetupView{}, err
		}
		s.app.changed()
		return s.setupView(ctx)
	})
}

// AskCJ looks up at CJ whether the account has joined the brand's programme. An
// account that is in several programmes names the brand by its CID.
func (u *Setup) AskCJ(advertiserID string) (SetupView, error) {
	return do(u.app, func(s *session) (SetupView, error) {
		ctx, ids := context.Background(), []string(nil)
		if id := clean(advertiserID); id != "" {
			if !isNumber(id) {
				return SetupView{}, field("advertiserId", "Enter the brand's number at CJ (CID), digits only.")
			}
			ids = []string{id}
		}
		client, _, err := s.publisher(ctx)
		if err != nil {
			return SetupView{}, err
		}
		found, err := client.Advertisers(s.ctx, ids...)
		if err != nil {
			return SetupView{}, err
		}
		joined, err := joinedProgramme(found, len(ids) > 0)
		if err != nil {
			return SetupView{}, err
		}
		if err := s.markSetup(ctx, affiliate.SetupAccepted, true, joined); err != nil {
			return SetupView{}, err
		}
		return s.setupView(ctx)
	})
}

// joinedProgramme names the programmes that the account is in.
func joinedProgramme(found []cj.Advertiser, one bool) (string, error) {
	var names []string
	for _, a := range found {
		if a.Joined {
			names = append(names, fmt.Sprintf("%s (CID %s)", a.Name, a.ID))
		}
	}
	switch {
	case len(names) == 0:
		return "", affiliate.Errorf(affiliate.NotFound, "CJ does not list the account as joined yet.").
			WithHint("Accept the invitation and the terms at CJ first. CJ may take a while to show it.")
	case len(names) > 1 && !one:
		return "", field("advertiserId", fmt.Sprintf("The account has joined %d programmes. Enter the brand's CID.", len(names)))
	}
	return strings.Join(names, ", "), nil
}

// KeepDestination keeps the CJ destination link that the offer is going to
// lead to; without one it is forgotten.
func (u *Setup) KeepDestination(link string) (SetupView, error) {
	return do(u.app, func(s *session) (SetupView, error) {
		ctx := context.Background()
		if link = clean(link); link != "" {
			destination, _, err := cj.WithSID(link)
			if err == nil {
				err = s.policy.CheckURL(destination)
			}
			if err != nil {
				return SetupView{}, field("link", sentence(err.Error()))
			}
		}
		if err := s.markSetup(ctx, affiliate.SetupDestination, link != "", link); err != nil {
			return SetupView{}, err
		}
		return s.setupView(ctx)
	})
}

// markSetup writes a mark, when it says something new.
func (s *session) markSetup(ctx context.Context, name string, done bool, what string) error {
	marks, err := s.store.SetupMarks(ctx)
	if err != nil {
		return err
	}
	if before := marks[name]; before.Done == done && before.What == what {
		return nil
	}
	by := "the simulated CJ"
	if s.world == nil || name == affiliate.SetupDestination || name == affiliate.SetupChecked {
		by = s.deviceLabel()
	}
	return s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingSetupPrefix+name,
		affiliate.SetupMark{Done: done, By: by, At: viewTime(s.clock.Now()), What: what}))
}

// deviceLabel is what this device is called.
func (s *session) deviceLabel() string {
	if c := s.connection(); c != nil {
		return c.known.Device.Name
	}
	return "this computer"
}

// markChecked tells the other devices that a test purchase came all the way.
func (s *session) markChecked(ctx context.Context, before string, kept store.TestCheck) {
	if kept.State == before || !passedCheck(kept) {
		return
	}
	if err := s.markSetup(ctx, affiliate.SetupChecked, true, kept.OfferName); err != nil {
		s.app.log.Error("tell that the check has passed", "error", err)
	}
}
