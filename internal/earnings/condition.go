package earnings

import (
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Why a rule leaves an item to the next one. The spelling stands in inputs for
// ever.
const (
	skipUnusable = "unusable"
	skipCurrency = "currency" // it pays a flat amount in another one than the sale's
	skipRange    = "range"    // what it pays does not fit
	skipDays     = "days"
	skipLeast    = "least"
	skipMost     = "most"
	skipSize     = "size" // the sale is in another currency than the limits
	skipProducts = "products"
	skipCustomer = "customer"
	skipCountry  = "country"
	skipCoupon   = "coupon"
	skipNoCoupon = "no_coupon"
)

// maxSkipped is how many skipped rules an explanation names.
const maxSkipped = 2

// skipped tells why the version leaves an item to the next; it reports false
// when the item meets all of it.
func (v *version) skipped(i Item) (Skipped, bool) {
	c, r := v.rule.Conditions, v.rule
	skip := func(why string, wants ...string) (Skipped, bool) {
		return Skipped{Rule: v.named, Why: why, Wants: wants}, true
	}
	unknown := func(why string) (Skipped, bool) { return Skipped{Rule: v.named, Why: why, Unknown: true}, true }
	switch {
	case v.wrong != "":
		return skip(skipUnusable, v.wrong)
	case !v.days().Holds(i.Place.Day):
		return skip(skipDays, c.From, c.To)
	case i.ofClicks():
		return Skipped{}, false
	case r.Option == affiliate.PayoutFlatPercent && v.currency != i.Sale.Currency:
		return skip(skipCurrency, r.Currency)
	case (c.MinMinor != 0 || c.MaxMinor != 0) && v.currency != i.Sale.Currency:
		return skip(skipSize, r.Currency)
	case i.Sale.Minor < c.MinMinor && c.MinMinor != 0:
		return skip(skipLeast, money.New(c.MinMinor, v.currency).String())
	case i.Sale.Minor > c.MaxMinor && c.MaxMinor != 0:
		return skip(skipMost, money.New(c.MaxMinor, v.currency).String())
	case v.ofProducts() && len(i.Order.Lines) == 0:
		return unknown(skipProducts)
	case v.ofProducts() && !v.sells(i.Order.Lines):
		return skip(skipProducts)
	case c.Customer != "" && i.Order.Customer == "":
		return unknown(skipCustomer)
	case c.Customer != "" && i.Order.Customer != c.Customer:
		return skip(skipCustomer, c.Customer)
	case v.countries != nil && i.Order.Country == "":
		return unknown(skipCountry)
	case v.countries != nil && !v.countries[strings.ToUpper(i.Order.Country)]:
		return skip(skipCountry, c.Countries...)
	case (v.coupons != nil || c.NoCoupon) && i.Order.Coupon == "" && !i.FromCJ:
		return unknown(skipCoupon)
	case c.NoCoupon && i.Order.Coupon != "":
		return skip(skipNoCoupon)
	case v.coupons != nil && !v.takes(i.Order.Coupons()):
		return skip(skipCoupon, c.Coupons...)
	}
	return Skipped{}, false
}

// takes reports whether one of an order's promo codes is of those that the rule
// names.
func (v *version) takes(codes []string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return v.coupons[affiliate.AnyCoupon] || v.coupons[strings.ToUpper(code)] })
}

func (v *version) ofProducts() bool { return v.skus != nil || v.lists != nil }

// sells reports whether a line is of the products that the rule names.
func (v *version) sells(lines []affiliate.OrderLine) bool {
	for _, line := range lines {
		if v.names(line) {
			return true
		}
	}
	return false
}

func (v *version) names(line affiliate.OrderLine) bool {
	return v.skus[strings.ToUpper(line.SKU)] || v.lists[strings.ToUpper(line.List)]
}

// linesOf is the sum of the lines that the rule names, but never more than the
// sale itself comes to.
func (v *version) linesOf(i Item) money.Amount {
	sum := money.New(0, i.Sale.Currency)
	for _, line := range i.Order.Lines {
		if !v.names(line) {
			continue
		}
		more, err := sum.Add(money.New(line.Minor, i.Sale.Currency))
		if err != nil {
			return i.Sale
		}
		sum = more
	}
	return money.New(min(sum.Minor, i.Sale.Minor), i.Sale.Currency)
}
