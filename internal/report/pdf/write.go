package pdf

import (
	"fmt"
	"io"
	"slices"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"

	"linkledger/internal/report/grid"
)

// Options of Write.
type Options struct {
	Upright bool      // else pages are wide
	Made    time.Time // stands in the file's properties
}

// Sizes on the page, in millimetres; letters in points.
const (
	margin     = 12.0
	bottom     = 14.0
	lineHeight = 4.2
	padding    = 1.4
	bodySize   = 8.0
	smallSize  = 7.0
	titleSize  = 15.0
	partSize   = 11.0

	face = "letters"
)

// shade is a grey, 0 for black.
type shade int

const (
	ink   shade = 20
	faint shade = 105
	rule  shade = 215
)

// page is a document as it is written.
type page struct {
	*fpdf.Fpdf
	letters *letters
}

// Write writes a book on A4 pages and counts the rows of its grids.
func Write(w io.Writer, b grid.Book, o Options) (rows int, err error) {
	known, err := newLetters()
	if err != nil {
		return 0, fmt.Errorf("read the letters: %w", err)
	}
	orientation := "L"
	if o.Upright {
		orientation = "P"
	}
	p := &page{fpdf.New(orientation, "mm", "A4", ""), known}
	p.SetCatalogSort(true)
	p.SetCreationDate(o.Made.UTC())
	p.SetModificationDate(o.Made.UTC())
	title := known.printable(b.Title)
	p.SetTitle(title, true)
	p.SetProducer("Linkledger", true)
	p.AddUTF8FontFromBytes(face, "", slices.Clone(dejavusanscondensed.TTF)) // which the library writes into
	p.AddUTF8FontFromBytes(face, "B", slices.Clone(dejavusanscondensedbold.TTF))
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(false, bottom)
	p.SetCellMargin(0)
	p.SetFooterFunc(func() {
		p.letter("", smallSize, faint)
		width, height := p.GetPageSize()
		number := fmt.Sprintf("Page %d", p.PageNo())
		p.Text(margin, height-7, known.visual(title))
		p.Text(width-margin-p.GetStringWidth(number), height-7, number)
	})
	p.AddPage()
	p.heading(title, titleSize, 8)
	for _, fact := range b.Facts {
		p.fact(fact)
	}
	for _, g := range b.Grids {
		if b.Part != "" {
			p.Ln(3)
			p.need(3 * lineHeight)
			p.heading(known.printable(g.Name), partSize, 6)
		}
		p.grid(g)
		rows += len(g.Lines)
	}
	p.notes(b.Notes)
	if err := p.Output(w); err != nil {
		return rows, fmt.Errorf("write the pages: %w", err)
	}
	return rows, nil
}

// letter chooses how letters look.
func (p *page) letter(style string, size float64, grey shade) {
	p.SetFont(face, style, size)
	p.SetTextColor(int(grey), int(grey), int(grey))
}

// width of what may be written on, and what is left of the page below.
func (p *page) width() float64 {
	width, _ := p.GetPageSize()
	return width - 2*margin
}

func (p *page) left() float64 {
	_, height := p.GetPageSize()
	return height - bottom - p.GetY()
}

// need goes to a new page where less than a height is left on this one.
func (p *page) need(height float64) (turned bool) {
	if p.left() >= height {
		return false
	}
	p.AddPage()
	return true
}

func (p *page) heading(text string, size, height float64) {
	p.letter("B", size, ink)
	for _, line := range p.wrap(text, p.width(), 0) {
		p.CellFormat(0, height, p.letters.visual(line), "", 1, "L", false, 0, "")
	}
}

func (p *page) fact(f grid.Fact) {
	const labels = 32
	if f.Text == "" {
		return
	}
	p.letter("", bodySize, ink)
	for i, line := range p.wrap(p.letters.printable(f.Text), p.width()-labels, 0) {
		p.need(lineHeight)
		p.letter("", bodySize, faint)
		label := ""
		if i == 0 {
			label = p.letters.visual(p.letters.printable(f.Label))
		}
		p.CellFormat(labels, lineHeight, label, "", 0, "L", false, 0, "")
		p.letter("", bodySize, ink)
		p.CellFormat(0, lineHeight, p.letters.visual(line), "", 1, "L", false, 0, "")
	}
}

func (p *page) notes(list []string) {
	if p.letters.lacked {
		list = append(slices.Clip(list), string(box)+" stands for a character that this file has no letter for. Exported as CSV or XLSX, it is there.")
	}
	if len(list) > 0 {
		p.Ln(3)
	}
	for _, note := range list {
		p.letter("", smallSize, faint)
		for _, line := range p.wrap(p.letters.printable(note), p.width(), 0) {
			p.need(lineHeight)
			p.CellFormat(0, lineHeight, p.letters.visual(line), "", 1, "L", false, 0, "")
		}
	}
}

// wrap breaks a printable text into lines of a width in the letters chosen now;
// at most so many, where that is not 0.
func (p *page) wrap(text string, width float64, most int) []string {
	var lines []string
	for text != "" && (most == 0 || len(lines) < most) {
		line := p.fit(text, width)
		if most > 0 && len(lines) == most-1 && len(line) < len(text) {
			line = p.fit(text, width-p.GetStringWidth("…"))
			return append(lines, line+"…")
		}
		lines, text = append(lines, line), text[len(line):]
		for text != "" && text[0] == ' ' {
			text = text[1:]
		}
	}
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}

// fit is how much of a text fits, up to the end of a word where there is one; at
// least a character.
func (p *page) fit(text string, width float64) string {
	size, word := 0.0, 0
	for i, r := range text {
		if r == ' ' {
			word = i
		}
		size += p.GetStringWidth(string(r))
		if size <= width || i == 0 {
			continue
		}
		if word > 0 {
			return text[:word]
		}
		return text[:i]
	}
	return text
}
