package desktop

import "context"

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
			request := call.Method + " " + call.Path
			if call.Query != "" {
				request += "?" + call.Query
			}
			views = append(views, PostbackCallView{ID: call.ID, At: viewTime(call.ReceivedAt), Accepted: call.Accepted,
				Request: request, Body: call.Body, Reply: call.Reply})
		}
		return views, nil
	})
}
