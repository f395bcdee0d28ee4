package affiliate_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
)

func slugTo(t interface{ Fatal(...any) }, l affiliate.Link, slug string) affiliate.Link {
	c, err := affiliate.NewChange(affiliate.NounLink, "l", map[string]string{"slug": slug})
	if err != nil {
		t.Fatal(err)
	}
	l, err = affiliate.MergeLink(l, c)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestEverySlugThatALinkHadStaysItsAlias(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		had := map[string]bool{}
		var l affiliate.Link
		for _, slug := range rapid.SliceOfN(rapid.SampledFrom([]string{"", "ana", "ana-o", "anna"}), 0, 12).Draw(t, "slugs") {
			l = slugTo(t, l, slug)
			if had[slug] = true; l.Slug != slug {
				t.Fatalf("is called %q instead of %q", l.Slug, slug)
			}
		}
		delete(had, "")
		leads := slices.Clone(l.Aliases)
		if l.Slug != "" {
			leads = append(leads, l.Slug)
		}
		if len(leads) != len(had) {
			t.Fatalf("it had %v and leads by %v", had, leads)
		}
		for _, slug := range leads {
			if !had[slug] {
				t.Fatalf("it leads by %q, which it never had", slug)
			}
		}
	})
}

func TestAliasesAreNobodysToSet(t *testing.T) {
	l := slugTo(t, affiliate.Link{Slug: "ana", Aliases: []string{"first"}}, "anna")
	raw, err := json.Marshal(map[string]any{"aliases": []string{"bens"}, "page": "https://shop.example/x"})
	if err != nil {
		t.Fatal(err)
	}
	l, err = affiliate.MergeLink(l, affiliate.Change{Noun: affiliate.NounLink, Key: "l", Set: raw})
	if err != nil || !slices.Equal(l.Aliases, []string{"first", "ana"}) || l.Page != "https://shop.example/x" || l.Path() != "anna" {
		t.Errorf("%+v, %v", l, err)
	}
}
