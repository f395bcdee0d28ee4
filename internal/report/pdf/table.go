package pdf

import (
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/report/grid"
)

// Bounds of columns, in millimetres, and of the lines of a cell.
const (
	leastWidth = 11.0
	textWidth  = 62.0
	headWidth  = 26.0 // a head is broken rather than widening its column
	cellLines  = 4
)

// grid writes a table. Where its columns don't fit on a page, it comes in parts
// side by side: each begins with the texts that say what a row is.
func (p *page) grid(g grid.Grid) {
	widths := p.columnWidths(g)
	parts := p.parts(g, widths)
	for i, part := range parts {
		if len(parts) > 1 {
			p.Ln(2)
			p.need(4 * lineHeight)
			p.letter("", smallSize, faint)
			p.CellFormat(0, lineHeight, fmt.Sprintf("Columns, part %d of %d", i+1, len(parts)), "", 1, "L", false, 0, "")
		}
		p.Ln(1)
		p.need(4 * lineHeight)
		p.heads(g, part, widths)
		for _, line := range g.Lines {
			p.line(g, line, part, widths)
		}
	}
}

// columnWidths are what columns need, by a part of the rows.
func (p *page) columnWidths(g grid.Grid) []float64 {
	const looked = 400
	widths := make([]float64, len(g.Columns))
	for i, c := range g.Columns {
		p.letter("B", smallSize, ink)
		widths[i] = max(min(p.GetStringWidth(p.letters.printable(c.Title())), headWidth), leastWidth-2*padding)
		for word := range strings.FieldsSeq(p.letters.printable(c.Title())) {
			widths[i] = max(widths[i], p.GetStringWidth(word))
		}
	}
	p.letter("B", bodySize, ink)
	step := max(1, len(g.Lines)/looked)
	for n, line := range g.Lines {
		if n%step != 0 && line.Role == grid.Row {
			continue
		}
		for i, cell := range line.Cells {
			width := p.GetStringWidth(p.letters.printable(shown(cell, g.Columns[i])))
			if cell.Kind == grid.Text {
				width = min(width, textWidth)
			}
			widths[i] = max(widths[i], width)
		}
	}
	for i := range widths {
		widths[i] = min(widths[i]+2*padding, p.width()/2)
	}
	return widths
}

// parts are the columns that stand side by side on a page, by their places.
func (p *page) parts(g grid.Grid, widths []float64) [][]int {
	var lead []int
	used := 0.0
	for i, c := range g.Columns {
		if c.Kind.Numeric() || used+widths[i] > p.width()/2 {
			break
		}
		lead, used = append(lead, i), used+widths[i]
	}
	var parts [][]int
	part, width := slices.Clone(lead), used
	for i := len(lead); i < len(g.Columns); i++ {
		if width+widths[i] > p.width() && len(part) > len(lead) {
			parts, part, width = append(parts, part), slices.Clone(lead), used
		}
		part, width = append(part, i), width+widths[i]
	}
	return append(parts, part)
}

func (p *page) heads(g grid.Grid, part []int, widths []float64) {
	p.letter("B", smallSize, ink)
	cells := make([][]string, len(part))
	for n, i := range part {
		cells[n] = p.wrap(p.letters.printable(g.Columns[i].Title()), widths[i]-2*padding, cellLines)
	}
	p.cells(g, cells, part, widths)
	p.ruled(part, widths, faint)
}

func (p *page) line(g grid.Grid, line grid.Line, part []int, widths []float64) {
	style, grey := "", ink
	switch line.Role {
	case grid.Total:
		style = "B"
	case grid.Rest:
		grey = faint
	}
	p.letter(style, bodySize, grey)
	cells, most := make([][]string, len(part)), 1
	for n, i := range part {
		cells[n] = p.wrap(p.letters.printable(shown(line.Cells[i], g.Columns[i])), widths[i]-2*padding, cellLines)
		most = max(most, len(cells[n]))
	}
	if p.need(float64(most)*lineHeight + 2) {
		p.heads(g, part, widths)
		p.letter(style, bodySize, grey)
	}
	if line.Role == grid.Total {
		p.ruled(part, widths, faint)
	}
	p.cells(g, cells, part, widths)
	p.ruled(part, widths, rule)
}

// cells write what is in a row and go below it.
func (p *page) cells(g grid.Grid, cells [][]string, part []int, widths []float64) {
	x, y, height := margin, p.GetY()+0.6, lineHeight
	for n, i := range part {
		align := "L"
		if g.Columns[i].Kind.Numeric() {
			align = "R"
		}
		for l, text := range cells[n] {
			p.SetXY(x+padding, y+float64(l)*lineHeight)
			p.CellFormat(widths[i]-2*padding, lineHeight, p.letters.visual(text), "", 0, align, false, 0, "")
		}
		height = max(height, float64(len(cells[n]))*lineHeight)
		x += widths[i]
	}
	p.SetXY(margin, y+height+0.6)
}

// ruled draws a line under what is written.
func (p *page) ruled(part []int, widths []float64, grey shade) {
	width := 0.0
	for _, i := range part {
		width += widths[i]
	}
	p.SetDrawColor(int(grey), int(grey), int(grey))
	p.SetLineWidth(0.15)
	p.Line(margin, p.GetY(), margin+width, p.GetY())
}

// shown is a cell for people: thousands apart, and a dash for what is not known.
func shown(c grid.Cell, column grid.Column) string {
	text := c.Plain(column)
	switch {
	case c.Kind == grid.Empty:
		return "–"
	case c.Kind != grid.Number:
		return text
	}
	sign := ""
	if rest, negative := strings.CutPrefix(text, "-"); negative {
		sign, text = "−", rest
	}
	whole, fraction, decimals := strings.Cut(text, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if decimals {
		whole += "." + fraction
	}
	return sign + whole
}
