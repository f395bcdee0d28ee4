package relay

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relay/useragent"
)

// clickPipeline takes clicks from the redirect into a file, and from there in
// batches into the store and the log. A redirect waits for the file only.
type clickPipeline struct {
	node      uint8
	file      *clickfile.Log
	commit    func(context.Context, func(Tx) error) error
	workspace func(context.Context, string) (*workspace, error)
	agents    *useragent.Classifier
	salts     *salts
	clock     clock.Clock
	log       *slog.Logger

	mu     sync.Mutex // held by who moves clicks on
	stored clickfile.Position
	day    string // in UTC, of the current file

	failing sync.Map // what is failing now, so that each trouble is logged once
	stop    chan struct{}
	done    sync.WaitGroup
}

const (
	clickBatch     = 2000
	clickFileLimit = 64 << 20
)

func (p *clickPipeline) start(syncEvery, flushEvery time.Duration) {
	p.stop = make(chan struct{})
	p.done.Go(func() { p.every(syncEvery, func() { p.note("sync", p.file.Sync()) }) })
	p.done.Go(func() {
		p.every(flushEvery, func() {
			p.note("flush", p.flush(context.Background()))
			p.note("salts", p.salts.tidy(p.clock.Now()))
		})
	})
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
	p.done.Wait()
}

// answer keeps a click that is about to be answered. The redirect goes on
// whatever happens here.
func (p *clickPipeline) answer(c clickfile.Click) { p.note("append", p.file.Append(c)) }

// note logs a trouble when it begins and when it ends.
func (p *clickPipeline) note(what string, err error) {
	if err == nil {
		if _, failed := p.failing.LoadAndDelete(what); failed {
			p.log.Info("clicks: works again", "step", what)
		}
		return
	}
	if _, known := p.failing.LoadOrStore(what, true); !known {
		p.log.Error("clicks: a step fails, clicks are kept and it is tried again", "step", what, "error", err)
	}
}

// flush moves all clicks answered so far into the store and the log.
func (p *clickPipeline) flush(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.rotateDaily(); err != nil {
		return err
	}
	end := p.file.End()
	if !p.stored.Before(end) {
		return nil
	}
	// The store must not get ahead of what a power cut leaves of the file.
	if err := p.file.Sync(); err != nil {
		return err
	}
	for p.stored.Before(end) {
		clicks, next, err := p.file.Read(p.stored, clickBatch)
		if err != nil {
			return err
		}
		if next == p.stored {
			return nil
		}
		if err := p.store(ctx, clicks, next); err != nil {
			return err
		}
		p.stored = next
		if err := p.file.Forget(next); err != nil {
			return err
		}
	}
	return nil
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

// want is called when a device of a workspace waits for entries or pulls them:
// what has been counted becomes an entry before it returns.
func (p *clickPipeline) want(workspace string) {
	if p.waiting() {
		p.note("flush", p.flush(context.Background()))
	}
}

// waiting reports whether answered clicks are not in the store yet.
func (p *clickPipeline) waiting() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stored.Before(p.file.End())
}

// store commits clicks, what they add to the log, and the position after
// them, in one transaction: after a crash they are read again or not at all.
func (p *clickPipeline) store(ctx context.Context, clicks []clickfile.Click, next clickfile.Position) error {
	batches, err := p.split(ctx, clicks)
	if err != nil {
		return err
	}
	// Once begun it must be known whether it was kept, so ctx can't end it.
	err = p.commit(context.WithoutCancel(ctx), func(tx Tx) error {
		for _, b := range batches {
			if err := b.write(tx, p.clock.Now()); err != nil {
				return err
			}
		}
		return tx.PutClickPosition(p.node, next)
	})
	if err != nil {
		return fmt.Errorf("store %d clicks: %w", len(clicks), err)
	}
	return nil
}

// split classifies clicks and gathers them by workspace, in order.
func (p *clickPipeline) split(ctx context.Context, clicks []clickfile.Click) ([]*workspaceClicks, error) {
	var order []*workspaceClicks
	byID := map[string]*workspaceClicks{}
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
			batch = &workspaceClicks{workspace: w}
			byID[c.Workspace] = batch
			order = append(order, batch)
		}
		if batch != nil {
			batch.add(c, p.agents.Classify(c.Agent))
		}
	}
	return order, nil
}
