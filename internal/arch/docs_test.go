package arch_test

import (
	"go/doc"
	"regexp"
	"strings"
	"testing"
)

// limits are the words by which a doc comment can say what is not its business.
var limits = regexp.MustCompile(`(?i)\b(not|never|no|none|nothing|nobody|nor|only|without|cannot|neither)\b|n't\b`)

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	type comment struct{ name, text string }
	packages := map[string]comment{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		c := packages[s.pkg]
		c.name = s.file.Name.Name
		if s.file.Doc != nil && !s.generated {
			c.text += s.file.Doc.Text()
		}
		packages[s.pkg] = c
	}
	for pkg, c := range packages {
		if why := poorDoc(c.name, c.text); why != "" {
			t.Errorf("package %s: its doc comment %s", pkg, why)
		}
	}
}

// poorDoc says what is wrong with a package's doc comment; "" when it will do.
func poorDoc(name, text string) string {
	opening := "Package " + name + " "
	if name == "main" {
		opening = "Command "
	}
	switch synopsis := (&doc.Package{}).Synopsis(text); {
	case text == "":
		return "is missing: say what the package is for and what it must not know"
	case !strings.HasPrefix(text, opening):
		return "must begin with \"" + opening + "\""
	case synopsis == "" || len(text) < 60:
		return "says too little: what is the package for, and what must it not know?"
	case !limits.MatchString(text):
		return "does not say what the package must not know or do"
	default:
		return ""
	}
}

func TestPoorDoc(t *testing.T) {
	good := "Package shelf keeps books in order, by author.\nIt must not know who reads them.\n"
	for text, want := range map[string]bool{
		good:                         true,
		"":                           false,
		"Package shelf keeps books.": false,
		strings.Replace(good, "Package shelf", "Shelf", 1):     false,
		"Package shelf " + strings.Repeat("keeps books ", 10):  false,
		strings.Replace(good, "Package shelf", "Command x", 1): false,
	} {
		if got := poorDoc("shelf", text) == ""; got != want {
			t.Errorf("poorDoc(%q) accepts %v, want %v", text, got, want)
		}
	}
}
