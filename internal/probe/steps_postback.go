package probe

import (
	"context"
	"slices"
	"time"
)

func (r *run) awaitPostback(ctx context.Context) verdict {
	r.fresh(ctx)
	calls, err := r.calls(ctx)
	accepted, refused, perhaps := r.part(calls)
	commission, _ := r.k.Result.Step(StepCommission)
	foreign := commission.Code == CodeNoShopperID || commission.Code == CodeWrongShopperID
	switch {
	case len(accepted) > 0:
		return r.judgeAccepted(ctx, accepted)
	case len(refused) > 0 && !foreign:
		return r.judgeRefused(refused)
	case commission.State == Failed && (foreign || !commission.Code.aboutCJ()):
		return skip("No postback with our transaction id has come, as could be expected: " + commission.Finding)
	case err != nil && r.overdue(r.Patience.Postback):
		return relaySilent(err).orLater()
	case !r.overdue(r.Patience.Postback):
		return wait("Waits for CJ's postback, which comes within minutes where CJ sends it at once.")
	case commission.State == Running || commission.State == Waiting:
		return wait("No postback yet; CJ's own row will tell whether there is a sale to report.")
	}
	if len(perhaps) > 0 {
		return r.judgeRefused(perhaps)
	}
	return noPostback().orLater()
}

// part divides the calls. A refused one that names neither click nor order is
// ours for certain only where nobody else sells; elsewhere it may have been.
func (r *run) part(calls []Postback) (accepted, refused, perhaps []Postback) {
	order := r.k.Memory.OrderID
	for _, p := range calls {
		switch {
		case p.Accepted:
			accepted = append(accepted, p)
		case p.ClickID != "", p.OrderID != "" && p.OrderID == order, r.Shopper != nil:
			refused = append(refused, p)
		default:
			perhaps = append(perhaps, p)
		}
	}
	return accepted, refused, perhaps
}

// judgeRefused says what was wrong with the latest refused call, once a good
// one had time to follow: callers try again.
func (r *run) judgeRefused(refused []Postback) verdict {
	last := slices.MaxFunc(refused, func(a, b Postback) int { return a.At.Compare(b.At) })
	r.notePostback(last)
	if r.Clock.Now().Sub(last.At) < r.Patience.Retry {
		return wait("The relay refused a postback: " + last.Reply + ". Perhaps CJ sends it again.")
	}
	v := postbackRefused(last)
	commission := r.state(StepCommission)
	if v.code == CodePostbackUnknownClick && !r.news.NoCJ && (commission == Running || commission == Waiting) {
		return wait("The relay refused a postback that names no click of ours; CJ's own row will tell whose it is.")
	}
	return v.orLater()
}

func (r *run) judgeAccepted(ctx context.Context, accepted []Postback) verdict {
	first := slices.MinFunc(accepted, func(a, b Postback) int { return a.At.Compare(b.At) })
	r.notePostback(first)
	r.note("Transaction id", first.ClickID)
	soldAt := r.soldAt(ctx)
	late, times := first.At.Sub(soldAt), repeats(accepted)
	switch {
	case first.Of != "":
		return postbackOtherOffer(first.Of)
	case !soldAt.IsZero() && late >= r.Patience.Late:
		return postbackLate(late)
	case times > 1 && len(r.ours(ctx)) < 2: // two sales have two postbacks
		return postbackTwice(times)
	}
	return pass()
}

// repeats is how often the call that came most often came.
func repeats(calls []Postback) (most int) {
	count := map[string]int{}
	for _, p := range calls {
		count[p.Query]++
		most = max(most, count[p.Query])
	}
	return most
}

// soldAt is when the purchase was made: by CJ's row, or else when it became
// known here, if no report told of it.
func (r *run) soldAt(ctx context.Context) time.Time {
	for _, s := range r.ours(ctx) {
		if s.Row != nil && !s.Row.EventAt.IsZero() {
			return s.Row.EventAt
		}
	}
	if r.Shopper == nil && !r.k.Memory.Told {
		return time.Time{}
	}
	order, _ := r.k.Result.Step(StepOrder)
	return order.At
}

func (r *run) notePostback(p Postback) {
	r.noteTime("Received at", p.At)
	r.note("Query", p.Query)
	r.note("Relay's reply", p.Reply)
}

// calls are the relay's postback calls of this case.
func (r *run) calls(ctx context.Context) ([]Postback, error) {
	err := r.once("calls", func() (err error) {
		all, err := r.Relay.Postbacks(ctx, r.k.Memory.Link.Number, r.k.Result.StartedAt)
		r.postbacks = slices.DeleteFunc(all, func(p Postback) bool { return p.ClickID != "" && slices.Contains(r.k.Memory.Earlier, p.ClickID) })
		return err
	})
	return r.postbacks, err
}
