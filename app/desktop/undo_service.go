package desktop

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
)

// Undo takes back what a person did, by the token that doing it gave.
type Undo struct{ app *App }

// UndoResult is what became of taking something back.
type UndoResult struct {
	Text    string `json:"text"` // what happened, for a person
	Changed int    `json:"changed"`
	Left    []Pair `json:"left"` // what stays as it is now, and why
}

// Do takes back what a token stands for. What was changed again since is left,
// and named.
func (u *Undo) Do(token string) (UndoResult, error) {
	return do(u.app, func(s *session) (UndoResult, error) {
		ctx := context.Background()
		if cases, is, err := s.caseUndo(ctx, token); is || err != nil {
			if err != nil {
				return UndoResult{}, err
			}
			result, err := s.undoCases(ctx, token, cases)
			return undoResult("sale", "sales", result.Decided, nil), err
		}
		if result, is, err := s.undoMembers(ctx, token); is || err != nil {
			return result, err
		}
		record, err := s.undoRecord(ctx, token)
		if err != nil {
			return UndoResult{}, err
		}
		switch record.Kind {
		case undoDecision, undoAdjustment:
			result, err := s.undoTurn(ctx, record)
			return undoResult("conversion", "conversions", result.Changed, result.Left), err
		case undoLinks:
			changed, left, err := s.undoLinks(ctx, record)
			return undoResult("link", "links", changed, left), err
		}
		return UndoResult{}, affiliate.Errorf(affiliate.NotFound, "This version of Linkledger can't undo that.").WithHint("Change it back by hand.")
	})
}

// undoResult says how much of one thing or several is as before.
func undoResult(one, several string, changed int, left []Pair) UndoResult {
	text := fmt.Sprintf("%d %s as before.", changed, several)
	switch {
	case changed == 1:
		text = fmt.Sprintf("1 %s as before.", one)
	case changed == 0 && len(left) > 0:
		text = "Nothing was undone."
	}
	return UndoResult{Text: text, Changed: changed, Left: left}
}
