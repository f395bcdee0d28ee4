package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"linkledger/internal/relayapi"
)

// load is shoppers, a network and devices at work on a relay at once.
type load struct {
	run      *run
	round    int
	site     *site
	links    []relayapi.PublicLink
	relay    *process
	promises *promises
	// limit bounds the clicks of shoppers; none when 0.
	limit  int64
	clicks atomic.Int64

	stopping atomic.Bool
	workers  sync.WaitGroup
}

const (
	shoppers = 4
	networks = 3
	pushers  = 2
	// salesOfClick is how many orders a shopper makes with one click.
	salesOfClick = 3
)

// startLoad returns when all workers are connected and at work.
func startLoad(r *run, round int, s *site, links []relayapi.PublicLink, p *process, kept *promises) (*load, error) {
	return startLimited(r, round, s, links, p, kept, 0)
}

// startLimited leaves the disk to others after so many clicks.
func startLimited(r *run, round int, s *site, links []relayapi.PublicLink, p *process, kept *promises, limit int64) (*load, error) {
	l := &load{run: r, round: round, site: s, links: links, relay: p, promises: kept, limit: limit}
	for i := range shoppers + networks {
		c, err := dial(p.public)
		if err != nil {
			return nil, errors.Join(err, l.stop())
		}
		draws := r.draws(round, i)
		l.workers.Go(func() {
			defer c.Close()
			if i < shoppers {
				l.shop(c, draws)
			} else {
				l.report(c, draws, i)
			}
		})
	}
	for i := range pushers {
		api, err := p.device(s.devices[i%len(s.devices)])
		if err != nil {
			return nil, errors.Join(err, l.stop())
		}
		draws := r.draws(round, shoppers+networks+i)
		l.workers.Go(func() { l.push(api, draws) })
	}
	return l, nil
}

// stop ends the workers after what they are doing.
func (l *load) stop() error {
	l.stopping.Store(true)
	l.workers.Wait()
	return nil
}

// wait waits for workers whose relay is gone.
func (l *load) wait() { l.workers.Wait() }

// shop follows links until the connection breaks.
func (l *load) shop(c *conn, draws *rand.Rand) {
	for !l.stopping.Load() && (l.limit == 0 || l.clicks.Add(1) <= l.limit) {
		if l.oneClick(c, draws) == "" {
			return
		}
	}
}

// oneClick follows a link and returns the click id; none when the connection
// broke.
func (l *load) oneClick(c *conn, draws *rand.Rand) string {
	link := l.links[draws.IntN(len(l.links))]
	id, err := c.click(link.Code)
	switch {
	case err == nil:
		l.promises.click(link.Number, id)
	case errors.As(err, new(refused)):
		l.promises.breakf("%v", err)
	default:
		l.promises.clickUnknown(link.Number)
	}
	return id
}

// report clicks, and calls back with sales of the clicks: new ones, the same
// again, and those that an earlier relay took without an answer.
func (l *load) report(c *conn, draws *rand.Rand, worker int) {
	var sold []sale
	for n := 0; !l.stopping.Load(); n++ {
		var s sale
		unanswered, found := l.promises.unknownSale()
		switch {
		case found && draws.IntN(2) == 0:
			s = unanswered
		case len(sold) > 0 && draws.IntN(4) == 0:
			s = sold[draws.IntN(len(sold))]
		default:
			id := ""
			if len(sold) > 0 && n%salesOfClick != 0 {
				id = sold[len(sold)-1].click
			} else if id = l.oneClick(c, draws); id == "" {
				return
			}
			s = sale{id, fmt.Sprintf("r%d-w%d-%d", l.round, worker, n)}
			sold = append(sold, s)
		}
		a, err := c.get(postbackPath(s.click, s.order, "12.50"))
		l.promises.sold(s, err == nil && a.status == 200)
		switch {
		case err != nil:
			return
		case a.status != 200 && a.status != 503 || a.status == 200 && a.body != stored:
			l.promises.breakf("a postback got %d %q", a.status, a.body)
		}
	}
}

// push appends entries as devices do.
func (l *load) push(api *relayapi.Client, draws *rand.Rand) {
	for !l.stopping.Load() {
		entries := make([]relayapi.NewEntry, 1+draws.IntN(5))
		for i := range entries {
			entries[i] = newEntry(draws)
		}
		if again, ok := l.promises.unknownPush(); ok {
			entries[0] = again
		}
		result, err := api.Push(context.Background(), relayapi.Push{Epoch: l.site.epoch, Entries: entries})
		var problem relayapi.Problem
		if err != nil {
			for _, e := range entries {
				l.promises.pushUnknown(e)
			}
			if errors.As(err, &problem) && problem.Code == relayapi.CodeUnavailable || toldToWait(context.Background(), err) {
				continue
			} else if errors.As(err, &problem) {
				l.promises.breakf("a push got %v", err)
			}
			return
		}
		for _, placed := range result.Entries {
			l.promises.placed(placed)
		}
	}
}

// newEntry is a sealed edit, as the relay sees it.
func newEntry(draws *rand.Rand) relayapi.NewEntry {
	sealed := make([]byte, 60+draws.IntN(200))
	for i := range sealed {
		sealed[i] = byte(draws.Uint32())
	}
	body, err := json.Marshal(relayapi.Sealed{Sealed: sealed})
	if err != nil {
		panic(err) // bytes always have a JSON form
	}
	return relayapi.NewEntry{
		ID: drawUUID(draws), Kind: relayapi.KindChange, Schema: 1, Actor: actorID, Time: time.Now().UTC().Truncate(time.Millisecond), Body: body,
	}
}

// drawUUID is a version 7 UUID that the seed decides.
func drawUUID(draws *rand.Rand) string {
	hi, lo := draws.Uint64(), draws.Uint64()
	return fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", hi>>32, hi>>16&0xffff, hi&0xfff, 0x8000|lo>>48&0x3fff, lo&0xffffffffffff)
}
