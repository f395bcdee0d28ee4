package cj

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"linkledger/internal/clock"
	"linkledger/internal/money"
)

// DefaultEndpoint is CJ's Commission Detail API.
const DefaultEndpoint = "https://commissions.api.cj.com/query"

// Window is the longest span of posting dates that one call may ask for.
// Source: a copy of CJ's documentation; the older REST API had the same cap.
const Window = 31 * 24 * time.Hour

const idsPerCall = 200

// Config is what a client needs to know.
type Config struct {
	Endpoint string       // DefaultEndpoint when empty
	CID      string       // the publisher's company id
	Token    string       // a personal access token of developers.cj.com
	Currency string       // the account's functional currency, which CJ doesn't name
	HTTP     *http.Client // required; its timeout is the caller's
	Clock    clock.Clock  // counts calls by it; the computer's when nil
	// Wait pauses between tries; a timer when nil.
	Wait func(context.Context, time.Duration) error
}

// Client reads one publisher account. It is safe for concurrent use; all of
// its calls share one allowance.
type Client struct {
	endpoint, cid, token string
	currency             money.Currency

	http     *http.Client
	clock    clock.Clock
	wait     func(context.Context, time.Duration) error
	throttle throttle
}

// New checks a configuration. It doesn't ask CJ anything.
func New(cfg Config) (*Client, error) {
	if cfg.Endpoint == "" {
		cfg.Endpoint = DefaultEndpoint
	}
	token := strings.TrimSpace(cfg.Token)
	switch u, err := url.Parse(cfg.Endpoint); {
	case err != nil || u.Host == "" || (u.Scheme != "https" && !isLoopback(u)):
		return nil, fmt.Errorf("%q can't be CJ's API: give an address such as %s", shorten(cfg.Endpoint), DefaultEndpoint)
	case !isNumber(cfg.CID):
		return nil, fmt.Errorf("%q is not a CID: give the publisher account's number, such as 7000001", shorten(cfg.CID))
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
	if cfg.Wait == nil {
		cfg.Wait = wait
	}
	client := *cfg.HTTP
	client.CheckRedirect = func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // a redirected query would lose its body, or take the token elsewhere
	}
	return &Client{endpoint: cfg.Endpoint, cid: cfg.CID, token: token, currency: money.Currency(cfg.Currency), http: &client, clock: cfg.Clock, wait: cfg.Wait}, nil
}

// Posted yields the rows that CJ recorded from since up to but without before,
// by posting date, window after window; within a window in CJ's order. An
// error ends it: ErrCredential, ErrTryLater, ErrUnexpected, or the context's.
// A row may come twice when CJ repeats a page: the commission id tells.
func (c *Client) Posted(ctx context.Context, since, before time.Time) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for from := since; from.Before(before); from = from.Add(Window) {
			to := from.Add(Window)
			if to.After(before) {
				to = before
			}
			vars := map[string]any{
				"since": from.UTC().Format(time.RFC3339Nano), "before": to.UTC().Format(time.RFC3339Nano),
			}
			for row, err := range c.rows(ctx, postedQuery, vars) {
				if !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
}

// ByID reads rows again, in CJ's order. Ids that CJ doesn't return are absent
// from the answer, not an error. Errors are those of Posted.
func (c *Client) ByID(ctx context.Context, ids []string) ([]Row, error) {
	var all []Row
	for chunk := range slices.Chunk(ids, idsPerCall) {
		for row, err := range c.rows(ctx, byIDQuery, map[string]any{"ids": chunk}) {
			if err != nil {
				return nil, err
			}
			all = append(all, row)
		}
	}
	return all, nil
}

// rows follows the pages of one query, with the same filters throughout.
func (c *Client) rows(ctx context.Context, query string, vars map[string]any) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		vars["publishers"] = []string{c.cid}
		seen := map[string]bool{}
		for {
			p, err := c.ask(ctx, request{Query: query, Variables: vars})
			if err == nil && seen[p.next] {
				err = unexpected("the pages go round in a circle at commission %s", shorten(p.next))
			}
			if err != nil {
				yield(Row{}, err)
				return
			}
			for _, row := range p.rows {
				row.Currency = string(c.currency)
				if !yield(row, nil) {
					return
				}
			}
			if p.next == "" {
				return
			}
			seen[p.next] = true
			vars["cursor"] = p.next
		}
	}
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
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
