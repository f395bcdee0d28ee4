package desktop

import (
	"context"
	"encoding/json"
	"time"
)

// noteRefused is what the relay last told of refused postbacks.
const noteRefused = "postbacks_refused"

// refusedPause is the time between two questions to the relay about them.
const refusedPause = 5 * time.Minute

// refusedCalls are postbacks that the relay refused, as it told last; they stay
// there, the latest ones alone.
type refusedCalls struct {
	Asked time.Time   `json:"asked"`
	At    []time.Time `json:"at"` // newest first
	Reply string      `json:"reply"`
}

// refusedAlerts tell of postbacks that were refused since a person looked.
func (s *session) refusedAlerts(ctx context.Context) ([]HomeAlert, error) {
	var known refusedCalls
	text, err := s.store.Noted(ctx, noteRefused)
	if err != nil {
		return nil, err
	}
	if text != "" && json.Unmarshal([]byte(text), &known) != nil {
		known = refusedCalls{} // of another version: asked anew
	}
	s.askRefused(known.Asked)
	looked, err := s.notedTime(ctx, notesLooked+alertRefused)
	if err != nil {
		return nil, err
	}
	n := 0
	for n < len(known.At) && known.At[n].After(looked) {
		n++
	}
	if n == 0 {
		return nil, nil
	}
	since := "They came from " + s.moment(known.At[n-1]) + " to " + s.moment(known.At[0]) + "."
	verb := " were refused"
	if n == 1 {
		since, verb = "It came on "+s.moment(known.At[0])+".", " was refused"
	}
	return []HomeAlert{{Kind: alertRefused, Tone: "warn", Title: counted(n, "postback") + verb,
		Text: since + " The sale of a refused postback is not counted until CJ's own row is here. The last answer was: " + known.Reply,
		To:   "/conversions?calls=1", Action: "See the calls", Looked: viewExact(known.At[0])}}, nil
}

// viewExact is RFC 3339 with all that there is behind the second.
func viewExact(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// askRefused asks the relay in the background, unless it was asked just now.
func (s *session) askRefused(asked time.Time) {
	c := s.connection()
	now := s.clock.Now()
	if c == nil || now.Sub(asked) < refusedPause || !s.askingCalls.CompareAndSwap(false, true) {
		return
	}
	s.work(func(ctx context.Context) {
		defer s.askingCalls.Store(false)
		calls, err := c.client.Postbacks(ctx, maxPostbackCalls)
		if err != nil {
			return // offline: the screen says as of when it knows
		}
		told := refusedCalls{Asked: now, At: []time.Time{}}
		for _, call := range calls {
			if call.Accepted {
				continue
			}
			if len(told.At) == 0 {
				told.Reply = call.Reply
			}
			told.At = append(told.At, call.ReceivedAt)
		}
		text, err := json.Marshal(told)
		if err != nil {
			return
		}
		if s.store.Note(ctx, noteRefused, string(text)) == nil && len(told.At) > 0 {
			s.app.changed()
		}
	})
}
