package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// TransferFilter narrows the list of transfers; empty fields don't.
type TransferFilter struct {
	Account  ledger.Account // ledger.Payable("*") and ledger.Recover("*") are all members'
	Member   affiliate.MemberID
	Currency money.Currency
	Cause    string
	From, To string // days for which they count, both included
	before   string // days before this one
	Offset   int
	Limit    int
}

// ListedTransfer is a transfer with its place in the book and what has become of
// it: a pending one may be posted or void by now.
type ListedTransfer struct {
	ledger.Transfer
	Position int64
	Resolved ledger.Phase // Post or Void, of a pending one; empty while it is open
}

const listedColumns = transferColumns + `, position, coalesce((SELECT phase FROM transfer AS r WHERE r.pending_id = transfer.id), '')`

func scanListed(r scanner) (t ListedTransfer, err error) {
	t.Transfer, err = scanTransfer(rest{r, []any{&t.Position, &t.Resolved}})
	return t, err
}

// rest scans further columns after those of another scan.
type rest struct {
	scanner
	more []any
}

func (r rest) Scan(dest ...any) error { return r.scanner.Scan(append(dest, r.more...)...) }

// ListTransfers lists transfers, newest first, and counts all that match.
func (s *Store) ListTransfers(ctx context.Context, f TransferFilter) (list []ListedTransfer, total int, err error) {
	list, err = snapshot(ctx, s, func(q queryer) ([]ListedTransfer, error) {
		positions, args, err := f.positions(ctx, q)
		if err != nil {
			return nil, err
		}
		if err := q.QueryRowContext(ctx, `SELECT count(*) FROM (`+positions+`)`, args...).Scan(&total); err != nil {
			return nil, err
		}
		return rows(ctx, q, scanListed, `SELECT `+listedColumns+` FROM transfer WHERE position IN
			(`+positions+` ORDER BY position DESC LIMIT ? OFFSET ?) ORDER BY position DESC`, append(args, f.Limit, f.Offset)...)
	})
	return list, total, err
}

// MemberTransfers are what moved a member's accounts in a period and counted at
// its end, oldest first, and what the member was owed before it. What was
// pending then is so, whatever became of it later.
func (s *Store) MemberTransfers(ctx context.Context, member affiliate.MemberID, from, to string) (owed map[money.Currency]int64, list []ledger.Transfer, err error) {
	owed = map[money.Currency]int64{}
	list, err = snapshot(ctx, s, func(q queryer) ([]ledger.Transfer, error) {
		if from != "" {
			if err := owedBefore(ctx, q, member, from, owed); err != nil {
				return nil, err
			}
		}
		positions, args, err := TransferFilter{Member: member, From: from, To: to}.positions(ctx, q)
		if err != nil {
			return nil, err
		}
		return rows(ctx, q, scanTransfer, `SELECT `+transferColumns+` FROM transfer AS p WHERE position IN (`+positions+`)
			AND (phase IN ('direct', 'post') OR phase = 'pending' AND NOT EXISTS (SELECT 1 FROM transfer AS r WHERE r.pending_id = p.id AND (? = '' OR r.effective_on <= ?)))
			ORDER BY effective_on, position`, append(args, to, to)...)
	})
	return owed, list, err
}

func owedBefore(ctx context.Context, q queryer, member affiliate.MemberID, day string, owed map[money.Currency]int64) error {
	f := TransferFilter{Member: member, before: day}
	positions, args, err := f.positions(ctx, q)
	if err != nil {
		return err
	}
	sums, err := rows(ctx, q, func(r scanner) (a money.Amount, err error) { return a, r.Scan(&a.Currency, &a.Minor) },
		`SELECT currency, sum(iif(credit IN (SELECT value FROM json_each(?)), amount, 0) - iif(debit IN (SELECT value FROM json_each(?)), amount, 0))
		FROM transfer WHERE position IN (`+positions+`) AND phase IN ('direct', 'post') GROUP BY currency`, append([]any{args[0], args[0]}, args...)...)
	for _, sum := range sums {
		owed[sum.Currency] = sum.Minor
	}
	return err
}

// positions is a query of the positions that match. An account's are read from
// the indexes of either side.
func (f TransferFilter) positions(ctx context.Context, q queryer) (query string, args []any, err error) {
	where, narrow := f.narrow()
	accounts, any, err := f.accounts(ctx, q)
	if err != nil || any {
		return `SELECT position FROM transfer WHERE ` + where, narrow, err
	}
	list, err := json.Marshal(accounts)
	if err != nil {
		return "", nil, err
	}
	side := func(name string) string {
		args = append(append(args, string(list)), narrow...)
		return `SELECT position FROM transfer WHERE ` + name + ` IN (SELECT value FROM json_each(?)) AND ` + where
	}
	both := ` UNION ` // a transfer may have two of them
	if len(accounts) == 1 {
		both = ` UNION ALL `
	}
	query = side("debit") + both + side("credit")
	return query, args, nil
}

// accounts are those that are asked for, if not any.
func (f TransferFilter) accounts(ctx context.Context, q queryer) (list []ledger.Account, any bool, err error) {
	payable, recovered := ledger.Payable(string(f.Member)), ledger.Recover(string(f.Member))
	switch {
	case f.Account == ledger.Payable("*") || f.Account == ledger.Recover("*"):
		list, err = rows(ctx, q, func(r scanner) (a ledger.Account, err error) { return a, r.Scan(&a) },
			`SELECT DISTINCT name FROM account WHERE name > 'member:' AND name < 'member;'`)
		kind := f.Account.Line().Name
		return slices.DeleteFunc(list, func(a ledger.Account) bool {
			return a.Line().Name != kind || f.Member != "" && a != payable && a != recovered
		}), false, err
	case f.Account != "" && (f.Member == "" || f.Account == payable || f.Account == recovered):
		return []ledger.Account{f.Account}, false, nil
	case f.Account != "":
		return []ledger.Account{}, false, nil
	case f.Member != "":
		return []ledger.Account{payable, recovered}, false, nil
	}
	return nil, true, nil
}

// narrow are the other conditions. Those that are not set are left out, so that
// the indexes answer alone.
func (f TransferFilter) narrow() (where string, args []any) {
	conditions := []string{"true"}
	for _, c := range []struct{ condition, value string }{
		{"currency = ?", string(f.Currency)}, {"cause = ?", f.Cause},
		{"effective_on >= ?", f.From}, {"effective_on <= ?", f.To}, {"effective_on < ?", f.before},
	} {
		if c.value != "" {
			conditions, args = append(conditions, c.condition), append(args, c.value)
		}
	}
	return strings.Join(conditions, " AND "), args
}
