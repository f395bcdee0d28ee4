package programme

import (
	"cmp"
	"container/heap"
	"math/rand/v2"
	"time"

	"linkledger/internal/affiliate"
)

// step is something that will happen.
type step struct {
	at    time.Time
	order int64
	do    func(*log, time.Time) // at is when it is told
}

// steps are those to come, the next one first; container/heap keeps them.
type steps []step

func (s steps) Len() int { return len(s) }
func (s steps) Less(i, j int) bool {
	return cmp.Or(s[i].at.Compare(s[j].at), cmp.Compare(s[i].order, s[j].order)) < 0
}
func (s steps) Swap(i, j int) { s[i], s[j] = s[j], s[i] }
func (s *steps) Push(x any)   { *s = append(*s, x.(step)) }
func (s *steps) Pop() any {
	old := *s
	last := old[len(old)-1]
	old[len(old)-1] = step{}
	*s = old[:len(old)-1]
	return last
}

// agenda is what will happen, in order.
type agenda struct {
	steps steps
	count int64
}

func (a *agenda) at(at time.Time, do func(*log, time.Time)) {
	a.count++
	heap.Push(&a.steps, step{at: at, order: a.count, do: do})
}

// until takes what happens before an instant.
func (a *agenda) until(end time.Time) (step, bool) {
	if len(a.steps) == 0 || !a.steps[0].at.Before(end) {
		return step{}, false
	}
	return heap.Pop(&a.steps).(step), true
}

// lives draws what becomes of sales.
type lives struct {
	dice *rand.Rand
	// What the relay is told at once, and what a device learns of CJ when it
	// asks.
	relay, cj agenda
}

func newLives(p *Programme) *lives { return &lives{dice: rand.New(rand.NewPCG(p.seed, 4))} }

func (l *lives) minutes(from, to int) time.Duration {
	return time.Duration(from*60+l.dice.IntN((to-from)*60)) * time.Second
}

func (l *lives) days(from, to int) time.Duration { return l.minutes(from*24*60, to*24*60) }

// begin plans a sale's life.
func (l *lives) begin(s *sale) {
	if s.told {
		delay := time.Duration(2+l.dice.IntN(50)) * time.Second
		if often(l.dice, 5) {
			delay, s.usual = l.minutes(60, 2000), false
		}
		l.relay.at(s.at.Add(delay), func(g *log, at time.Time) { g.report(s, at) })
	}
	if !s.atCJ {
		return
	}
	posted := s.at.Add(l.minutes(15, 200))
	if often(l.dice, 30) { // from a batch file
		posted = s.at.Add(l.days(1, 12))
	}
	l.final(s, posted)
	original := &row{sale: s, minor: s.minor, posted: posted, locks: s.locks, status: affiliate.CJNew}
	if s.told && often(l.dice, 8) { // CJ has it with another amount
		original.minor, s.usual = s.minor*9/10, false
	}
	l.row(original)
	l.corrections(original)
}

// final draws when the sale is.
func (l *lives) final(s *sale, posted time.Time) {
	if s.offer%3 == 0 {
		s.method, s.locks = "FIXED_DURATION", s.at.AddDate(0, 0, 30)
	} else {
		s.method, s.locks = "FIXED_DATE", time.Date(s.at.Year(), s.at.Month()+1, 11, 10, 0, 0, 0, time.UTC)
	}
	if soonest := posted.Add(24 * time.Hour); s.locks.Before(soonest) {
		s.locks = soonest
	}
}

// row plans what a row goes through.
func (l *lives) row(r *row) {
	l.cj.at(r.posted, func(g *log, at time.Time) { g.shown(r, affiliate.CJNew, at) })
	if r.number == 0 && often(l.dice, 15) {
		extended := r.locks.Add(-12 * time.Hour)
		r.sale.locks = r.locks.AddDate(0, 1, 0)
		l.cj.at(extended, func(g *log, at time.Time) {
			r.locks = r.sale.locks
			g.shown(r, affiliate.CJExtended, at)
		})
	}
	locks := r.locks
	if r.number == 0 {
		locks = r.sale.locks
	}
	l.cj.at(locks, func(g *log, at time.Time) { g.shown(r, affiliate.CJLocked, at) })
	l.cj.at(locks.AddDate(0, 0, 20), func(g *log, at time.Time) { g.shown(r, affiliate.CJClosed, at) })
}

// corrections plans what is taken back, before the lock or after it.
func (l *lives) corrections(original *row) {
	s := original.sale
	switch chance := l.dice.IntN(1000); {
	case chance < 60:
		room := s.locks.Sub(original.posted)
		l.correct(original, original.posted.Add(time.Duration(l.dice.Int64N(int64(room)))).Truncate(time.Second), s.locks)
	case chance < 67:
		posted := s.locks.Add(l.days(1, 15))
		l.correct(original, posted, posted.AddDate(0, 0, 20))
	}
}

func (l *lives) correct(original *row, posted, locks time.Time) {
	s := original.sale
	s.rows++
	r := &row{sale: s, number: s.rows, minor: -original.minor, posted: posted, locks: locks, status: affiliate.CJNew, because: "RETURNED_MERCHANDISE"}
	if often(l.dice, 400) {
		r.minor = -1 - l.dice.Int64N(original.minor)
	}
	l.row(r)
}
