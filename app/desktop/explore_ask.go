package desktop

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/report"
)

// asking are the questions that are being answered, by the names of their runs.
type asking struct {
	mu   sync.Mutex
	runs map[string]context.CancelFunc
}

// begin is the context of a run, and what ends it.
func (a *asking) begin(ctx context.Context, run string) (context.Context, func(), error) {
	ctx, cancel := context.WithCancel(ctx)
	if run == "" {
		return ctx, cancel, nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, taken := a.runs[run]; taken {
		cancel()
		return ctx, cancel, affiliate.Errorf(affiliate.Conflict, "This question is being answered already.")
	}
	if a.runs == nil {
		a.runs = map[string]context.CancelFunc{}
	}
	a.runs[run] = cancel
	return ctx, func() { a.cancel(run) }, nil
}

func (a *asking) cancel(run string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if cancel, runs := a.runs[run]; runs {
		cancel()
		delete(a.runs, run)
	}
}

// Ask answers a question.
func (e *Explorer) Ask(q ReportQuestion) (ReportAnswer, error) {
	return do(e.app, func(s *session) (ReportAnswer, error) {
		ctx, end, err := e.asking.begin(s.ctx, q.Run)
		if err != nil {
			return ReportAnswer{}, err
		}
		defer end()
		explorer, err := s.explorer(ctx)
		if err != nil {
			return ReportAnswer{}, err
		}
		result, err := explorer.Explore(ctx, q.query())
		if errors.Is(err, context.Canceled) {
			return ReportAnswer{}, affiliate.Errorf(affiliate.Conflict, "The report was cancelled.")
		}
		if err != nil {
			return ReportAnswer{}, err
		}
		v := viewAnswer(result)
		if v.RelayAsOf, err = s.store.Noted(ctx, ingest.NoteRelayAsOf); err != nil {
			return v, err
		}
		v.CJAsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf)
		return v, err
	})
}

// Cancel ends a run; one that has ended needs nothing.
func (e *Explorer) Cancel(run string) error {
	_, err := do(e.app, func(*session) (struct{}, error) {
		e.asking.cancel(run)
		return struct{}{}, nil
	})
	return err
}

// mostValues is how many values a list to choose from offers at once.
const mostValues = 50

// Values are those of a dimension that a filter can be made of.
func (e *Explorer) Values(search ReportValueSearch) (ReportValues, error) {
	return do(e.app, func(s *session) (ReportValues, error) {
		v := ReportValues{Found: []ReportLabel{}, Chosen: []ReportLabel{}}
		explorer, err := s.explorer(s.ctx)
		if err != nil {
			return v, err
		}
		all, err := explorer.Values(s.ctx, report.Dimension(search.Dimension))
		if err != nil {
			return v, err
		}
		words := strings.Fields(strings.ToLower(search.Search))
		for _, l := range all {
			if slices.Contains(search.Chosen, l.ID) {
				v.Chosen = append(v.Chosen, viewLabel(l))
			}
			name := strings.ToLower(l.Name)
			switch {
			case slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(name, word) }):
			case len(v.Found) < mostValues:
				v.Found = append(v.Found, viewLabel(l))
			default:
				v.More++
			}
		}
		return v, nil
	})
}
