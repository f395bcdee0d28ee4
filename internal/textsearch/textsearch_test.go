package textsearch_test

import (
	"testing"
	"unicode/utf8"

	"linkledger/internal/textsearch"
)

func TestFound(t *testing.T) {
	for _, c := range []struct {
		search, text string
		want         bool
	}{
		{"zoe", "Zoë Krüger", true}, {"ZOË", "zoe", true}, {"kruger zo", "Zoë Krüger", true}, {"krueger", "Zoë Krüger", false},
		{"strasse", "Straße", true}, {"lodz", "Łódź", true}, {"soren", "Søren", true}, {"istanbul", "İstanbul", true}, {"ısparta", "isparta", true},
		{"", "anything", true}, {"  \t", "anything", true}, {"a b", "ab", true}, {"a c", "ab", false}, {"ana\u202e", "Ana", true}, {"ana", "A\u200dn\u200ba", true},
		{"佐藤", "佐藤 花", true}, {"сато", "САТО", true}, {"é", "e\u0301", true}, {"x", "", false}, {"ﬁn", "FINN", true}, {"ａｎａ", "Ana", true},
	} {
		if got := textsearch.Of(c.search).In(textsearch.Plain(c.text)); got != c.want {
			t.Errorf("%q in %q: %t", c.search, c.text, got)
		}
	}
	if !textsearch.Of("ana weavers").In("ana", "weavers") {
		t.Error("words of two texts are not found")
	}
}

// A text is found by itself, and what is plain stays as it is.
func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"", "Zoë", "\xff\x00", "İ\u0307", "\u202eabc", "ẛ̣", "👩‍👩‍👧"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		plain := textsearch.Plain(text)
		if !utf8.ValidString(plain) || textsearch.Plain(plain) != plain {
			t.Fatalf("%q becomes %q, and that %q", text, plain, textsearch.Plain(plain))
		}
		if !textsearch.Of(text).In(plain) {
			t.Fatalf("%q is not found in itself", text)
		}
	})
}
