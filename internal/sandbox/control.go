package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"
)

// mostAdvance bounds one winding of the clock.
const mostAdvance = 10 * 366 * 24 * time.Hour

// control serves the API by which a person or a test steers the sandbox.
// Answers and errors are JSON; an error is {"error": "what to do"}.
func (s *Sandbox) control() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern string, handle func(r *http.Request) (any, error)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			answer, err := handle(r)
			if err != nil {
				s.refuseJSON(w, r, err)
				return
			}
			writeJSON(w, http.StatusOK, answer)
		})
	}
	route("GET /control/state", func(*http.Request) (any, error) { return s.stateView(), nil })
	route("GET /control/commissions", func(*http.Request) (any, error) { return commissionViews(s.Commissions()), nil })
	route("GET /control/payments", func(*http.Request) (any, error) { return paymentViews(s.Payments()), nil })
	route("GET /control/faults", func(*http.Request) (any, error) { return faultViews(s.Faults()), nil })
	route("POST /control/clock", s.controlClock)
	route("POST /control/faults", s.controlFault)
	route("PUT /control/postbacks/{aid}", s.controlPostback)
	route("PUT /control/page-limit", s.controlPageLimit)
	route("POST /control/orders/{oid}/return", s.controlAmount(s.ReturnOrder))
	route("POST /control/orders/{oid}/cancel", s.controlOrder(s.CancelOrder))
	route("POST /control/orders/{oid}/extend", s.controlOrder(s.ExtendOrder))
	s.ledgerRoutes(route)
	route("POST /control/reset", func(*http.Request) (any, error) { return done{true}, s.Reset() })
	mux.HandleFunc("/control/", func(w http.ResponseWriter, r *http.Request) {
		s.refuseJSON(w, r, missing("there is no %s %s: see GET /control/state", r.Method, shorten(r.URL.Path)))
	})
	// A page of another origin must not steer a sandbox on this computer.
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuseJSON(w, r, problem{http.StatusForbidden, "pages of other sites can't steer the sandbox"})
	}))
	return protection.Handler(mux)
}

// done answers what has nothing else to say.
type done struct {
	OK bool `json:"ok"`
}

func (s *Sandbox) controlClock(r *http.Request) (any, error) {
	var body struct {
		Advance string     `json:"advance"`
		To      *time.Time `json:"to"`
	}
	if err := readJSON(r, &body); err != nil {
		return nil, err
	}
	now := s.clock.Now()
	var by time.Duration
	switch {
	case (body.Advance == "") == (body.To == nil):
		return nil, invalid(`give either "advance", such as "24h", or "to", such as "2026-12-11T10:00:00Z"`)
	case body.To != nil:
		by = body.To.Sub(now)
	default:
		var err error
		if by, err = time.ParseDuration(body.Advance); err != nil {
			return nil, invalid(`"advance" %q is not a duration such as "90s" or "24h"`, shorten(body.Advance))
		}
	}
	if by < 0 {
		return nil, invalid("the clock only runs forward: it is %s", now.Format(time.RFC3339))
	}
	if by > mostAdvance {
		return nil, invalid("the clock can be wound by up to ten years at once")
	}
	s.clock.Advance(by)
	// The new offset is kept, so that a restart doesn't turn the time back.
	if err := s.change(func(*state, time.Time) error { return nil }); err != nil {
		return nil, err
	}
	return struct {
		Now time.Time `json:"now"`
	}{s.clock.Now()}, nil
}

func (s *Sandbox) controlFault(r *http.Request) (any, error) {
	var body struct {
		Name Fault `json:"name"`
		On   *bool `json:"on"`
	}
	if err := readJSON(r, &body); err != nil {
		return nil, err
	}
	if body.On == nil {
		return nil, invalid(`say whether the fault is to be "on": true or false`)
	}
	if err := s.SetFault(body.Name, *body.On); err != nil {
		return nil, err
	}
	return faultViews(s.Faults()), nil
}

func (s *Sandbox) controlPostback(r *http.Request) (any, error) {
	var body struct {
		Template string `json:"template"`
		Delay    string `json:"delay"`
	}
	if err := readJSON(r, &body); err != nil {
		return nil, err
	}
	var delay time.Duration
	if body.Delay != "" {
		var err error
		if delay, err = time.ParseDuration(body.Delay); err != nil {
			return nil, invalid(`"delay" %q is not a duration such as "3s"`, shorten(body.Delay))
		}
	}
	return done{true}, s.SetPostback(r.PathValue("aid"), body.Template, delay)
}

func (s *Sandbox) controlPageLimit(r *http.Request) (any, error) {
	var body struct {
		Limit int `json:"limit"`
	}
	if err := readJSON(r, &body); err != nil {
		return nil, err
	}
	return done{true}, s.SetPageLimit(body.Limit)
}

func (s *Sandbox) controlOrder(act func(orderID string) error) func(*http.Request) (any, error) {
	return func(r *http.Request) (any, error) { return done{true}, act(r.PathValue("oid")) }
}

// Reset forgets clicks, orders, commissions with a generated year, payments,
// postbacks and faults.
// The time stays, and no id is given out again.
func (s *Sandbox) Reset() error {
	return s.change(func(st *state, _ time.Time) error {
		st.forget()
		s.year, s.rate = nil, FaultRate{}
		return nil
	})
}

// SetPageLimit sets how many commissions the Commission API gives in one
// answer, so that paging can be tried with few.
func (s *Sandbox) SetPageLimit(limit int) error {
	if limit < 1 || limit > maxPageLimit {
		return invalid("the page limit %d can't be: give 1 to %d", limit, maxPageLimit)
	}
	return s.change(func(st *state, _ time.Time) error { st.PageLimit = limit; return nil })
}

// readJSON reads one JSON object; an empty body is an empty object.
func readJSON(r *http.Request, into any) error {
	if r.ContentLength == 0 {
		return nil
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return problem{http.StatusUnsupportedMediaType, "send JSON, with Content-Type: application/json"}
	}
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil && !errors.Is(decoder.Decode(new(any)), io.EOF) {
		err = errors.New("more than one value")
	}
	if err != nil {
		return invalid("the JSON can't be read: %v", err)
	}
	return nil
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", " ")
	_ = encoder.Encode(value) // the client may have gone
}

func (s *Sandbox) refuseJSON(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	if status == http.StatusInternalServerError {
		s.log.Error("serve the control API", "path", r.URL.Path, "error", err)
	}
	writeJSON(w, status, struct {
		Error string `json:"error"`
	}{err.Error()})
}
