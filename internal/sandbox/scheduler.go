package sandbox

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"linkledger/internal/clock"
)

// schedule lives through the clock: it settles what is due, sends the
// postbacks that are due, and sleeps until the next of either or a change.
func (s *Sandbox) schedule(ctx context.Context) {
	defer close(s.stopped)
	stop := context.AfterFunc(ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.wake()
	})
	defer stop()
	for {
		due, next, changed := s.due()
		for _, id := range due {
			s.deliver(ctx, id)
		}
		if ctx.Err() != nil {
			return
		}
		switch {
		case len(due) > 0: // look again: it took time
		case next.IsZero():
			<-changed
		default:
			clock.Wait(s.clock, next, changed)
		}
	}
}

// due is which deliveries are due now, when to look again if there are none,
// and what is closed if something changes before.
func (s *Sandbox) due() (ids []string, next time.Time, changed <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle()
	for _, d := range s.state.Deliveries {
		if d.State == DeliveryWaiting && !d.Due.After(s.state.SettledAt) {
			ids = append(ids, d.ID)
		}
	}
	return ids, s.state.nextDue(), s.changed
}

// deliver makes one attempt, or two under the fault duplicate-postback, and
// records it. An attempt that Close cuts off is made again after a restart.
func (s *Sandbox) deliver(ctx context.Context, id string) {
	var target string
	calls := 1
	s.mu.Lock()
	if d, ok := s.state.delivery(id); ok {
		target = s.state.target(*d)
	}
	if s.state.Faults[DuplicatePostback] {
		calls = 2
	}
	s.mu.Unlock()

	var attempts []Attempt
	for range calls {
		if target != "" {
			attempts = append(attempts, s.call(ctx, target))
		}
	}
	if ctx.Err() != nil {
		return
	}
	err := s.change(func(st *state, now time.Time) error {
		d, ok := st.delivery(id)
		switch {
		case !ok:
		case len(attempts) == 0:
			d.State = DeliveryNeverSent
		default:
			d.record(attempts, now)
		}
		return nil
	})
	if err != nil {
		s.log.Error("record a postback", "delivery", id, "error", err)
		// Not recorded means due again: wait for the disk rather than
		// calling without end.
		clock.Wait(clock.System{}, clock.System{}.Now().Add(time.Second), ctx.Done())
	}
}

// call makes one GET.
func (s *Sandbox) call(ctx context.Context, target string) Attempt {
	const mostReply = 300
	a := Attempt{Time: s.clock.Now(), URL: target}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	request.Header.Set("User-Agent", "CJ-Affiliate-Sandbox")
	response, err := s.client.Do(request)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	defer response.Body.Close()
	reply, err := io.ReadAll(io.LimitReader(response.Body, mostReply))
	if err != nil {
		a.Error = err.Error()
		return a
	}
	a.Status, a.Reply = response.StatusCode, strings.ToValidUTF8(string(reply), "�")
	return a
}
