package desktop

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
	"linkledger/internal/secret"
)

// Workspace is the frame around all screens: profiles, connection, sync.
type Workspace struct{ app *App }

// State is what the frame shows. It answers also when the profile could not
// be opened, so that another can be chosen.
func (w *Workspace) State() (WorkspaceView, error) {
	v, err := do(w.app, func(s *session) (WorkspaceView, error) { return s.view(context.Background()) })
	if err == nil {
		return v, nil
	}
	w.app.mu.Lock()
	p, asking := w.app.profile, w.app.asking
	w.app.mu.Unlock()
	v = WorkspaceView{FirstRun: asking, Version: w.app.options.Version, Profile: p.view(), Profiles: w.app.profileViews(), Locale: w.app.locale(),
		Now: viewTime(w.app.options.Clock.Now())}
	var f failure
	if errors.As(err, &f) {
		v.Sync = SyncView{State: "error", Message: f.Message, Hint: f.Hint}
	}
	return v, nil
}

func (s *session) view(ctx context.Context) (WorkspaceView, error) {
	v := WorkspaceView{Version: s.app.options.Version, Profile: ProfileView{ID: s.profile.ID, Name: s.brand(), Kind: s.profile.Kind}, Profiles: s.app.profileViews(),
		Locale: s.app.locale(), Now: viewTime(s.clock.Now()), TimeZone: localZone()}
	if c := s.connection(); c != nil {
		v.Connected, v.RelayURL, v.LinkBase = true, c.line.RelayURL, c.known.LinkBase
		v.DeviceName, v.TimeZone = c.known.Device.Name, c.known.TimeZone
	}
	currency, err := s.currency(ctx)
	if err != nil {
		return v, err
	}
	v.Currency = string(currency)
	if v.Unprinted, err = s.unprinted(ctx); err != nil {
		return v, err
	}
	v.Sync, err = s.syncView(ctx)
	return v, err
}

func (a *App) profileViews() []ProfileView {
	views := []ProfileView{}
	list, err := a.profiles()
	if err != nil {
		a.log.Error("list the profiles", "error", err)
	}
	for _, p := range list {
		views = append(views, p.view())
	}
	return views
}

// SyncNow syncs, CJ included, and waits for the outcome.
func (w *Workspace) SyncNow() (SyncView, error) {
	return do(w.app, func(s *session) (SyncView, error) {
		s.mu.Lock()
		s.said.refused = nil // a person has seen it
		s.mu.Unlock()
		s.cjAll.Store(true)
		_ = s.refresh(s.ctx, true) // the chip has the outcome
		return s.syncView(context.Background())
	})
}

// CancelSync stops a sync that runs; what it has folded stays.
func (w *Workspace) CancelSync() error {
	_, err := do(w.app, func(s *session) (bool, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.cancel != nil {
			s.cancel()
		}
		s.reading.halt() // it lets others sync in between, whose cancel this was
		return true, nil
	})
	return err
}

// Print has the system print the page; WKWebView has no window.print of its own.
func (w *Workspace) Print() error {
	_, err := do(w.app, func(s *session) (bool, error) {
		if s.app.options.Print == nil {
			return false, affiliate.Errorf(affiliate.Unavailable, "There is no window to print from.")
		}
		s.app.options.Print()
		return true, nil
	})
	return err
}

const checkTimeout = 15 * time.Second

// CheckConnection tries a connection line without keeping it.
func (w *Workspace) CheckConnection(text string) (ConnectionCheck, error) {
	return do(w.app, func(s *session) (ConnectionCheck, error) {
		line, err := relayapi.ParseConnection(text)
		if err != nil {
			return ConnectionCheck{Message: sentence(err.Error())}, nil
		}
		check := ConnectionCheck{RelayURL: line.RelayURL}
		ctx, cancel := context.WithTimeout(context.Background(), checkTimeout)
		defer cancel()
		sealed, err := s.needsKey(ctx, line)
		if err != nil {
			var f failure
			errors.As(fail(err), &f)
			check.Message, check.Hint = f.Message, f.Hint
			if errors.Is(err, relayapi.ErrUnreachable) {
				check.Hint = "Check that the relay runs and that this computer is online."
			}
			return check, nil
		}
		check.OK, check.NeedsKey, check.Message = true, sealed, "The relay answers and knows this device."
		if sealed {
			check.Hint = "Another device works in this workspace: enter the printed recovery key, or let that device show a pairing code."
		}
		return check, nil
	})
}

// Connect keeps a connection to a relay and syncs. A connected profile may get
// a new line for the same workspace: another token, or a relay that has moved.
func (w *Workspace) Connect(form ConnectForm) (WorkspaceView, error) {
	return do(w.app, func(s *session) (WorkspaceView, error) {
		if s.profile.Kind == kindPractice {
			return WorkspaceView{}, affiliate.Errorf(affiliate.Conflict, "Practice mode has its own relay.").WithHint("Make a profile for your brand first.")
		}
		line, err := relayapi.ParseConnection(form.Connection)
		if err != nil {
			return WorkspaceView{}, field("connection", sentence(err.Error()))
		}
		ctx, cancel := context.WithTimeout(context.Background(), checkTimeout)
		defer cancel()
		var recovery relayapi.Identity
		if clean(form.Key) != "" {
			if recovery, err = relayapi.ParseIdentity(form.Key); err != nil {
				return WorkspaceView{}, field("key", sentence(err.Error()))
			}
		}
		return s.connectTo(ctx, line, recovery)
	})
}

// connectTo connects the profile and syncs.
func (s *session) connectTo(ctx context.Context, line relayapi.Connection, recovery relayapi.Identity) (WorkspaceView, error) {
	if err := s.connect(ctx, line, recovery); err != nil {
		return WorkspaceView{}, err
	}
	if err := s.loadConnection(ctx); err != nil {
		return WorkspaceView{}, err
	}
	_ = s.refresh(s.ctx, true) // the chip has the outcome
	s.app.changed()
	return s.view(context.Background())
}

// CJ is the account at CJ, without its token.
func (w *Workspace) CJ() (CJView, error) {
	return do(w.app, func(s *session) (CJView, error) { return s.cjView(context.Background()) })
}

func (s *session) cjView(ctx context.Context) (CJView, error) {
	seen, err := s.store.VersionSeen(ctx, affiliate.NounSetting, affiliate.SettingWorkspace) // first: no older value may go with a newer version
	if err != nil {
		return CJView{}, err
	}
	setting, err := s.store.Workspace(ctx)
	if err != nil {
		return CJView{}, err
	}
	_, err = s.vault.Get(secretCJToken)
	if err != nil && !errors.Is(err, secret.ErrNotFound) {
		return CJView{}, err
	}
	return CJView{CID: setting.CID, PID: setting.PID, Currency: setting.Currency, Role: string(cmp.Or(setting.CJRole, affiliate.CJPublisher)), HasToken: err == nil, Seen: seen}, nil
}

// SaveCJ keeps the account at CJ: its numbers for all devices, its token
// on this computer only.
func (w *Workspace) SaveCJ(form CJForm) (CJView, error) {
	return do(w.app, func(s *session) (CJView, error) {
		ctx := context.Background()
		if s.profile.Kind == kindPractice {
			return CJView{}, affiliate.Errorf(affiliate.Conflict, "Practice mode uses its simulated CJ account; real ones are refused here.")
		}
		if err := checkAccount(form); err != nil {
			return CJView{}, err
		}
		if token := clean(form.Token); token != "" {
			if err := s.vault.Set(secretCJToken, token); err != nil {
				return CJView{}, err
			}
			if err := ingest.ReadFromStart(ctx, s.store); err != nil { // it may show what another did not
				return CJView{}, err
			}
		}
		if err := s.saveAccount(ctx, form); err != nil {
			return CJView{}, err
		}
		s.nudge(true)
		return s.cjView(ctx)
	})
}

// saveAccount writes the account's numbers; offers' postbacks come in its
// currency from then on.
func (s *session) saveAccount(ctx context.Context, form CJForm) error {
	b := s.batch()
	before, err := s.store.Workspace(ctx)
	if err != nil {
		return err
	}
	was, is, seen := before, before, ""
	if form.Was != nil {
		was.CID, was.PID, was.Currency, was.CJRole, seen = form.Was.CID, form.Was.PID, form.Was.Currency, roleOf(form.Was.Role), form.Was.Seen
	}
	is.CID, is.PID, is.Currency, is.CJRole = clean(form.CID), clean(form.PID), form.Currency, roleOf(form.Role)
	was.CJRole, before.CJRole = roleOf(string(was.CJRole)), roleOf(string(before.CJRole)) // none is the publisher's
	if is, err = edited(before, was, is); err != nil {
		return err
	}
	fields, err := changed(before, is)
	if err != nil || len(fields) == 0 {
		return err
	}
	if currency, has := fields["currency"]; has { // by itself: it may turn out that another device changed it
		delete(fields, "currency")
		if err := s.addGuarded(ctx, b, change(affiliate.NounSetting, affiliate.SettingWorkspace, map[string]json.RawMessage{"currency": currency}), seen); err != nil {
			return err
		}
	}
	if len(fields) > 0 {
		if err := b.add(change(affiliate.NounSetting, affiliate.SettingWorkspace, fields)); err != nil {
			return err
		}
	}
	if err := s.publishCurrency(ctx, b, money.Currency(is.Currency)); err != nil {
		return err
	}
	return s.enqueue(ctx, b)
}

func (s *session) publishCurrency(ctx context.Context, b *batch, c money.Currency) error {
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return err
	}
	for _, offer := range offers {
		if err := b.publish("offer", string(offer.ID), relayapi.PublicOffer{ID: string(offer.ID), Currency: string(c)}); err != nil {
			return err
		}
	}
	return nil
}

func isNumber(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != "" && len(text) <= 20
}

// field is an error beside one field of a form.
func field(name, message string) error {
	return &affiliate.Error{Code: affiliate.Invalid, Message: message, Fields: map[string]string{name: message}}
}
