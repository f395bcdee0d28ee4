package relayapi

import (
	"context"
	"net/http"
)

// OpenPairing opens a pairing for a code that this device shows.
func (c *Client) OpenPairing(ctx context.Context, verifier []byte) (Pairing, error) {
	r, err := c.api.OpenPairingWithResponse(ctx, NewPairing{Verifier: verifier})
	if err != nil {
		return Pairing{}, unreachable(err)
	}
	return answer(r.JSON201, r.Body, r.HTTPResponse)
}

// Pairing tells how a pairing stands, and who asks to join.
func (c *Client) Pairing(ctx context.Context, slot int) (Pairing, error) {
	r, err := c.api.GetPairingWithResponse(ctx, slot)
	if err != nil {
		return Pairing{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// DecidePairing approves or refuses the device that asks.
func (c *Client) DecidePairing(ctx context.Context, slot int, d PairingDecision) error {
	r, err := c.api.DecidePairingWithResponse(ctx, slot, d)
	if err != nil {
		return unreachable(err)
	}
	return done(http.StatusNoContent, r.Body, r.HTTPResponse)
}

// JoinPairing asks to join a workspace; the client's connection needs no more
// than the relay's address and the token that the request names by its hash.
func (c *Client) JoinPairing(ctx context.Context, slot int, j PairingJoin) error {
	r, err := c.api.JoinPairingWithResponse(ctx, slot, j)
	if err != nil {
		return unreachable(err)
	}
	return done(http.StatusAccepted, r.Body, r.HTTPResponse)
}

// PairingResult tells what became of a request to join.
func (c *Client) PairingResult(ctx context.Context, slot int) (PairingResult, error) {
	r, err := c.api.GetPairingResultWithResponse(ctx, slot)
	if err != nil {
		return PairingResult{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}
