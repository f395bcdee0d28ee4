package report

import (
	"slices"

	"github.com/shopspring/decimal"

	"linkledger/internal/money"
	"linkledger/internal/report/grid"
)

// Book is the statement as a page has it: line by line, with the state of each.
func (s Statement) Book() grid.Book {
	b := grid.Book{Title: "Statement of " + s.Member, Part: "Currency", Facts: []grid.Fact{
		{Label: "Programme", Text: s.Workspace}, {Label: "Period", Text: Period{s.From, s.To}.words()},
		{Label: "As of", Text: s.AsOf}, {Label: "Time zone", Text: s.Zone}}}
	pending := false
	for _, a := range s.Accounts {
		g, some := a.grid(s)
		b.Grids, pending = append(b.Grids, g), pending || some
	}
	if len(s.Accounts) == 0 {
		b.Notes = append(b.Notes, "Nothing was earned or paid in this period.")
	}
	if pending {
		b.Notes = append(b.Notes, "Pending: earned with sales that CJ has not locked yet. It is not in the balance until then, and may still change.")
	}
	return b
}

func (a StatementAccount) grid(s Statement) (g grid.Grid, pending bool) {
	text := func(id, head string) grid.Column { return grid.Column{ID: id, Head: head, Kind: grid.Text} }
	figure := func(id, head string) grid.Column {
		return grid.Column{ID: id, Head: head, Unit: a.Currency, Kind: grid.Number, Decimals: int32(money.Currency(a.Currency).Digits())}
	}
	g = grid.Grid{Name: a.Currency, Columns: []grid.Column{{ID: "day", Head: "Day", Kind: grid.Date}, text("what", "What"), text("offer", "Offer"), text("state", "State"),
		figure("earned", "Earned"), figure("pending", "Pending"), figure("paid", "Paid"), figure("balance", "Balance")}}
	line := func(role grid.Role, day, what, offer, state string, figures ...string) {
		cells := []grid.Cell{grid.DateCell(day), grid.TextCell(what), grid.TextCell(offer), grid.TextCell(state)}
		if day == "" {
			cells[0] = grid.Cell{}
		}
		for _, f := range figures {
			cells = append(cells, amountCell(f))
		}
		for i, c := range cells {
			if c.Text == "" && c.Kind == grid.Text {
				cells[i] = grid.Cell{Kind: grid.Text}
			}
		}
		g.Lines = append(g.Lines, grid.Line{Role: role, Cells: cells})
	}
	line(grid.Total, s.From, "Owed before", "", "", "", "", "", a.Opening)
	for _, r := range a.Rows {
		earned, waits := nonZero(r.Earned), ""
		if r.State == "pending" {
			earned, waits, pending = "", r.Earned, true
		}
		line(grid.Row, r.Day, r.What, r.Offer, r.State, earned, waits, nonZero(r.Paid), r.Balance)
	}
	line(grid.Total, s.To, "Owed at the end", "", "", a.Earned, nonZero(a.Pending), a.Paid, a.Closing)
	return g, pending
}

// amountCell is an amount in major units, or nothing.
func amountCell(text string) grid.Cell {
	d, err := decimal.NewFromString(text)
	if err != nil {
		return grid.Cell{Kind: grid.Text}
	}
	return grid.NumberCell(d)
}

// nonZero leaves out what is nothing, as an account does.
func nonZero(text string) string {
	if !slices.ContainsFunc([]byte(text), func(c byte) bool { return c >= '1' && c <= '9' }) {
		return ""
	}
	return text
}
