package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"linkledger/internal/affiliate"
)

// Pull is how CJ's ledger is read.
//
// CJ tells of a new row by its posting date, and of a row that has moved not at
// all; batch files bring rows days late (a copy of CJ's documentation). So
//   - the first reading goes a year back,
//   - each one after it goes back a day before the last, once a day a month and
//     once a week a quarter, for what was posted or shown late,
//   - and rows that are not closed are read again, by id where they are few and
//     else by the window of postings or lockings that they lie in, whichever
//     asks less of CJ: all of them each time while that is cheap, and rows that
//     are due to lock always.
//
// The place in the ledger is kept with the rows of each page, so that a reading
// that was stopped, by whatever, goes on behind them. Rows are pushed and
// folded page by page. A row that can't be read keeps nobody from the others: it
// is kept by its id with the place, and asked for again each time.
type Pull struct {
	// Account names whose ledger it is: another's is read from its start.
	Account string
	All     bool               // read every open row again, whatever it costs: a person asked
	Told    func(PullProgress) // may be nil
	// Between is called when a page is folded and nothing is half done, to let
	// others sync; it may be nil.
	Between func()
}

// PullProgress tells where a reading is.
type PullProgress struct {
	Part        PullPart
	Since       time.Time // of the window that is read now
	Done, Total int       // windows, or batches of ids
	Rows        int       // read so far in all
	Fresh       int       // of them new or moved
}

// PullPart is what of CJ's ledger is read.
type PullPart string

// The parts of a reading.
const (
	PullFirst  PullPart = "first"  // the year before the account was set up here
	PullPosted PullPart = "posted" // what was posted of late
	PullOpen   PullPart = "open"   // what may have moved
)

// errOutOfStep ends a reading whose rows don't reach the log; what is wrong is
// in the outcome of the exchange.
var errOutOfStep = errors.New("the log can't be reached")

// ErrVanished says that CJ answers with nothing, though it has shown rows of the
// same time before: a token that has lost its rights gets the rows of nobody.
// Source: CJ's documentation of "no data", by a copy.
var ErrVanished = affiliate.Errorf(affiliate.Unavailable,
	"CJ answers, but shows none of the sales that it has shown before: the token may have lost its rights, or belong to another account. Check it under Settings.").
	WithHint("Nothing was lost: what was read stays, and reading goes on where it stopped once CJ shows the sales again.")

// pulling is one reading.
type pulling struct {
	*Syncer
	met   *Outcome // of the exchanges on the way
	now   time.Time
	place pullPlace
	at    PullProgress
	kept  map[string]string // hashes of the rows in the outbox since the last exchange
	asked bool              // for rows that CJ has shown before
}

// pullCJ appends the rows of CJ's ledger that are new or have moved, and folds
// them. What the log said on the way is added to an outcome.
func (s *Syncer) pullCJ(ctx context.Context, met *Outcome) error {
	p := pulling{Syncer: s, met: met, now: s.Clock.Now().UTC(), kept: map[string]string{}}
	err := p.read(ctx)
	if errors.Is(err, errOutOfStep) {
		return nil
	}
	if len(p.kept) > 0 && ctx.Err() == nil { // CJ broke off; what it gave is good
		p.met.add(s.exchange(ctx))
	}
	return err
}

func (p *pulling) read(ctx context.Context) error {
	text, err := p.Store.Noted(ctx, notePlace)
	if err != nil {
		return err
	}
	p.place = pullPlaceOf(text, p.Pull.Account)
	if p.place.underWay() {
		if err := p.sweep(ctx); err != nil {
			return err
		}
	}
	refused, err := p.startAgain(ctx)
	if err != nil {
		return err
	}
	shown := p.place.Shown // or else what is known may be another account's
	p.place.setOut(p.now)
	covered := p.place.From
	known, err := p.Store.PostedCommissions(ctx, covered, p.now)
	if err != nil {
		return err
	}
	if err := p.sweep(ctx); err != nil {
		return err
	}
	if err := p.exchanged(ctx); err != nil {
		return err
	}
	if err := p.reread(ctx, covered); err != nil {
		return err
	}
	if p.at.Rows == 0 && shown && (known > 0 || p.asked) {
		return errors.Join(ErrVanished, p.Store.Note(ctx, notePlace, text))
	}
	if err := p.exchanged(ctx); err != nil {
		return err
	}
	if err := p.notePlace(ctx); err != nil {
		return err
	}
	if err := p.sentAgain(ctx, refused); err != nil {
		return err
	}
	return p.Store.Note(ctx, NoteCJAsOf, p.now.Format(time.RFC3339))
}

// sweep reads what the place leaves of a span of postings.
func (p *pulling) sweep(ctx context.Context) error {
	part := PullPosted
	if p.place.Swept.IsZero() {
		part = PullFirst
	}
	p.tell(part, p.place.Rest.Since, 0, 0)
	for page, err := range p.CJ.PostedPages(ctx, p.place.Rest) {
		if err != nil {
			return err
		}
		if err := p.place.meet(page, p.place.Rest.Since, p.now); err != nil {
			return errors.Join(err, p.notePlace(ctx))
		}
		p.place.Rest = page.Rest
		p.place.Shown = p.place.Shown || len(page.Rows) > 0
		note, err := p.place.note()
		if err != nil {
			return err
		}
		if err := p.keep(ctx, page, note); err != nil {
			return err
		}
		p.tell(part, page.Rest.Since, page.Done, page.Windows)
	}
	p.place.arrive()
	return nil
}

// reread reads open rows again, and such as could not be read, but for those
// that this reading has covered.
func (p *pulling) reread(ctx context.Context, covered time.Time) error {
	open, err := p.Store.OpenCommissions(ctx)
	if err != nil {
		return err
	}
	plan, all, err := planRereads(ctx, open, p.now, covered, p.place.Open, p.Pull.All, p.Store.PostedCommissions)
	if err != nil {
		return err
	}
	unmet := p.place.unmet()
	for ids := range slices.Chunk(unmet, idsPerCall) {
		plan = append(plan, reread{since: covered, ids: ids})
	}
	p.asked = len(plan) > 0
	for i, r := range plan {
		p.tell(PullOpen, r.since, i, len(plan))
		for page, err := range r.pages(ctx, p.CJ) {
			if err == nil {
				err = p.place.meet(page, r.since, p.now)
			}
			if err == nil {
				err = p.keep(ctx, page, affiliate.Note{})
			}
			if err != nil {
				return err
			}
			p.tell(PullOpen, r.since, i, len(plan))
		}
	}
	p.place.forget(unmet)
	if all {
		p.place.Open = p.now
	}
	return nil
}

// keep saves what is new of a page, and exchanges once there is enough.
func (p *pulling) keep(ctx context.Context, page affiliate.CommissionPage, note affiliate.Note) error {
	fresh, err := p.append(ctx, page.Rows, note)
	if err != nil {
		return err
	}
	p.at.Rows, p.at.Fresh = p.at.Rows+len(page.Rows)+len(page.Unread), p.at.Fresh+fresh
	if len(p.kept) < pageSize {
		return nil
	}
	return p.exchanged(ctx)
}

// exchanged brings what was kept into the log and the books.
func (p *pulling) exchanged(ctx context.Context) error {
	if len(p.kept) == 0 {
		return nil
	}
	next := p.exchange(ctx)
	p.met.add(next)
	if !next.read || next.Relay != nil {
		return errOutOfStep
	}
	clear(p.kept)
	if p.Pull.Between != nil {
		p.Pull.Between()
	}
	return nil
}

func (p *pulling) notePlace(ctx context.Context) error {
	note, err := p.place.note()
	if err != nil {
		return err
	}
	return p.Store.Note(ctx, note.Key, note.Value)
}

func (p *pulling) tell(part PullPart, since time.Time, done, total int) {
	if p.at.Part, p.at.Since, p.at.Done, p.at.Total = part, since, done, total; p.Pull.Told != nil {
		p.Pull.Told(p.at)
	}
}

// append saves the rows that are new or have moved for the log, in batches of a
// bounded size, and the note with the last.
func (p *pulling) append(ctx context.Context, rows []affiliate.CommissionRow, note affiliate.Note) (fresh int, err error) {
	batches, err := p.moved(ctx, rows)
	if err != nil {
		return 0, err
	}
	for i, batch := range batches {
		if fresh += len(batch.Entries); i == len(batches)-1 {
			batch.Note = note
		}
		if err := p.Store.Enqueue(ctx, batch); err != nil {
			return fresh, err
		}
	}
	if len(batches) == 0 && note.Key != "" {
		err = p.Store.Note(ctx, note.Key, note.Value)
	}
	return fresh, err
}

func (p pullPlace) note() (affiliate.Note, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return affiliate.Note{}, fmt.Errorf("write the place in CJ's ledger: %w", err)
	}
	return affiliate.Note{Key: notePlace, Value: string(text)}, nil
}
