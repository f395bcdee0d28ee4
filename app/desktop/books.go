package desktop

import "linkledger/internal/affiliate"

// Books shows where the money stands, and why.
type Books struct{ app *App }

var errNotBuilt = affiliate.Errorf(affiliate.Unavailable, "This is being built.")

// Accounts are all accounts with their balances, and the checks of the books.
func (b *Books) Accounts() (BooksView, error) { return BooksView{}, errNotBuilt }

// Transfers lists transfers with what caused them, newest first.
func (b *Books) Transfers(filter TransferFilter) (TransferPage, error) {
	return TransferPage{}, errNotBuilt
}

// Prove replays the whole book and compares it with the accounts.
func (b *Books) Prove() (BooksView, error) { return BooksView{}, errNotBuilt }

// Statement is a member's account in a period.
func (b *Books) Statement(memberID string, period Period) (MemberStatement, error) {
	return MemberStatement{}, errNotBuilt
}

// ExportStatement writes a member's statement as CSV.
func (b *Books) ExportStatement(memberID string, period Period) (ExportedFile, error) {
	return ExportedFile{}, errNotBuilt
}

// ExportJournal writes the books as a plain-text journal that hledger reads.
func (b *Books) ExportJournal() (ExportedFile, error) { return ExportedFile{}, errNotBuilt }

// Adjustments lists adjustments, newest first; of one member when an id is given.
func (b *Books) Adjustments(memberID string) ([]AdjustmentRow, error) { return nil, errNotBuilt }

// Adjust gives a member a bonus, or corrects what they are owed.
func (b *Books) Adjust(form AdjustmentForm) ([]AdjustmentRow, error) { return nil, errNotBuilt }

// CancelAdjustment reverses an adjustment that was not paid yet.
func (b *Books) CancelAdjustment(id, reason string) ([]AdjustmentRow, error) {
	return nil, errNotBuilt
}

// Openings lists the opening balances.
func (b *Books) Openings() ([]OpeningRow, error) { return nil, errNotBuilt }

// AddOpenings brings balances along from another tool, all or none.
func (b *Books) AddOpenings(forms []OpeningForm) ([]OpeningRow, error) { return nil, errNotBuilt }

// CancelOpening reverses an opening balance.
func (b *Books) CancelOpening(id string) ([]OpeningRow, error) { return nil, errNotBuilt }
