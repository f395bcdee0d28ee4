package desktop

import (
	"context"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/store"
)

// shops tells of which shop a sale is. Files name the shop that they are of by
// its address or by its brand at CJ, and offers lead to the one and are of the
// other; any other name says only that two files are of two shops.
type shops struct {
	named   map[string]string // the shops of files, by what they are called there
	known   bool              // each of them is known to be that of offers
	hosts   map[affiliate.OfferID]string
	brandOf map[affiliate.OfferID]string // CJ's number; of offers that are one brand's
	brands  map[string]string            // the shop of a brand, by CJ's number
}

// newShops looks at the files that were read in, the offers, and CJ's rows.
func newShops(files []affiliate.OrderImport, offers []affiliate.Offer, actions []store.CJAction) shops {
	s := shops{named: map[string]string{}, hosts: map[affiliate.OfferID]string{}, brandOf: map[affiliate.OfferID]string{}, brands: map[string]string{}}
	for _, f := range files {
		s.named[strings.ToLower(f.Shop)] = f.Shop
	}
	matched := map[string]bool{}
	for _, o := range offers {
		host := landingHost(o.OfferURL)
		if name, named := s.named[host]; named && host != "" {
			host, matched[name] = name, true
		}
		s.hosts[o.ID] = host
	}
	for _, a := range actions {
		id := a.Conversion.AdvertiserID
		if before, seen := s.brandOf[a.Conversion.OfferID]; seen && before != id {
			id = ""
		}
		s.brandOf[a.Conversion.OfferID] = id
		for _, row := range a.Rows {
			for _, called := range []string{row.AdvertiserID, strings.ToLower(strings.Join(strings.Fields(row.AdvertiserName), " "))} {
				if name, named := s.named[called]; named && called != "" {
					s.brands[row.AdvertiserID], matched[name] = name, true
				}
			}
		}
	}
	s.known = len(matched) == len(s.named)
	if len(s.named) == 1 && !s.known {
		s.named = nil // the one shop, whatever it is called
	}
	s.ofBrands()
	return s
}

// ofBrands finds the shops of brands of which all offers lead to one.
func (s *shops) ofBrands() {
	found := map[string]string{}
	for offer, brand := range s.brandOf {
		host := s.hosts[offer]
		if before, seen := found[brand]; seen && before != host {
			host = ""
		}
		found[brand] = host
	}
	for brand, host := range found {
		if s.brands[brand] == "" && brand != "" {
			s.brands[brand] = host
		}
	}
}

// of is the shop of a sale by its offer and CJ's number of the brand; empty when
// it is not known, or there is one shop.
func (s *shops) of(offer affiliate.OfferID, brand string) string {
	if len(s.named) == 0 {
		return ""
	}
	if brand == "" {
		brand = s.brandOf[offer]
	}
	for _, name := range []string{s.hosts[offer], s.brands[brand]} {
		if _, named := s.named[strings.ToLower(name)]; named && name != "" {
			return name
		}
	}
	if !s.known {
		return "" // it may be that of any file
	}
	if host := s.hosts[offer]; host != "" {
		return host
	}
	return s.brands[brand]
}

// file is how the shop of a file is compared.
func (s *shops) file(name string) string {
	if len(s.named) == 0 {
		return ""
	}
	return name
}

// landingHost is the host of the shop that an offer leads to; empty where a CJ
// link leaves it to CJ's ad.
func landingHost(offerURL string) string {
	if link, err := cj.ParseClick(offerURL); err == nil {
		if offerURL = link.Destination; offerURL == "" {
			return ""
		}
	}
	host, err := affiliate.ShopName(offerURL)
	if err != nil || strings.Contains(host, "/") {
		return ""
	}
	return strings.ToLower(host)
}

// shopNames are what the shop of a file may be called: as other files call it,
// and as offers lead to it.
func (s *session) shopNames(ctx context.Context, files []affiliate.OrderImport) ([]string, error) {
	offers, err := s.store.Offers(ctx)
	names := []string{}
	for _, f := range files {
		names = append(names, f.Shop)
	}
	for _, o := range offers {
		names = append(names, landingHost(o.OfferURL))
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" }), err
}

// shopNamed is a shop as a form names it, spelled as in the files before.
func shopNamed(text string, files []affiliate.OrderImport) (string, error) {
	name, err := affiliate.ShopName(text)
	for _, f := range files {
		if strings.EqualFold(f.Shop, name) {
			return f.Shop, err
		}
	}
	return name, err
}
