package sandbox

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"
)

// api is one of CJ's APIs, with what it allows of calls in a span of time.
// Sources: a copy of CJ's documentation for the Commission Detail API, CJ's own
// for the classic ones; no limit is published for the others.
type api struct {
	name  string
	calls int
	span  time.Duration
}

var (
	commissionsAPI = api{"commissions", 200, 5 * time.Minute}
	classicAPI     = api{"classic", 25, time.Minute}
	programsAPI    = api{name: "programs"}
	ordersAPI      = api{name: "orders"}
)

// caller is whose token came with a call.
type caller int

const (
	nobody caller = iota
	thePublisher
	theAdvertiser
)

// call is a call that was let in, and how its answer is to be spoiled.
type call struct {
	caller caller
	faults map[Fault]bool
}

// refusal is why a call was not let in.
type refusal struct {
	status     int
	message    string
	retryAfter string
}

// receive lets a call in, or says why not. As CJ's APIs do, it looks at the
// token before anything else; what goes wrong on the way comes before that.
func (s *Sandbox) receive(r *http.Request, a api) (call, *refusal) {
	c := call{faults: s.mischief(a)}
	if c.faults[APISlow] {
		s.dawdle(r.Context())
	}
	switch {
	case c.faults[API429], c.faults[APIThrottle]:
		return c, &refusal{status: http.StatusTooManyRequests, message: "Rate limit exceeded"}
	case c.faults[API429Later]:
		return c, &refusal{status: http.StatusTooManyRequests, message: "Rate limit exceeded", retryAfter: "2"}
	case c.faults[API504]:
		return c, &refusal{status: http.StatusGatewayTimeout, message: "upstream request timeout"}
	case c.faults[APIError]:
		return c, &refusal{status: http.StatusOK, message: "Internal error: please try again"}
	case c.faults[APITokenError]:
		return c, &refusal{status: http.StatusOK, message: "Invalid Token"}
	case c.faults[APIUnauthorized]:
		return c, &refusal{status: http.StatusOK, message: "Unauthorized"}
	case c.faults[API401]:
		return c, &refusal{status: http.StatusUnauthorized, message: "Invalid Token"}
	}
	sent := r.Header.Get("Authorization")
	token, bearer := strings.CutPrefix(sent, "Bearer ")
	switch {
	case sent == "":
		return c, &refusal{status: http.StatusUnauthorized, message: "Missing Token"}
	case bearer && token == s.token:
		c.caller = thePublisher
	case bearer && s.advertiserToken != "" && token == s.advertiserToken:
		c.caller = theAdvertiser
	default:
		return c, &refusal{status: http.StatusUnauthorized, message: "Invalid Token"}
	}
	if c.faults[APINoRights] {
		c.caller = nobody
	}
	return c, nil
}

// mischief is what goes wrong with this call: the faults that are on, at most
// one by the fault rate, and APIThrottle only if the call is one too many.
func (s *Sandbox) mischief(a api) map[Fault]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle()
	on := map[Fault]bool{}
	for name := range s.state.Faults {
		on[name] = true
	}
	if fault := s.rate.draw(); fault != "" {
		on[fault] = true
	}
	on[APIThrottle] = on[APIThrottle] && !s.allow(a)
	return on
}

// allow counts a call and reports whether the API's limit has room for it.
func (s *Sandbox) allow(a api) bool {
	if a.calls == 0 {
		return true
	}
	now := s.clock.Now()
	recent := slices.DeleteFunc(s.recent[a.name], func(t time.Time) bool { return !now.Before(t.Add(a.span)) })
	room := len(recent) < a.calls
	if room {
		recent = append(recent, now)
	}
	s.recent[a.name] = recent
	return room
}

// dawdle waits until the fault is taken away, the caller has gone, or long
// enough for any caller's patience.
func (s *Sandbox) dawdle(ctx context.Context) {
	const longest = 2 * time.Minute
	timer := time.NewTimer(longest)
	defer timer.Stop()
	for s.fault(APISlow) {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return
		case <-timer.C:
			return
		}
	}
}

// FaultRate makes a part of the APIs' answers go wrong, by a seed: the same
// calls in the same order meet the same faults.
type FaultRate struct {
	PerMille int     // of 1000 answers
	Of       []Fault // which; all that pass by themselves when empty
	Seed     uint64

	drawn uint64
}

// passing are the faults after which asking again is the right thing to do.
func passing() []Fault {
	return []Fault{API429, API429Later, API504, APIError, APITruncated, APIDuplicatePage, APICircular}
}

func (r *FaultRate) draw() Fault {
	if r.PerMille == 0 {
		return ""
	}
	r.drawn++
	dice := rand.New(rand.NewPCG(r.Seed, r.drawn))
	if dice.IntN(1000) >= r.PerMille {
		return ""
	}
	return r.Of[dice.IntN(len(r.Of))]
}

// SetFaultRate makes a part of the APIs' answers go wrong from now on; the zero
// value ends it. It isn't kept over a restart.
func (s *Sandbox) SetFaultRate(r FaultRate) error {
	if r.PerMille < 0 || r.PerMille > 1000 {
		return invalid("%d of 1000 answers can't go wrong: give 0 to 1000", r.PerMille)
	}
	if len(r.Of) == 0 {
		r.Of = passing()
	}
	for _, f := range r.Of {
		if !strings.HasPrefix(string(f), "api-") || f == APIThrottle || f == APISlow {
			return invalid("%s can't come now and then: choose of the api- faults but %s and %s", f, APIThrottle, APISlow)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rate = r
	return nil
}
