package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// turn is one decision about many conversions on its way: what it writes, what
// it leaves as it is and why, and how it is taken back.
type turn struct {
	*batch
	about []affiliate.ConversionID
	left  []Pair
	undo  undoRecord
}

func (s *session) newTurn(kind string) *turn {
	b := s.batch()
	return &turn{batch: b, left: []Pair{}, undo: undoRecord{ID: b.ID, Kind: kind}}
}

// add writes a change of what stands as version; "" for what is not guarded.
func (t *turn) add(d draft, version string) error { return t.addExpecting(d, version) }

func (t *turn) lastEntry() string { return t.Entries[len(t.Entries)-1].ID }

// leave names a conversion that stays as it is.
func (t *turn) leave(c affiliate.Conversion, why string) {
	t.about = append(t.about, c.ID)
	t.left = append(t.left, Pair{Label: conversionName(c), Value: why})
}

// missing names those that were picked and are not here.
func (t *turn) missing(c chosen) {
	for _, id := range c.missing {
		t.left = append(t.left, Pair{Label: "The conversion " + string(id), Value: "It is not here any more. Look at the list again."})
	}
}

// changes counts a conversion that the turn changes.
func (t *turn) changes(c affiliate.Conversion, undo undoItem) {
	t.about = append(t.about, c.ID)
	undo.Conversion, undo.Entry = c.ID, t.lastEntry()
	t.undo.Items = append(t.undo.Items, undo)
}

// conversionName is how people find a conversion: its order.
func conversionName(c affiliate.Conversion) string {
	if c.OrderID != "" {
		return "Order " + c.OrderID
	}
	return "The conversion of " + c.SaleDay
}

// maxResultRows is how many rows a screen takes at once.
const maxResultRows = 200

// finishTurn saves the whole turn, with how it is taken back, and shows what it
// was about.
func (s *session) finishTurn(ctx context.Context, t *turn) (BulkResult, error) {
	v := BulkResult{Rows: []ConversionRow{}, Changed: len(t.undo.Items), Left: t.left}
	if len(t.Entries) > 0 {
		// First how to undo it: kept for nothing, it does no harm.
		if t.undo.Kind != "" {
			if err := s.keepUndo(ctx, t.undo); err != nil {
				return v, err
			}
			v.Undo = t.undo.ID
		}
		if err := s.enqueue(ctx, t.batch); err != nil {
			return v, err
		}
	}
	list, err := s.store.ConversionsByID(ctx, t.about[:min(len(t.about), maxResultRows)])
	if err != nil {
		return v, err
	}
	v.Rows, err = s.conversionRows(ctx, list)
	return v, err
}
