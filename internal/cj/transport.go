package cj

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	maxTries  = 3
	maxAnswer = 64 << 20 // 10,000 rows, the most that CJ sends, are about a tenth
	maxAsked  = time.Minute
)

// call asks within an allowance, again after a pause when CJ is out of order.
// Read takes an answer, and tells by a *later that it is worth asking again.
func (c *Client) call(ctx context.Context, calls *throttle, ask func() (*http.Request, error), read func(*http.Response, []byte) error) error {
	for try := 1; ; try++ {
		if wait, giveBack := calls.reserve(c.clock.Now()); wait > 0 {
			if err := c.wait(ctx, wait); err != nil {
				giveBack()
				return err
			}
		}
		err := c.once(ctx, ask, read)
		var busy *later
		if err == nil || try == maxTries || !errors.As(err, &busy) {
			return err
		}
		if err := c.wait(ctx, backoff(try, busy.after)); err != nil {
			return err
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

func (c *Client) once(ctx context.Context, ask func() (*http.Request, error), read func(*http.Response, []byte) error) error {
	req, err := ask()
	if err != nil {
		return unexpected("the question can't be put: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := c.http.Do(req)
	if err != nil {
		return c.broken(ctx, err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return c.broken(ctx, &cut{err})
	case len(answer) > maxAnswer:
		return unexpected("the answer is longer than %d MiB", maxAnswer>>20)
	}
	if status := resp.StatusCode; status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500 {
		return &later{said: "it answered " + resp.Status, after: resp.Header.Get("Retry-After")}
	}
	return read(resp, answer)
}

// broken tells a person who gave up from a network that did.
func (c *Client) broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &later{said: c.why(err), cause: err}
}

// clean makes a text from outside fit for a message: CJ is known to echo keys.
func (c *Client) clean(text string) string {
	return shorten(strings.ReplaceAll(text, c.token, "[token]"))
}
