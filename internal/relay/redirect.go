package relay

import (
	_ "embed"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/clickfile"
	"linkledger/internal/relay/frontdoor"
	"linkledger/internal/relayapi"
)

//go:embed page.html
var notHerePage []byte

// redirect answers GET and HEAD of /{code} for those who come by net/http.
func (r *Relay) redirect(w http.ResponseWriter, req *http.Request) {
	code := req.PathValue("code")
	location, ok := r.Direct(nil, frontdoor.FromHTTP(req, code))
	if !ok {
		if _, known := r.links.find(code); known {
			notHere(w, req) // paused
			return
		}
		r.unknownCode(w, req)
		return
	}
	frontdoor.WriteRedirect(w, string(location))
}

// Direct implements frontdoor.Director: code or slug, link, offer. The
// destination is the offer's, with the link's own page where it takes one, and
// comes from nowhere else. The click is in its file before the answer leaves.
func (r *Relay) Direct(b []byte, req *frontdoor.Request) ([]byte, bool) {
	l, ok := r.links.find(req.Code)
	if !ok {
		return b, false
	}
	now := r.clock.Now()
	c := l.course(now)
	if c.to == nil {
		return b, false
	}
	r.metrics.found.Inc()
	values := l.fill(c)
	if c.to.ReadsQuery() {
		values.Query, _ = url.ParseQuery(req.Query) // what it could read of it
	}
	if c.counts() {
		values.ClickID = r.click(req, l, c)
	}
	return c.to.Append(b, &values), true
}

// click mints the id of a click and keeps the click, unless a HEAD only asks
// where the link leads.
func (r *Relay) click(req *frontdoor.Request, l link, c course) affiliate.ClickID {
	w := l.offer.workspace
	id, err := w.signer.Mint(affiliate.ClickParts{Key: w.newest, Time: c.at, Link: l.number, Nonce: r.nonce()})
	if err != nil {
		// Only a clock that is centuries off gets here; the shopper goes on.
		r.log.Error("redirect: no click id", "workspace", w.ID, "link", l.number, "error", err)
	}
	if !req.Head {
		r.keepClick(req, l, c, id)
	}
	return id
}

// keepClick writes the click to the file, with a hash in place of the address.
func (r *Relay) keepClick(req *frontdoor.Request, l link, way course, id affiliate.ClickID) {
	w, c := l.offer.workspace, clickfile.Click{Time: way.at}
	agent := cut(req.Get("User-Agent"), clickfile.MaxAgent)
	if !utf8.ValidString(agent) {
		agent = strings.ToValidUTF8(agent, "?")
	}
	address := r.address(req)
	visitor, err := r.clicks.salts.visitor(c.Time, w.day(c.Time), w.ID, l.number, address, agent)
	r.clicks.note("salt", err)
	c.Workspace, c.ID, c.Link, c.Offer = w.ID, string(id), l.number, l.offer.id
	c.Visitor, c.Agent, c.Referrer, c.Signal = visitor, agent, referrerHost(req.Get("Referer")), r.clicks.rules.agents.Signal(req.Get)
	c.Country = r.countries.Of(address)
	if c.Signal == "" && w.ignores(address) {
		c.Signal = affiliate.ReasonIgnored
	}
	if way.state == relayapi.LinkPreviewStateEnded {
		c.Signal = reasonEnded
	}
	r.clicks.answer(c)
}

// nonce differs between the clicks of this node: 8 bits of node, 26 of a
// counter that starts anywhere, so that a restart does not repeat it.
func (r *Relay) nonce() uint64 {
	return uint64(r.node)<<26 | r.counter.Add(1)&(1<<26-1)
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

// referrerHost is the host that a request came from; its path may say too
// much, and an address is not kept.
func referrerHost(referrer string) string {
	_, rest, found := strings.Cut(referrer, "://")
	if !found || len(referrer) > 2048 {
		return ""
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	host, _, _ := strings.Cut(rest[strings.LastIndexByte(rest, '@')+1:], ":")
	host = strings.ToLower(host)
	if host == "" || len(host) > 253 || strings.ContainsFunc(host, notInHost) {
		return ""
	}
	if digit := host[0] >= '0' && host[0] <= '9'; digit && net.ParseIP(strings.TrimSuffix(host, ".")) != nil {
		return ""
	}
	return host
}

func notInHost(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '.' && r != '_'
}

// address is who is asking, as far as the connection or a trusted proxy says.
func (r *Relay) address(req *frontdoor.Request) string {
	if r.behindProxy {
		hops := req.Get("X-Forwarded-For")
		if last, ok := hop(strings.TrimSpace(hops[strings.LastIndexByte(hops, ',')+1:])); ok {
			return last
		}
	}
	return req.Remote
}

// hop is the address in an entry of X-Forwarded-For, to which some proxies add
// the port, and brackets.
func hop(entry string) (address string, ok bool) {
	if a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(entry, "["), "]")); err == nil {
		return a.Unmap().WithZone("").String(), true
	}
	a, err := netip.ParseAddrPort(entry)
	return a.Addr().Unmap().WithZone("").String(), err == nil
}

// caller is the address of who makes any other request.
func (r *Relay) caller(req *http.Request) string { return r.address(frontdoor.FromHTTP(req, "")) }

func cut(text string, limit int) string {
	if len(text) > limit {
		return text[:limit]
	}
	return text
}
