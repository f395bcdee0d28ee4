package desktop

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/clock"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
	"linkledger/internal/payout"
	"linkledger/internal/practice"
	"linkledger/internal/relayapi"
	"linkledger/internal/report"
	"linkledger/internal/secret"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
	"linkledger/internal/whatif"
)

// session is an open profile.
type session struct {
	app     *App
	profile profile
	dir     string
	clock   clock.Clock
	lock    *flock.Flock // keeps other processes out of the profile
	store   *store.Store
	vault   *secret.Vault
	world   *practice.World // of a practice profile
	policy  affiliate.URLPolicy
	actor   string
	payouts *payout.Service

	mu       sync.Mutex
	link     *connection // nil until a relay is set up
	status   SyncView
	said     trouble
	unproven error              // what is wrong with the database; payments stop for it
	cancel   context.CancelFunc // of the sync that runs
	pairing  *pairing           // a code that this device shows
	join     joining            // of this computer into a workspace
	asked    askedWith          // the last request to join

	proven     chan struct{} // closed once the whole database has been read
	provenOnce sync.Once
	copying    sync.Mutex // held while a backup is made or checked
	syncing    sync.Mutex // held while a sync runs
	offering   sync.Mutex // held while a snapshot is made
	turning    sync.Mutex // held from reading the members until a turn of many is saved or taken back
	// finishing is held while removals are finished; removalsDone says that
	// there is nothing to finish.
	finishing    sync.Mutex
	removalsDone atomic.Bool
	askingCalls  atomic.Bool // the relay is being asked for refused postbacks
	nudges       chan struct{}
	cjWanted     atomic.Bool // the next sync of the loop asks CJ
	cjAll        atomic.Bool // a person asked: the next reading of CJ's ledger leaves nothing out
	cjCalls      *cj.Allowance
	news         broadcast // that a sync has ended
	checks       openChecks
	sweeps       openSweep
	reading      cjReading
	readingTerms sync.Mutex // held while programme terms are read
	ctx          context.Context
	stop         context.CancelFunc
	jobs         sync.WaitGroup // background work, which ends with ctx
	whatIfs      runs[whatif.Proposal, whatif.Comparison]
	sqlRuns      runs[string, sqlAnswer]
	statements   runs[Period, ExportedFile]
	tables       openTables
	comparisons  runs[ReconciliationForm, compared]
	memberPlans  runs[*tableReader, memberPlan]
	imports      runs[*tableReader, memberTurn]
	linkRuns     runs[linkAsk, linksMade]
	reports      *report.Explorer // nil until somebody asks
	handOuts     runs[HandOutForm, ExportedFile]
	making       sync.Mutex // held while links are made in bulk
	judgings     runs[judgeAsk, rejudged]
	relayAnswers runs[ReportQuestion, relayed]
	numbering    sync.Mutex // held while link numbers are taken
}

// Names of secrets.
const (
	secretConnection = "connection"
	secretKeys       = "workspace_keys"
	secretIdentity   = "device_identity"
	secretRecovery   = "recovery_key"
	secretNextPrint  = "recovery_key_next" // the one of a key change that may not have reached the log
	secretJoined     = "joined"            // a pairing code that let this computer in, and how it connects since
	secretWorkspace  = "workspace"
	secretActor      = "actor"
	secretPlace      = "place" // up to where this device has folded the log
	secretCJToken    = "cj_token"
)

func (a *App) openSession(ctx context.Context, p profile) (*session, error) {
	s := &session{app: a, profile: p, dir: a.profileDir(p.ID), clock: a.options.Clock, nudges: make(chan struct{}, 1), proven: make(chan struct{}),
		cjCalls: cj.NewAllowance()}
	s.sqlRuns.most, s.statements.most = maxSQLRuns, maxStatementRuns
	s.whatIfs.most, s.comparisons.most, s.linkRuns.most, s.handOuts.most = maxWhatIfs, maxComparisons, maxLinkRuns, maxLinkRuns
	s.memberPlans.most, s.imports.most, s.judgings.most = 2, 2, 3
	s.relayAnswers.most = 4
	s.ctx, s.stop = context.WithCancel(context.Background())
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *session) open(ctx context.Context) (err error) {
	if s.lock, err = lockProfile(s.dir); err != nil {
		return err
	}
	if s.vault, err = secret.Open(filepath.Join(s.dir, "secrets"), s.keySource(), s.profile.ID); err != nil {
		return &affiliate.Error{Code: affiliate.Unavailable, Message: sentence(err.Error()), Cause: err}
	}
	if err := s.openStore(ctx); err != nil {
		return err
	}
	err = s.begin(ctx)
	if sqlitex.IsCorrupt(err) { // it opened, and what a start reads of it is damaged
		if err = s.replaceUnreadable(ctx, err); err == nil {
			err = s.begin(ctx)
		}
	}
	if err != nil {
		return err
	}
	s.payouts = &payout.Service{Store: s.store, Books: s, Log: s, Clock: s.clock, Zone: s.zone, Hash: s.hash, NewID: newEntryID, Random: s.app.random, Actor: s.actor}
	return nil
}

// begin reads what a session goes by, once the database is open.
func (s *session) begin(ctx context.Context) (err error) {
	if err := s.freezeOlder(ctx); err != nil {
		return err
	}
	if err := s.backUpBeforeUpdate(ctx); err != nil {
		return err
	}
	if s.actor, err = s.secretOr(secretActor, affiliate.NewID[string]); err != nil {
		return err
	}
	if s.profile.Kind == kindPractice {
		if err := s.openPractice(ctx); err != nil {
			return err
		}
	}
	return s.loadConnection(ctx)
}

func (s *session) keySource() secret.KeySource {
	switch {
	case s.profile.Kind == kindPractice:
		return secret.File{Path: filepath.Join(s.dir, "key")}
	case s.app.options.Passphrase != "":
		return secret.Passphrase{Text: s.app.options.Passphrase}
	}
	return secret.Keychain{}
}

// secretOr reads a secret, or makes and keeps it.
func (s *session) secretOr(name string, fresh func(io.Reader) (string, error)) (string, error) {
	value, err := s.vault.Get(name)
	if !errors.Is(err, secret.ErrNotFound) {
		return value, err
	}
	if value, err = fresh(s.app.random); err != nil {
		return "", err
	}
	return value, s.vault.Set(name, value)
}

// openPractice starts the practice world and connects to it.
func (s *session) openPractice(ctx context.Context) (err error) {
	s.world, err = practice.Start(ctx, practice.Config{Dir: filepath.Join(s.dir, "world"), Base: s.app.options.Clock,
		Start: s.app.options.PracticeStart, TimeZone: localZone(), Log: s.app.log})
	if err != nil {
		return err
	}
	s.clock, s.policy = s.world.Clock, practice.Policy
	if _, err := s.vault.Get(secretConnection); !errors.Is(err, secret.ErrNotFound) {
		return err
	}
	line, err := s.world.Connection()
	if err != nil {
		return err
	}
	if err := s.connect(ctx, line, relayapi.Identity{}); err != nil {
		return err
	}
	account := s.world.CJ()
	if err := s.vault.Set(secretCJToken, account.Token); err != nil {
		return err
	}
	return s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingWorkspace,
		affiliate.Workspace{Name: "Practice brand", Currency: account.Currency, CID: account.CID, PID: account.PID}))
}

func (s *session) connection() *connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.link
}

// zone is where days are cut.
func (s *session) zone() *time.Location {
	if c := s.connection(); c != nil {
		return c.zone
	}
	return time.Local
}

func (s *session) today() string { return affiliate.Day(s.clock.Now(), s.zone()) }

// currency is the publisher account's.
func (s *session) currency(ctx context.Context) (money.Currency, error) {
	w, err := s.store.Workspace(ctx)
	if err != nil || w.Currency == "" {
		return "USD", err
	}
	return money.Currency(w.Currency), nil
}

func (s *session) hash(purpose string, parts ...string) string {
	if c := s.connection(); c != nil {
		return c.keys.Hash(purpose, parts...)
	}
	return ""
}

// syncer makes what a sync needs; CJ is asked only when wanted and set up.
func (s *session) syncer(ctx context.Context, c *connection, askCJ bool, progress func(done, total int64)) (*ingest.Syncer, error) {
	folder := ingest.Folder{Workspace: c.known.ID, Keys: c.keys, Zone: c.zone}
	for _, k := range c.known.ClickKeys {
		folder.ClickKeys[k.Index] = k.Key
	}
	y := &ingest.Syncer{Store: foldStore{s.store}, Relay: c.client, Clock: s.clock, Fold: folder, Progress: progress, NewID: newEntryID, Actor: s.actor,
		Public: s.publicRows, ClickRules: s.publicClickRules, Corrections: publicCorrections{s}, Repairing: s.repairing, Snapshots: c.client, Scratch: s.scratch,
		Log: func(what string) { s.app.log.Warn(what) }}
	if !askCJ {
		return y, nil
	}
	client, err := s.cj(ctx)
	if client == nil || err != nil {
		return y, err
	}
	y.CJ = client
	y.Pull.All = s.cjAll.Swap(false) || s.world != nil
	y.Pull.Told = func(p ingest.PullProgress) {
		if s.reading.told(p) {
			s.app.changed()
		}
	}
	y.Pull.Between = func() { // a payment may wait for its turn
		s.syncing.Unlock()
		s.syncing.Lock()
	}
	y.Pull.Account, err = s.cjAccount(ctx)
	return y, err
}

// scratch is the file of a snapshot on its way; it lies in the profile's folder,
// which nobody else reads.
func (s *session) scratch() string { return filepath.Join(s.dir, databaseFile+".snapshot") }

// cj is the client of the account at CJ; nil until that is set up.
func (s *session) cj(ctx context.Context) (*cj.Client, error) {
	w, err := s.store.Workspace(ctx)
	if err != nil {
		return nil, err
	}
	token, err := s.vault.Get(secretCJToken)
	if errors.Is(err, secret.ErrNotFound) || w.CID == "" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.cjClient(w, token)
}

// cjClient is the client of an account that may not be kept.
func (s *session) cjClient(w affiliate.Workspace, token string) (*cj.Client, error) {
	config := cj.Config{Role: w.CJRole, CID: w.CID, Token: token, Currency: w.Currency, HTTP: &http.Client{Timeout: time.Minute}, Allowance: s.cjCalls}
	if s.world != nil {
		at := s.world.CJ()
		config.Endpoint, config.APIs = at.Endpoint, cj.APIs{Links: at.Links, Advertisers: at.Advertisers, Programs: at.Programs}
		config.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() } // the stand-in needs no patience
	}
	return cj.New(config)
}

// work runs something in the background until it ends or the session closes.
func (s *session) work(job func(ctx context.Context)) {
	s.jobs.Add(1)
	go func() {
		defer s.jobs.Done()
		job(s.ctx)
	}()
}

func (s *session) close() error {
	s.stop()
	s.jobs.Wait()
	var err error
	if s.world != nil {
		err = s.world.Close()
	}
	if s.store != nil {
		err = errors.Join(err, s.store.Close())
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.Unlock())
	}
	return err
}

// lockProfile keeps a second window, of this program or another copy of it,
// out of the profile.
func lockProfile(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600))
	locked, err := lock.TryLock()
	if err != nil {
		return nil, err
	}
	if !locked {
		return nil, affiliate.Errorf(affiliate.Conflict, "This profile is open in another window.").WithHint("Close that window, or switch to another profile.")
	}
	return lock, nil
}

// foldStore hands the store's transactions to ingest by its own interface.
type foldStore struct{ *store.Store }

func (f foldStore) Fold(ctx context.Context, epoch string, entries []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return f.Store.Fold(ctx, epoch, entries, func(tx *store.Tx, e affiliate.Entry) error { return fold(tx, e) })
}

func (f foldStore) Refold(ctx context.Context, epoch string, keep int64, tail []affiliate.Entry, fold func(ingest.Tx, affiliate.Entry) error) error {
	return f.Store.Refold(ctx, epoch, keep, tail, func(tx *store.Tx, e affiliate.Entry) error { return fold(tx, e) })
}

func (f foldStore) LastFolded(ctx context.Context) (string, int64, error) {
	p, err := f.Position(ctx)
	return p.Epoch, p.Seq, err
}

// exportStore copies the database while no sync runs: a refold in between would
// make it a snapshot of neither log.
type exportStore struct {
	foldStore
	syncing sync.Locker
}

func (e exportStore) Export(ctx context.Context, path string) (string, int64, error) {
	e.syncing.Lock()
	defer e.syncing.Unlock()
	return e.foldStore.Export(ctx, path)
}

// newEntryID makes ids that sort by time.
func newEntryID() string { return uuid.Must(uuid.NewV7()).String() }

// localZone is the computer's time zone by its IANA name; UTC when it tells none.
func localZone() string {
	if name := time.Local.String(); name != "Local" && name != "" {
		return name
	}
	if target, err := os.Readlink("/etc/localtime"); err == nil {
		const root = "zoneinfo/"
		if at := strings.Index(target, root); at >= 0 {
			return target[at+len(root):]
		}
	}
	return "UTC"
}
