package relayapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Client speaks to one workspace's relay as one device. Its errors are
// Problem, when the relay answered, context.Canceled, when the caller gave up,
// or ErrUnreachable.
type Client struct {
	api     *ClientWithResponses
	patient *ClientWithResponses // for what is large
}

// ErrUnreachable says that the relay did not answer as a relay does. It is
// not known whether a request arrived; every one may be sent again.
var ErrUnreachable = errors.New("the relay does not answer")

const (
	requestTimeout = 30 * time.Second
	// largeTimeout is what the relay grants a part of a snapshot, or of what it
	// gets back: 4 MiB through a line of 60 kbit/s.
	largeTimeout = 10 * time.Minute
	// LongestWait is for how long Wait asks the relay to hold its answer back:
	// proxies on the way cut off what is silent for longer.
	LongestWait = 25 * time.Second
)

// Dial makes a client of a connection; nothing is sent yet.
func Dial(c Connection) (*Client, error) {
	authorize := WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+c.Token)
		return nil
	})
	within := func(timeout time.Duration) (*ClientWithResponses, error) {
		return NewClientWithResponses(c.RelayURL, WithHTTPClient(&http.Client{Timeout: timeout}), authorize)
	}
	api, err := within(requestTimeout)
	patient, patientErr := within(largeTimeout)
	if err = errors.Join(err, patientErr); err != nil {
		return nil, fmt.Errorf("use the relay at %s: %w", c.RelayURL, err)
	}
	return &Client{api: api, patient: patient}, nil
}

// Workspace tells where the workspace and its log stand.
func (c *Client) Workspace(ctx context.Context) (Workspace, error) {
	r, err := c.api.GetWorkspaceWithResponse(ctx)
	if err != nil {
		return Workspace{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// Reserve reserves link numbers and codes.
func (c *Client) Reserve(ctx context.Context, size int) (Block, error) {
	r, err := c.api.ReserveBlockWithResponse(ctx, BlockRequest{Size: size})
	if err != nil {
		return Block{}, unreachable(err)
	}
	return answer(r.JSON201, r.Body, r.HTTPResponse)
}

// Push appends entries and puts public rows, all or none.
func (c *Client) Push(ctx context.Context, push Push) (PushResult, error) {
	r, err := c.api.PushLogWithResponse(ctx, push)
	if err != nil {
		return PushResult{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// Pull reads entries after a position.
func (c *Client) Pull(ctx context.Context, after int64, limit int) (Page, error) {
	r, err := c.api.PullLogWithResponse(ctx, &PullLogParams{After: after, Limit: limit})
	if err != nil {
		return Page{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// Wait returns when there are entries after a position or the epoch is another,
// and after LongestWait at the latest; it says where the log stands then.
func (c *Client) Wait(ctx context.Context, after int64, epoch string) (Page, error) {
	r, err := c.api.PullLogWithResponse(ctx, &PullLogParams{After: after, Limit: 1, Wait: int(LongestWait / time.Second), Epoch: epoch})
	if err != nil {
		return Page{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// Recover gives a restored relay back what it lost.
func (c *Client) Recover(ctx context.Context, part RecoveryPart) (RecoveryResult, error) {
	r, err := c.patient.RecoverLogWithResponse(ctx, part)
	if err != nil {
		return RecoveryResult{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// Devices lists the workspace's devices, oldest first, revoked ones too.
func (c *Client) Devices(ctx context.Context) ([]DeviceInfo, error) {
	r, err := c.api.ListDevicesWithResponse(ctx)
	if err != nil {
		return nil, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// RemoveDevice shuts a device out, at once and for good.
func (c *Client) RemoveDevice(ctx context.Context, id string) error {
	r, err := c.api.RemoveDeviceWithResponse(ctx, id)
	if err != nil {
		return unreachable(err)
	}
	return done(http.StatusNoContent, r.Body, r.HTTPResponse)
}

// Clicks lists the latest raw clicks of a link.
func (c *Client) Clicks(ctx context.Context, link int64, limit int) ([]Click, error) {
	r, err := c.api.ListClicksWithResponse(ctx, &ListClicksParams{Link: link, Limit: limit})
	if err != nil {
		return nil, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// Postbacks lists the latest postback calls.
func (c *Client) Postbacks(ctx context.Context, limit int) ([]PostbackCall, error) {
	r, err := c.api.ListPostbacksWithResponse(ctx, &ListPostbacksParams{Limit: limit})
	if err != nil {
		return nil, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// Preview says where links lead now; at most 1000 at once.
func (c *Client) Preview(ctx context.Context, numbers []int64) ([]LinkPreview, error) {
	r, err := c.api.PreviewLinksWithResponse(ctx, PreviewRequest{Numbers: numbers})
	if err != nil {
		return nil, unreachable(err)
	}
	previews, err := answer(r.JSON200, r.Body, r.HTTPResponse)
	return previews.Links, err
}

// answer gives what the relay said: the value, or its problem.
func answer[T any](value *T, body []byte, r *http.Response) (T, error) {
	if value != nil {
		return *value, nil
	}
	var none T
	var problem Problem
	if err := json.Unmarshal(body, &problem); err == nil && problem.Code != "" {
		return none, problem
	}
	return none, fmt.Errorf("%w: it answered %s", ErrUnreachable, r.Status)
}

// done is nil when the relay answered as it should, without a body.
func done(want int, body []byte, r *http.Response) error {
	if r.StatusCode == want {
		return nil
	}
	_, err := answer[struct{}](nil, body, r)
	return err
}

// unreachable hides the address, which a person has not typed, and keeps what
// the network said.
func unreachable(err error) error {
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = u.Err
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}
