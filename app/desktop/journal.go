package desktop

import (
	"context"
	"io"
	"iter"

	"linkledger/internal/ledger"
	"linkledger/internal/ledger/journal"
	"linkledger/internal/store"
)

// ExportJournal writes the books as a plain-text journal that hledger reads.
func (b *Books) ExportJournal() (ExportedFile, error) {
	return do(b.app, func(s *session) (ExportedFile, error) {
		return s.export("linkledger-books-"+s.today()+".journal", func(w io.Writer) (int, error) {
			return s.writeJournal(context.Background(), w)
		})
	})
}

func (s *session) writeJournal(ctx context.Context, w io.Writer) (transactions int, err error) {
	workspace, err := s.store.Workspace(ctx)
	if err != nil {
		return 0, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return 0, err
	}
	members := journal.Names{}
	for id, name := range names.members {
		members[string(id)] = name
	}
	err = s.store.Journal(ctx, func(book store.JournalBook) error {
		transactions, err = journal.Write(w, journal.Book{Title: workspace.Name, Made: s.clock.Now(), Head: book.Head, Balances: book.Balances,
			Names: members, Transfers: journalTransfers(book.Transfers)})
		return err
	})
	return transactions, err
}

func journalTransfers(list iter.Seq2[store.ListedTransfer, error]) iter.Seq2[journal.Transfer, error] {
	return func(yield func(journal.Transfer, error) bool) {
		for t, err := range list {
			open := t.Phase == ledger.Pending && t.Resolved == ""
			if !yield(journal.Transfer{Position: t.Position, Transfer: t.Transfer, Open: open}, err) {
				return
			}
		}
	}
}
