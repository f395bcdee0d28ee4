package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// errNoSmallDisk says that this system lends nobody a small disk.
var errNoSmallDisk = errors.New("no small disk can be mounted here")

const (
	smallestDisk = 8 << 20
	largestDisk  = 24 << 20
	// roomOfClick is what all that is kept of a click takes at the most, and
	// clicksAtDoor how many of them ask while postbacks are tried.
	roomOfClick  = 8 << 10
	clicksAtDoor = 10
	// fillLimit is how long a disk may take to be full, and spaceLimit how long
	// the relay may take to notice that there is room again.
	fillLimit  = 60 * time.Second
	spaceLimit = 30 * time.Second
	// whileFull is how long the traffic goes on without room.
	whileFull = time.Second
)

// diskfull fills a small disk under traffic and makes room again: every click
// is answered all the time and is there afterwards, no postback is answered
// with a success that is not there afterwards, and the relay recovers by
// itself. A round is a disk of another size, and other traffic.
func diskfull(ctx context.Context, r *run) error {
	template, err := newSite(ctx, r.program("site"), 2, 5)
	if err != nil {
		return err
	}
	for round := range r.rounds {
		if err := fillOnce(ctx, r, round, template); errors.Is(err, errNoSmallDisk) {
			r.notef("SKIPPED, nothing was shown: %v", err)
			r.rounds = round
			return nil
		} else if err != nil {
			return fmt.Errorf("round %d: %w", round, err)
		}
	}
	return nil
}

func fillOnce(ctx context.Context, r *run, round int, template *site) error {
	draws := r.draws(round)
	size := smallestDisk + draws.Int64N(largestDisk-smallestDisk)
	disk := r.folder("disk")
	unmount, err := mountSmall(disk, size)
	if err != nil {
		return err
	}
	defer unmount()
	s := *template
	if s.program, err = template.copyTo(filepath.Join(disk, "data")); err != nil {
		return err
	}
	// What others have on the disk, and take away later: half of it or more.
	ballast := filepath.Join(disk, "ballast")
	if err := os.WriteFile(ballast, make([]byte, size*(50+draws.Int64N(20))/100), 0o600); err != nil {
		return err
	}
	p, err := s.serve(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = p.kill() }() // before the disk goes
	f := &filling{run: r, round: round, site: &s, relay: p, ballast: ballast, size: size, kept: newPromises()}
	if err := f.traffic(ctx, draws); err != nil {
		return err
	}
	f.verify(ctx)
	return p.stop()
}

// filling is one disk on its way to full and back.
type filling struct {
	run     *run
	round   int
	site    *site
	relay   *process
	ballast string
	size    int64
	kept    *promises
}

func (f *filling) traffic(ctx context.Context, draws *rand.Rand) error {
	l, err := startLimited(f.run, f.round, f.site, f.site.links, f.relay, f.kept, f.size/2/roomOfClick)
	if err != nil {
		return err
	}
	defer l.stop()
	c, err := dial(f.relay.public)
	if err != nil {
		return err
	}
	defer c.Close()
	if !f.until(ctx, c, http.StatusServiceUnavailable, fillLimit) {
		f.run.notef("round %d: the disk did not fill", f.round)
	}
	fillers := []string{f.ballast}
	if draws.IntN(2) == 0 { // and what is left for the click file, too
		filler := f.ballast + "-2"
		if err := os.WriteFile(filler, make([]byte, largestDisk), 0o600); !errors.Is(err, syscall.ENOSPC) {
			return fmt.Errorf("fill the rest of the disk: %v", err)
		}
		fillers = append(fillers, filler)
	}
	full := time.NewTimer(whileFull/4 + time.Duration(draws.Int64N(int64(whileFull))))
	defer full.Stop()
	select {
	case <-full.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	f.run.notef("round %d: while the disk was full: %s", f.round, f.kept.total())
	for _, filler := range fillers {
		if err := os.Remove(filler); err != nil {
			return err
		}
	}
	if !f.until(ctx, c, http.StatusOK, spaceLimit) {
		f.run.failf(f.round, "postbacks are not taken %v after there was room again: %s", spaceLimit, f.relay.log())
	}
	return nil
}

// until sends postbacks until one gets the status.
func (f *filling) until(ctx context.Context, c *conn, status int, limit time.Duration) bool {
	id := ""
	for n, end := 0, time.Now().Add(limit); time.Now().Before(end) && ctx.Err() == nil; n++ {
		if n%clicksAtDoor == 0 && n < clicksAtDoor*clicksAtDoor*clicksAtDoor {
			var err error
			if id, err = c.click(f.site.links[0].Code); err != nil {
				f.run.failf(f.round, "a click: %v", err)
				return false
			}
			f.kept.click(f.site.links[0].Number, id)
		}
		s := sale{id, fmt.Sprintf("until-%d-%d", status, n)}
		a, err := c.get(postbackPath(s.click, s.order, "12.50"))
		f.kept.sold(s, err == nil && a.status == http.StatusOK)
		if err != nil {
			f.run.failf(f.round, "a postback: %v", err)
			return false
		}
		if a.status == status {
			return true
		}
	}
	return false
}

// verify waits until all answered clicks are counted, and compares the log
// with what was answered.
func (f *filling) verify(ctx context.Context) {
	api, err := f.relay.device(f.site.devices[0])
	if err != nil {
		f.run.failf(f.round, "%v", err)
		return
	}
	b := newBook()
	for end := time.Now().Add(spaceLimit); ; {
		if err := b.pull(ctx, api); err != nil {
			f.run.failf(f.round, "the log afterwards: %v", err)
			return
		}
		if f.counted(b) || time.Now().After(end) {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, l := range f.site.links {
		if n, want := b.clicks[l.Number], f.kept.clicks[l.Number]; n != want {
			f.run.failf(f.round, "link %d: %d clicks were answered and %d are counted", l.Number, want, n)
		}
	}
	for link, n := range f.kept.unknownClicks {
		f.run.failf(f.round, "link %d: %d clicks were not answered", link, n)
	}
	for _, wrong := range f.kept.compare(b) {
		f.run.failf(f.round, "%s", wrong)
	}
	if verdict := integrity(ctx, f.site.database()); verdict != "ok" {
		f.run.failf(f.round, "integrity check: %s", verdict)
	}
}

func (f *filling) counted(b *book) bool {
	for _, l := range f.site.links {
		if b.clicks[l.Number] < f.kept.clicks[l.Number] {
			return false
		}
	}
	return true
}
