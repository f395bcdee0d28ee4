package affiliate

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"linkledger/internal/money"
)

// Order is what the network tells of a sale beside its amounts; payout rules
// may ask for it. What is empty is not known.
type Order struct {
	Lines    []OrderLine `json:"lines,omitempty"`
	Coupon   string      `json:"coupon,omitempty"`   // promo codes in upper case, separated by commas; see Coupons
	Country  string      `json:"country,omitempty"`  // ISO 3166 alpha-2 code
	Customer string      `json:"customer,omitempty"` // CustomerNew or CustomerReturning
	LeftOut  int         `json:"left_out,omitempty"` // lines that could not be read
}

// OrderLine is what was bought of one product.
type OrderLine struct {
	SKU      string `json:"sku"`
	List     string `json:"list,omitempty"` // CJ's item list, which stands for a category
	Quantity int    `json:"quantity"`
	Minor    int64  `json:"minor"` // of the whole line, less its discount, in the sale's currency
}

// Bounds of an order. Source: a copy of CJ's documentation of conversion calls
// (100 items, SKUs of 100 characters); the quantity is ours.
const (
	MaxOrderLines   = 100
	MaxSKULength    = 100
	maxLineQuantity = 1_000_000
)

// Coupons are the promo codes of the order, each once and in their order.
func (o Order) Coupons() []string {
	if o.Coupon == "" {
		return nil
	}
	return strings.Split(o.Coupon, ",")
}

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

// Order is what the row tells of its order. Amounts that are no numbers are an
// error; a line that is senseless otherwise is left out and counted, and
// anything else that can't be read is not known.
func (r CommissionRow) Order() (Order, error) {
	o := Order{Coupon: coupons(r.Coupon), Customer: customer(r.Situations), LeftOut: max(r.ItemsLeftOut, 0)}
	if country := strings.ToUpper(strings.TrimSpace(r.Country)); countryForm.MatchString(country) {
		o.Country = country
	}
	for _, item := range r.Items {
		line, keep, err := item.line(money.Currency(r.Currency))
		switch {
		case err != nil:
			return Order{}, fmt.Errorf("item %q of commission %s: %w", item.ID, r.CommissionID, err)
		case keep && len(o.Lines) < MaxOrderLines:
			o.Lines = append(o.Lines, line)
		default:
			o.LeftOut++
		}
	}
	return o, nil
}

// line is the item with its amount: the price of each times the quantity, less
// the line's discount, rounded once.
func (i CommissionItem) line(currency money.Currency) (line OrderLine, keep bool, err error) {
	if i.UnitAmount == "" {
		return OrderLine{}, false, nil
	}
	total, err := money.ParseDecimal(i.UnitAmount)
	if err != nil {
		return OrderLine{}, false, fmt.Errorf("price: %w", err)
	}
	total = total.Mul(decimal.NewFromInt(i.Quantity))
	if i.Discount != "" {
		discount, err := money.ParseDecimal(i.Discount)
		if err != nil {
			return OrderLine{}, false, fmt.Errorf("discount: %w", err)
		}
		total = total.Sub(discount)
	}
	amount, err := money.FromDecimal(total, currency)
	sku := strings.TrimSpace(i.SKU)
	if err != nil || !amount.Sane() || sku == "" || utf8.RuneCountInString(sku) > MaxSKULength ||
		i.Quantity == 0 || i.Quantity > maxLineQuantity || i.Quantity < -maxLineQuantity {
		return OrderLine{}, false, nil
	}
	return OrderLine{SKU: sku, List: i.ListID, Quantity: int(i.Quantity), Minor: amount.Minor}, true, nil
}

// coupons are codes in upper case, each once. CJ has one field for all of
// them; shops separate them by commas.
func coupons(text string) string {
	var codes []string
	for code := range strings.SplitSeq(text, ",") {
		if code = strings.ToUpper(strings.TrimSpace(code)); code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return strings.Join(codes, ",")
}

// customer is what CJ's situations say of the customer, in the words that it
// gives them. Where they contradict each other it isn't known.
func customer(situations []CommissionSituation) (known string) {
	for _, s := range situations {
		var is string
		switch strings.Join(strings.Fields(strings.ToLower(s.Name)), " ") {
		case "new customer", "new to file":
			is = CustomerNew
		case "returning customer", "existing customer", "returning/existing customer":
			is = CustomerReturning
		default:
			continue
		}
		if known != "" && known != is {
			return ""
		}
		known = is
	}
	return known
}
