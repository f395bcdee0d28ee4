package desktop

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/reconcile"
)

// outcomes are what can be decided, and of which buckets.
func outcomes() []OutcomeChoice {
	open := []string{string(reconcile.OnlyCJ), string(reconcile.Differs), string(reconcile.Duplicate), string(reconcile.Test)}
	all := []string{}
	for _, b := range bucketWords {
		all = append(all, string(b.key))
	}
	return []OutcomeChoice{
		{Value: affiliate.CaseAccept, Label: "It is right", Hint: "Nothing is to be done about it.", Key: "a", Buckets: all},
		{Value: affiliate.CaseCancel, Label: "Cancel at CJ", Hint: "Goes into the file of cancellations.", Key: "x", Buckets: open},
		{Value: affiliate.CaseRestate, Label: "Restate at CJ", Hint: "CJ is to take over the shop's amount: goes into the file of restatements.", Key: "r", Buckets: []string{string(reconcile.Differs)}},
		{Value: affiliate.CaseAsk, Label: "Ask CJ", Hint: "Goes into the inquiry about missing sales.", Key: "q", Buckets: []string{string(reconcile.OnlyPostback), string(reconcile.OnlyShop), string(reconcile.ReversedLate), string(reconcile.Differs)}},
		{Value: affiliate.CaseLater, Label: "Look again later", Hint: "Keeps your note and decides nothing.", Key: "l", Buckets: all},
	}
}

// allows reports whether a bucket's cases can be decided so; an empty outcome
// takes a decision back.
func allows(outcome string, b reconcile.Bucket) bool {
	return outcome == "" || slices.ContainsFunc(outcomes(), func(o OutcomeChoice) bool {
		return o.Value == outcome && slices.Contains(o.Buckets, string(b))
	})
}

// stands reports whether a decision is about a case as it is now.
func stands(d affiliate.CaseDecision, c reconcile.Case) bool {
	return d.Outcome != "" && allows(d.Outcome, c.Bucket) && (d.Of == "" || d.Of == c.State())
}

// shows reports whether a filter shows a case.
func shows(f CaseFilter, c reconcile.Case, decided map[string]affiliate.CaseDecision) bool {
	d := decided[c.Key]
	has := stands(d, c)
	if f.Bucket != "" && f.Bucket != string(c.Bucket) || f.Decided == "yes" && !has || f.Decided == "no" && has {
		return false
	}
	text := strings.ToLower(clean(f.Text))
	if text == "" {
		return true
	}
	for _, value := range []string{c.OrderID(), c.Member(), c.ClickID(), c.Key, d.Note} {
		if strings.Contains(strings.ToLower(value), text) {
			return true
		}
	}
	return false
}

// caseUndo is how a decision on cases is taken back: a fact of this device.
type caseUndo struct {
	Items []caseUndoItem `json:"items"`
}

type caseUndoItem struct {
	Now    affiliate.CaseDecision `json:"now"` // as it was decided
	Before affiliate.CaseDecision `json:"before"`
	Key    string                 `json:"key"`
}

const (
	caseUndoPrefix = "undo-cases:"
	caseUndoList   = "undo-cases"
)

// Decide keeps what a person makes of cases.
func (r *Reconciliation) Decide(d CaseDecision) (CaseResult, error) {
	return do(r.app, func(s *session) (CaseResult, error) {
		ctx := context.Background()
		decision := affiliate.CaseDecision{Key: "-", Outcome: d.Outcome, Note: clean(d.Note), At: s.clock.Now().UTC().Format(time.RFC3339)}
		if err := decision.Check(); err != nil {
			return CaseResult{}, err
		}
		_, found, err := s.comparisons.finished(d.RunID)
		if err != nil {
			return CaseResult{}, err
		}
		before, err := s.store.CaseDecisions(ctx)
		if err != nil {
			return CaseResult{}, err
		}
		named := d.Keys
		if d.All != nil {
			named = d.Except
		}
		picked := make(map[string]bool, len(named))
		for _, key := range named {
			picked[key] = true
		}
		var undo caseUndo
		unfit := 0
		for _, c := range found.Cases {
			if d.All != nil && !shows(*d.All, c, before) || picked[c.Key] == (d.All != nil) {
				continue
			}
			if !allows(d.Outcome, c.Bucket) || d.Outcome == affiliate.CaseCancel && c.Doubt {
				unfit++
				continue
			}
			decision.Key, decision.Of = c.Key, c.State()
			if was := before[c.Key]; was.Outcome != decision.Outcome || was.Note != decision.Note || was.Outcome != "" && was.Of != decision.Of {
				undo.Items = append(undo.Items, caseUndoItem{Now: decision, Before: was, Key: c.Key})
			}
		}
		switch {
		case len(undo.Items) > maxChosen:
			return CaseResult{}, affiliate.Errorf(affiliate.Invalid, "The list shows %d sales, and one decision is about at most %d.", len(undo.Items), maxChosen).
				WithHint("Narrow the list, for example to a bucket.")
		case len(undo.Items) == 0 && unfit > 0:
			return CaseResult{}, field("outcome", "This can't be decided of such a sale. Choose another outcome.")
		case len(undo.Items) == 0:
			return CaseResult{}, affiliate.Errorf(affiliate.Conflict, "Nothing was changed: it is decided so already, or it is not in this comparison any more.").WithHint("Look at the list again.")
		}
		return s.decideCases(ctx, undo)
	})
}

// decideCases writes decisions, and how they are taken back.
func (s *session) decideCases(ctx context.Context, undo caseUndo) (CaseResult, error) {
	b, err := s.casesBatch(undo.Items)
	if err != nil {
		return CaseResult{}, err
	}
	raw, err := json.Marshal(undo)
	if err != nil {
		return CaseResult{}, err
	}
	if err := s.store.Note(ctx, caseUndoPrefix+b.ID, string(raw)); err != nil {
		return CaseResult{}, err
	}
	if err := s.keepLast(ctx, caseUndoList, caseUndoPrefix, b.ID); err != nil {
		return CaseResult{}, err
	}
	return CaseResult{UndoID: b.ID, Decided: len(undo.Items)}, s.enqueueAll(ctx, b)
}

func (s *session) casesBatch(items []caseUndoItem) (*batch, error) {
	b := s.batch()
	for _, item := range items {
		if err := b.add(change(affiliate.NounCaseDecision, item.Key, item.Now)); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// keepLast remembers an id in a list of notes, and forgets what is beyond the
// last of them.
func (s *session) keepLast(ctx context.Context, list, prefix, id string) error {
	var ids []string
	raw, err := s.store.Noted(ctx, list)
	if err == nil && raw != "" {
		err = json.Unmarshal([]byte(raw), &ids)
	}
	if err != nil {
		return err
	}
	for ids = append(ids, id); len(ids) > maxUndos; ids = ids[1:] {
		if err := s.store.DropNote(ctx, prefix+ids[0]); err != nil {
			return err
		}
	}
	now, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return s.store.Note(ctx, list, string(now))
}

// caseUndo reads how a decision on cases is taken back; false when the id is of
// none that still can be.
func (s *session) caseUndo(ctx context.Context, id string) (record caseUndo, is bool, err error) {
	raw, err := s.store.Noted(ctx, caseUndoPrefix+id)
	if err != nil || raw == "" {
		return record, false, err
	}
	return record, true, json.Unmarshal([]byte(raw), &record)
}

func (s *session) undoCases(ctx context.Context, id string, record caseUndo) (CaseResult, error) {
	stands, err := s.store.CaseDecisions(ctx)
	if err != nil {
		return CaseResult{}, err
	}
	var back []caseUndoItem
	for _, item := range record.Items {
		now := stands[item.Key]
		if now.Outcome != item.Now.Outcome || now.Note != item.Now.Note || now.Outcome != "" && now.At != item.Now.At {
			continue
		}
		item.Before.At = s.clock.Now().UTC().Format(time.RFC3339)
		back = append(back, caseUndoItem{Now: item.Before, Before: now, Key: item.Key})
	}
	if err := s.store.DropNote(ctx, caseUndoPrefix+id); err != nil {
		return CaseResult{}, err
	}
	if len(back) == 0 {
		return CaseResult{}, affiliate.Errorf(affiliate.Conflict, "Somebody has decided on it since, so it stays.").WithHint("Look at the list again.")
	}
	b, err := s.casesBatch(back) // how it is taken back is not kept: nobody gets the token
	if err != nil {
		return CaseResult{}, err
	}
	return CaseResult{Decided: len(back)}, s.enqueueAll(ctx, b)
}
