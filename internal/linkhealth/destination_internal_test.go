package linkhealth

import (
	"net/url"
	"strings"
	"testing"
)

const oneClick = "aaaabbbbccccddddeeeeffffgggg22"

func TestMaskOwn(t *testing.T) {
	for text, want := range map[string]string{
		"https://shop.example/boots": "https://shop.example/boots",
		"https://cj.example/click-1-2?sid=" + oneClick + "&url=https%3A%2F%2Fshop.example%2Fb%3Futm_content%3Dmia%26c%3Dred": "https://cj.example/click-1-2?sid=*&url=https%3A%2F%2Fshop.example%2Fb%3Futm_content%3D%2A%26c%3Dred",
		"https://cj.example/links/1/type/dlg/sid/" + oneClick + "/https://shop.example/b":                                    "https://cj.example/links/1/type/dlg/sid/*/https://shop.example/b",
		"https://shop.example/b?who=Mia+B&colour=red#top":                                                                    "https://shop.example/b?who=*&colour=red#top",
		"https://shop.example/b?on=2026-11-23&at=18%3A05%3A59":                                                               "https://shop.example/b?on=*&at=*",
		"https://shop.example/aaaabbbbccccddddeeeeffffgggg22hhhh?x=1":                                                        "https://shop.example/aaaabbbbccccddddeeeeffffgggg22hhhh?x=1",
	} {
		got := maskOwn(text, []string{"Mia B"})
		if strings.ReplaceAll(got, "%2A", "*") != strings.ReplaceAll(want, "%2A", "*") {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestWanted(t *testing.T) {
	for text, want := range map[string]string{
		"https://shop.example/boots?x=1":                                                                             "https://shop.example/boots?x=1",
		"https://cj.example/click-1-2?sid=x&url=https%3A%2F%2Fshop.example%2Fb%3Fu%3D1":                              "https://shop.example/b?u=1",
		"https://go.example/?to=https%3A%2F%2Fcj.example%2Fclick-1-2%3Furl%3Dhttps%253A%252F%252Fshop.example%252Fb": "https://shop.example/b",
		"https://cj.example/click-1-2?url=https%3A%2F%2Fshop.example%2Fb&back=https%3A%2F%2Fhome.example%2F":         "https://shop.example/b",
		"https://cj.example/click-1-2?q=%zz&a=https%3A%2F%2Fshop.example%2Fb&b=http%3A%2F%2Fhome.example":            "https://shop.example/b",
		"https://cj.example/links/1/type/dlg/sid/x/https://shop.example/b?u=1":                                       "https://shop.example/b?u=1",
		"https://cj.example/links/1/type/dlg/sid/x/https:/shop.example/b":                                            "https://shop.example/b",
	} {
		for range 20 { // it is the same each time
			if got := wanted(text); got == nil || got.String() != want {
				t.Errorf("%s: %v, want %s", text, got, want)
			}
		}
	}
}

func TestSentHome(t *testing.T) {
	for _, c := range []struct {
		asked, landed string
		home          bool
	}{
		{"https://shop.example/p/boots", "https://shop.example/", true},
		{"https://shop.example/p/boots", "https://shop.example/en?x=1", true},
		{"https://shop.example/boots", "https://shop.example/", true},
		{"https://shop.example/p/boots", "https://shop.example/boots", false},
		{"https://shop.example/p/boots", "https://shop.example/p/boots-2", false},
		{"https://shop.example/boots", "https://shop.example/stiefel", false},
		{"https://shop.example/", "https://shop.example/en", false},
	} {
		if got := sentHome(wanted(c.asked), c.landed); got != c.home {
			t.Errorf("%s to %s: %v", c.asked, c.landed, got)
		}
	}
}

// FuzzMaskOwn: two links that differ by click id alone have one key, and no
// address breaks anything.
func FuzzMaskOwn(f *testing.F) {
	for _, seed := range []string{"https://cj.example/click-1-2?sid={}&url=https%3A%2F%2Fshop.example%2Fb%3Futm_a%3Dx", "https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fsid%3D{}", "%zz?a=%zz&{}", "?", "https://a.example/sid/{}/https://b.example"} {
		f.Add(seed, "Mia")
	}
	f.Fuzz(func(t *testing.T, text, own string) {
		if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) || alphanumericAround(text) {
			return
		}
		a := maskOwn(strings.ReplaceAll(text, "{}", oneClick), []string{own})
		b := maskOwn(strings.ReplaceAll(text, "{}", "zzzzyyyyxxxxwwwwvvvvuuuutttt77"), []string{own})
		if a != b && own != oneClick && !strings.Contains(text, oneClick[:4]) {
			t.Errorf("%q: %q and %q", text, a, b)
		}
		if u := wanted(text); u != nil {
			if _, err := url.Parse(u.String()); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}

// alphanumericAround reports whether a placeholder touches letters, with which
// it is no click id, or another one.
func alphanumericAround(text string) bool {
	for i := 0; i < len(text); i++ {
		if strings.HasPrefix(text[i:], "{}") && (i > 0 && (alphanumeric(text[i-1]) || text[i-1] == '}') || i+2 < len(text) && alphanumeric(text[i+2])) {
			return true
		}
	}
	return strings.Count(text, "{}") > 8
}
