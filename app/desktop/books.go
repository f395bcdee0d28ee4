package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// Books shows where the money stands, and why.
type Books struct{ app *App }

// Accounts are all accounts with their balances, and the checks of the books.
func (b *Books) Accounts() (BooksView, error) {
	return do(b.app, func(s *session) (BooksView, error) { return s.booksView(context.Background()) })
}

// AccountsAsOf are the accounts as they stood in the evening of a day. Checks are
// of the books as they stand now, and come with Accounts alone.
func (b *Books) AccountsAsOf(day string) (BooksView, error) {
	return do(b.app, func(s *session) (BooksView, error) {
		if !affiliate.IsDay(day) {
			return BooksView{}, field("asOf", "Enter the day as YYYY-MM-DD.")
		}
		books, err := s.store.BooksAsOf(context.Background(), day)
		return BooksView{Currencies: bookCurrencies(books), Checks: []BookCheck{}, Head: books.Head, Transfers: books.Transfers, LastEntry: int(books.LastEntry)}, err
	})
}

// Prove replays the whole book and compares it with the accounts.
func (b *Books) Prove() (BooksView, error) {
	return do(b.app, func(s *session) (BooksView, error) {
		ctx := context.Background()
		_ = s.proveNow(ctx) // the checks of the view tell the outcome
		return s.booksView(ctx)
	})
}

func (s *session) booksView(ctx context.Context) (BooksView, error) {
	books, err := s.store.Books(ctx)
	if err != nil {
		return BooksView{}, err
	}
	v := BooksView{Currencies: bookCurrencies(books), Head: books.Head, Transfers: books.Transfers, LastEntry: int(books.LastEntry)}
	if v.Checks, err = s.checksOf(ctx, books); err != nil {
		return v, err
	}
	v.ProvenAt, err = s.store.Noted(ctx, noteProven)
	return v, err
}

// bookCurrencies sorts accounts into currencies, in the order of the chart.
func bookCurrencies(books store.Books) []BookCurrency {
	list := []BookCurrency{}
	for _, currency := range books.Currencies() {
		v := BookCurrency{Currency: string(currency), Accounts: []BookAccount{}}
		debits, credits := money.New(0, currency), money.New(0, currency)
		for _, line := range ledger.Chart() {
			for _, a := range books.Accounts {
				if a.Currency == currency && a.Account.Line().Name == line.Name {
					v.Accounts = append(v.Accounts, bookAccount(a))
					debits.Minor += a.DebitsPosted
					credits.Minor += a.CreditsPosted
				}
			}
		}
		v.Debits, v.Credits = viewMoney(debits), viewMoney(credits)
		list = append(list, v)
	}
	return list
}

// membersAccounts are what a screen calls the accounts of all members.
var membersAccounts = map[ledger.Account]string{ledger.Payable("*"): "members:payable", ledger.Recover("*"): "members:recover"}

func bookAccount(a store.AccountSum) BookAccount {
	line := a.Account.Line()
	v := BookAccount{Account: string(a.Account), Title: line.Title, Kind: string(line.Kind), Meaning: line.Meaning, Members: a.Members,
		Pending: viewMoney(a.Pending()), Posted: viewMoney(a.Posted()), Available: viewMoney(a.Available()), Clearing: line.Clearing}
	if together, many := membersAccounts[a.Account]; many {
		v.Account = together
	}
	return v
}
