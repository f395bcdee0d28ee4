package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/sqlitex"
)

const (
	killsPerFolder = 25 // then a fresh one, so that the last round costs what the first did
	linksPerKill   = 3
)

// kill9 kills the relay at a random moment under load, starts it again, and
// looks for what it had promised: an answered postback or push is in the log
// once, an answered click is counted once, and the log has no hole.
func kill9(ctx context.Context, r *run) error {
	template, err := newSite(ctx, r.program("site"), 2, killsPerFolder*linksPerKill)
	if err != nil {
		return err
	}
	for first := 0; first < r.rounds; first += killsPerFolder {
		s := *template
		if s.program, err = template.copyTo(r.folder("killed")); err != nil {
			return err
		}
		f := &killedFolder{run: r, site: &s, first: first, book: newBook(), ledger: newPromises()}
		if err := f.rounds(ctx, min(killsPerFolder, r.rounds-first)); err != nil {
			return err
		}
	}
	return nil
}

// killedFolder is one data folder whose relay is killed again and again.
type killedFolder struct {
	run    *run
	site   *site
	first  int
	book   *book
	ledger *promises
}

func (f *killedFolder) rounds(ctx context.Context, rounds int) error {
	for i := range rounds {
		p, err := f.site.serve(ctx)
		if err != nil {
			return err
		}
		if i > 0 {
			f.check(ctx, f.first+i-1, p)
		}
		if err := f.load(ctx, i, p); err != nil {
			return errors.Join(err, p.kill())
		}
	}
	// A graceful end stores the rest of the clicks; then everything is read anew.
	for range 2 {
		p, err := f.site.serve(ctx)
		if err != nil {
			return err
		}
		f.check(ctx, f.first+rounds-1, p)
		if err := p.stop(); err != nil {
			return err
		}
	}
	p, err := f.site.serve(ctx)
	if err != nil {
		return err
	}
	f.check(ctx, f.first+rounds-1, p)
	f.checkClicks(rounds)
	f.reread(ctx, p)
	return p.stop()
}

// check follows the log of the restarted relay and compares it with what was
// answered.
func (f *killedFolder) check(ctx context.Context, round int, p *process) {
	api, err := p.device(f.site.devices[0])
	if err == nil {
		err = f.book.pull(ctx, api)
	}
	if err != nil {
		f.run.failf(round, "after the restart: %v", err)
	}
	for _, wrong := range f.ledger.compare(f.book) {
		f.run.failf(round, "%s", wrong)
	}
	if verdict := integrity(ctx, f.site.database()); verdict != "ok" {
		f.run.failf(round, "integrity check: %s", verdict)
	}
}

func (f *killedFolder) checkClicks(rounds int) {
	for i := range rounds * linksPerKill {
		link := f.site.links[i].Number
		answered, unknown, counted := f.ledger.clicks[link], f.ledger.unknownClicks[link], f.book.clicks[link]
		if counted < answered || counted > answered+unknown {
			f.run.failf(f.first+i/linksPerKill, "link %d: %d clicks were answered, %d were under way, %d are counted", link, answered, unknown, counted)
		}
	}
}

// reread reads the log from the start: what a device once saw must still be
// there, at the same place.
func (f *killedFolder) reread(ctx context.Context, p *process) {
	again := newBook()
	api, err := p.device(f.site.devices[1])
	if err == nil {
		err = again.pull(ctx, api)
	}
	difference := ""
	if err == nil {
		difference = f.book.same(again)
	}
	if err != nil || difference != "" {
		f.run.failf(f.first, "the log read anew: %s %v", difference, err)
	}
}

// load works on the relay until it is killed.
func (f *killedFolder) load(ctx context.Context, i int, p *process) error {
	draws := f.run.draws(f.first + i)
	l, err := startLoad(f.run, f.first+i, f.site, f.site.links[i*linksPerKill:(i+1)*linksPerKill], p, f.ledger)
	if err != nil {
		return err
	}
	f.follow(ctx, f.first+i, p, time.Duration(1+draws.IntN(80))*time.Millisecond)
	err = p.kill()
	l.wait()
	return err
}

// follow reads the log for a while, as an open desktop does.
func (f *killedFolder) follow(ctx context.Context, round int, p *process, d time.Duration) {
	until := time.Now().Add(d)
	api, err := p.device(f.site.devices[1])
	for err == nil && time.Now().Before(until) {
		err = f.book.pull(ctx, api)
		time.Sleep(min(5*time.Millisecond, max(0, time.Until(until))))
	}
	if err != nil {
		f.run.failf(round, "under load: %v", err)
	}
}

// integrity is SQLite's verdict on a database.
func integrity(ctx context.Context, path string) string {
	db, err := sqlitex.Open(ctx, path, sqlitex.Options{})
	if err != nil {
		return err.Error()
	}
	defer db.Close()
	verdict := ""
	if err := db.Read.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&verdict); err != nil {
		return fmt.Sprint(err)
	}
	return verdict
}
