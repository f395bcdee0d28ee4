package report

import (
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/money"
	"linkledger/internal/report/grid"
)

// About is what a file says of a result that the result does not know.
type About struct {
	Title     string // "Sales by member"
	Programme string
	AsOf      string // when the last facts came, in words; the same for the same facts
}

// Book is the result as files have it: exactly its rows, columns, measures,
// comparison and totals, a grid for each currency.
func (r Result) Book(about About) grid.Book {
	b := grid.Book{Title: about.Title, Part: "Currency", Facts: r.facts(about)}
	for _, n := range r.Notes {
		b.Notes = append(b.Notes, n.Text)
	}
	missing := reasons{}
	for _, t := range r.Tables {
		b.Grids = append(b.Grids, r.grid(t, &missing))
	}
	b.Notes = append(b.Notes, missing.notes()...)
	return b
}

func (r Result) facts(about About) []grid.Fact {
	asOf := about.AsOf
	if r.Query.AsOf != "" {
		asOf = "As it stood in the evening of " + r.Query.AsOf
	}
	filters := strings.Join(r.Filters, "; ")
	if filters == "" {
		filters = "None"
	}
	facts := []grid.Fact{{Label: "Programme", Text: about.Programme}, {Label: "Period", Text: r.Period.words()}}
	if r.Query.Compare != NoComparison {
		compared := "No earlier period"
		if r.Compared != (Period{}) {
			compared = r.Compared.words()
		}
		facts = append(facts, grid.Fact{Label: "Compared with", Text: compared})
	}
	return append(facts, grid.Fact{Label: "Filters", Text: filters}, grid.Fact{Label: "Counted", Text: r.Query.Basis.words()},
		grid.Fact{Label: "As of", Text: asOf}, grid.Fact{Label: "Time zone", Text: r.Zone})
}

func (p Period) words() string {
	switch {
	case p.From == "" && p.To == "":
		return "All time"
	case p.From == "":
		return "Until " + p.To
	case p.To == "":
		return "Since " + p.From
	}
	return p.From + " to " + p.To
}

func (b Basis) words() string {
	if b == BySaleDay {
		return "By the day of the sale, also what came after its month was closed"
	}
	return "As reported: what came after a month was closed counts on the day it came"
}

// place is where the figures of a column of a grid come from.
type place struct {
	column  int // of the table; -1 for the total over columns
	measure int
	before  bool
}

func (r Result) grid(t Table, missing *reasons) grid.Grid {
	g := grid.Grid{Name: string(t.Currency), Columns: r.labelColumns()}
	compared := r.Query.Compare != NoComparison
	var places []place
	add := func(column int, label Label, name string) {
		for m, measure := range r.Query.Measure {
			c := figureColumn(measure, t.Currency)
			c.ID = "figure." + label.ID + "." + c.ID
			if name != "" {
				c.Head = name + ": " + c.Head
			}
			g.Columns, places = append(g.Columns, c), append(places, place{column, m, false})
			if compared {
				c.ID, c.Head = c.ID+".before", c.Head+", compared"
				g.Columns, places = append(g.Columns, c), append(places, place{column, m, true})
			}
		}
	}
	if r.Query.Across == "" {
		add(-1, Label{}, "")
	} else {
		for i, label := range t.Columns {
			add(i, label, r.name(r.Query.Across, label))
		}
		add(-1, Label{ID: "*total"}, "Total")
	}
	line := func(role grid.Role, labels []grid.Cell, row Row) {
		for _, p := range places {
			labels = append(labels, missing.cell(p.of(row)))
		}
		g.Lines = append(g.Lines, grid.Line{Role: role, Cells: labels})
	}
	for _, row := range t.Rows {
		line(grid.Row, r.labels(row), row)
	}
	if t.Rest != nil && t.RestRows > 0 {
		line(grid.Rest, r.only(fmt.Sprintf("and %d more", t.RestRows)), *t.Rest)
	}
	line(grid.Total, r.only("Total"), t.Total)
	return g
}

// of is the figure of a row. What a row does not have is not known.
func (p place) of(row Row) Value {
	cells := row.Total
	if p.column >= 0 {
		cells = nil
		if p.column < len(row.Cells) {
			cells = row.Cells[p.column]
		}
	}
	if p.measure >= len(cells) {
		return Value{Missing: "It was not worked out."}
	}
	if p.before {
		return cells[p.measure].Before
	}
	return cells[p.measure].Value
}

// labelColumns are the columns that say what a row is.
func (r Result) labelColumns() []grid.Column {
	if len(r.Query.By) == 0 {
		return []grid.Column{{ID: "by", Head: "What", Kind: grid.Text}}
	}
	var columns []grid.Column
	for _, d := range r.Query.By {
		info, _ := d.Info()
		c := grid.Column{ID: "by." + string(d), Head: info.Label, Kind: d.kind()}
		columns = append(columns, c)
		if r.alignedBefore(d) {
			c.ID, c.Head = c.ID+".before", c.Head+", compared"
			columns = append(columns, c)
		}
	}
	return columns
}

// alignedBefore reports whether rows say which day of the period compared with
// stands beside them.
func (r Result) alignedBefore(d Dimension) bool {
	info, _ := d.Info()
	return r.Query.Compare != NoComparison && info.Kind == Calendar
}

func (r Result) labels(row Row) []grid.Cell {
	if len(r.Query.By) == 0 {
		return []grid.Cell{grid.TextCell("All")}
	}
	var cells []grid.Cell
	before := 0 // labels of calendar dimensions alone
	for i, d := range r.Query.By {
		cells = append(cells, r.label(d, row.Labels, i))
		if r.alignedBefore(d) {
			cells = append(cells, r.label(d, row.Before, before))
			before++
		}
	}
	return cells
}

// only are the labels of a line that is about all rows.
func (r Result) only(text string) []grid.Cell {
	cells := make([]grid.Cell, len(r.labelColumns()))
	cells[0] = grid.TextCell(text)
	return cells
}

func (r Result) label(d Dimension, labels []Label, at int) grid.Cell {
	if at >= len(labels) {
		return grid.Cell{}
	}
	switch l := labels[at]; d.kind() {
	case grid.Date:
		return grid.DateCell(l.ID)
	case grid.Month:
		return grid.MonthCell(l.ID)
	default:
		return grid.TextCell(r.name(d, l))
	}
}

// name is what a label is called; what has none by its dimension's word for it.
func (r Result) name(d Dimension, l Label) string {
	if l.Name != "" || l.ID != "" {
		return orElse(l.Name, l.ID)
	}
	info, _ := d.Info()
	return info.Empty
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func (d Dimension) kind() grid.Kind {
	switch d {
	case Day:
		return grid.Date
	case Month:
		return grid.Month
	}
	return grid.Text
}

func figureColumn(m Measure, currency money.Currency) grid.Column {
	info, _ := m.Info()
	c := grid.Column{ID: string(m), Head: info.Label, Kind: grid.Number, Decimals: info.Places}
	switch info.Unit {
	case Money, MoneyRate:
		c.Unit, c.Decimals = string(currency), int32(currency.Digits())+info.Places
	case Percent:
		c.Unit = "%"
	case Seconds:
		c.Unit = "seconds"
	}
	return c
}

// reasons are why figures are missing, each once.
type reasons []string

func (r *reasons) cell(v Value) grid.Cell {
	if v.Known() {
		return grid.NumberCell(v.Decimal())
	}
	if !slices.Contains(*r, v.Missing) {
		*r = append(*r, v.Missing)
	}
	return grid.Cell{}
}

func (r reasons) notes() []string {
	if len(r) == 0 {
		return nil
	}
	return append([]string{"An empty figure is not zero: it is not known, or can't be worked out, for these reasons."}, r...)
}
