package probe

import (
	"html"
	"regexp"
	"strings"
)

// Sign is what a page that opens says of not being what was looked for. The
// zero value is that of a page that says nothing of the kind.
type Sign struct {
	SoldOut bool   // the product is there and can't be bought; else the page is gone
	Words   string // as they stand on the page
}

// headline finds what a page says of itself: its title and first headings.
var headline = regexp.MustCompile(`(?is)<(title|h1|h2)\b[^>]*>(.*?)</`)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// signs are how shops say, with status 200, that a product is not there: only
// titles and headings are read, since whole pages say such things of other
// products too. English, German, French, Spanish, Italian, Dutch, Portuguese.
var signs = []struct {
	soldOut bool
	words   *regexp.Regexp
}{
	{true, regexp.MustCompile(`(?i)\bsold[ -]?out\b|\bout of stock\b|\bno longer available\b|\bausverkauft\b|\bnicht mehr (lieferbar|verfügbar)\b|` +
		`épuisé|\bplus disponible\b|\bagotad[ao]\b|\besaurit[ao]\b|\bnon più disponibile\b|\buitverkocht\b|\besgotad[ao]\b`)},
	{false, regexp.MustCompile(`(?i)\b(page|product|item)\s+(was\s+|could\s+|can\s*)?(not|n.t|no longer)\b[^.]*\b(found|available|exist)|` +
		`\b404\b|\bnot found\b|\bwe don.t sell\b|` +
		`\b(seite|produkt|artikel)\b.*\bnicht\b.*\b(gefunden|verfügbar)|` +
		`\b(page|produit|article)\b.*\bintrouvable|` +
		`\b(página|producto)\b.*\bno\b.*\b(encontrad[ao]|disponible|existe)|` +
		`\b(pagina|prodotto)\b.*\bnon\b.*\b(trovat[ao]|esiste)|\b(pagina|product)\b.*\bniet gevonden\b|` +
		`\b(página|produto)\b.*\bnão\b.*\b(encontrad[ao]|existe)`)},
}

// Availability as shops tell it to search engines. Source: schema.org/ItemAvailability.
var (
	inStock    = regexp.MustCompile(`(?i)schema\.org/(InStock|LimitedAvailability|PreOrder|PreSale|BackOrder|OnlineOnly)\b`)
	outOfStock = regexp.MustCompile(`(?i)schema\.org/(OutOfStock|SoldOut|Discontinued)\b`)
)

// ReadPage looks for signs on a page.
func ReadPage(body []byte) Sign {
	for _, found := range headline.FindAllSubmatch(body, 8) {
		text := strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(string(found[2]), " "))), " ")
		for _, sign := range signs {
			if sign.words.MatchString(text) {
				return Sign{SoldOut: sign.soldOut, Words: cut(text, 80)}
			}
		}
	}
	if found := outOfStock.FindSubmatch(body); found != nil && !inStock.Match(body) {
		return Sign{SoldOut: true, Words: string(found[1])}
	}
	return Sign{}
}

func cut(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}
