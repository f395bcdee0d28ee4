package relay

import (
	_ "embed"
	"net"
	"net/http"
	"net/url"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/clickfile"
)

//go:embed page.html
var notHerePage []byte

const maxSource = 64

// redirect answers GET and HEAD of /{code}: code, link, offer. The destination
// is the offer's and comes from nowhere else.
func (r *Relay) redirect(w http.ResponseWriter, req *http.Request) {
	l, ok := r.links.find(req.PathValue("code"))
	if !ok {
		r.unknownCode(w, req)
		return
	}
	r.metrics.found.Inc()
	offer := l.offer.now() // once: a change in between must not mix two states
	if !l.runs(offer) {
		if target := l.fallbackTarget(offer); target != "" {
			found(w, target)
			return
		}
		notHere(w, req)
		return
	}
	source := ""
	if strings.Contains(offer.Destination, "{source}") {
		source = cut(req.URL.Query().Get("source"), maxSource)
	}
	now := r.clock.Now()
	workspace := l.offer.workspace
	id, err := workspace.ClickKeys.Mint(affiliate.ClickParts{Key: workspace.newestKey(), Time: now, Link: l.number, Nonce: r.nonce()})
	if err != nil {
		// Only a clock that is centuries off gets here; the shopper goes on.
		r.log.Error("redirect: no click id", "workspace", workspace.ID, "link", l.number, "error", err)
	}
	if req.Method != http.MethodHead {
		r.keepClick(req, l, id, clickfile.Click{Time: now})
	}
	found(w, l.target(offer, id, source))
}

// keepClick writes the click to the file, with a hash in place of the address.
func (r *Relay) keepClick(req *http.Request, l *link, id affiliate.ClickID, c clickfile.Click) {
	w := l.offer.workspace
	agent := strings.ToValidUTF8(cut(req.UserAgent(), clickfile.MaxAgent), "?")
	day := c.Time.In(w.location).Format(dayForm)
	address := r.address(req)
	visitor, err := r.clicks.salts.visitor(c.Time, day, w.ID, l.number, address, agent)
	r.clicks.note("salt", err)
	c.Workspace, c.ID, c.Link, c.Offer = w.ID, string(id), l.number, l.offer.id
	c.Visitor, c.Agent, c.Referrer, c.Signal = visitor, agent, referrerHost(req), r.clicks.rules.agents.Signal(req.Header.Get)
	c.Country = r.countries.Of(address)
	r.clicks.answer(c)
}

// nonce differs between the clicks of this node: 8 bits of node, 26 of a
// counter that starts anywhere, so that a restart does not repeat it.
func (r *Relay) nonce() uint64 {
	return uint64(r.node)<<26 | r.counter.Add(1)&(1<<26-1)
}

func (w *workspace) newestKey() int {
	newest := 0
	for i, key := range w.ClickKeys {
		if len(key) > 0 {
			newest = i
		}
	}
	return newest
}

// found writes the redirect by hand: http.Redirect would clean the URL and add
// a body that nobody reads.
func found(w http.ResponseWriter, target string) {
	h := w.Header()
	h.Set("Location", target)
	h.Set("Cache-Control", "no-store")
	// The next site may know which site sent the shopper, not which page.
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Content-Length", "0")
	w.WriteHeader(http.StatusFound)
}

// notHere is the plain page for links that don't exist or are paused.
func notHere(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(notHerePage) // a caller that hung up is told nothing
}

// referrerHost is the host that a request came from; its path may say too much.
func referrerHost(req *http.Request) string {
	text := req.Referer()
	if text == "" || len(text) > 2048 {
		return ""
	}
	u, err := url.Parse(text)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if net.ParseIP(strings.TrimSuffix(host, ".")) != nil || strings.ContainsFunc(host, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "" // an address, which is not kept, or no host name
	}
	return cut(host, 253)
}

// address is who is asking, as far as the connection or a trusted proxy says.
func (r *Relay) address(req *http.Request) string {
	if r.behindProxy {
		hops := strings.Split(strings.Join(req.Header.Values("X-Forwarded-For"), ","), ",")
		if last := strings.TrimSpace(hops[len(hops)-1]); last != "" {
			return last
		}
	}
	host, _, err := net.SplitHostPort(req.RemoteAddr)
	if err != nil {
		return req.RemoteAddr
	}
	return host
}

func cut(text string, limit int) string {
	if len(text) > limit {
		return text[:limit]
	}
	return text
}
