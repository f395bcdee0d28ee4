package journal

import (
	"fmt"
	"strings"

	"linkledger/internal/ledger"
)

// Names are what members are called, by id.
type Names map[string]string

// Account is the name that an account has in the journal: its own, but that a
// member's name stands before the id where it can be written.
func (n Names) Account(a ledger.Account) string {
	member := a.Member()
	if member == "" {
		return encode(string(a))
	}
	part := encode(member)
	if name := label(n[member]); name != "" {
		part = name + " " + part
	}
	return "member:" + part + string(a)[strings.LastIndexByte(string(a), ':'):]
}

// encode writes every character that could mean something to hledger as %XX,
// so that different accounts keep different names.
func encode(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; isWord(rune(c)) || strings.IndexByte(":_-.", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

const longestLabel = 40

// label is what of a name can be written: letters of the Latin alphabet without
// their accents, digits and some marks, single-spaced.
func label(name string) string {
	text := keep(name, func(r rune) bool { return isWord(r) || strings.ContainsRune("-.'", r) })
	if len(text) > longestLabel {
		text = strings.TrimSpace(text[:longestLabel])
	}
	return text
}

// remark is what of a text can stand in a description or a tag: visible ASCII
// but for what ends either.
func remark(text string) string {
	return keep(text, func(r rune) bool { return r > ' ' && r <= '~' && r != ';' && r != ',' && r != '|' })
}

func keep(text string, may func(rune) bool) string {
	var b strings.Builder
	for _, r := range text {
		switch plain, accented := accents[r]; {
		case accented:
			b.WriteString(plain)
		case may(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func isWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}

// accents are the letters of European names in plain ASCII.
var accents = spell(map[string]string{
	"A": "ÀÁÂÃÅĀĂĄ", "a": "àáâãåāăą", "Ae": "ÄÆ", "ae": "äæ", "C": "ÇĆČĈĊ", "c": "çćčĉċ", "D": "ĎĐÐ", "d": "ďđð",
	"E": "ÈÉÊËĒĖĘĚ", "e": "èéêëēėęě", "G": "ĞĢĠĜ", "g": "ğģġĝ", "I": "ÌÍÎÏĪĮİ", "i": "ìíîïīįı", "K": "Ķ", "k": "ķ",
	"L": "ŁĹĽĻ", "l": "łĺľļ", "N": "ÑŃŇŅ", "n": "ñńňņ", "O": "ÒÓÔÕŌŐ", "o": "òóôõōő", "Oe": "ÖØŒ", "oe": "öøœ",
	"R": "ŘŔ", "r": "řŕ", "S": "ŠŚŞȘ", "s": "šśşș", "ss": "ß", "T": "ŤŢȚ", "t": "ťţț", "Th": "Þ", "th": "þ",
	"U": "ÙÚÛŪŮŰŲ", "u": "ùúûūůűų", "Ue": "Ü", "ue": "ü", "Y": "ÝŸ", "y": "ýÿ", "Z": "ŽŹŻ", "z": "žźż",
})

func spell(groups map[string]string) map[rune]string {
	letters := map[rune]string{}
	for plain, group := range groups {
		for _, r := range group {
			letters[r] = plain
		}
	}
	return letters
}
