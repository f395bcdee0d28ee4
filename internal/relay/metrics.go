package relay

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"linkledger/internal/relayapi"
)

// metrics are what an operator watches. No label has anything of a caller or a
// workspace: only outcomes that the program names itself.
type metrics struct {
	registry *prometheus.Registry

	found, unknown prometheus.Counter // redirects
	clicksStored   prometheus.Counter
	postbacks      *prometheus.CounterVec // by outcome
	pairings       *prometheus.CounterVec // by outcome
	api            *prometheus.CounterVec // by operation and status
	limited        *prometheus.CounterVec // by limit
	entries        prometheus.Counter
	commits        prometheus.Histogram // seconds
	groups         prometheus.Histogram // changes
	commitsFailed  prometheus.Counter
}

const metricPrefix = "linkledger_relay_"

func newMetrics() *metrics {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	with := promauto.With(registry)
	counter := func(name, help string) prometheus.Counter {
		return with.NewCounter(prometheus.CounterOpts{Name: metricPrefix + name, Help: help})
	}
	counters := func(name, help string, labels ...string) *prometheus.CounterVec {
		return with.NewCounterVec(prometheus.CounterOpts{Name: metricPrefix + name, Help: help}, labels)
	}
	histogram := func(name, help string, buckets []float64) prometheus.Histogram {
		return with.NewHistogram(prometheus.HistogramOpts{Name: metricPrefix + name, Help: help, Buckets: buckets})
	}
	redirects := counters("redirects_total", "Requests for links, by outcome: found, or unknown for codes that lead nowhere.", "outcome")
	return &metrics{
		registry: registry,
		found:    redirects.WithLabelValues("found"), unknown: redirects.WithLabelValues("unknown"),
		clicksStored: counter("clicks_stored_total", "Clicks moved from the click file into the store."),
		postbacks:    counters("postbacks_total", "Postback calls, by outcome: accepted, refused, wrong_token, limited or unavailable.", "outcome"),
		pairings:     counters("pairing_tries_total", "Requests to join a workspace, by outcome: right or wrong.", "outcome"),
		api:          counters("api_requests_total", "Requests of devices, by operation of the contract and status.", "operation", "status"),
		limited:      counters("limited_total", "Requests refused by a limit, by limit.", "limit"),
		entries:      counter("log_entries_total", "Entries appended to the logs of all workspaces."),
		commits:      histogram("commit_seconds", "How long a group of changes took to become durable.", prometheus.ExponentialBuckets(0.0005, 2, 14)),
		groups:       histogram("commit_changes", "How many changes shared one commit.", prometheus.ExponentialBuckets(1, 2, 10)),

		commitsFailed: counter("commits_failed_total", "Groups of changes that the store refused; nothing of them was acknowledged."),
	}
}

// watch adds what is asked for when somebody looks.
func (r *Relay) watch() {
	with := promauto.With(r.metrics.registry)
	gauge := func(name, help string, value func() float64) {
		with.NewGaugeFunc(prometheus.GaugeOpts{Name: metricPrefix + name, Help: help}, value)
	}
	gauge("devices_waiting", "Requests that wait for news of a log.", func() float64 { return float64(r.listeners.waiting()) })
	gauge("changes_waiting", "Changes that wait for the next commit.", func() float64 { return float64(len(r.committer.queue)) })
	gauge("workspaces", "Workspaces on this relay.", func() float64 { return float64(r.directory.size()) })
	gauge("clicks_waiting", "1 while answered clicks are in the click file only.", func() float64 { return indicator(r.clicks.waiting()) })
	gauge("store_ready", "1 while the store answers and takes changes.", func() float64 {
		ctx, cancel := context.WithTimeout(context.Background(), readyTimeout)
		defer cancel()
		return indicator(r.notReady(ctx) == "")
	})
	with.NewCounterFunc(prometheus.CounterOpts{Name: metricPrefix + "clicks_lost_total", Help: "Answered clicks that neither disk nor memory could keep."},
		func() float64 { return float64(r.clicks.file.Lost()) })
}

func indicator(on bool) float64 {
	if on {
		return 1
	}
	return 0
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

func (m *metrics) committed(changes int, took time.Duration, err error) {
	m.commits.Observe(took.Seconds())
	m.groups.Observe(float64(changes))
	if err != nil {
		m.commitsFailed.Inc()
	}
}

// apiCall is what is counted of a request of the API.
type apiCall struct {
	http.ResponseWriter
	operation string
	status    int
}

// WriteHeader implements http.ResponseWriter.
func (c *apiCall) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController through.
func (c *apiCall) Unwrap() http.ResponseWriter { return c.ResponseWriter }

type apiCallKey struct{}

// counted counts requests by operation; those that reach none have an empty one.
func (m *metrics) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		call := &apiCall{ResponseWriter: w}
		defer func() {
			if call.status == 0 {
				call.status = http.StatusOK
			}
			m.api.WithLabelValues(call.operation, strconv.Itoa(call.status)).Inc()
		}()
		next.ServeHTTP(call, req.WithContext(context.WithValue(req.Context(), apiCallKey{}, call)))
	})
}

// named notes the operation that a request turned out to be.
func named(next relayapi.StrictHandlerFunc, operation string) relayapi.StrictHandlerFunc {
	return func(ctx context.Context, w http.ResponseWriter, req *http.Request, body any) (any, error) {
		if call, ok := ctx.Value(apiCallKey{}).(*apiCall); ok {
			call.operation = operation
		}
		return next(ctx, w, req, body)
	}
}
