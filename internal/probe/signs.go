package probe

import (
	"html"
	"regexp"
	"strings"
)

// headline finds what a page says of itself: its title and first headings.
var headline = regexp.MustCompile(`(?is)<(title|h1|h2)\b[^>]*>(.*?)</`)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// goneWords are how shops say, with status 200, that a product is not there.
// Only titles and headings are read, since whole pages say such things of other
// products too.
var goneWords = regexp.MustCompile(`(?i)\b(page|product|item)\s+(was\s+|could\s+|can\s*)?(not|n.t|no longer)\b[^.]*\b(found|available|exist)|` +
	`\b404\b|\bnot found\b|\bno longer available\b|\bsold out\b|\bwe don.t sell\b|` +
	`\b(seite|produkt|artikel)\b.*\bnicht\b.*\b(gefunden|verfügbar)|\bausverkauft\b|` +
	`\b(page|produit|article)\b.*\b(introuvable|plus disponible)|\bépuisé\b|` +
	`\b(página|producto)\b.*\bno\b.*\b(encontrad[ao]|disponible|existe)|\bagotado\b`)

// gone is what a page that opens says of being none; empty for a real one.
func gone(body []byte) string {
	for _, found := range headline.FindAllSubmatch(body, 8) {
		text := strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(string(found[2]), " "))), " ")
		if goneWords.MatchString(text) {
			return cut(text, 80)
		}
	}
	return ""
}

func cut(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}
