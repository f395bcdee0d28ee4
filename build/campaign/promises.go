package main

import (
	"fmt"
	"sync"

	"linkledger/internal/relayapi"
)

// promises is what a relay answered, and what it was asked without an answer
// coming back. Its methods may be called at once.
type promises struct {
	mu            sync.Mutex
	sales         map[sale]bool    // answered with success
	unknownSales  map[sale]bool    // no answer
	entries       map[string]int64 // pushed and answered: the place it was given
	unknownPushes map[string]relayapi.NewEntry
	clicks        map[int64]int64 // answered, by link number
	unknownClicks map[int64]int64
	ids           map[string]bool // click ids that were given out
	broken        []string        // what was wrong at once
}

func newPromises() *promises {
	return &promises{
		sales: map[sale]bool{}, unknownSales: map[sale]bool{}, entries: map[string]int64{}, unknownPushes: map[string]relayapi.NewEntry{},
		clicks: map[int64]int64{}, unknownClicks: map[int64]int64{}, ids: map[string]bool{},
	}
}

func (p *promises) breakf(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.broken = append(p.broken, fmt.Sprintf(format, args...))
}

func (p *promises) click(link int64, id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clicks[link]++
	if p.ids[id] {
		p.broken = append(p.broken, "the click id "+id+" was given out twice")
	}
	p.ids[id] = true
}

func (p *promises) clickUnknown(link int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.unknownClicks[link]++
}

// sold notes a postback that was answered with success, or not at all.
func (p *promises) sold(s sale, answered bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if answered {
		p.sales[s] = true
		delete(p.unknownSales, s)
	} else if !p.sales[s] {
		p.unknownSales[s] = true
	}
}

// unknownSale is one that a network sends again, if there is one.
func (p *promises) unknownSale() (sale, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for s := range p.unknownSales {
		return s, true
	}
	return sale{}, false
}

// unknownPush is an entry that a device sends again, if there is one. The
// caller has it alone.
func (p *promises) unknownPush() (relayapi.NewEntry, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, e := range p.unknownPushes {
		delete(p.unknownPushes, id)
		return e, true
	}
	return relayapi.NewEntry{}, false
}

func (p *promises) pushUnknown(e relayapi.NewEntry) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.unknownPushes[e.ID] = e
}

func (p *promises) placed(e relayapi.Placed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if earlier, ok := p.entries[e.ID]; ok && earlier != e.Seq {
		p.broken = append(p.broken, fmt.Sprintf("entry %s was given the places %d and %d", e.ID, earlier, e.Seq))
	}
	p.entries[e.ID] = e.Seq
}

// total is how much was answered and asked.
func (p *promises) total() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	clicks := int64(0)
	for _, n := range p.clicks {
		clicks += n
	}
	return fmt.Sprintf("%d clicks, %d postbacks and %d pushed entries answered, %d postbacks not", clicks, len(p.sales), len(p.entries), len(p.unknownSales))
}

// compare says which promises the log does not keep, and forgets what was
// wrong at once.
func (p *promises) compare(b *book) (wrong []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	wrong, p.broken = p.broken, nil
	for s := range p.sales {
		if n := b.sales[s]; n != 1 {
			wrong = append(wrong, fmt.Sprintf("the answered sale %s of click %s is in the log %d times", s.order, s.click, n))
		}
	}
	for s, n := range b.sales {
		if n > 1 || !p.sales[s] && !p.unknownSales[s] {
			wrong = append(wrong, fmt.Sprintf("the sale %s of click %s is in the log %d times, which nobody sent", s.order, s.click, n))
		}
	}
	for id, seq := range p.entries {
		if got := b.entries[id]; got != seq {
			wrong = append(wrong, fmt.Sprintf("the pushed entry %s was given the place %d and is at %d", id, seq, got))
		}
	}
	return wrong
}
