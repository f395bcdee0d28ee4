package affiliate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

func TestCheckSlug(t *testing.T) {
	for slug, problem := range map[string]string{
		"ana": "", "ana-oliveira": "", "24h": "", "a-1-b": "", strings.Repeat("a", 40): "",
		"": "from 3", "an": "from 3", strings.Repeat("a", 41): "to 40", "Ana": "small letters", "ana_o": "small letters", "ana.o": "small letters",
		"aña": "small letters", "ana/x": "small letters", "ana o": "small letters", "-ana": "between words", "ana-": "between words", "a--b": "between words",
		"postback": "relay needs", "api": "relay needs", "‮ana": "small letters", "ana\x00": "small letters",
	} {
		err := affiliate.CheckSlug(slug)
		if (err == nil) != (problem == "") || err != nil && !strings.Contains(err.Error(), problem) {
			t.Errorf("%q: %v, want %q", slug, err, problem)
		}
	}
}

func TestSlugOfText(t *testing.T) {
	for text, want := range map[string]string{
		"Ana Oliveira": "ana-oliveira", "Łukasz Żak": "lukasz-zak", "Bjørn  O'Neill": "bjorn-oneill", "STRAẞE": "strasse", "Ana Østergaard": "ana-ostergaard", "Øst Æble": "ost-aeble", "Ħal Għaxaq": "hal-ghaxaq", "Zoë": "zoe",
		"@ana.cooks_": "ana-cooks", "  ": "", "Jo": "", "李小龙": "", "=HYPERLINK(1)": "hyperlink-1", "<b>Ana</b>": "b-ana-b", "🦊 Fox 🦊": "fox", "Admin": "",
		strings.Repeat("Ana ", 20): "ana-ana-ana-ana-ana-ana-ana-ana-ana-ana",
	} {
		if got := affiliate.Slug(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSuggestSlugs(t *testing.T) {
	got := affiliate.SuggestSlugs("Ana Oliveira", "@anacooks", "Autumn collection")
	want := []string{"ana-oliveira", "ana", "anacooks", "ana-oliveira-autumn-collection", "ana-autumn-collection"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := affiliate.SuggestSlugs("李", "", "李"); len(got) != 0 {
		t.Errorf("of nothing that fits: %q", got)
	}
}

func FuzzSlug(f *testing.F) {
	for _, text := range []string{"Ana Oliveira", "ß'ø", "a--b", "\xff", "İ", strings.Repeat("é-", 50)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		slug := affiliate.Slug(text)
		if slug != "" && affiliate.CheckSlug(slug) != nil {
			t.Errorf("%q gives %q, which is none", text, slug)
		}
		if again := affiliate.Slug(slug); again != slug {
			t.Errorf("%q gives %q, and that %q", text, slug, again)
		}
	})
}
