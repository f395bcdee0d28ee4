package relayapi

import (
	"bytes"
	"context"
	"net/http"
)

const sealedBytes = "application/octet-stream"

// Snapshot tells of the newest complete snapshot: a Problem of code not_found
// when there is none.
func (c *Client) Snapshot(ctx context.Context) (Snapshot, error) {
	r, err := c.api.GetSnapshotWithResponse(ctx)
	if err != nil {
		return Snapshot{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// SnapshotPart reads one part of the newest snapshot.
func (c *Client) SnapshotPart(ctx context.Context, id string, part int) ([]byte, error) {
	r, err := c.patient.GetSnapshotPartWithResponse(ctx, id, part)
	if err != nil {
		return nil, unreachable(err)
	}
	if r.HTTPResponse.StatusCode == http.StatusOK {
		return r.Body, nil
	}
	_, err = answer[struct{}](nil, r.Body, r.HTTPResponse)
	return nil, err
}

// PutSnapshotPart uploads one part; again replaces it.
func (c *Client) PutSnapshotPart(ctx context.Context, id string, part int, sealed []byte) error {
	r, err := c.patient.PutSnapshotPartWithBodyWithResponse(ctx, id, part, sealedBytes, bytes.NewReader(sealed))
	if err != nil {
		return unreachable(err)
	}
	return done(http.StatusNoContent, r.Body, r.HTTPResponse)
}

// PutSnapshot makes the uploaded parts the newest snapshot.
func (c *Client) PutSnapshot(ctx context.Context, s NewSnapshot) error {
	r, err := c.api.PutSnapshotWithResponse(ctx, s)
	if err != nil {
		return unreachable(err)
	}
	return done(http.StatusNoContent, r.Body, r.HTTPResponse)
}
