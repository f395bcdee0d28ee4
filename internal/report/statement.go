package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"linkledger/internal/sheet"
)

// Statement is a member's account in a period, ready to write; amounts are in
// major units with a point and no separators.
type Statement struct {
	Workspace, Member string
	From, To          string // days, both included; empty is open
	AsOf, Zone        string // when it was made, and the time zone of days
	Accounts          []StatementAccount
}

// StatementAccount is the account in one currency.
type StatementAccount struct {
	Currency         string
	Opening, Closing string
	Earned, Paid     string // in the period
	Pending          string // earned, and in no balance yet
	Rows             []StatementRow
}

// Empty reports whether there is nothing to tell: nothing was owed, earned or
// paid.
func (s Statement) Empty() bool {
	return !slices.ContainsFunc(s.Accounts, func(a StatementAccount) bool {
		return len(a.Rows) > 0 || strings.ContainsAny(a.Opening+a.Closing, "123456789")
	})
}

// StatementRow is a line of it.
type StatementRow struct {
	Day, What, Offer, State, Earned, Paid, Balance, Explanation string
}

// WriteStatement writes a statement as CSV and counts its rows: each currency
// starts with what was owed before and ends with what is owed after. Rows end
// in CRLF.
func WriteStatement(w io.Writer, s Statement) (rows int, err error) {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	table := [][]string{{"programme", "member", "currency", "day", "what", "offer", "state", "earned", "paid", "balance", "explanation"}}
	for _, a := range s.Accounts {
		line := func(r StatementRow) {
			table = append(table, []string{sheet.Cell(s.Workspace), sheet.Cell(s.Member), sheet.Cell(a.Currency), r.Day, sheet.Cell(r.What), sheet.Cell(r.Offer), r.State,
				r.Earned, r.Paid, r.Balance, sheet.Cell(r.Explanation)})
		}
		line(StatementRow{Day: s.From, What: "Owed before", Balance: a.Opening})
		for _, r := range a.Rows {
			line(r)
		}
		line(StatementRow{Day: s.To, What: "Owed now", Balance: a.Closing})
	}
	if err := out.WriteAll(table); err != nil {
		return 0, fmt.Errorf("write the statement: %w", err)
	}
	return len(table) - 1, nil
}

// StatementFilename names the file of a member's statement:
// linkledger-statement-mia-berger-2026-11-22.pdf.
func StatementFilename(member, day, format string) string {
	return "linkledger-statement-" + slug(member) + day + "." + format
}

// slug is what of a name can stand in any system's file name, with a dash after
// it.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	joined := strings.Join(words, "-")
	if len(joined) > 40 {
		joined = strings.TrimRight(joined[:40], "-")
	}
	if joined == "" {
		return ""
	}
	return joined + "-"
}
