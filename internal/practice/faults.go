package practice

import (
	"net/http"
	"slices"
	"strings"

	"linkledger/internal/relay/frontdoor"
	"linkledger/internal/sandbox"
)

// Fault is something that can be broken on purpose, at CJ, in the shop or at
// the relay.
type Fault struct {
	Name        string
	Part        string // of the chain; those of a part stand together
	Description string
	On          bool
}

// Faults of the way to relay and CJ; the sandbox has its own.
const (
	LostClick    = "lost-click"
	RelayStopped = "relay-stopped"
	CJAway       = "cj-away"
	Certificate  = "expired-certificate"
)

var ownFaults = []Fault{
	{Name: LostClick, Part: sandbox.PartWay, Description: "Something between shopper and relay fetches the link ahead, so the real click never reaches the relay."},
	{Name: RelayStopped, Part: sandbox.PartWay, Description: "The relay does not answer at all."},
	{Name: Certificate, Part: sandbox.PartWay, Description: "The brand's site redirects to https, with a certificate that has expired."},
	{Name: CJAway, Part: sandbox.PartAPIs, Description: "CJ's APIs can't be reached, as without a network; its links and the shop still work."},
}

// Faults lists all faults, in the order of the chain.
func (w *World) Faults() []Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []Fault
	for _, f := range ownFaults {
		f.On = w.faults[f.Name]
		list = append(list, f)
	}
	for _, f := range w.Sandbox.Faults() {
		list = append(list, Fault{Name: string(f.Name), Part: f.Part, Description: f.Description, On: f.On})
	}
	parts := []string{sandbox.PartWay, sandbox.PartPostbacks, sandbox.PartMoney, sandbox.PartAPIs}
	slices.SortStableFunc(list, func(a, b Fault) int {
		return slices.Index(parts, a.Part) - slices.Index(parts, b.Part)
	})
	return list
}

// SetFault breaks something, or mends it.
func (w *World) SetFault(name string, on bool) error {
	for _, f := range ownFaults {
		if f.Name == name {
			if name == Certificate && on {
				if err := w.serveExpired(); err != nil {
					return err
				}
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			w.faults[name] = on
			return nil
		}
	}
	return w.Sandbox.SetFault(sandbox.Fault(name), on)
}

func (w *World) broken(name string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.faults[name]
}

// faultyDirector leaves redirects to faulty while something of the relay is
// broken.
type faultyDirector struct{ w *World }

// Direct implements frontdoor.Director.
func (d faultyDirector) Direct(b []byte, req *frontdoor.Request) ([]byte, bool) {
	if d.w.broken(RelayStopped) || d.w.broken(LostClick) {
		return b, false
	}
	return d.w.relay.Direct(b, req)
}

// faulty puts the relay's faults in front of it.
func (w *World) faulty(relay http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		link := !strings.HasPrefix(r.URL.Path, "/v1/") && !strings.HasPrefix(r.URL.Path, "/postback/") && r.URL.Path != "/aff_lsr"
		switch {
		case w.broken(RelayStopped):
			panic(http.ErrAbortHandler) // the connection breaks off, as a stopped relay's does
		case link && r.Method == http.MethodGet && w.broken(LostClick):
			r = r.Clone(r.Context())
			r.Header.Set("Sec-Purpose", "prefetch")
		}
		relay.ServeHTTP(rw, r)
	})
}

// away puts what keeps this computer from CJ in front of its APIs.
func (w *World) away(sandbox http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.broken(Certificate) && r.Method == http.MethodGet && strings.HasPrefix(r.URL.Path, "/shop/") {
			http.Redirect(rw, r, w.secureURL()+r.URL.RequestURI(), http.StatusFound)
			return
		}
		at := w.CJ()
		for _, api := range []string{at.Endpoint, at.Links, at.Advertisers, at.Programs} {
			if w.broken(CJAway) && strings.HasSuffix(api, r.URL.Path) {
				panic(http.ErrAbortHandler)
			}
		}
		sandbox.ServeHTTP(rw, r)
	})
}
