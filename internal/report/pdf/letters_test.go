package pdf

import (
	"testing"
	"unicode/utf8"
)

func TestLetters(t *testing.T) {
	l, err := newLetters()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"":              "",
		"Ana Oliveira":  "Ana Oliveira",
		"Zoë Zoe\u0308": "Zoë Zoë",
		"a\nb\x00c":     "a b c",
		"Ωμέγα Привет ₹ ₺ € zł": "Ωμέγα Привет ₹ ₺ € zł",
		"王芳":         "□□",
		"a 😀 b":      "a □ b",
		"👩\u200d👩":   "□□",
		"שלום":       "םולש",
		"Dana כהן 5": "Dana ןהכ 5",
		"דנה (כהן)":  "(ןהכ) הנד",
		"אב 12 גד":   "בא 12 דג",
		"محمد":       "\uFEAA\uFEE4\uFEA4\uFEE3",
		"لا":         "\uFEFB",
		"بلا":        "\uFEFC\uFE91",
		"\xff":       "□",
	} {
		if got := l.visual(l.printable(text)); got != want {
			t.Errorf("%q is %q (%+q), want %q", text, got, got, want)
		}
	}
	if !l.lacked {
		t.Error("nothing was lacking")
	}
}

func FuzzLetters(f *testing.F) {
	for _, text := range []string{"Ana", "محمد علي", "لا", "שָׁלוֹם (5)", "王芳😀", "\u202e\u0300\u0644", "\xff\x00"} {
		f.Add(text)
	}
	l, err := newLetters()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		printable := l.printable(text)
		line := l.visual(printable)
		if !utf8.ValidString(line) || utf8.RuneCountInString(line) > utf8.RuneCountInString(printable) {
			t.Fatalf("%q is %q", text, line)
		}
		for _, r := range line {
			if r != ' ' && !l.has(r) || r > 0xffff || r < ' ' {
				t.Fatalf("%q has %U", text, r)
			}
		}
	})
}
