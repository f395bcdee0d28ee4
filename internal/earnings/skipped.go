package earnings

import (
	"fmt"
	"strings"
)

func (s Skipped) sentence(in Inputs) string {
	return capital(s.Rule.named()) + " did not apply: " + s.why(in) + "."
}

// why says what a skipped rule wanted and what was there.
func (s Skipped) why(in Inputs) string {
	wants := strings.Join(s.Wants, ", ")
	if s.Unknown {
		asked := map[string]string{skipProducts: "the products", skipCustomer: "whether the customer is new", skipCountry: "the country", skipCoupon: "the promo code"}[s.Why]
		if in.FromCJ {
			return "CJ's row does not tell " + asked
		}
		return "CJ's row, which would tell " + asked + ", is not here yet"
	}
	switch s.Why {
	case skipUnusable:
		return "it can't be used (" + strings.TrimSuffix(wants, ".") + ")"
	case skipCurrency:
		return fmt.Sprintf("it pays in %s and the sale is in %s", wants, in.Sale.Currency)
	case skipSize:
		return fmt.Sprintf("its limits are in %s and the sale is in %s", wants, in.Sale.Currency)
	case skipRange:
		return "what it would pay is too large to be true"
	case skipDays:
		from, to := "", ""
		if len(s.Wants) == 2 {
			from, to = s.Wants[0], s.Wants[1]
		}
		if in.Day < from {
			return "it is for sales from " + from + " on"
		}
		return "it is for sales up to " + to
	case skipLeast:
		return fmt.Sprintf("the sale amount of %s is below %s", in.Sale, wants)
	case skipMost:
		return fmt.Sprintf("the sale amount of %s is above %s", in.Sale, wants)
	case skipProducts:
		return "none of its products was bought"
	case skipCustomer:
		return fmt.Sprintf("it is for %s customers and this one is %s", wants, in.Customer)
	case skipCountry:
		return fmt.Sprintf("it is for orders from %s and this one is from %s", wants, in.Country)
	case skipNoCoupon:
		return "it is for orders without a promo code and this one has " + in.Coupon
	case skipCoupon:
		if in.Coupon == "" {
			return "the order has no promo code"
		}
		return fmt.Sprintf("it is for the promo code %s and the order has %s", wants, in.Coupon)
	}
	return "this version does not know why (" + s.Why + ")"
}
