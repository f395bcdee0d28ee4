package probe_test

import (
	"testing"

	"linkledger/internal/probe"
)

// TestReadPage reads what pages of shops say, in several languages; what they
// say of other products does not count.
func TestReadPage(t *testing.T) {
	sold := func(words string) probe.Sign { return probe.Sign{SoldOut: true, Words: words} }
	gone := func(words string) probe.Sign { return probe.Sign{Words: words} }
	for body, want := range map[string]probe.Sign{
		`<h1>Trail boots</h1><p>The blue ones are sold out.</p>`: {},
		`<title>Trail boots – sold out</title>`:                  sold("Trail boots – sold out"),
		`<h1>Stiefel <b>ausverkauft</b></h1>`:                    sold("Stiefel ausverkauft"),
		`<h2>Produit épuisé</h2>`:                                sold("Produit épuisé"),
		`<h1>Producto agotado</h1>`:                              sold("Producto agotado"),
		`<h1>Prodotto esaurito</h1>`:                             sold("Prodotto esaurito"),
		`<h1>Uitverkocht</h1>`:                                   sold("Uitverkocht"),
		`<h1>Esgotado</h1>`:                                      sold("Esgotado"),
		`<title>404</title>`:                                     gone("404"),
		`<h1>This page was not found</h1>`:                       gone("This page was not found"),
		`<h1>Diese Seite wurde nicht gefunden</h1>`:              gone("Diese Seite wurde nicht gefunden"),
		`<h1>Page introuvable</h1>`:                              gone("Page introuvable"),
		`<h1>Página no encontrada</h1>`:                          gone("Página no encontrada"),
		`<h1>Pagina non trovata</h1>`:                            gone("Pagina non trovata"),
		`<h1>Página não encontrada</h1>`:                         gone("Página não encontrada"),
		`<script type="application/ld+json">{"availability":"https://schema.org/OutOfStock"}</script>`:               sold("OutOfStock"),
		`<link itemprop="availability" href="http://schema.org/OutOfStock"><i content="https://schema.org/InStock">`: {},
		``: {},
	} {
		if got := probe.ReadPage([]byte(body)); got != want {
			t.Errorf("%s: %+v, want %+v", body, got, want)
		}
	}
}
