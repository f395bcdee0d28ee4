package sandbox

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// readOrder reads the form of a product page: sku and quantity, each as often
// as there are lines, and who buys: coupon, country (two letters) and customer
// (new or returning), which may be left out.
func readOrder(r *http.Request) (Order, error) {
	if err := r.ParseForm(); err != nil {
		return Order{}, invalid("The order form can't be read. Please go back and try again.")
	}
	skus, quantities := r.PostForm["sku"], r.PostForm["quantity"]
	if len(skus) == 0 || len(skus) > maxItems {
		return Order{}, invalid("We don't sell that. Please choose a product first, or up to %d.", maxItems)
	}
	order := Order{Amount: money.New(0, accountCurrency)}
	for i, sku := range skus {
		quantity := ""
		if i < len(quantities) {
			quantity = quantities[i]
		}
		line, err := readLine(sku, quantity)
		if err != nil {
			return Order{}, err
		}
		order.Lines = append(order.Lines, line)
		order.Amount.Minor += line.Price.Minor * line.Quantity
	}
	var err error
	if order.Buyer, err = readBuyer(r.PostForm.Get); err != nil {
		return Order{}, err
	}
	cookie, err := r.Cookie(cookieName)
	if err == nil {
		order.CJEvent = cookie.Value
	} else if !errors.Is(err, http.ErrNoCookie) {
		return Order{}, err
	}
	return order, nil
}

func readLine(sku, pieces string) (OrderLine, error) {
	const most = 100
	ad, ok := adBySKU(sku)
	if !ok {
		return OrderLine{}, invalid("We don't sell %q. Please choose a product first.", shorten(sku))
	}
	quantity, err := strconv.ParseInt(pieces, 10, 64)
	if err != nil || quantity < 1 || quantity > most {
		return OrderLine{}, invalid("We can't send %q pieces. Please order 1 to %d.", shorten(pieces), most)
	}
	return OrderLine{SKU: ad.SKU, Product: ad.Product, Quantity: quantity, Price: ad.Price}, nil
}

func readBuyer(field func(string) string) (b Buyer, err error) {
	b.Coupon, b.Country = strings.TrimSpace(field("coupon")), strings.ToUpper(strings.TrimSpace(field("country")))
	if len(b.Coupon) > maxCoupon {
		return b, invalid("That promo code is too long. Please leave it out.")
	}
	if b.Country != "" && !plainCountry.MatchString(b.Country) {
		return b, invalid("We don't know the country %q. Please give its two letters, such as US.", shorten(b.Country))
	}
	switch field("customer") {
	case "":
	case "new":
		b.CustStatus = commission.CustNew
	case "returning":
		b.CustStatus = commission.CustReturn
	default:
		return b, invalid("We can't tell whether you are new here. Please go back and try again.")
	}
	return b, nil
}
