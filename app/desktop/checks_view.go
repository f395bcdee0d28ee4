package desktop

import (
	"context"
	"encoding/json"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/probe"
	"linkledger/internal/store"
)

// readCase is the case of a check that was kept.
func readCase(kept store.TestCheck) (k probe.Case, err error) {
	if err := json.Unmarshal([]byte(kept.Body), &k); err != nil {
		return k, fmt.Errorf("read the check %s: %w", kept.ID, err)
	}
	return k, nil
}

func (s *session) checkByID(ctx context.Context, id string) (CheckView, error) {
	if run := s.checks.get(id); run != nil {
		return s.viewCheck(ctx, run.kept())
	}
	kept, err := s.store.TestCheck(ctx, id)
	if affiliate.Code(err) == affiliate.NotFound {
		return CheckView{}, affiliate.Errorf(affiliate.NotFound, "This check is not here any more.")
	}
	if err != nil {
		return CheckView{}, err
	}
	return s.viewCheck(ctx, kept)
}

func (s *session) viewCheck(ctx context.Context, kept store.TestCheck) (CheckView, error) {
	k, err := readCase(kept)
	if err != nil {
		return CheckView{}, err
	}
	v := CheckView{ID: kept.ID, OfferID: string(kept.OfferID), OfferName: kept.OfferName, State: kept.State, StartedAt: viewTime(k.Result.StartedAt),
		FinishedAt: viewTime(k.Result.FinishedAt), Link: k.Memory.Link.URL, OrderID: k.Memory.OrderID, ByItself: s.world != nil,
		Buying: s.world == nil && k.WantsPurchase(), Watched: k.Watched(s.clock.Now()) && k.Lacks(), Steps: []CheckStep{}}
	before, err := s.caseBefore(ctx, kept)
	if err != nil {
		return CheckView{}, err
	}
	for _, step := range k.Result.Steps {
		view := CheckStep{Key: step.Key, Title: step.Title, State: string(step.State), At: viewTime(step.At), Millis: int(step.TookMillis), Waits: step.Waits,
			Evidence: []Pair{}, Code: string(step.Code), Finding: step.Finding, Hint: step.Hint}
		for _, fact := range step.Evidence {
			view.Evidence = append(view.Evidence, Pair{Label: fact.Label, Value: fact.Value})
		}
		if was, had := before.Result.Step(step.Key); had {
			view.Before, view.BeforeMillis = string(was.State), int(was.TookMillis)
		}
		v.Steps = append(v.Steps, view)
	}
	return v, nil
}

// caseBefore is the offer's check before one, to compare with.
func (s *session) caseBefore(ctx context.Context, kept store.TestCheck) (probe.Case, error) {
	before, found, err := s.store.TestCheckBefore(ctx, kept)
	if err != nil || !found {
		return probe.Case{}, err
	}
	return readCase(before)
}
