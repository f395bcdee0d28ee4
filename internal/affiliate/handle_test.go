package affiliate_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
)

func TestUserName(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "ana": "ana", " @ana.b ": "ana.b", "https://www.instagram.com/ana.b/?hl=en": "ana.b", "instagram.com/ana": "ana", "https://www.tiktok.com/@ana/video/7": "ana",
		"https://youtube.com/@ana": "ana", "https://www.youtube.com/channel/UC1-x": "UC1-x", "youtube.com/c/Ana": "Ana", "not a name": "not a name", "@": "",
	} {
		if got := affiliate.UserName(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
	if affiliate.SameHandle("https://instagram.com/Ana") != affiliate.SameHandle("@ana") {
		t.Error("one handle, written in two ways, is not the same")
	}
}

// What is taken out of a text is itself taken out of itself.
func FuzzUserName(f *testing.F) {
	for _, seed := range []string{"@ana", "https://instagram.com/ana", "//", "http://[", "a/b/c", "@@ana", "\xff/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		name := affiliate.UserName(text)
		if m := (affiliate.Member{Name: "Ana", Status: affiliate.Active, Handles: affiliate.Handles{Instagram: name}}); m.Check() == nil && affiliate.UserName(name) != name {
			t.Fatalf("%q is %q, and that is %q", text, name, affiliate.UserName(name))
		}
	})
}

func TestVariables(t *testing.T) {
	m := affiliate.Member{Name: strings.Repeat("ü", 100), Email: "ana@member.example", Handles: affiliate.Handles{Instagram: "ana", Handle: "@ana"}, Note: "secret", Payee: "pay@member.example"}
	got := m.Variables("Trail runners", affiliate.Offer{Name: "Spring"})
	if name := got["creator_name"]; len(name) > 120 || !utf8.ValidString(name) || !strings.HasPrefix(m.Name, name) || name == "" {
		t.Errorf("the name is %q", name)
	}
	delete(got, "creator_name")
	if diff := cmp.Diff(map[string]string{"creator_ig_username": "ana", "project_name": "Trail runners", "link_offer_name": "Spring"}, got); diff != "" {
		t.Errorf("want, got:\n%s", diff)
	}
}
