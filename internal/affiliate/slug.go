package affiliate

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	minSlug = 3
	maxSlug = 40
)

// ReservedPaths are what no link can be called: the relay's own paths and those
// that browsers, robots and certificate authorities ask for.
var ReservedPaths = []string{
	"v1", "postback", "pixel", "tag", "aff_lsr", "healthz", "readyz", "metrics", "admin", "api", "static", "assets",
	"robots.txt", "favicon.ico", "sitemap.xml", ".well-known", "apple-app-site-association", "index.html",
}

// CheckSlug checks a readable path of a link. The error says what to change.
func CheckSlug(slug string) error {
	for i, r := range slug {
		letter := r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
		switch {
		case !letter && r != '-':
			return errors.New("use small letters from a to z, digits and hyphens")
		case r == '-' && (i == 0 || i == len(slug)-1 || slug[i-1] == '-'):
			return errors.New("put single hyphens between words only")
		}
	}
	switch {
	case len(slug) < minSlug || len(slug) > maxSlug:
		return fmt.Errorf("use from %d to %d characters", minSlug, maxSlug)
	case slices.Contains(ReservedPaths, slug):
		return fmt.Errorf("the relay needs %q for itself: choose another", slug)
	}
	return nil
}

// Slug is a text as a slug: accents off, all else as hyphens; empty when too
// little is left of it.
func Slug(text string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		plain, is := spelled[r]
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			plain, is = string(r), true
		}
		switch {
		case is:
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteString(plain)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		default:
			hyphen = true
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	slug := strings.TrimRight(cutText(b.String(), maxSlug), "-")
	if CheckSlug(slug) != nil {
		return ""
	}
	return slug
}

// spelled are letters that no decomposition takes to a to z. Searches know the
// same ones: the letters of package textsearch.
var spelled = map[rune]string{'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h"}

// SuggestSlugs are slugs that fit a member and an offer, best first.
func SuggestSlugs(member, handle, offer string) []string {
	first, _, _ := strings.Cut(strings.TrimSpace(member), " ")
	var list []string
	for _, text := range []string{member, first, handle, member + " " + offer, first + " " + offer} {
		if slug := Slug(text); slug != "" && !slices.Contains(list, slug) {
			list = append(list, slug)
		}
	}
	return list
}
