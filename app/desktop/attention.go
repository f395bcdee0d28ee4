package desktop

import (
	"context"
	"fmt"
	"strconv"

	"linkledger/internal/affiliate"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// Attention lists what a person should look at: programme terms that changed,
// checks that ended, what link health found new, rows of
// CJ's that could not be read, edits that the relay refused, and entries of the
// log that could not be taken over as they were meant.
func (w *Workspace) Attention() ([]AttentionItem, error) {
	return do(w.app, func(s *session) ([]AttentionItem, error) {
		items, err := s.attention(context.Background())
		if damage := s.damageItem(); len(damage) > 0 && sqlitex.IsCorrupt(err) { // the rest can't be read
			return damage, nil
		}
		return items, err
	})
}

func (s *session) damageItem() []AttentionItem {
	if words := s.damaged(); words != "" {
		return []AttentionItem{{ID: "damage", Kind: "damage", Text: words + " Payments wait. Rebuild it under Settings > Backups."}}
	}
	return []AttentionItem{}
}

func (s *session) attention(ctx context.Context) ([]AttentionItem, error) {
	items := s.damageItem()
	if words, err := s.frozenWords(ctx); err != nil {
		return nil, err
	} else if words != "" {
		items = append(items, AttentionItem{ID: "frozen", Kind: "frozen", Text: words})
	}
	terms, err := s.changedTerms(ctx)
	if err != nil {
		return nil, err
	}
	items = append(items, terms...)
	checks, err := s.checkItems(ctx)
	if err != nil {
		return nil, err
	}
	items = append(items, checks...)
	health, err := s.healthItems(ctx)
	if err != nil {
		return nil, err
	}
	items = append(items, health...)
	unread, err := s.unreadItem(ctx)
	if err != nil {
		return nil, err
	}
	items = append(items, unread...)
	refused, err := s.store.RefusedEdits(ctx)
	if err != nil {
		return nil, err
	}
	for _, edit := range refused {
		of, err := s.refusedOf(ctx, edit)
		if err != nil {
			return nil, err
		}
		items = append(items, AttentionItem{ID: edit.Batch, Kind: "refused", At: viewTime(edit.At), Text: "The relay refused an edit of " + of + ": " + edit.Reason})
	}
	problems, err := s.store.Problems(ctx)
	for _, p := range problems {
		items = append(items, AttentionItem{ID: strconv.FormatInt(p.Seq, 10), Kind: "problem", Text: p.Text})
	}
	if err != nil {
		return nil, err
	}
	loose, err := s.store.LooseReports(ctx)
	for _, r := range loose {
		items = append(items, AttentionItem{ID: string(r.ID), Kind: "correction", Text: looseWords(r)})
	}
	return items, err
}

// refusedOf is what a refused edit was about.
func (s *session) refusedOf(ctx context.Context, edit store.RefusedEdit) (string, error) {
	if edit.Noun != affiliate.NounLink {
		return "a " + string(edit.Noun), nil
	}
	rows, err := s.rowsOfLinks(ctx, []affiliate.LinkID{affiliate.LinkID(edit.Subject)})
	if err != nil || len(rows) == 0 {
		return "a link", err
	}
	return "the link of " + rows[0].MemberName + " for " + rows[0].OfferName, nil
}

// looseWords tell of a correction that waits for its sale.
func looseWords(r affiliate.Report) string {
	of := "a sale"
	if r.OrderID != "" {
		of = "order " + r.OrderID
	}
	return fmt.Sprintf("A postback brought a %s of %s, and nothing tells which sale that is. It counts once that is known.", r.Kind, of)
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

// AcknowledgeProblems says that a person has read the problems up to the newest
// one that was shown, by its id; payments that were stopped for one go on.
func (w *Workspace) AcknowledgeProblems(newest string) error {
	_, err := do(w.app, func(s *session) (bool, error) {
		seq, err := strconv.ParseInt(newest, 10, 64)
		if err != nil {
			return false, affiliate.Errorf(affiliate.Invalid, "There is no such problem.").WithHint("Look at the list again.")
		}
		err = s.store.Acknowledge(context.Background(), seq)
		s.app.changed()
		return err == nil, err
	})
	return err
}
