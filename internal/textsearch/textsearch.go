// Package textsearch finds words in texts as people type them: "zoe" finds Zoë,
// "strasse" finds Straße, whatever the case. It must not know what the texts are.
package textsearch

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters are written with one letter by most who search for them, and are no
// base letter with an accent to Unicode. Slugs spell the same ones out: package
// affiliate's spelled.
var letters = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ı", "i", "ħ", "h")

// Plain is a text as it is searched: lower case, without accents and without
// what can't be seen.
func Plain(text string) string {
	if isPlain(text) {
		return text
	}
	text = strings.ToValidUTF8(text, " ")
	return plainer(plainer(text)) // a lower-case letter may come apart once more
}

func plainer(text string) string {
	return letters.Replace(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text)))
}

func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// Words are what somebody searches for.
type Words []string

// Of splits what somebody typed.
func Of(search string) Words { return strings.Fields(Plain(search)) }

// In reports whether each word is part of one of some plain texts.
func (w Words) In(plain ...string) bool {
	for _, word := range w {
		if !inAny(word, plain) {
			return false
		}
	}
	return true
}

func inAny(word string, plain []string) bool {
	for _, text := range plain {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
