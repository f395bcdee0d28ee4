package pdf

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// forms are the shapes of an Arabic letter: alone, at the end, at the beginning
// and in the middle of a joined piece. A letter that joins the one before alone
// has only the first two.
type forms [4]rune

// arabicForms are the shapes of all letters. Unicode lists them in this order
// in Arabic Presentation Forms-B (U+FE80 to U+FEF4), and their compatibility
// decomposition is the letter.
func arabicForms() map[rune]forms {
	shapes := map[rune]forms{}
	for r := rune(0xfe80); r <= 0xfef4; r++ {
		letter := []rune(norm.NFKC.String(string(r)))
		if len(letter) != 1 {
			continue
		}
		of := shapes[letter[0]]
		for i := range of {
			if of[i] == 0 {
				of[i] = r
				break
			}
		}
		shapes[letter[0]] = of
	}
	return shapes
}

// lamAlef are the ligatures of lam with an alef: alone and at the end.
var lamAlef = map[rune][2]rune{'\u0622': {0xfef5, 0xfef6}, '\u0623': {0xfef7, 0xfef8}, '\u0625': {0xfef9, 0xfefa}, '\u0627': {0xfefb, 0xfefc}}

const lam = '\u0644'

// join gives Arabic letters, in the order in which they are read, the shapes
// that their neighbours ask for, where there are letters for these.
func (l *letters) join(runes []rune) []rune {
	shapes := arabicForms()
	joinsNext := func(r rune) bool { return shapes[r][3] != 0 || r == '\u0640' } // the stroke that only joins
	joinsBefore := func(r rune) bool { return shapes[r][1] != 0 || r == '\u0640' }
	var joined []rune
	before := rune(0) // the letter before, marks left out
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if unicode.Is(unicode.Mn, r) {
			joined = append(joined, r)
			continue
		}
		after, shape := rune(0), r
		for _, next := range runes[i+1:] {
			if !unicode.Is(unicode.Mn, next) {
				after = next
				break
			}
		}
		fromBefore := joinsNext(before) && joinsBefore(r)
		place := 0
		if fromBefore {
			place = 1
		}
		if ligature, is := lamAlef[after]; is && r == lam && runes[i+1] == after && l.has(ligature[place]) {
			joined, before = append(joined, ligature[place]), after
			i++
			continue
		}
		if of, known := shapes[r]; known {
			if joinsNext(r) && joinsBefore(after) {
				place += 2
			}
			if of[place] != 0 && l.has(of[place]) {
				shape = of[place]
			}
		}
		joined, before = append(joined, shape), r
	}
	return joined
}
