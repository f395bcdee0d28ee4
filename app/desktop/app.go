// Package desktop is the Wails application: it opens profiles, wires what
// they need, and binds thin services that parse, call and return views. It is
// the only package, besides main, that imports Wails.
//
// No rule of the programme is decided here.
package desktop

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/practice"
	"linkledger/internal/probe"
)

// Options of an App. Only Dir is required.
type Options struct {
	Dir     string // holds the profiles
	Version string
	Locale  string // BCP 47
	Log     *slog.Logger
	Clock   clock.Clock
	// PracticeStart is what a new practice world's clock shows.
	PracticeStart time.Time
	// Changed is told whenever screens should look again.
	Changed func(seq int)
	// SaveFile asks a person where to save a file; an empty path is a no.
	SaveFile func(suggested string) (path string, err error)
	// OpenFile asks a person for a backup; an empty path is a no.
	OpenFile func() (path string, err error)
	// OpenTable asks a person for a CSV file; an empty path is a no.
	OpenTable func() (path string, err error)
	// OpenURL shows a page in the person's browser.
	OpenURL func(url string)
	// Notify shows a notification of the system's; nil shows none.
	Notify func(title, text string)
	// Print has the system print what the window has for print.
	Print func()
	// Passphrase opens secrets where the system has no keychain.
	Passphrase string
	// Ask lets a person choose how to begin where no profile was ever opened;
	// else practice mode opens by itself.
	Ask bool
	// Manual leaves the time of each sync to the caller.
	Manual bool
}

// App is the open application: one profile at a time.
type App struct {
	Workspace      *Workspace
	Offers         *Offers
	Members        *Members
	Links          *Links
	Conversions    *Conversions
	Reports        *Reports
	Explorer       *Explorer
	SQLBox         *SQLBox
	Payments       *Payments
	Checks         *Checks
	LinkHealth     *LinkHealth
	Practice       *Practice
	Devices        *Devices
	Conflicts      *Conflicts
	Rules          *Rules
	Books          *Books
	Backups        *Backups
	CJ             *CJ
	Cash           *Cash
	Reconciliation *Reconciliation
	Layouts        *Layouts
	Undo           *Undo
	History        *History
	Setup          *Setup
	Quality        *Quality
	Months         *Months

	options Options
	log     *slog.Logger
	random  io.Reader

	// What tests of live profiles need: test purchase checks that walk on this
	// computer, and lose their patience soon.
	onLoopback bool
	patience   *probe.Patience

	switching sync.Mutex // held while a profile is opened or closed

	mu      sync.Mutex
	current *session
	broken  error // why the profile could not be opened
	profile profile
	asking  bool // nobody has chosen yet how to begin
	seq     int
	closed  bool
}

// Open opens the application on the profile that was used last; the first
// time that is a new practice profile. A profile that can't be opened is said
// on every screen, and others can be switched to.
func Open(ctx context.Context, o Options) (*App, error) {
	a := &App{}
	a.bind()
	return a, a.open(ctx, o)
}

// bind makes the services, which the window needs before anything is open.
func (a *App) bind() {
	a.Workspace, a.Offers, a.Members = &Workspace{a}, &Offers{a}, &Members{a}
	a.Links, a.Conversions, a.Reports = &Links{a}, &Conversions{a}, &Reports{a}
	a.Payments, a.Checks, a.Practice = &Payments{a}, &Checks{a}, &Practice{a}
	a.LinkHealth, a.Explorer, a.SQLBox = &LinkHealth{a}, &Explorer{app: a}, &SQLBox{a}
	a.Devices, a.Conflicts = &Devices{app: a}, &Conflicts{a}
	a.Rules, a.Books, a.Backups = &Rules{app: a}, &Books{a}, &Backups{a}
	a.CJ, a.Cash, a.Reconciliation = &CJ{a}, &Cash{a}, &Reconciliation{a}
	a.Layouts, a.Undo, a.History, a.Setup = &Layouts{a}, &Undo{a}, &History{a}, &Setup{a}
	a.Quality, a.Months = &Quality{a}, &Months{a}
	a.log, a.random = slog.New(slog.DiscardHandler), rand.Reader
}

func (a *App) open(ctx context.Context, o Options) error {
	if o.Dir == "" {
		return errors.New("the application needs a folder for its profiles")
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.Changed == nil {
		o.Changed = func(int) {}
	}
	if o.Log != nil {
		a.log = o.Log
	}
	a.options = o
	if err := os.MkdirAll(filepath.Join(o.Dir, profilesDir), 0o700); err != nil {
		return &affiliate.Error{Code: affiliate.Unavailable, Message: "The folder for Linkledger's data can't be made.", Hint: err.Error(), Cause: err}
	}
	if o.Ask {
		before, err := a.profiles()
		if err != nil {
			return err
		}
		if len(before) == 0 {
			a.mu.Lock()
			a.asking = true
			a.mu.Unlock()
			a.changed()
			return nil
		}
	}
	p, err := a.lastProfile()
	if err != nil {
		return err
	}
	a.use(ctx, p)
	return nil
}

// Close ends background work and closes the profile.
func (a *App) Close() error {
	a.switching.Lock()
	defer a.switching.Unlock()
	a.mu.Lock()
	s := a.current
	a.current, a.closed = nil, true
	a.mu.Unlock()
	if s == nil {
		return nil
	}
	return s.close()
}

// use switches to a profile. One that can't be opened stays chosen, with the
// reason, so that a person sees it.
func (a *App) use(ctx context.Context, p profile) {
	a.switching.Lock()
	defer a.switching.Unlock()
	a.reopen(ctx, p, nil)
}

// reopen closes the open profile, runs what must happen while none is open,
// and opens p. It is called with switching held.
func (a *App) reopen(ctx context.Context, p profile, between func() error) {
	a.mu.Lock()
	before, closed := a.current, a.closed
	a.current = nil
	a.mu.Unlock()
	if closed {
		return
	}
	if before != nil {
		if err := before.close(); err != nil {
			a.log.Error("close the profile", "error", err)
		}
	}
	var s *session
	var err error
	if between != nil {
		err = between()
	}
	if err == nil {
		s, err = a.openSession(ctx, p)
	}
	if err != nil {
		a.log.Error("open the profile", "error", err)
	}
	a.mu.Lock()
	a.current, a.broken, a.profile, a.asking = s, err, p, false
	a.mu.Unlock()
	if s != nil {
		s.start()
	}
	a.changed()
}

// session is the open profile, or the reason why there is none.
func (a *App) session() (*session, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case a.current != nil:
		return a.current, nil
	case a.broken != nil:
		return nil, a.broken
	case a.asking:
		return nil, affiliate.Errorf(affiliate.Conflict, "No profile is open yet.").WithHint("Choose how to begin first.")
	}
	return nil, affiliate.Errorf(affiliate.Unavailable, "The profile is being opened.").WithHint("Try again in a moment.")
}

// changed tells the screens to look again.
func (a *App) changed() {
	a.mu.Lock()
	a.seq++
	seq, closed := a.seq, a.closed
	a.mu.Unlock()
	if !closed {
		a.options.Changed(seq)
	}
}

// now is the computer's time, which practice mode winds on from.
func (a *App) now() time.Time { return a.options.Clock.Now() }

func (a *App) locale() string {
	if a.options.Locale != "" {
		return a.options.Locale
	}
	return Locale(os.Getenv)
}

// Locale is the language tag of an environment, as LANG and its kin have it;
// en-US when they name none.
func Locale(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_NUMERIC", "LANG"} {
		tag, _, _ := strings.Cut(getenv(name), ".")
		tag = strings.ReplaceAll(tag, "_", "-")
		if len(tag) >= 2 && tag != "POSIX" {
			return tag
		}
	}
	return "en-US"
}

// World is the practice world of the open profile.
func (a *App) World() (*practice.World, error) {
	s, err := a.session()
	if err != nil {
		return nil, err
	}
	if s.world == nil {
		return nil, errNotPractice
	}
	return s.world, nil
}

// Sync brings the open profile in step now, CJ included.
func (a *App) Sync(ctx context.Context) error {
	s, err := a.session()
	if err != nil {
		return err
	}
	return s.sync(ctx, true)
}

// Prove replays the books and compares them with the accounts; it returns the
// hash of the last transfer.
func (a *App) Prove(ctx context.Context) (head string, err error) {
	s, err := a.session()
	if err != nil {
		return "", err
	}
	if err := s.store.Prove(ctx); err != nil {
		return "", err
	}
	return s.store.Head(ctx)
}
