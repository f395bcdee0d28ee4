package desktop

import (
	"context"
	"encoding/json"
	"slices"

	"linkledger/internal/affiliate"
)

// undoRecord is how a decision about many conversions is taken back. It is a
// fact of this device alone.
type undoRecord struct {
	ID    string     `json:"id"`
	Kind  string     `json:"kind"`
	Items []undoItem `json:"items"`
	Links []linkUndo `json:"links,omitempty"`
}

// Kinds of turns that can be taken back.
const (
	undoDecision   = "decision"
	undoAdjustment = "adjustment"
	undoLinks      = "links"
)

// undoItem is what one conversion was before.
type undoItem struct {
	Conversion affiliate.ConversionID `json:"conversion"`
	Entry      string                 `json:"entry"`            // that changed it
	Before     string                 `json:"before,omitempty"` // the decision that stood until then
	Status     affiliate.Status       `json:"status,omitempty"`
	Reason     string                 `json:"reason,omitempty"`
	Adjustment affiliate.AdjustmentID `json:"adjustment,omitempty"`
}

// maxUndos is how many turns can be taken back.
const maxUndos = 20

const (
	undoList   = "undo"
	undoPrefix = "undo:"
)

func (s *session) noteUndo(ctx context.Context, record undoRecord) error {
	raw, err := json.Marshal(record)
	if err != nil {
		return err
	}
	return s.store.Note(ctx, undoPrefix+record.ID, string(raw))
}

func (s *session) keepUndo(ctx context.Context, record undoRecord) error {
	if err := s.noteUndo(ctx, record); err != nil {
		return err
	}
	ids, err := s.undos(ctx)
	if err != nil {
		return err
	}
	return s.keepUndos(ctx, append(ids, record.ID))
}

// keepUndos forgets all but the last.
func (s *session) keepUndos(ctx context.Context, ids []string) error {
	for len(ids) > maxUndos {
		if err := s.store.DropNote(ctx, undoPrefix+ids[0]); err != nil {
			return err
		}
		ids = ids[1:]
	}
	raw, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return s.store.Note(ctx, undoList, string(raw))
}

// undos are the ids of the turns that can be taken back, oldest first.
func (s *session) undos(ctx context.Context) (ids []string, err error) {
	raw, err := s.store.Noted(ctx, undoList)
	if err == nil && raw != "" {
		err = json.Unmarshal([]byte(raw), &ids)
	}
	return ids, err
}

func (s *session) undoRecord(ctx context.Context, id string) (record undoRecord, err error) {
	raw, err := s.store.Noted(ctx, undoPrefix+id)
	if err != nil {
		return record, err
	}
	if raw == "" {
		return record, affiliate.Errorf(affiliate.NotFound, "This can't be undone any more: it was undone already, or too much was decided since.").
			WithHint("Change it again where you changed it.")
	}
	return record, json.Unmarshal([]byte(raw), &record)
}

// undoTurn takes a decision or adjustment back. What was paid or decided on since
// is left, named, and can be tried again.
func (s *session) undoTurn(ctx context.Context, record undoRecord) (BulkResult, error) {
	ids := make([]string, 0, len(record.Items))
	was := make(map[affiliate.ConversionID]undoItem, len(record.Items))
	for _, item := range record.Items {
		ids = append(ids, string(item.Conversion))
		was[item.Conversion] = item
	}
	chosen, err := s.chosen(ctx, ids, nil)
	if err != nil {
		return BulkResult{}, err
	}
	adjusted, err := s.store.AdjustmentsOf(ctx, chosen.ids())
	if err != nil {
		return BulkResult{}, err
	}
	t := s.newTurn("")
	t.missing(chosen)
	var left []undoItem
	for _, conversion := range chosen.list {
		item := was[conversion.ID]
		back := affiliate.Decision{Status: item.Status, Reason: item.Reason}
		d, stands := change(affiliate.NounDecision, conversion.ID, back), chosen.seen[string(conversion.ID)]
		why := chosen.settled(conversion.ID)
		if record.Kind == undoAdjustment {
			d, stands = change(affiliate.NounAdjustment, item.Adjustment, cancelledAdjustment{Cancelled: true, Reason: "Undone."}), ""
			if why == "" && !stillAdjusts(adjusted[conversion.ID], item.Adjustment) {
				t.leave(conversion, "Its adjustment was cancelled already.")
				continue
			}
		} else if why == "" {
			why = undecidable(back, conversion.Status, stands == item.Entry)
		}
		if why != "" {
			t.leave(conversion, why)
			left = append(left, item)
			continue
		}
		if err := t.add(d, stands); err != nil {
			return BulkResult{}, err
		}
		t.changes(conversion, item)
	}
	result, err := s.finishTurn(ctx, t)
	if err != nil {
		return result, err
	}
	return result, s.undone(ctx, record, left, t.undo.Items)
}

// undone keeps what of a record was left, and lets earlier decisions be taken
// back that stand again now.
func (s *session) undone(ctx context.Context, record undoRecord, left, back []undoItem) error {
	record.Items = left
	err := s.noteUndo(ctx, record)
	if len(left) == 0 {
		err = s.dropUndo(ctx, record.ID)
	}
	if err != nil || record.Kind == undoAdjustment {
		return err
	}
	again := make(map[affiliate.ConversionID]undoItem, len(back))
	for _, item := range back {
		again[item.Conversion] = item
	}
	ids, err := s.undos(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		earlier, err := s.undoRecord(ctx, id)
		if err != nil {
			return err
		}
		changed := false
		for i, item := range earlier.Items {
			if now, is := again[item.Conversion]; is && now.Before != "" && item.Entry == now.Before {
				earlier.Items[i].Entry, changed = now.Entry, true
			}
		}
		if !changed {
			continue
		}
		if err := s.noteUndo(ctx, earlier); err != nil {
			return err
		}
	}
	return nil
}

// stillAdjusts reports whether an adjustment is there and not cancelled.
func stillAdjusts(list []affiliate.Adjustment, id affiliate.AdjustmentID) bool {
	return slices.ContainsFunc(list, func(a affiliate.Adjustment) bool { return a.ID == id && !a.Cancelled })
}

// undecidable says why a former status can't come back; "" when it can.
func undecidable(back affiliate.Decision, now affiliate.Status, untouched bool) string {
	if !untouched {
		return "Somebody has decided on it since."
	}
	if now == back.Status {
		return "" // it is there already, and may get its reason back
	}
	if err := back.Check(now); err != nil {
		return err.Error()
	}
	return ""
}

func (s *session) dropUndo(ctx context.Context, id string) error {
	ids, err := s.undos(ctx)
	if err != nil {
		return err
	}
	if err := s.store.DropNote(ctx, undoPrefix+id); err != nil {
		return err
	}
	return s.keepUndos(ctx, slices.DeleteFunc(ids, func(kept string) bool { return kept == id }))
}
