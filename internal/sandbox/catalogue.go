package sandbox

import (
	"slices"

	"linkledger/internal/money"
)

// The accounts of this CJ. Everything is in USD: one brand, one publisher.
const (
	publisherCID    = "7000001"
	publisherName   = "Your publisher account"
	publisherPID    = "100000001"
	propertyName    = "Ambassador programme"
	advertiserCID   = "5000001"
	advertiserName  = "Fernwood Home"
	actionTracker   = "400001"
	trackerName     = "Online sale"
	accountCurrency = money.Currency("USD")
)

// Ad is one link that the brand offers to the publisher at CJ, for one product
// of its shop.
type Ad struct {
	PID            string // the publisher's promotional property
	AID            string // CJ's ad id
	AdvertiserCID  string
	AdvertiserName string
	Name           string // the ad's name at CJ
	SKU            string
	ItemList       string // CJ's list of items that the product is in, "" for none
	Product        string
	Description    string
	Price          money.Amount
	CommissionRate string // per cent of the sale amount, decimal text
}

// ClickPath is the path of the ad's click link.
func (a Ad) ClickPath() string { return "/click-" + a.PID + "-" + a.AID }

// ProductPath is the path of the product's page in the shop.
func (a Ad) ProductPath() string { return productPath + a.SKU }

func catalogue() []Ad {
	ad := func(aid, name, sku, list, product, description string, cents int64, rate string) Ad {
		return Ad{
			PID: publisherPID, AID: aid,
			AdvertiserCID: advertiserCID, AdvertiserName: advertiserName, Name: name,
			SKU: sku, ItemList: list, Product: product, Description: description,
			Price: money.New(cents, accountCurrency), CommissionRate: rate,
		}
	}
	return []Ad{
		ad("15000001", "Wool throw: text link", "throw-01", "70001", "Wool throw",
			"Woven from undyed lambswool, 130 by 180 cm. Warm in winter, light enough for a summer evening.", 12000, "10"),
		ad("15000002", "Stoneware mug: text link", "mug-02", "70002", "Stoneware mug",
			"Thrown by hand and glazed in moss green. Holds 350 ml, and the dishwasher does it no harm.", 2400, "12"),
		// This rate and price leave half cents, which CJ rounds.
		ad("15000003", "Beeswax candle: text link", "candle-03", "", "Beeswax candle",
			"Pure beeswax with a cotton wick. Burns for about forty hours and smells of honey, not of perfume.", 3650, "7.5"),
	}
}

func adByID(aid string) (Ad, bool) {
	return findAd(func(a Ad) bool { return a.AID == aid })
}

func adBySKU(sku string) (Ad, bool) {
	return findAd(func(a Ad) bool { return a.SKU == sku })
}

// countries are where the brand sells.
func countries() []country {
	return []country{{"US", "United States"}, {"CA", "Canada"}, {"GB", "United Kingdom"}, {"DE", "Germany"}, {"FR", "France"}, {"JP", "Japan"}}
}

func itemListOf(sku string) string {
	ad, _ := adBySKU(sku)
	return ad.ItemList
}

func findAd(wanted func(Ad) bool) (Ad, bool) {
	ads := catalogue()
	if i := slices.IndexFunc(ads, wanted); i >= 0 {
		return ads[i], true
	}
	return Ad{}, false
}

// adForPage is the ad that a deep link without an AID counts for: the one of
// that product page, otherwise the brand's first.
func adForPage(path string) Ad {
	if ad, ok := findAd(func(a Ad) bool { return a.ProductPath() == path }); ok {
		return ad
	}
	return catalogue()[0]
}
