package desktop

import (
	"context"
	"slices"

	"linkledger/internal/relayapi"
)

const maxPostbackCalls = 200

// PostbackCalls lists the latest postback calls as they came to the relay, the
// refused ones too, newest first. They stay on the relay.
func (c *Conversions) PostbackCalls() ([]PostbackCallView, error) {
	return do(c.app, func(s *session) ([]PostbackCallView, error) {
		relay, err := s.connected()
		if err != nil {
			return nil, err
		}
		calls, err := relay.client.Postbacks(context.Background(), maxPostbackCalls)
		if err != nil {
			return nil, err
		}
		views := make([]PostbackCallView, 0, len(calls))
		for _, call := range calls {
			views = append(views, viewCall(call))
		}
		return views, nil
	})
}

// CallsOf lists the postback calls that told of a conversion, as they came to
// the relay, the oldest first; of the latest calls alone.
func (c *Conversions) CallsOf(id string) ([]PostbackCallView, error) {
	return do(c.app, func(s *session) ([]PostbackCallView, error) {
		relay, err := s.connected()
		if err != nil {
			return nil, err
		}
		calls, err := relay.client.Postbacks(context.Background(), maxPostbackCalls)
		if err != nil {
			return nil, err
		}
		views := []PostbackCallView{}
		for _, call := range slices.Backward(calls) {
			if call.ConversionID == id {
				views = append(views, viewCall(call))
			}
		}
		return views, nil
	})
}

func viewCall(call relayapi.PostbackCall) PostbackCallView {
	request := call.Method + " " + call.Path
	if call.Query != "" {
		request += "?" + call.Query
	}
	return PostbackCallView{ID: call.ID, At: viewTime(call.ReceivedAt), Accepted: call.Accepted, Request: request, Body: call.Body, Reply: call.Reply}
}
