package arch_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const screens = "frontend/src"

// imports are the three ways in which a TypeScript file names another one.
var imports = regexp.MustCompile(`(?m)(?:\bfrom\s*|^\s*import\s*|\bimport\s*\(\s*)['"]([^'"]+)['"]`)

// A place is where in the front end a file stands: its layer, and the feature
// if it is part of one.
type place struct{ layer, feature string }

// seen lists the layers that each layer may import.
var seen = map[string][]string{
	"app":        {"app", "features", "components", "lib", "wailsjs"},
	"features":   {"features", "components", "lib", "wailsjs"},
	"components": {"components", "lib", "wailsjs"},
	"lib":        {"lib", "wailsjs"},
	"test":       {"test", "app", "features", "components", "lib", "wailsjs"},
	"wailsjs":    {"wailsjs"},
}

func TestScreensImportInward(t *testing.T) {
	files := 0
	walk(t, filepath.Join(root, screens), func(name string) {
		if ext := path.Ext(name); ext != ".ts" && ext != ".tsx" {
			return
		}
		files++
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range imports.FindAllStringSubmatch(string(text), -1) {
			if why := wrongWay(name, found[1]); why != "" {
				t.Errorf("%s must not import %s: %s", name, found[1], why)
			}
		}
	})
	if files == 0 {
		t.Errorf("found no TypeScript in %s", screens)
	}
}

// wrongWay says why a file of the front end must not import another one; ""
// when it may.
func wrongWay(file, imported string) string {
	target, ours := resolve(file, imported)
	if !ours {
		return ""
	}
	from, to := placeOf(file), placeOf(target)
	test := strings.Contains(path.Base(file), ".test.")
	switch {
	case from.layer == "" || to.layer == "": // beside the layers: the entry point and its style
		return ""
	case test && to.layer == "test":
		return ""
	case seen[from.layer] == nil:
		return "there is no layer " + from.layer + ": screens are app, features, components, lib and test"
	case !slices.Contains(seen[from.layer], to.layer):
		return from.layer + " is used by " + to.layer + ", not the other way round"
	case from.feature != to.feature && from.feature != "" && to.feature != "":
		return "a feature knows no other feature: what both need belongs into components or lib"
	default:
		return ""
	}
}

// resolve finds the file that an import means, when it is one of ours.
func resolve(file, imported string) (string, bool) {
	if rest, ok := strings.CutPrefix(imported, "@/"); ok {
		return path.Join(screens, rest), true
	}
	if strings.HasPrefix(imported, ".") {
		target := path.Join(path.Dir(file), imported)
		return target, strings.HasPrefix(target, screens+"/")
	}
	return "", false
}

func placeOf(file string) place {
	parts := strings.Split(strings.TrimPrefix(file, screens+"/"), "/")
	at := place{}
	if len(parts) > 1 || seen[parts[0]] != nil {
		at.layer = parts[0]
	}
	if at.layer == "features" && len(parts) > 1 {
		at.feature = parts[1]
	}
	return at
}

func TestWrongWay(t *testing.T) {
	tests := []struct {
		file, imported string
		allowed        bool
	}{
		{"features/offers/OfferForm.tsx", "@mantine/core", true},
		{"features/offers/OfferForm.tsx", "./OfferFields", true},
		{"features/offers/OfferForm.tsx", "../../components/Money", true},
		{"features/offers/OfferForm.tsx", "@/lib/call", true},
		{"features/offers/OfferForm.tsx", "../members/MemberList", false},
		{"features/offers/OfferForm.tsx", "@/app/routes", false},
		{"features/offers/OfferForm.test.tsx", "@/test/render", true},
		{"features/offers/OfferForm.tsx", "@/test/render", false},
		{"components/Money.tsx", "../lib/money", true},
		{"components/Money.tsx", "../features/offers/OfferForm", false},
		{"lib/call.ts", "../components/Money", false},
		{"app/Shell.tsx", "../features/offers", true},
		{"main.tsx", "./app/App", true},
		{"shared/thing.ts", "../lib/call", false},
	}
	for _, test := range tests {
		if got := wrongWay(path.Join(screens, test.file), test.imported) == ""; got != test.allowed {
			t.Errorf("%s importing %s: allowed %v, want %v", test.file, test.imported, got, test.allowed)
		}
	}
	found := imports.FindAllStringSubmatch("import a from './a'\nimport \"./b.css\"\nconst c = import('./c')\nexport { d } from './d'\n", -1)
	if len(found) != 4 {
		t.Errorf("found %d of 4 ways to import: %v", len(found), found)
	}
}
