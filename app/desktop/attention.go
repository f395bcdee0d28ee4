package desktop

import (
	"context"
	"strconv"
)

// Attention lists what a person should look at: edits that the relay refused,
// and entries of the log that could not be taken over as they were meant.
func (w *Workspace) Attention() ([]AttentionItem, error) {
	return do(w.app, func(s *session) ([]AttentionItem, error) { return s.attention(context.Background()) })
}

func (s *session) attention(ctx context.Context) ([]AttentionItem, error) {
	items := []AttentionItem{}
	refused, err := s.store.RefusedEdits(ctx)
	if err != nil {
		return nil, err
	}
	for _, edit := range refused {
		items = append(items, AttentionItem{ID: edit.Batch, Kind: "refused", At: viewTime(edit.At),
			Text: "The relay refused an edit of a " + string(edit.Noun) + ": " + edit.Reason})
	}
	problems, err := s.store.Problems(ctx)
	for i, text := range problems {
		items = append(items, AttentionItem{ID: strconv.Itoa(i), Kind: "problem", Text: text})
	}
	return items, err
}

// DiscardEdit drops an edit that the relay refused; what was there before shows
// again.
func (w *Workspace) DiscardEdit(id string) ([]AttentionItem, error) {
	return do(w.app, func(s *session) ([]AttentionItem, error) {
		ctx := context.Background()
		if err := s.store.Discard(ctx, id); err != nil {
			return nil, err
		}
		s.app.changed()
		return s.attention(ctx)
	})
}

// AcknowledgeProblems says that a person has read the problems; payments that
// were stopped for one go on.
func (w *Workspace) AcknowledgeProblems() error {
	_, err := do(w.app, func(s *session) (bool, error) {
		err := s.store.Acknowledge(context.Background())
		s.app.changed()
		return err == nil, err
	})
	return err
}
