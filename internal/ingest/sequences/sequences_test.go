package sequences_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var (
	rounds = flag.Int("sequences.rounds", usual, "how many programmes are drawn")
	seed   = flag.Uint64("sequences.seed", 1, "what they are drawn from")
	only   = flag.Int("sequences.only", -1, "the one round to run")
)

// TestSequences draws programmes and proves after every step what must always
// hold; then that every way of folding their logs comes to the same.
func TestSequences(t *testing.T) {
	shop := newShop(t.TempDir())
	first, last := 0, *rounds
	if *only >= 0 {
		first, last = *only, *only+1
	}
	var next, failures, taken atomic.Int64
	next.Store(int64(first))
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for round := next.Add(1) - 1; round < int64(last); round = next.Add(1) - 1 {
				steps, err := run(shop, *seed, uint64(round))
				taken.Add(int64(steps))
				if err != nil && failures.Add(1) <= 5 {
					t.Errorf("round %d (again: -sequences.seed=%d -sequences.only=%d): %v", round, *seed, round, err)
				} else if err != nil {
					t.Errorf("round %d fails, too", round)
				}
			}
		})
	}
	workers.Wait()
	t.Logf("%d sequences of %d steps, %d failures", last-first, taken.Load(), failures.Load())
}

// run draws one programme.
func run(s *shop, seed, round uint64) (steps int, err error) {
	var p *programme
	defer func() {
		if broken := recover(); broken != nil {
			why, ours := broken.(failure)
			if !ours {
				panic(broken)
			}
			err = why
		}
		if p != nil {
			if err != nil {
				err = fmt.Errorf("%w\n%s", err, p.story())
			}
			p.drop()
		}
	}()
	p = newProgramme(s, rand.New(rand.NewPCG(seed, round)))
	watch := watchCube(p, seed, round)
	p.a.sync()
	for range 8 + p.IntN(18) {
		p.now = p.now.Add(time.Duration(1+p.IntN(60)) * time.Hour)
		p.happens()
		watch.happens()
		steps++
		p.a.sync()
		if err := errors.Join(p.check(), watch.check()); err != nil {
			return steps, err
		}
	}
	for len(p.held) > 0 {
		p.lateOriginal()
		p.a.sync()
		if err := errors.Join(p.check(), watch.check()); err != nil {
			return steps, err
		}
	}
	if err := watch.past(); err != nil {
		return steps, err
	}
	if err := p.everywhere(); err != nil {
		return steps, err
	}
	return steps, p.replayed()
}
