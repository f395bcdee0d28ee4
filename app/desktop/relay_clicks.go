package desktop

import (
	"context"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
	"linkledger/internal/report"
)

// relayed is the answer to a question for which the relay was asked.
type relayed struct {
	answer   ReportAnswer
	asOf     time.Time // zero when it was not needed
	keptFrom string
}

// AskRelay starts to answer a question with raw clicks of the relay where the
// cut is not known here. It needs a connection.
func (q *Quality) AskRelay(question ReportQuestion) (RelayAnswer, error) {
	return do(q.app, func(s *session) (RelayAnswer, error) {
		relay, err := s.connected()
		if err != nil {
			return RelayAnswer{}, err
		}
		return viewRelayed(s.relayAnswers.start(s, question, func(ctx context.Context, _ func(done, total int)) (relayed, error) {
			return s.askRelay(ctx, relay.client, question)
		})), nil
	})
}

// RelayAnswerState is an answer as it stands.
func (q *Quality) RelayAnswerState(id string) (RelayAnswer, error) {
	return do(q.app, func(s *session) (RelayAnswer, error) {
		run, err := s.relayAnswers.get(id)
		if err != nil {
			return RelayAnswer{}, err
		}
		return viewRelayed(run), nil
	})
}

// CancelRelayAnswer ends the asking, on the relay too.
func (q *Quality) CancelRelayAnswer(id string) error {
	_, err := do(q.app, func(s *session) (bool, error) {
		run, err := s.relayAnswers.get(id)
		if err == nil {
			run.cancel()
		}
		return err == nil, err
	})
	return err
}

func (s *session) askRelay(ctx context.Context, client *relayapi.Client, question ReportQuestion) (relayed, error) {
	explorer, err := s.explorer(ctx)
	if err != nil {
		return relayed{}, err
	}
	raw := &rawClicks{client: client}
	result, err := explorer.ExploreRaw(ctx, question.query(), raw)
	if err != nil {
		return relayed{}, err
	}
	return relayed{viewAnswer(result), raw.asOf, raw.keptFrom}, nil
}

func viewRelayed(run *run[ReportQuestion, relayed]) RelayAnswer {
	at := run.state()
	v := RelayAnswer{ID: run.id, State: at.state}
	v.Error, v.Hint = whyNot(at.err)
	if at.state == runDone {
		v.Answer = &at.found.answer
		v.KeptFrom = at.found.keptFrom
		if !at.found.asOf.IsZero() {
			v.AsOf = viewTime(at.found.asOf)
		}
	}
	return v
}

// rawClicks asks the relay for sums of the clicks that it keeps one by one.
type rawClicks struct {
	client   *relayapi.Client
	asOf     time.Time // of the oldest answer
	keptFrom string    // of the last one
}

// mostRawGroups is how many groups of clicks one question may have.
const mostRawGroups = 50_000

// CountRaw implements report.RawClicks.
func (r *rawClicks) CountRaw(ctx context.Context, q report.RawQuery) ([]report.RawGroup, error) {
	question := relayapi.ClickQuestion{From: q.Period.From, To: q.Period.To, By: []relayapi.ClickProperty{}, Limit: mostRawGroups}
	for _, d := range q.By {
		question.By = append(question.By, relayapi.ClickProperty(d))
	}
	for _, f := range q.Where {
		question.Where = append(question.Where, relayapi.ClickFilter{Property: relayapi.ClickProperty(f.Dimension), Values: f.Values, Exclude: f.Not})
	}
	answer, err := r.client.GroupClicks(ctx, question)
	if err != nil {
		return nil, err
	}
	if answer.LeftOut > 0 {
		return nil, affiliate.Errorf(affiliate.Invalid, "%s", fmt.Sprintf("These clicks fall into more than %d different groups.", mostRawGroups)).
			WithHint("Choose fewer days or fewer rows, or filter; then ask again.")
	}
	if r.asOf.IsZero() || answer.AsOf.Before(r.asOf) {
		r.asOf = answer.AsOf
	}
	r.keptFrom = answer.KeptFrom
	groups := make([]report.RawGroup, len(answer.Groups))
	for i, g := range answer.Groups {
		groups[i] = report.RawGroup{Values: g.Values, Gross: g.Clicks.Gross, Unique: g.Clicks.Unique, Rejected: g.Clicks.Rejected}
	}
	return groups, nil
}
