package sandbox

import (
	"slices"
	"time"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// The accounts of this CJ. Everything is in USD: one brand, one publisher.
const (
	publisherCID    = "7000001"
	publisherName   = "Your publisher account"
	publisherPID    = "100000001"
	propertyName    = "Ambassador programme"
	advertiserCID   = "5000001"
	advertiserName  = "Fernwood Home"
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
	Kind           string // CJ's link type
	DeepLinks      bool   // whether the link may lead to any page of the brand
	Promotion      string // CJ's promotion type, "" for none
	PromotionStart time.Time
	PromotionEnd   time.Time
}

// CJ's link types, as far as this brand has them.
const (
	textLink = "Text Link"
	banner   = "Banner"
)

// ClickPath is the path of the ad's click link.
func (a Ad) ClickPath() string { return "/click-" + a.PID + "-" + a.AID }

// ProductPath is the path of the product's page in the shop; the front page of
// an ad for no product.
func (a Ad) ProductPath() string {
	if a.SKU == "" {
		return "/shop/"
	}
	return productPath + a.SKU
}

// catalogue are the ads for products.
func catalogue() []Ad {
	ad := func(aid, name, sku, list, product, description string, cents int64, rate string) Ad {
		return Ad{
			PID: publisherPID, AID: aid,
			AdvertiserCID: advertiserCID, AdvertiserName: advertiserName, Name: name,
			SKU: sku, ItemList: list, Product: product, Description: description,
			Price: money.New(cents, accountCurrency), CommissionRate: rate, Kind: textLink, DeepLinks: true,
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

// everyAd are all links that the brand offers: those for products, one for the
// whole shop, and a banner that may lead nowhere else.
func everyAd() []Ad {
	house := Ad{PID: publisherPID, AID: "15000004", AdvertiserCID: advertiserCID, AdvertiserName: advertiserName, Name: "Fernwood Home: text link",
		Description: "The front page of the shop.", CommissionRate: "8", Kind: textLink, DeepLinks: true}
	autumn := house
	autumn.AID, autumn.Name, autumn.Description = "15000005", "Autumn at home: banner 300x250", "A picture for the autumn sale."
	autumn.Kind, autumn.DeepLinks, autumn.Promotion = banner, false, "Sale/Discount"
	autumn.PromotionStart, autumn.PromotionEnd = time.Date(2026, 9, 22, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 20, 0, 0, 0, 0, time.UTC)
	return append(catalogue(), house, autumn)
}

// trackers are the brand's commissionable actions, one for each locking method.
// The shop reports all its orders by the first.
func trackers() []commission.Tracker {
	return []commission.Tracker{
		{ID: "400001", Name: "Online sale", Method: commission.FixedDate},
		{ID: "400002", Name: "Marketplace sale", Method: commission.FixedDuration, Days: 30},
		{ID: "400003", Name: "Gift card", Method: commission.Immediate},
		{ID: "400004", Name: "Made to order", Method: commission.OpenEnded},
	}
}

// bonusTracker is that of the rows that belong to no order.
func bonusTracker() commission.Tracker {
	return commission.Tracker{ID: "400009", Name: "Bonus", Method: commission.FixedDate}
}

func trackerByID(id string) (commission.Tracker, bool) {
	all := trackers()
	if i := slices.IndexFunc(all, func(t commission.Tracker) bool { return t.ID == id }); i >= 0 {
		return all[i], true
	}
	return commission.Tracker{}, false
}

func adByID(aid string) (Ad, bool) {
	return findAd(everyAd(), func(a Ad) bool { return a.AID == aid })
}

func adBySKU(sku string) (Ad, bool) {
	return findAd(catalogue(), func(a Ad) bool { return a.SKU == sku })
}

// countries are where the brand sells.
func countries() []country {
	return []country{{"US", "United States"}, {"CA", "Canada"}, {"GB", "United Kingdom"}, {"DE", "Germany"}, {"FR", "France"}, {"JP", "Japan"}}
}

func itemListOf(sku string) string {
	ad, _ := adBySKU(sku)
	return ad.ItemList
}

func findAd(ads []Ad, wanted func(Ad) bool) (Ad, bool) {
	if i := slices.IndexFunc(ads, wanted); i >= 0 {
		return ads[i], true
	}
	return Ad{}, false
}

// adForPage is the ad that a deep link without an AID counts for: the one of
// that product page, otherwise the brand's first.
func adForPage(path string) Ad {
	if ad, ok := findAd(catalogue(), func(a Ad) bool { return a.ProductPath() == path }); ok {
		return ad
	}
	return catalogue()[0]
}
