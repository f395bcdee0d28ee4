package desktop

import (
	"context"

	"linkledger/internal/ingest"
	"linkledger/internal/ledger"
	"linkledger/internal/store"
)

const (
	noteProven = "books_proven" // when the whole book was last replayed
	noteWhole  = "whole_proven" // when the whole database was last found sound, on the computer's clock
)

// bookChecks are what must hold of the books; payments stop while one does not.
func (s *session) bookChecks(ctx context.Context) ([]BookCheck, error) {
	books, err := s.store.Books(ctx)
	if err != nil {
		return nil, err
	}
	return s.checksOf(ctx, books)
}

func (s *session) checksOf(ctx context.Context, books store.Books) ([]BookCheck, error) {
	problem, err := s.store.MoneyProblem(ctx)
	if err != nil {
		return nil, err
	}
	if problem != "" {
		problem += " Read it under the sync chip first."
	} else if problem, err = s.store.Noted(ctx, ingest.NoteBooks); err != nil {
		return nil, err
	}
	balances, damage := books.Balances(), s.damaged()
	return []BookCheck{
		check("balanced", "Debits equal credits", ledger.TrialBalance(balances)),
		check("clearing", "Clearing accounts return to zero", ledger.ClearingProblem(balances, books.OnTheWay)),
		{Key: "proven", Title: "The accounts are what the transfers add up to", OK: damage == "", Detail: damage},
		{Key: "complete", Title: "Everything in the log is in the books", OK: problem == "", Detail: sentence(problem)},
	}, nil
}

func check(key, title string, err error) BookCheck {
	if err == nil {
		return BookCheck{Key: key, Title: title, OK: true}
	}
	return BookCheck{Key: key, Title: title, Detail: sentence(err.Error())}
}
