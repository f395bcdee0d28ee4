package cj

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// graphQLAnswer is what all of CJ's newer APIs answer with.
type graphQLAnswer struct {
	Data   json.RawMessage `json:"data"`
	Errors []complaint     `json:"errors"`
}

// askGraphQL puts a query.
func (c *Client) askGraphQL(ctx context.Context, endpoint string, q request, read func(*http.Response, []byte) error) error {
	body, err := json.Marshal(q)
	if err != nil {
		return unexpected("the question can't be written: %w", err)
	}
	return c.call(ctx, c.allowance.queries, func() (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json")
		return req, nil
	}, read)
}

// readGraphQL sorts an answer and reads its data. CJ documents no status for a
// refused token; clients have met 401, 403, and 200 with errors.
func (c *Client) readGraphQL(resp *http.Response, answer []byte, data any) error {
	switch resp.StatusCode {
	case http.StatusUnauthorized:
		return credentialError(resp.Status)
	case http.StatusForbidden:
		return c.noRights(resp.Status)
	}
	var a graphQLAnswer
	if err := json.Unmarshal(answer, &a); err != nil {
		if resp.StatusCode == http.StatusOK {
			return unreadable(answer, err)
		}
		return unexpected("status %s: %s", resp.Status, c.clean(string(answer)))
	}
	if len(a.Errors) > 0 {
		return c.sort(a.Errors[0])
	}
	if resp.StatusCode != http.StatusOK || len(a.Data) == 0 || string(a.Data) == "null" {
		return unexpected("status %s without data", resp.Status)
	}
	if err := json.Unmarshal(a.Data, data); err != nil {
		return unexpected("the answer can't be read: %w", err)
	}
	return nil
}

func unreadable(answer []byte, err error) error {
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
