package cj

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/money"
)

// DefaultEndpoint is CJ's Commission Detail API.
const DefaultEndpoint = "https://commissions.api.cj.com/query"

// APIs are the addresses of CJ's other APIs for publishers.
type APIs struct {
	Links       string // Link Search
	Advertisers string // Advertiser Lookup, version 2 of it
	Programs    string // programme terms
}

// defaultAPIs are CJ's own. Source: CJ's documentation of its REST APIs; code
// that runs against the programme terms.
var defaultAPIs = APIs{
	Links:       "https://link-search.api.cj.com/v2/link-search",
	Advertisers: "https://advertiser-lookup.api.cj.com/v2/advertiser-lookup",
	Programs:    "https://programs.api.cj.com/query",
}

// Config is what a client needs to know.
type Config struct {
	Endpoint string           // of the Commission Detail API; DefaultEndpoint when empty
	APIs     APIs             // the other APIs; CJ's own when empty
	Role     affiliate.CJRole // whose account it is; the publisher's when empty
	CID      string           // the account's company id
	Token    string           // a personal access token of developers.cj.com
	Currency string           // the account's functional currency, which CJ doesn't name
	HTTP     *http.Client     // required; its timeout is the caller's
	Clock    clock.Clock      // counts calls and waits by it; the computer's when nil
	// Allowance counts the calls of all clients that share it; one of the
	// client's own when nil.
	Allowance *Allowance
	// Wait pauses between tries; by the clock when nil.
	Wait func(context.Context, time.Duration) error
}

// Client reads one account at CJ. It is safe for concurrent use.
type Client struct {
	endpoint, cid, token string
	apis                 APIs
	side                 side
	currency             money.Currency

	http      *http.Client
	clock     clock.Clock
	wait      func(context.Context, time.Duration) error
	allowance *Allowance
}

// New checks a configuration. It doesn't ask CJ anything.
func New(cfg Config) (*Client, error) {
	if cfg.Endpoint == "" {
		cfg.Endpoint = DefaultEndpoint
	}
	token := strings.TrimSpace(cfg.Token)
	side, ok := sideOf(cfg.Role)
	apis := APIs{
		Links:       cmp.Or(cfg.APIs.Links, defaultAPIs.Links),
		Advertisers: cmp.Or(cfg.APIs.Advertisers, defaultAPIs.Advertisers),
		Programs:    cmp.Or(cfg.APIs.Programs, defaultAPIs.Programs),
	}
	for _, address := range []string{cfg.Endpoint, apis.Links, apis.Advertisers, apis.Programs} {
		if u, err := url.Parse(address); err != nil || u.Host == "" || (u.Scheme != "https" && !isLoopback(u)) {
			return nil, fmt.Errorf("%q can't be CJ's API: give an address such as %s", shorten(address), DefaultEndpoint)
		}
	}
	switch {
	case !ok:
		return nil, fmt.Errorf("%q is no kind of account at CJ: it is a publisher's or an advertiser's", shorten(string(cfg.Role)))
	case !isNumber(cfg.CID):
		return nil, fmt.Errorf("%q is not a CID: give the account's number at CJ, such as 7000001", shorten(cfg.CID))
	case token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, errors.New("the CJ token is empty or broken by spaces: paste it again, whole, under Settings")
	case !money.Currency(cfg.Currency).Known():
		return nil, fmt.Errorf("%q is not a currency: give the one that CJ pays the account in, such as USD", shorten(cfg.Currency))
	case cfg.HTTP == nil:
		return nil, errors.New("a CJ client needs an HTTP client")
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Allowance == nil {
		cfg.Allowance = NewAllowance()
	}
	if cfg.Wait == nil {
		cfg.Wait = waitBy(cfg.Clock)
	}
	client := *cfg.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // a redirected query would lose its body, or take the token elsewhere
	}
	return &Client{endpoint: cfg.Endpoint, apis: apis, cid: cfg.CID, token: token, side: side, currency: money.Currency(cfg.Currency),
		http: &client, clock: cfg.Clock, wait: cfg.Wait, allowance: cfg.Allowance}, nil
}

// waitBy waits until a clock has moved on, wound or not.
func waitBy(by clock.Clock) func(context.Context, time.Duration) error {
	return func(ctx context.Context, d time.Duration) error {
		if !clock.Wait(by, by.Now().Add(d), ctx.Done()) {
			return ctx.Err()
		}
		return nil
	}
}

func isLoopback(u *url.URL) bool {
	return u.Scheme == "http" && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost")
}

func isNumber(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != "" && len(text) <= 18
}
