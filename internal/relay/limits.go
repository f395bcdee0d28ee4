package relay

import (
	"context"
	"hash/maphash"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
	"golang.org/x/time/rate"

	"linkledger/internal/relay/postback"
)

// What one caller may ask. Known links and calls with a right postback token
// are never refused: no shopper and no sale is lost to a limit.
const (
	defaultDeviceRate = 200 // requests a second of one device
	deviceBurst       = 10  // seconds of its rate
	// callersKept bounds the memory of each limit: twice as many callers.
	callersKept = 1 << 14

	// apiAtOnce bounds the memory of request bodies, 8 MiB each; who comes
	// later waits for a turn.
	apiAtOnce       = 64
	apiTurn         = 5 * time.Second
	postbacksAtOnce = 1024
)

// limits are counted in real time, whatever clock the workspace lives by.
type limits struct {
	devices      *buckets // by token
	strangers    *buckets // tokens that nobody has, by address prefix
	joins        *buckets // tries of pairing codes, by address prefix
	unknownCodes *buckets // links that are not there, by address prefix
	wrongTokens  *buckets // postback tokens that no offer has, by address prefix
	pages        *buckets // reports of a shop's pages, by address prefix
	tags         *buckets // the same, by token
	api          *semaphore.Weighted
	postbacks    *semaphore.Weighted
	bodies       bodies // of postbacks, by address prefix
}

func newLimits(deviceRate int) *limits {
	return &limits{
		devices:      newBuckets(rate.Limit(deviceRate), deviceRate*deviceBurst),
		strangers:    newBuckets(5, 50),
		joins:        newBuckets(rate.Every(time.Minute/10), 10),
		unknownCodes: newBuckets(20, 400),
		wrongTokens:  newBuckets(10, 200),
		pages:        newBuckets(2, 60),
		tags:         newBuckets(50, 1000),
		api:          semaphore.NewWeighted(apiAtOnce),
		postbacks:    semaphore.NewWeighted(postbacksAtOnce),
	}
}

// buckets are token buckets by caller. A caller is kept as a hash with a secret
// of this process; those who have not come for longest are forgotten.
type buckets struct {
	limit  rate.Limit
	burst  int
	secret maphash.Seed

	mu            sync.Mutex
	recent, older map[uint64]*rate.Limiter
}

func newBuckets(limit rate.Limit, burst int) *buckets {
	return &buckets{limit: limit, burst: burst, secret: maphash.MakeSeed(), recent: map[uint64]*rate.Limiter{}}
}

// take reports whether a caller may go on, and else when to come again.
func (b *buckets) take(caller string, now time.Time) (retry time.Duration, ok bool) {
	key := maphash.String(b.secret, caller)
	b.mu.Lock()
	defer b.mu.Unlock()
	bucket, known := b.recent[key]
	if !known {
		if bucket, known = b.older[key]; !known {
			bucket = rate.NewLimiter(b.limit, b.burst)
		}
		if len(b.recent) >= callersKept {
			b.recent, b.older = map[uint64]*rate.Limiter{}, b.recent
		}
		b.recent[key] = bucket
	}
	if bucket.AllowN(now, 1) {
		return 0, true
	}
	return time.Duration((1 - bucket.TokensAt(now)) / float64(b.limit) * float64(time.Second)), false
}

// knows reports whether a caller came lately.
func (b *buckets) knows(caller string) bool {
	key := maphash.String(b.secret, caller)
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.recent[key] != nil || b.older[key] != nil
}

// prefix is what one household or office shares of an address: /24 or /64.
func prefix(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	a = a.Unmap().WithZone("")
	bits := 64
	if a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return address
	}
	return p.String()
}

// within takes from a bucket of the caller's address prefix.
func (r *Relay) within(b *buckets, req *http.Request) (retry time.Duration, ok bool) {
	return b.take(prefix(r.caller(req)), time.Now())
}

// turns serves so many requests at once; others wait for a while, then are
// told to come again.
func (r *Relay) turns(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if isWait(req) { // it holds a connection, not a body
			next.ServeHTTP(w, req)
			return
		}
		ctx, cancel := context.WithTimeout(req.Context(), apiTurn)
		err := r.limits.api.Acquire(ctx, 1)
		cancel()
		if err != nil {
			r.metrics.limited.WithLabelValues("api_at_once").Inc()
			r.failed(w, req, unavailable("The relay has more to do than it can.", "Nothing was changed; try again in a moment."))
			return
		}
		defer r.limits.api.Release(1)
		next.ServeHTTP(w, req)
	})
}

// joining limits the tries of pairing codes.
func (r *Relay) joining(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if retry, ok := r.within(r.limits.joins, req); !ok {
			r.metrics.limited.WithLabelValues("pairing").Inc()
			r.failed(w, req, tooMany("There were too many tries of pairing codes from your network.", "Wait a minute, then try again.", retry))
			return
		}
		req.Body = http.MaxBytesReader(w, req.Body, maxJoinBody)
		next.ServeHTTP(w, req)
	})
}

// unknownCode answers for links that are not there.
func (r *Relay) unknownCode(w http.ResponseWriter, req *http.Request) {
	r.metrics.unknown.Inc()
	if retry, ok := r.within(r.limits.unknownCodes, req); !ok {
		r.metrics.limited.WithLabelValues("unknown_code").Inc()
		retryAfter(w, retry)
		reply(w, http.StatusTooManyRequests, "There were too many requests for links that don't exist from your network. Wait a moment.\n")
		return
	}
	notHere(w, req)
}

// tooManyWrongTokens answers a call that is not even kept.
func (r *Relay) tooManyWrongTokens(w http.ResponseWriter, req *http.Request, d door) bool {
	retry, ok := r.within(r.limits.wrongTokens, req)
	if !ok {
		r.metrics.postbacks.WithLabelValues("limited").Inc()
		r.metrics.limited.WithLabelValues("wrong_token").Inc()
		retryAfter(w, retry)
		d.answer(w, http.StatusTooManyRequests, postback.Failure("too many calls without a valid token: copy the postback URL of the offer again"))
	}
	return !ok
}

// retryAfter says when to come again, in whole seconds.
func retryAfter(w http.ResponseWriter, after time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(max(1, int(math.Ceil(after.Seconds())))))
}

// outcome is how a refused call is counted.
func (in *incoming) outcome() string {
	if in.known {
		return "refused"
	}
	return "wrong_token"
}
