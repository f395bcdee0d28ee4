package main

import (
	"context"
	"math/rand/v2"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"linkledger/internal/affiliate"
)

// forgedOverHTTP is how many of the forged ids are also sent to the relay.
const forgedOverHTTP = 20_000

// forged makes up click ids, without the key and with all else that can be
// known: none may be accepted. A round is an id.
func forged(ctx context.Context, r *run) error {
	s, err := newSite(ctx, r.program("site"), 1, 1)
	if err != nil {
		return err
	}
	var next atomic.Int64
	var checkers sync.WaitGroup
	const chunk = 10_000
	for range runtime.GOMAXPROCS(0) {
		checkers.Go(func() {
			for ctx.Err() == nil {
				first := int(next.Add(chunk)) - chunk
				if first >= r.rounds {
					return
				}
				f := newForger(s, r.draws(first))
				for round := first; round < min(first+chunk, r.rounds); round++ {
					if how, id := f.forge(); accepted(s.keys, id) {
						r.failf(round, "%s is accepted: %s", how, id)
					}
				}
			}
		})
	}
	checkers.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return forgedCalls(ctx, r, s)
}

func accepted(keys affiliate.ClickKeys, id string) bool {
	_, _, err := keys.Parse(id)
	return err == nil
}

// forgedCalls sends some to the relay's postbacks.
func forgedCalls(ctx context.Context, r *run, s *site) error {
	p, err := s.serve(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = p.kill() }()
	const callers = 8
	var calling sync.WaitGroup
	for i := range callers {
		c, err := dial(p.public)
		if err != nil {
			return err
		}
		f := newForger(s, r.draws(-1, i))
		calling.Go(func() {
			defer c.Close()
			for n := range min(forgedOverHTTP, r.rounds) / callers {
				how, id := f.forge()
				a, err := c.get(postbackPath(id, "forged", "10.00"))
				if err != nil || a.status != http.StatusBadRequest {
					r.failf(n, "%s, sent to the relay, got %d %q %v: %s", how, a.status, a.body, err, id)
				}
				if err != nil {
					return
				}
			}
		})
	}
	calling.Wait()
	api, err := p.device(s.devices[0])
	if err != nil {
		return err
	}
	b := newBook()
	if err := b.pull(ctx, api); err != nil {
		return err
	}
	if n := len(b.conversions); n > 0 {
		r.failf(r.rounds, "%d conversions of forged ids are in the log", n)
	}
	return p.stop()
}

// A forger has real ids of the workspace, and the keys of another one.
type forger struct {
	draws  *rand.Rand
	keys   affiliate.ClickKeys
	key    int
	others affiliate.ClickKeys
}

func newForger(s *site, draws *rand.Rand) *forger {
	f := &forger{draws: draws, keys: s.keys, key: s.clickKey()}
	for i := range f.others {
		f.others[i] = make([]byte, 32)
		for j := range f.others[i] {
			f.others[i][j] = byte(draws.Uint32())
		}
	}
	return f
}

const idLetters = "abcdefghijklmnopqrstuvwxyz234567"

// forge makes one up and says how.
func (f *forger) forge() (how, id string) {
	real, other := f.mint(f.keys, f.key), f.mint(f.keys, f.key)
	b := []byte(real)
	switch f.draws.IntN(7) {
	case 0:
		for i := range b {
			b[i] = idLetters[f.draws.IntN(len(idLetters))]
		}
		how = "a random id"
	case 1:
		f.change(b, f.draws.IntN(len(b)))
		how = "an id with one letter changed"
	case 2:
		for range 2 + f.draws.IntN(4) {
			f.change(b, f.draws.IntN(len(b)))
		}
		how = "an id with some letters changed"
	case 3:
		at := 1 + f.draws.IntN(len(b)-1)
		copy(b[at:], other[at:])
		how = "parts of two ids"
	case 4:
		b = []byte(f.mint(f.others, f.draws.IntN(len(f.others))))
		how = "an id of another workspace"
	case 5:
		f.change(b, 0) // the key's index is in the first letter
		how = "an id with another key's index"
	default:
		b = append(b[:f.draws.IntN(len(b))], idLetters[f.draws.IntN(len(idLetters))])
		how = "an id cut short"
	}
	if string(b) == real || string(b) == other { // they may begin alike
		return f.forge()
	}
	return how, string(b)
}

// change replaces a letter by another one.
func (f *forger) change(b []byte, at int) {
	for was := b[at]; b[at] == was; {
		b[at] = idLetters[f.draws.IntN(len(idLetters))]
	}
}

func (f *forger) mint(keys affiliate.ClickKeys, key int) string {
	id, err := keys.Mint(affiliate.ClickParts{
		Key: key, Time: time.Unix(1_790_000_000+f.draws.Int64N(10_000_000), 0), Link: 1 + f.draws.Int64N(1<<30), Nonce: f.draws.Uint64N(affiliate.MaxClickNonce),
	})
	if err != nil {
		panic(err) // all parts are in range
	}
	return string(id)
}
