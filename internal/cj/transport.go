package cj

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	maxTries  = 3
	maxAnswer = 64 << 20 // 10,000 rows, the most that CJ sends, are about a tenth
	maxAsked  = time.Minute
)

// ask sends a query, again after a pause when CJ is out of order.
func (c *Client) ask(ctx context.Context, q request) (page, error) {
	body, err := json.Marshal(q)
	if err != nil {
		return page{}, fmt.Errorf("write the query: %w", err)
	}
	for try := 1; ; try++ {
		if wait := c.throttle.reserve(c.clock.Now()); wait > 0 {
			if err := c.wait(ctx, wait); err != nil {
				return page{}, err
			}
		}
		p, err := c.post(ctx, body)
		var busy *later
		if err == nil || try == maxTries || !errors.As(err, &busy) {
			return p, err
		}
		if err := c.wait(ctx, backoff(try, busy.after)); err != nil {
			return page{}, err
		}
	}
}

// backoff is about 1 s, then 4 s, or what the server asked for.
func backoff(try int, asked string) time.Duration {
	if seconds, err := strconv.Atoi(asked); err == nil && seconds > 0 {
		return min(time.Duration(seconds)*time.Second, maxAsked)
	}
	base := time.Second << (2 * (try - 1))
	return base + rand.N(base/2)
}

func (c *Client) post(ctx context.Context, body []byte) (page, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint, bytes.NewReader(body))
	if err != nil {
		return page{}, fmt.Errorf("ask CJ: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return page{}, c.broken(ctx, "no answer", err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return page{}, c.broken(ctx, "the answer broke off", err)
	case len(answer) > maxAnswer:
		return page{}, unexpected("the answer is longer than %d MiB", maxAnswer>>20)
	}
	return c.read(resp, answer)
}

// broken tells a person who gave up from a network that did.
func (c *Client) broken(ctx context.Context, what string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &later{said: what + ": " + c.clean(err.Error()), cause: err}
}

// read sorts an answer. CJ documents no status for a refused token or for too
// many calls on this API; clients have met 401, 403, and 200 with errors.
func (c *Client) read(resp *http.Response, answer []byte) (page, error) {
	switch status := resp.StatusCode; {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return page{}, credentialError(resp.Status)
	case status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500:
		return page{}, &later{said: resp.Status, after: resp.Header.Get("Retry-After")}
	}
	var r response
	if err := json.Unmarshal(answer, &r); err != nil {
		if resp.StatusCode == http.StatusOK {
			return page{}, c.unreadable(answer, err)
		}
		return page{}, unexpected("status %s: %s", resp.Status, c.clean(string(answer)))
	}
	if len(r.Errors) > 0 {
		return page{}, c.complaint(r.Errors[0])
	}
	if resp.StatusCode != http.StatusOK || r.Data == nil || r.Data.Commissions == nil {
		return page{}, unexpected("status %s without data", resp.Status)
	}
	return r.Data.Commissions.check()
}

func (c *Client) unreadable(answer []byte, err error) error {
	text := bytes.TrimSpace(answer)
	var syntax *json.SyntaxError
	switch {
	case len(text) == 0 || errors.As(err, &syntax) && syntax.Offset >= int64(len(answer)):
		return &later{said: "the answer broke off", cause: io.ErrUnexpectedEOF}
	case text[0] == '<':
		return &later{said: "a web page came instead of data; is there a sign-in page between you and the internet?", cause: err}
	default:
		return unexpected("the answer can't be read: %w", err)
	}
}

var (
	aboutAccess = regexp.MustCompile(`(?i)token|unauthor|unauthenticated|forbidden|authentication`)
	aboutSyntax = regexp.MustCompile(`(?i)syntax|parse|offending|validation error`) // "offending token '{'"
)

// complaint sorts an error inside a 200. Source of the messages: CJ's tracking
// API says "Missing Token", "Invalid Token" and "Unauthorized".
func (c *Client) complaint(e responseError) error {
	said := c.clean(e.Message)
	switch code := strings.ToUpper(e.Extensions.Code); {
	case code == "UNAUTHENTICATED" || code == "FORBIDDEN",
		aboutAccess.MatchString(e.Message) && !aboutSyntax.MatchString(e.Message):
		return credentialError(said)
	default:
		return unexpected("%s", said)
	}
}

// clean makes a text from outside fit for a message: CJ is known to echo keys.
func (c *Client) clean(text string) string {
	return shorten(strings.ReplaceAll(text, c.token, "[token]"))
}
