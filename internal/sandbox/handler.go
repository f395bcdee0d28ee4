package sandbox

import (
	"fmt"
	"net/http"
	"strings"

	"linkledger/internal/sandbox/classic"
)

// What a request may carry: one with orders up to 10,000 of them.
const (
	maxBody       = 1 << 20
	maxOrdersBody = 64 << 20
)

// Handler serves all stand-ins: CJ's click links, hops, conversion endpoint
// and APIs, the shop, and the control API under /control/.
func (s *Sandbox) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+firstHop+"{cjevent}", s.handleFirstHop)
	mux.HandleFunc("GET "+lastHop+"{cjevent}", s.handleLastHop)
	mux.HandleFunc("GET /u", s.handleConversion)
	mux.HandleFunc("POST "+commissionsPath, s.handleQuery)
	mux.HandleFunc("POST "+programsPath, s.handlePrograms)
	mux.Handle("POST "+ordersPath, s.handleOrders(true))
	mux.Handle("POST "+ordersTestingPath, s.handleOrders(false))
	mux.Handle("GET "+linkSearchPath, s.handleClassic(classic.Catalogue.SearchLinks))
	mux.Handle("GET "+lookupPath, s.handleClassic(classic.Catalogue.LookUpAdvertisers))
	mux.Handle("GET "+lookupPathV3, s.handleClassic(classic.Catalogue.LookUpAdvertisers))
	mux.Handle("/shop/", s.shop())
	mux.Handle("/control/", s.control())
	mux.Handle("GET /{$}", http.RedirectHandler("/shop/", http.StatusFound))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := int64(maxBody)
		if r.URL.Path == ordersPath || r.URL.Path == ordersTestingPath {
			limit = maxOrdersBody
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		// Click links are taken before the mux, which would clean the
		// "//" of a destination out of the path.
		if path := r.URL.EscapedPath(); strings.HasPrefix(path, queryFormPrefix) || strings.HasPrefix(path, pathFormPrefix) {
			s.handleClick(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// refuse answers an error in plain words.
func (s *Sandbox) refuse(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	if status == http.StatusInternalServerError {
		s.log.Error("serve the sandbox", "path", r.URL.Path, "error", err)
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, err.Error(), status)
}

// origin is the scheme and host that the request came to, without a path.
func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// ownAddress is where this server listens, as seen by itself: unlike the Host
// header, it can't be chosen by the caller.
func ownAddress(r *http.Request) (string, error) {
	address, ok := r.Context().Value(http.LocalAddrContextKey).(fmt.Stringer)
	if !ok {
		return "", fmt.Errorf("the sandbox can't tell its own address: serve its Handler with net/http.Server")
	}
	return "http://" + address.String(), nil
}
