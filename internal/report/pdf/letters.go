package pdf

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"

	"linkledger/internal/report/grid"
)

// box stands for a character that the letters don't have.
const box = '□'

// letters knows which characters can be printed.
type letters struct {
	font   *sfnt.Font
	buffer sfnt.Buffer
	lacked bool // some could not
}

func newLetters() (*letters, error) {
	font, err := sfnt.Parse(dejavusanscondensed.TTF)
	return &letters{font: font}, err
}

// printable is a text in characters that can be printed, in the order in which
// they are read.
func (l *letters) printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cf, unicode.Variation_Selector): // joiners and marks of direction show nothing
			return -1
		case r == ' ' || r == '\u00a0':
			return ' '
		case r <= 0xffff && r != '\ufffd' && l.has(r):
			return r
		case unicode.Is(unicode.Mn, r):
			return -1
		}
		l.lacked = true
		return box
	}, norm.NFC.String(grid.Clean(text)))
}

func (l *letters) has(r rune) bool {
	index, err := l.font.GlyphIndex(&l.buffer, r)
	return err == nil && index != 0
}

// visual is a printable line in the order in which its letters stand from left
// to right, Arabic ones joined.
func (l *letters) visual(line string) string {
	if !strings.ContainsFunc(line, rightToLeft) {
		return line
	}
	runes := l.join([]rune(line))
	for start := 0; start < len(runes); start++ {
		if !rightToLeft(runes[start]) {
			continue
		}
		end := start // of the run: behind its last letter, spaces between letters included
		for i := start; i < len(runes); i++ {
			switch class := classOf(runes[i]); class {
			case bidi.R, bidi.AL, bidi.NSM:
				end = i + 1
				continue
			case bidi.L, bidi.EN, bidi.AN:
			default:
				continue
			}
			break
		}
		if end < len(runes) && slices.Contains(runes[start:end], opening[runes[end]]) {
			end++ // the bracket belongs to what it closes
		}
		turn(runes[start:end])
		start = end - 1
	}
	return string(runes)
}

// turn reverses letters, each with the marks that belong to it.
func turn(runes []rune) {
	var turned []rune
	for end := len(runes); end > 0; {
		start := end - 1
		for start > 0 && classOf(runes[start]) == bidi.NSM {
			start--
		}
		for _, r := range runes[start:end] {
			if other, paired := mirrored[r]; paired {
				r = other
			}
			turned = append(turned, r)
		}
		end = start
	}
	copy(runes, turned)
}

var opening = map[rune]rune{')': '(', ']': '[', '»': '«'}

var mirrored = map[rune]rune{'(': ')', ')': '(', '[': ']', ']': '[', '<': '>', '>': '<', '«': '»', '»': '«'}

func classOf(r rune) bidi.Class {
	properties, _ := bidi.LookupRune(r)
	return properties.Class()
}

func rightToLeft(r rune) bool {
	class := classOf(r)
	return class == bidi.R || class == bidi.AL
}
