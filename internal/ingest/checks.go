package ingest

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
)

// NoteBooks is what a device notes of its books after each page of the log: why
// they don't hold, or nothing. Payments stop for it.
const NoteBooks = "books_problem"

// checkBooks proves after a fold that debits equal credits and that clearing
// accounts return to zero, and keeps the reason when they don't.
func (s *Syncer) checkBooks(ctx context.Context) error {
	balances, onTheWay, err := s.Store.BookSums(ctx)
	if err != nil {
		return err
	}
	problem := ""
	if err := ledger.TrialBalance(balances); err != nil {
		problem = err.Error()
	} else if err := ledger.ClearingProblem(balances, onTheWay); err != nil {
		problem = err.Error()
	}
	before, err := s.Store.Noted(ctx, NoteBooks)
	if err != nil || problem == before {
		return err
	}
	return s.Store.Note(ctx, NoteBooks, problem)
}

// folding folds a page and checks the books that it makes.
func (s *Syncer) folding(ctx context.Context, epoch string, entries []affiliate.Entry, start, head int64) error {
	if err := s.Store.Fold(ctx, epoch, entries, s.fold(ctx, start, head)); err != nil {
		return err
	}
	return s.checkBooks(ctx)
}

// refolding folds the kept log again up to a place, and then a tail.
func (s *Syncer) refolding(ctx context.Context, epoch string, keep int64, tail []affiliate.Entry) error {
	if err := s.Store.Refold(ctx, epoch, keep, tail, s.fold(ctx, 0, keep+int64(len(tail)))); err != nil {
		return err
	}
	return s.checkBooks(ctx)
}
