package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relayapi"
)

// clickPipeline takes clicks from the redirect into a file, and from there in
// batches into the store and the log. A redirect waits for the file only.
type clickPipeline struct {
	node      uint8
	file      *clickfile.Log
	syncFirst bool // before a redirect is answered
	commit    func(context.Context, func(Tx) error) error
	workspace func(context.Context, string) (*workspace, error)
	click     func(context.Context, string, affiliate.ClickID) (relayapi.Click, error) // in the store
	isTest    func(workspace string, link int64) bool
	rules     clickRules
	entries   *entryTimes
	salts     *salts
	retention *clickRetention
	clock     clock.Clock
	log       *slog.Logger
	counted   prometheus.Counter // clicks in the store

	mu     sync.Mutex // held by who moves clicks on
	stored clickfile.Position
	atOnce int // clicks in a transaction: fewer where the disk has little room
	// storedUntil is when all clicks answered before were in the store, in
	// Unix seconds.
	storedUntil atomic.Int64
	day         string // in UTC, of the current file

	failing  sync.Map // what is failing now, so that each trouble is logged once
	troubles atomic.Int32
	stop     chan struct{}
	cancel   context.CancelFunc // of what takes long
	done     sync.WaitGroup
}

const (
	// appendTakes is how many seconds may pass, with much to spare, between
	// the time of a click's id and its place in the file.
	appendTakes = 10

	clicksAtOnce   = 4000
	fewestAtOnce   = 50
	clickFileLimit = 64 << 20
	longestAwait   = time.Second
)

func (p *clickPipeline) start(syncEvery, flushEvery time.Duration) {
	p.stop = make(chan struct{})
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	p.done.Go(func() {
		p.every(forgetCheck, func() {
			if err := p.retention.hourly(ctx, p.clock.Now()); ctx.Err() == nil {
				p.note("forget", err)
			}
		})
	})
	p.done.Go(func() { p.every(syncEvery, func() { p.note("sync", p.file.Sync()) }) })
	p.done.Go(func() { p.every(flushEvery, func() { p.note("flush", p.tick(context.Background())) }) })
}

func (p *clickPipeline) every(interval time.Duration, do func()) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			do()
		case <-p.stop:
			return
		}
	}
}

// stopTimers ends the timers; close then ends the file.
func (p *clickPipeline) stopTimers() {
	close(p.stop)
	p.cancel()
	p.done.Wait()
}

// answer keeps a click that is about to be answered. The redirect goes on
// whatever happens here.
func (p *clickPipeline) answer(c clickfile.Click) {
	if p.syncFirst {
		p.note("append", p.file.AppendSynced(c))
	} else {
		p.note("append", p.file.Append(c))
	}
}

// note logs a trouble when it begins and when it ends.
func (p *clickPipeline) note(what string, err error) {
	if err == nil {
		if p.troubles.Load() == 0 {
			return // as nearly always
		}
		if _, failed := p.failing.LoadAndDelete(what); failed {
			p.troubles.Add(-1)
			p.log.Info("clicks: works again", "step", what)
		}
		return
	}
	if _, known := p.failing.LoadOrStore(what, true); !known {
		p.troubles.Add(1)
		p.log.Error("clicks: a step fails, clicks are kept and it is tried again", "step", what, "error", err)
	}
}

// tick moves on what is there to move on.
func (p *clickPipeline) tick(ctx context.Context) error {
	err := p.flush(ctx)
	for _, id := range p.entries.workspaces() {
		err = errors.Join(err, p.writeDue(ctx, id))
	}
	return errors.Join(err, p.salts.tidy(p.clock.Now()))
}

// flush moves all clicks answered so far into the store and the log, as far as
// it gets before ctx ends. Between two batches others have their turn.
func (p *clickPipeline) flush(ctx context.Context) error {
	began, end, err := p.answered()
	for more := true; more && err == nil; {
		more, err = p.moveOn(ctx, began, end)
	}
	return err
}

// answered says until where clicks are answered now, and puts them beyond what
// a power cut takes: the store must not get ahead of the file.
func (p *clickPipeline) answered() (now time.Time, end clickfile.Position, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.rotateDaily(); err != nil {
		return now, end, err
	}
	now, end = p.clock.Now(), p.file.End()
	if p.stored.Before(end) {
		err = p.file.Sync()
	}
	return now, end, err
}

// moveOn moves a batch on, unless all up to an end has been: what was answered
// before a time.
func (p *clickPipeline) moveOn(ctx context.Context, began time.Time, end clickfile.Position) (more bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.stored.Before(end) {
		p.storedUntil.Store(began.Unix())
		return false, nil
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	clicks, next, err := p.file.Read(p.stored, max(p.atOnce, fewestAtOnce))
	if err != nil || next == p.stored {
		return false, err
	}
	if err := p.store(ctx, clicks, next); err != nil {
		p.atOnce /= 4
		return false, err
	}
	p.atOnce = min(2*max(p.atOnce, fewestAtOnce), clicksAtOnce)
	p.stored = next
	return true, p.file.Forget(next)
}

// await puts a click of a moment ago, which may still be in the click file
// only, into the store. Nobody can ask for others without a signed click id. It
// doesn't wait for a long backlog: what is known of the click may be missing.
func (p *clickPipeline) await(ctx context.Context, workspace string, id affiliate.ClickID, clicked time.Time) {
	if clicked.Unix() < p.storedUntil.Load()-appendTakes {
		return
	}
	if _, err := p.click(ctx, workspace, id); errors.Is(err, ErrNotFound) && p.waiting() {
		ctx, cancel := context.WithTimeout(ctx, longestAwait)
		defer cancel()
		_ = p.flush(ctx) // the timer tries again, and says what is wrong
	}
}

// rotateDaily begins a file each day, so that what redirects noted of browsers
// is gone when its clicks have been stored for a day.
func (p *clickPipeline) rotateDaily() error {
	today := p.clock.Now().Format(dayForm)
	if p.day == today {
		return nil
	}
	if p.day != "" && p.file.End().Offset > 0 {
		if err := p.file.Rotate(); err != nil {
			return err
		}
	}
	p.day = today
	return nil
}

// appendFails reports whether the disk refuses clicks.
func (p *clickPipeline) appendFails() bool {
	_, fails := p.failing.Load("append")
	return fails
}

// waiting reports whether answered clicks are not in the store yet.
func (p *clickPipeline) waiting() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stored.Before(p.file.End())
}

// flushAll also makes the counts that wait entries, due or not.
func (p *clickPipeline) flushAll(ctx context.Context) error {
	if err := p.flush(ctx); err != nil {
		return err
	}
	for _, id := range p.entries.workspaces() {
		if err := p.writeEntry(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// store commits clicks, what they add to the counts, and the position after
// them, in one transaction: after a crash they are read again or not at all.
func (p *clickPipeline) store(ctx context.Context, clicks []clickfile.Click, next clickfile.Position) error {
	batches, err := p.split(ctx, clicks)
	if err != nil {
		return err
	}
	now := p.clock.Now()
	due, seen := make([]bool, len(batches)), make([]int, len(batches))
	for i, b := range batches {
		due[i], seen[i] = p.entries.due(b.workspace, now), p.entries.seen(b.workspace.ID)
	}
	// Once begun it must be known whether it was kept, so ctx can't end it.
	err = p.commit(context.WithoutCancel(ctx), func(tx Tx) error {
		for i, b := range batches {
			if err := p.storeBatch(tx, b, now, due[i]); err != nil {
				return err
			}
		}
		return tx.PutClickPosition(p.node, next)
	})
	if err != nil {
		return fmt.Errorf("store %d clicks: %w", len(clicks), err)
	}
	p.counted.Add(float64(len(clicks)))
	for i, b := range batches {
		if due[i] {
			p.entries.written(b.workspace.ID, seen[i])
		} else {
			p.entries.waits(b.workspace.ID, now)
		}
	}
	return nil
}

func (p *clickPipeline) storeBatch(tx Tx, b *clickBatch, now time.Time, due bool) error {
	if _, _, err := tx.Head(b.workspace.ID); err != nil {
		return err
	}
	rules, err := p.rules.of(tx, b.workspace.ID)
	if err != nil {
		return err
	}
	sum, err := b.write(tx, rules, now)
	if err != nil {
		return err
	}
	if due {
		return appendPendingClicks(tx, b.workspace.ID, now, sum)
	}
	return keepPendingClicks(tx, b.workspace.ID, now, sum)
}

// split gathers clicks by workspace, in order.
func (p *clickPipeline) split(ctx context.Context, clicks []clickfile.Click) ([]*clickBatch, error) {
	var order []*clickBatch
	byID := map[string]*clickBatch{}
	for _, c := range clicks {
		batch, ok := byID[c.Workspace]
		if !ok {
			w, err := p.workspace(ctx, c.Workspace)
			if errors.Is(err, ErrNotFound) {
				p.log.Warn("clicks: a workspace is gone, its clicks are dropped", "workspace", c.Workspace)
				byID[c.Workspace] = nil
				continue
			} else if err != nil {
				return nil, err
			}
			batch = &clickBatch{workspace: w}
			byID[c.Workspace] = batch
			order = append(order, batch)
		}
		if batch != nil {
			batch.add(c, p.isTest(c.Workspace, c.Link))
		}
	}
	return order, nil
}
