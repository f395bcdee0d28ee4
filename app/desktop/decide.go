package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// Decide approves, rejects or holds conversions, in one batch of the log. Those
// that can't take the decision are left as they are, and named.
func (c *Conversions) Decide(d Decision) (BulkResult, error) {
	return do(c.app, func(s *session) (BulkResult, error) {
		ctx := context.Background()
		decision := affiliate.Decision{Status: affiliate.Status(d.Status), Reason: clean(d.Reason)}
		chosen, err := s.chosen(ctx, d.ConversionIDs, d.All, d.Except...)
		if err != nil {
			return BulkResult{}, err
		}
		if len(d.Seen) != 0 && (d.All != nil || len(d.Seen) != len(d.ConversionIDs)) {
			return BulkResult{}, affiliate.Errorf(affiliate.Invalid, "Say of each conversion which version was seen, or of none.")
		}
		saw := map[affiliate.ConversionID]string{}
		for i, seen := range d.Seen {
			saw[affiliate.ConversionID(d.ConversionIDs[i])] = seen
		}
		t := s.newTurn(undoDecision)
		t.missing(chosen)
		for _, conversion := range chosen.list {
			if conversion.Status == decision.Status && conversion.Reason == decision.Reason {
				continue
			}
			err := decision.Check(conversion.Status)
			if fieldsOf(err) != nil {
				return BulkResult{}, err // of the form itself, not of one conversion
			}
			stands := chosen.seen[string(conversion.ID)]
			why := chosen.settled(conversion.ID)
			switch seen := saw[conversion.ID]; {
			case why != "":
			case seen != "" && seen != stands:
				why = "Somebody has decided on it since you looked."
			case err != nil:
				why = err.Error()
			}
			if why != "" {
				t.leave(conversion, why)
				continue
			}
			if err := t.add(change(affiliate.NounDecision, conversion.ID, decision), stands); err != nil {
				return BulkResult{}, err
			}
			t.changes(conversion, undoItem{Before: stands, Status: conversion.Status, Reason: conversion.Reason})
		}
		return s.finishTurn(ctx, t)
	})
}

// Statuses are the statuses of conversions and their moves.
func (c *Conversions) Statuses() ([]StatusView, error) {
	views := []StatusView{}
	for _, row := range affiliate.Statuses() {
		views = append(views, StatusView{Status: string(row.Status), Words: row.Words, Meaning: row.Meaning,
			Moves: statusTexts(row.Moves), ByCJ: statusTexts(row.ByCJ)})
	}
	return views, nil
}

func statusTexts(list []affiliate.Status) []string {
	texts := []string{}
	for _, status := range list {
		texts = append(texts, string(status))
	}
	return texts
}
