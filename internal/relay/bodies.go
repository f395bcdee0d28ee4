package relay

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"time"

	"linkledger/internal/relay/postback"
)

const (
	// bodyTime is how long a stranger's body may take; they are short.
	bodyTime = 10 * time.Second
	// bodiesOfPrefix bounds the memory of the postbacks' bodies that one
	// network has begun to send, 64 KiB each.
	bodiesOfPrefix = 128
)

// early reads a stranger's body before next takes a place among those that are
// served at once: who sends slowly holds none. Next reads the body again, and
// what was wrong with it, too.
func early(limit int64, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.ContentLength != 0 {
			readEarly(w, req, limit)
		}
		next.ServeHTTP(w, req)
	})
}

func readEarly(w http.ResponseWriter, req *http.Request, limit int64) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime)) // a recorder in a test has none
	rest := req.Body
	begun, _ := io.ReadAll(io.LimitReader(rest, limit+1)) // the next to read meets the error again
	req.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(begun), rest), rest}
}

// earlyPostback is early, with a bound for each network.
func (r *Relay) earlyPostback(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		if req.ContentLength != 0 {
			network := prefix(r.caller(req))
			if !r.limits.bodies.begin(network) {
				r.metrics.postbacks.WithLabelValues("unavailable").Inc()
				r.metrics.limited.WithLabelValues("postback_bodies").Inc()
				w.Header().Set("Retry-After", "5")
				reply(w, http.StatusServiceUnavailable, postback.Failure("too many calls of your network are half sent: send this call again"))
				return
			}
			readEarly(w, req, maxPostbackBody)
			r.limits.bodies.end(network)
		}
		next(w, req)
	}
}

// bodies counts what is being read, by address prefix.
type bodies struct {
	mu  sync.Mutex
	now map[string]int
}

func (b *bodies) begin(network string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now[network] == bodiesOfPrefix {
		return false
	}
	if b.now == nil {
		b.now = map[string]int{}
	}
	b.now[network]++
	return true
}

func (b *bodies) end(network string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now[network]--; b.now[network] == 0 {
		delete(b.now, network)
	}
}
