package probe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"linkledger/internal/clock"
)

// ShopperAgent is how a walk introduces itself by default: as a browser that
// is neither a bot nor a preview, since those are treated differently.
const ShopperAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"

const (
	maxRedirects = 10
	maxBody      = 64 << 10
	maxURL       = 8 << 10
	hopTimeout   = 20 * time.Second
)

// ErrTooManyHops says that a link was redirected more than ten times.
var ErrTooManyHops = errors.New("the link is redirected more than 10 times")

// Hop is one request of a walk.
type Hop struct {
	URL        string   `json:"url"`
	Status     int      `json:"status"`               // 0 when nobody answered
	Location   string   `json:"location,omitempty"`   // where it redirects to, as sent
	Millis     int64    `json:"millis"`               // until the header of the answer
	SetCookies []string `json:"setCookies,omitempty"` // names
	Err        string   `json:"err,omitempty"`
	// CertEnds is when the host's certificate ends; zero without TLS.
	CertEnds   time.Time `json:"certEnds,omitzero"`
	CertIssuer string    `json:"certIssuer,omitempty"`
}

// Page is where a walk ended.
type Page struct {
	URL     string         `json:"url,omitempty"`
	Status  int            `json:"status,omitempty"`
	Body    []byte         `json:"-"` // the first 64 KiB; not kept
	Cookies []*http.Cookie `json:"-"` // what a browser would send back to the page's host; not kept
}

// Trail is a walk. Page is empty when the walk broke off.
type Trail struct {
	Hops []Hop `json:"hops,omitempty"`
	Page Page  `json:"page"`
}

// Walker follows links as a shopper's browser does, within a Policy.
type Walker struct {
	policy Policy
	clock  clock.Clock
}

// NewWalker returns a walker; the clock times the hops.
func NewWalker(policy Policy, c clock.Clock) *Walker { return &Walker{policy: policy, clock: c} }

// Walk follows a link from redirect to redirect, with cookies of its own. The
// trail holds what was seen also when it breaks off: with ErrTooManyHops,
// ErrBlocked, the context's error, or what the network said.
func (w *Walker) Walk(ctx context.Context, link, agent string) (Trail, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return Trail{}, fmt.Errorf("make a cookie jar: %w", err)
	}
	b := browser{transport: w.transport(), jar: jar, agent: agent}
	defer b.transport.CloseIdleConnections()
	var trail Trail
	next, err := url.Parse(link)
	for err == nil && next != nil {
		if len(trail.Hops) > maxRedirects {
			return trail, ErrTooManyHops
		}
		hop := Hop{URL: next.String()}
		var page Page
		if next, page, err = w.step(ctx, b, next, &hop); err != nil {
			hop.Err = err.Error()
		}
		trail.Hops = append(trail.Hops, hop)
		trail.Page = page
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return trail, err
}

// browser is what lasts from hop to hop.
type browser struct {
	transport *http.Transport
	jar       http.CookieJar
	agent     string
}

// get makes one request, and leaves it to the caller where a redirect leads.
func (b browser) get(ctx context.Context, at *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("follow the link: %w", err)
	}
	req.Header.Set("User-Agent", b.agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
	req.Header.Set("Accept-Language", "en")
	for _, cookie := range b.jar.Cookies(at) {
		req.AddCookie(cookie)
	}
	resp, err := b.transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	b.jar.SetCookies(at, resp.Cookies())
	return resp, nil
}

// step makes one request. It returns where the redirect leads, or the page.
func (w *Walker) step(ctx context.Context, b browser, at *url.URL, hop *Hop) (*url.URL, Page, error) {
	if err := w.policy.checkURL(at); err != nil {
		return nil, Page{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, hopTimeout)
	defer cancel()
	started := w.clock.Now()
	resp, err := b.get(ctx, at)
	hop.Millis = w.clock.Now().Sub(started).Milliseconds()
	if err != nil {
		return nil, Page{}, err
	}
	defer resp.Body.Close()
	hop.Status, hop.Location = resp.StatusCode, resp.Header.Get("Location")
	if resp.TLS != nil && len(resp.TLS.PeerCertificates) > 0 {
		cert := resp.TLS.PeerCertificates[0]
		hop.CertEnds, hop.CertIssuer = cert.NotAfter.UTC(), cert.Issuer.CommonName
	}
	for _, cookie := range resp.Cookies() {
		hop.SetCookies = append(hop.SetCookies, cookie.Name)
	}
	if isRedirect(resp.StatusCode) {
		next, err := redirect(at, hop.Location)
		return next, Page{}, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return nil, Page{}, fmt.Errorf("read the page: %w", err)
	}
	return nil, Page{URL: at.String(), Status: resp.StatusCode, Body: body, Cookies: b.jar.Cookies(at)}, nil
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

func redirect(from *url.URL, location string) (*url.URL, error) {
	if location == "" || len(location) > maxURL {
		return nil, fmt.Errorf("the redirect names no usable address (%d characters)", len(location))
	}
	to, err := from.Parse(location)
	if err != nil {
		return nil, fmt.Errorf("the redirect can't be followed: %w", err)
	}
	if to.Fragment == "" { // RFC 9110, 10.2.2: a fragment is handed on
		to.Fragment, to.RawFragment = from.Fragment, from.RawFragment
	}
	return to, nil
}

// transport checks each address when it is dialled, so that no name can
// resolve to something else a moment later. It uses no proxy: that would dial
// for us, unchecked.
func (w *Walker) transport() *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("%w: %q", ErrBlocked, address)
		}
		return w.policy.CheckAddress(to)
	}}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  15 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
}
