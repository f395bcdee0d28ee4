package relay

import (
	"context"
	"net/http"
	"time"
)

const (
	readyTimeout = 2 * time.Second
	// failureStays is how long a refused commit says that the store is not
	// ready, when nothing was tried since.
	failureStays = 15 * time.Second
)

// Admin is what the operator reaches: keep it off the internet.
func (r *Relay) Admin() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, req *http.Request) {
		ctx, cancel := context.WithTimeout(req.Context(), readyTimeout)
		defer cancel()
		if why := r.notReady(ctx); why != "" {
			reply(w, http.StatusServiceUnavailable, why+"\n")
			return
		}
		reply(w, http.StatusOK, "ready\n")
	})
	mux.Handle("GET /metrics", r.metrics.handler())
	return r.recovering(mux)
}

// notReady says why the relay can't do all its work now; nothing when it can.
func (r *Relay) notReady(ctx context.Context) string {
	if err := r.store.Ready(ctx); err != nil {
		r.log.Error("not ready", "error", err)
		return "the store does not answer; redirects go on, and clicks wait in their file"
	}
	if failed := r.committer.failed.Load(); failed != nil && time.Since(*failed) < failureStays {
		return "the store takes no changes, the disk may be full; redirects go on, and clicks wait in their file"
	}
	if r.clicks.appendFails() {
		return "the click file can't be written, the disk may be full; redirects go on, and clicks wait in memory"
	}
	return ""
}
