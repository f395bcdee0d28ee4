package desktop

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Practice steers practice mode: its clock, what is broken, and its sample.
type Practice struct{ app *App }

// State is how practice mode stands.
func (p *Practice) State() (PracticeView, error) {
	return do(p.app, func(s *session) (PracticeView, error) { return s.practiceView(context.Background()) })
}

var errNotPractice = affiliate.Errorf(affiliate.Conflict, "This works in practice mode only.").WithHint("Switch to the practice profile first.")

func (s *session) practiceView(ctx context.Context) (PracticeView, error) {
	if s.world == nil {
		return PracticeView{}, errNotPractice
	}
	v := PracticeView{Now: viewTime(s.clock.Now()), NextLock: viewTime(s.world.NextLock()), NextPayDay: viewTime(s.world.NextPayday()),
		ShopURL: s.world.ShopURL() + "/shop/", Orders: len(s.world.Sandbox.Orders()), Faults: []FaultView{}}
	paid := s.world.Paid()
	received, err := s.received(ctx, paid.Currency)
	if err != nil {
		return v, err
	}
	v.CJPaid = viewMoney(money.New(max(paid.Minor-received.Minor, 0), paid.Currency))
	for _, f := range s.world.Faults() {
		v.Faults = append(v.Faults, FaultView{Name: f.Name, Part: f.Part, Description: f.Description, On: f.On})
	}
	return v, nil
}

// Advance winds the clock: to the next day, week, lock day or payday.
func (p *Practice) Advance(to string) (PracticeView, error) {
	return do(p.app, func(s *session) (PracticeView, error) {
		ctx := context.Background()
		if s.world == nil {
			return PracticeView{}, errNotPractice
		}
		if err := s.world.Wind(to); err != nil {
			return PracticeView{}, err
		}
		_ = s.refresh(s.ctx, true) // the chip has the outcome
		s.app.changed()
		return s.practiceView(ctx)
	})
}

// SetFault breaks something on purpose, or mends it.
func (p *Practice) SetFault(name string, on bool) (PracticeView, error) {
	return do(p.app, func(s *session) (PracticeView, error) {
		if s.world == nil {
			return PracticeView{}, errNotPractice
		}
		if err := s.world.SetFault(name, on); err != nil {
			return PracticeView{}, affiliate.Errorf(affiliate.Invalid, "%s", sentence(err.Error()))
		}
		s.nudge(true)
		return s.practiceView(context.Background())
	})
}

// OpenShop opens a member's link in the person's browser, as a shopper would.
func (p *Practice) OpenShop(linkID string) error {
	_, err := do(p.app, func(s *session) (bool, error) {
		if s.world == nil {
			return false, errNotPractice
		}
		link, err := s.store.Link(context.Background(), affiliate.LinkID(linkID))
		if err != nil {
			return false, err
		}
		if s.app.options.OpenURL == nil {
			return false, affiliate.Errorf(affiliate.Unavailable, "No browser can be opened here.").WithHint("Copy the link instead.")
		}
		s.app.options.OpenURL(s.linkURL(link))
		return true, nil
	})
	return err
}

// Reset makes practice mode new and empty.
func (p *Practice) Reset() (WorkspaceView, error) {
	if err := p.app.remakePractice(time.Time{}); err != nil {
		return WorkspaceView{}, fail(err)
	}
	return p.app.Workspace.State()
}

// LoadSample makes practice mode new, with a programme that has run for some
// weeks.
func (p *Practice) LoadSample() (WorkspaceView, error) {
	ctx, now := context.Background(), p.app.now()
	sample, err := p.app.StartSample(ctx, now.Add(-sampleAge))
	if err == nil {
		err = sample.Run(ctx, now)
	}
	if err != nil {
		return WorkspaceView{}, fail(err)
	}
	return p.app.Workspace.State()
}

// remakePractice deletes the practice profile's files and opens it anew, with a
// clock that shows start.
func (a *App) remakePractice(start time.Time) error {
	a.switching.Lock()
	defer a.switching.Unlock()
	a.mu.Lock()
	p := a.profile
	a.mu.Unlock()
	if p.Kind != kindPractice {
		return errNotPractice
	}
	a.options.PracticeStart = start
	a.reopen(context.Background(), p, func() error {
		lock, err := lockProfile(a.profileDir(p.ID)) // another window may be at work in it
		if err != nil {
			return err
		}
		for _, name := range []string{databaseFile, databaseFile + "-wal", databaseFile + "-shm", "secrets", "key", "world", backupsDir} {
			err = errors.Join(err, os.RemoveAll(filepath.Join(a.profileDir(p.ID), name)))
		}
		return errors.Join(err, lock.Unlock())
	})
	_, err := a.session()
	return err
}
