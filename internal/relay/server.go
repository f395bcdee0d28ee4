package relay

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"linkledger/internal/relay/frontdoor"
	"linkledger/internal/relayapi"
)

// Limits of a server that strangers reach.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 30 * time.Second
	writeTimeout      = 60 * time.Second
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 16 << 10
)

// NewServer is an HTTP server with the relay's timeouts and limits. It says
// nothing itself: its messages hold addresses of visitors.
func NewServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeaderBytes, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelWarn),
	}
}

// Server serves Public, with a fast way for redirects.
func (r *Relay) Server() *frontdoor.Server {
	return &frontdoor.Server{HTTP: NewServer(r.Public()), Director: r, Log: r.log}
}

// Public is what shoppers, networks and devices reach.
func (r *Relay) Public() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{code}", r.redirect)
	mux.HandleFunc("GET /robots.txt", robots)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/postback/{token}", r.earlyPostback(r.postbackByPath))
	mux.HandleFunc("GET /aff_lsr", r.earlyPostback(r.postbackTUNE))
	mux.HandleFunc("POST /aff_lsr", r.earlyPostback(r.postbackTUNE))
	mux.HandleFunc("/pixel/{token}", r.earlyPostback(r.pixel))
	mux.HandleFunc("GET /tag/{file}", r.tag)
	mux.Handle("/v1/", r.contract)
	mux.HandleFunc("/", notHere)
	return r.recovering(patient(cleanPaths(mux)))
}

type goneKey struct{}

// patient goes on with a request whose caller has closed its sending half,
// which net/http takes for leaving: it may still read the answer. Who merely
// waits ends with gone.
func patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(req.Context()), partTimeout+writeTimeout)
		defer cancel()
		next.ServeHTTP(w, req.WithContext(context.WithValue(ctx, goneKey{}, req.Context().Done())))
	})
}

// gone is closed when the caller seems to have left.
func gone(ctx context.Context) <-chan struct{} {
	left, _ := ctx.Value(goneKey{}).(<-chan struct{})
	return left
}

// cleanPaths keeps the mux from redirecting //host and /../ to what it thinks
// was meant: only the link table redirects.
func cleanPaths(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if p := req.URL.Path; !strings.HasPrefix(p, "/") || strings.Contains(p, "//") || strings.Contains(p+"/", "/../") || strings.Contains(p+"/", "/./") {
			notHere(w, req)
			return
		}
		next.ServeHTTP(w, req)
	})
}

// robots keeps search engines off the links.
func robots(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, "User-agent: *\nDisallow: /\n")
}

func (r *Relay) recovering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				r.log.Error("a request failed badly", "panic", p, "stack", string(debug.Stack()))
				writeProblem(w, refuse(http.StatusInternalServerError, relayapi.CodeInternal, "The relay failed.", "Try again; tell the operator if it stays."))
			}
		}()
		next.ServeHTTP(w, req)
	})
}
