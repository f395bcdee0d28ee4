package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
)

// A campaign is one promise, of the relay mostly, tried many times.
type campaign struct {
	name   string
	rounds int // when nobody says otherwise
	run    func(context.Context, *run) error
}

// campaigns, the weightiest promises first.
var campaigns = []campaign{
	{"kill9", 1_000, kill9},
	{"cursor", 200_000, cursor},
	{"postbacks", 1_000_000, postbacks},
	{"orders", 100, orders},
	{"diskfull", 20, diskfull},
	{"malformed", 10_000, malformed},
	{"forged", 10_000_000, forged},
	{"canaries", 5, canaries},
	{"claims", 1_000, claims},
	{"flips", 1_000, flips},
	{"restore", 50, restore},
}

func names() []string {
	var all []string
	for _, c := range campaigns {
		all = append(all, c.name)
	}
	return all
}

// run is what one campaign works with, and what it found.
type run struct {
	rounds int
	seed   uint64
	relay  string // the program
	dir    string // to work in

	mu       sync.Mutex
	failed   int
	failures []string // the first of them
	notes    []string // what a person should know beside them
}

// maxFailures bounds what is printed; all are counted.
const maxFailures = 20

// failf notes that a promise was broken, in which round and how.
func (r *run) failf(round int, format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failed++; r.failed <= maxFailures {
		r.failures = append(r.failures, fmt.Sprintf("round %d: ", round)+fmt.Sprintf(format, args...))
	}
}

// notef says something that is not a failure.
func (r *run) notef(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// draws are the random choices of one round, or of one worker in it: the same
// ones whenever the seed is the same, whatever the others draw.
func (r *run) draws(round int, worker ...int) *rand.Rand {
	stream := uint64(round) << 16
	for _, w := range worker {
		stream += uint64(w) + 1
	}
	return rand.New(rand.NewPCG(r.seed, stream))
}

// folder is a path to work in; it is not made.
func (r *run) folder(name string) string { return filepath.Join(r.dir, name) }

// program is the relay with a data folder of that name; it is not made.
func (r *run) program(name string) program { return program{binary: r.relay, data: r.folder(name)} }
