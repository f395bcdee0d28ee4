package ingest

import (
	"context"
	"errors"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/relayapi"
)

// Syncer keeps one device in step. Sync must not run twice at once.
type Syncer struct {
	Store Store
	Relay Relay
	CJ    CJ // nil until the account is set up
	Pull  Pull
	Clock clock.Clock
	Fold  Folder
	// Progress is told how much of the log is folded; it may be nil.
	Progress func(done, total int64)
	// NewID makes ids for entries and batches, in the order of time.
	NewID func() string
	Actor string
	// Public makes the relay's rows of everything that is folded, for a relay
	// that lost some; it may be nil.
	Public func(ctx context.Context) ([]relayapi.PublicOffer, []relayapi.PublicLink, error)
	// ClickRules are the workspace's own as they are folded, for a relay that
	// lost them; nil where nothing was ever set, and the function may be nil.
	ClickRules func(ctx context.Context) (*relayapi.ClickRules, error)
	// Corrections mend public rows that were made without another device's
	// edits; nil mends none.
	Corrections Corrections
	// Repairing is told when a restored relay gets back what it lost; it may
	// be nil.
	Repairing func()
	// Snapshots is where new devices start from; nil where none are kept.
	// Scratch names a file for one on its way, and Log is told why one was not
	// used; that may be nil.
	Snapshots Snapshots
	Scratch   func() string
	Log       func(what string)

	device string // this one's id, once the relay has told
}

const (
	pageSize  = 1000 // entries a pull or push
	blockSize = 1000 // link numbers a reservation
	blockLow  = 400  // reserve again below it: more than one form can use up
)

// Keys of what a device notes for itself.
const (
	NoteRelayAsOf = "relay_as_of" // when the relay last answered in full
	NoteCJAsOf    = "cj_as_of"    // when CJ last answered in full
	NoteGap       = "gap"         // set when the log may lack what was paid: the relay was restored while this database was frozen
	NoteFrozen    = "frozen"      // why this database may not know what was paid; until the log has been read to its end
	NoteWorkspace = "workspace"   // id of the workspace that this database's data are of, from the first sync on
	NoteWaiting   = "waiting_for" // names of the devices that owe a restored relay what it lost, a line each
)

// Refused is the relay's no to a claim: another payment settles some of its
// earnings. Its batch has left the outbox.
type Refused struct {
	Batch   string
	Problem relayapi.Problem
}

// Error implements error.
func (r *Refused) Error() string { return r.Problem.Error() }

// Sync pushes what waits, pulls and folds what is new, and does the same for
// CJ's rows. What was done before an error stays done; the error is an
// *Outcome.
func (s *Syncer) Sync(ctx context.Context) error {
	o := s.exchange(ctx)
	if s.CJ == nil || !o.read {
		return o.orNil()
	}
	o.CJ = s.pullCJ(ctx, o)
	return o.orNil()
}

// Exchange pushes the outbox and folds the log up to its head. A relay that
// was restored gets back what it lost first. The error is an *Outcome.
func (s *Syncer) Exchange(ctx context.Context) error { return s.exchange(ctx).orNil() }

func (s *Syncer) exchange(ctx context.Context) *Outcome {
	o := &Outcome{}
	o.Relay = errors.Join(s.inStep(ctx, o), o.Relay)
	return o
}

// inStep is an exchange; what the relay said no to, and what comes of it, is
// kept in the outcome.
func (s *Syncer) inStep(ctx context.Context, o *Outcome) error {
	if err := s.Upgrade(ctx); err != nil {
		return err
	}
	workspace, err := s.Relay.Workspace(ctx)
	if err != nil {
		return err
	}
	s.device = workspace.Device.ID
	if err := s.sameWorkspace(ctx, workspace.ID); err != nil {
		return err
	}
	epoch, seq, err := s.Store.LastFolded(ctx)
	if err == nil && seq == 0 {
		if err = s.adopt(ctx, workspace.Head); err == nil {
			epoch, seq, err = s.Store.LastFolded(ctx)
		}
	}
	if err != nil {
		return err
	}
	if seq > 0 && epoch != workspace.Epoch || owes(workspace) {
		if workspace, seq, err = s.repair(ctx, workspace, seq); err != nil {
			return err
		}
	}
	if seq > workspace.Head {
		return restored()
	}
	if err := s.sameLog(ctx, seq); err != nil {
		return err
	}
	if err := s.noteWaiting(ctx, workspace.WaitingFor); err != nil {
		return err
	}
	if err := s.catchUp(ctx, workspace, seq); err != nil {
		return err
	}
	if err := s.reserve(ctx); err != nil {
		return err
	}
	if _, seq, err = s.Store.LastFolded(ctx); err != nil {
		return err
	}
	if err := s.push(ctx, workspace.Epoch, o); err != nil && !answered(err) {
		return err
	} else if err != nil {
		o.Relay = err
	}
	if err := s.pull(ctx, workspace.Epoch, seq); err != nil {
		return err
	}
	if err := s.republish(ctx, workspace.Epoch); err != nil {
		return err
	}
	if err := s.correct(ctx, workspace.Epoch); err != nil {
		return err
	}
	o.read = true
	if o.orNil() == nil {
		o.Relay = s.release(ctx) // goes with the next push
	}
	return s.Store.Note(ctx, NoteRelayAsOf, s.Clock.Now().UTC().Format(time.RFC3339))
}

// sameWorkspace refuses the relay of another workspace than this database's
// data are of: each would get the other's log.
func (s *Syncer) sameWorkspace(ctx context.Context, id string) error {
	switch noted, err := s.Store.Noted(ctx, NoteWorkspace); {
	case err != nil || noted == id:
		return err
	case noted != "":
		return otherWorkspace()
	}
	return s.Store.Note(ctx, NoteWorkspace, id)
}

func otherWorkspace() error {
	return affiliate.Errorf(affiliate.Conflict, "The data of this profile belong to another workspace.").
		WithHint("Nothing was sent or changed. Make a profile of its own for this workspace.")
}

func restored() error {
	return affiliate.Errorf(affiliate.Conflict, "The relay was restored from an older copy, and was not told so.").
		WithHint("Nothing was changed here, and payments wait. Ask whoever runs the relay to run `linkledger-relay restored`, or to bring back its newest backup.")
}

// sameLog checks that the relay still has the entry that was folded last at its
// place: a copy that was brought back by hand keeps its epoch, and may have
// grown past that place since.
func (s *Syncer) sameLog(ctx context.Context, seq int64) error {
	if seq == 0 {
		return nil
	}
	id, err := s.Store.EntryID(ctx, seq)
	if err != nil {
		return err
	}
	page, err := s.Relay.Pull(ctx, seq-1, 1)
	if err != nil {
		return err
	}
	if len(page.Entries) == 0 || page.Entries[0].Seq != seq || page.Entries[0].ID != id {
		return restored()
	}
	return nil
}

// answered reports whether the relay said no to what was pushed; then there is
// still a log to read.
func answered(err error) bool {
	var problem relayapi.Problem
	return errors.As(err, &problem) && problem.Code != relayapi.CodeUnauthorized && problem.Code != relayapi.CodeEpochChanged
}

func (s *Syncer) reserve(ctx context.Context) error {
	free, err := s.Store.FreeCount(ctx)
	if err != nil || free >= blockLow {
		return err
	}
	block, err := s.Relay.Reserve(ctx, blockSize)
	if err != nil {
		return err
	}
	return s.Store.AddBlock(ctx, block.FirstNumber, block.Codes)
}

// pull folds the log from after a position up to its head.
func (s *Syncer) pull(ctx context.Context, epoch string, after int64) error {
	start := after
	for {
		page, err := s.Relay.Pull(ctx, after, pageSize)
		if err != nil {
			return err
		}
		if page.Epoch != epoch {
			return errRestoredMeanwhile
		}
		if len(page.Entries) > 0 {
			entries := unwire(page.Entries)
			if err := s.expect(ctx, entries); err != nil {
				return err
			}
			if err := s.folding(ctx, epoch, entries, start, page.Head); err != nil {
				return err
			}
			after = entries[len(entries)-1].Seq
		}
		if s.Progress != nil {
			s.Progress(after-start, page.Head-start)
		}
		if after >= page.Head {
			return nil
		}
		if len(page.Entries) == 0 {
			return endsEarly(after, page.Head)
		}
	}
}

var errRestoredMeanwhile = affiliate.Errorf(affiliate.Unavailable, "The relay was restored while this device was reading.").WithHint("Sync again.")

func endsEarly(after, head int64) error {
	return affiliate.Errorf(affiliate.Unavailable, "The relay's log ends at entry %d, though it has %d.", after, head).WithHint("Sync again.")
}

// toldEach is after how many entries a person sees that a fold goes on: part of
// a second on a slow computer.
const toldEach = 100

// fold is how one of the store's transactions folds its entries, after a place
// of the log and up to its head.
func (s *Syncer) fold(ctx context.Context, start, head int64) func(Tx, affiliate.Entry) error {
	folder := s.Fold
	folder.plans, folder.credits = plans{}, credits{}
	return func(tx Tx, e affiliate.Entry) error {
		if s.Progress != nil && e.Seq%toldEach == 0 {
			s.Progress(e.Seq-start, head-start)
		}
		return folder.Entry(ctx, tx, e)
	}
}
