package sheet

import "strings"

// Cell is a text of ours as a cell that no spreadsheet takes for a formula: one
// that starts with = + - @, also behind spaces, gets an apostrophe in front, as
// spreadsheets write a text themselves. Control characters become spaces.
func Cell(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	if bare := strings.TrimLeft(text, " \u00a0\u3000\ufeff"); bare != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(bare)[0]) {
		return "'" + text
	}
	return text
}

// Bare is a cell without the apostrophe that Cell, or a spreadsheet, put in
// front.
func Bare(cell string) string {
	if bare, has := strings.CutPrefix(cell, "'"); has && Cell(bare) == cell {
		return bare
	}
	return cell
}
