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
	if v.wrong != "" {
		return v.skip(skipUnusable, v.wrong), true
	}
	if c := v.rule.Conditions; !v.days().Holds(i.Place.Day) {
		return v.skip(skipDays, c.From, c.To), true
	}
	if i.ofClicks() {
		return Skipped{}, false
	}
	for _, ask := range [...]func(*version, *Item) Skipped{
		(*version).skipsAmount, (*version).skipsProducts, (*version).skipsCustomer, (*version).skipsCountry, (*version).skipsCoupon,
	} {
		if s := ask(v, &i); s.Why != "" {
			return s, true
		}
	}
	return Skipped{}, false
}

func (v *version) skip(why string, wants ...string) Skipped {
	return Skipped{Rule: v.named, Why: why, Wants: wants}
}

// unknown is that nobody has told what the version asks for.
func (v *version) unknown(why string) Skipped {
	return Skipped{Rule: v.named, Why: why, Unknown: true}
}

// skipsAmount, as all of its kind, gives the zero value where nothing is against
// the item.
func (v *version) skipsAmount(i *Item) Skipped {
	c, foreign := v.rule.Conditions, v.currency != i.Sale.Currency
	if foreign && v.rule.Option == affiliate.PayoutFlatPercent {
		return v.skip(skipCurrency, v.rule.Currency)
	}
	if foreign && (c.MinMinor != 0 || c.MaxMinor != 0) {
		return v.skip(skipSize, v.rule.Currency)
	}
	if c.MinMinor != 0 && i.Sale.Minor < c.MinMinor {
		return v.skip(skipLeast, money.New(c.MinMinor, v.currency).String())
	}
	if c.MaxMinor != 0 && i.Sale.Minor > c.MaxMinor {
		return v.skip(skipMost, money.New(c.MaxMinor, v.currency).String())
	}
	return Skipped{}
}

func (v *version) skipsProducts(i *Item) Skipped {
	if v.skus == nil && v.lists == nil || slices.ContainsFunc(i.Order.Lines, v.names) {
		return Skipped{}
	}
	if len(i.Order.Lines) == 0 {
		return v.unknown(skipProducts)
	}
	return v.skip(skipProducts)
}

func (v *version) skipsCustomer(i *Item) Skipped {
	wants := v.rule.Conditions.Customer
	if wants == "" || i.Order.Customer == wants {
		return Skipped{}
	}
	if i.Order.Customer == "" {
		return v.unknown(skipCustomer)
	}
	return v.skip(skipCustomer, wants)
}

func (v *version) skipsCountry(i *Item) Skipped {
	if v.countries == nil || v.countries[strings.ToUpper(i.Order.Country)] {
		return Skipped{}
	}
	if i.Order.Country == "" {
		return v.unknown(skipCountry)
	}
	return v.skip(skipCountry, v.rule.Conditions.Countries...)
}

func (v *version) skipsCoupon(i *Item) Skipped {
	none := v.rule.Conditions.NoCoupon
	if v.coupons == nil && !none {
		return Skipped{}
	}
	if i.Order.Coupon == "" && !i.FromCJ {
		return v.unknown(skipCoupon)
	}
	if none && i.Order.Coupon != "" {
		return v.skip(skipNoCoupon)
	}
	if !none && !v.takes(i.Order.Coupons()) {
		return v.skip(skipCoupon, v.rule.Conditions.Coupons...)
	}
	return Skipped{}
}

// takes reports whether one of an order's promo codes is of those that the rule
// names.
func (v *version) takes(codes []string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return v.coupons[affiliate.AnyCoupon] || v.coupons[strings.ToUpper(code)] })
}

// names reports whether a line is of the products that the rule names.
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
