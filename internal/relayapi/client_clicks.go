package relayapi

import "context"

// GroupClicks adds up kept clicks by their properties. It may take as long as
// the relay allows a question, and fails with CodeTooLarge where that is not
// enough.
func (c *Client) GroupClicks(ctx context.Context, q ClickQuestion) (ClickGroups, error) {
	r, err := c.patient.GroupClicksWithResponse(ctx, q)
	if err != nil {
		return ClickGroups{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// PageClicks lists kept clicks one by one, newest first.
func (c *Client) PageClicks(ctx context.Context, q ClickPageQuestion) (ClickPage, error) {
	r, err := c.patient.PageClicksWithResponse(ctx, q)
	if err != nil {
		return ClickPage{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}

// JudgeClicks judges a part of the kept clicks anew, or says what that would
// change.
func (c *Client) JudgeClicks(ctx context.Context, q JudgeQuestion) (Judgements, error) {
	r, err := c.patient.JudgeClicksWithResponse(ctx, q)
	if err != nil {
		return Judgements{}, unreachable(err)
	}
	return answer(r.JSON200, r.Body, r.HTTPResponse)
}
