package sandbox

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// conversion is what a shop tells CJ of an order.
type conversion struct {
	Tracker   commission.Tracker
	CJEvent   string
	OrderID   string
	EventTime time.Time // zero when the call had none
	Items     []Item    // none for a simple action
	Discount  money.Amount
	Sale      money.Amount // after all discounts
	Buyer     Buyer
}

var (
	plainOrderID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,96}$`)
	plainCJEvent = regexp.MustCompile(`^[A-Za-z0-9]{0,64}$`)
	plainCountry = regexp.MustCompile(`^[A-Za-z]{2}$`)
)

const (
	maxItems    = 100
	maxQuantity = 10_000
	maxCoupon   = 256
)

// parseConversion reads the parameters of a server-to-server conversion call:
// CID, TYPE, METHOD=S2S, CJEVENT, EVENTTIME, OID, CURRENCY, DISCOUNT and either
// AMOUNT or ITEMx, AMTx, QTYx, DCNTx; further COUPON, CUST_STATUS and
// CUSTOMERCOUNTRY (CJ finds the country out in ways of its own). Names are matched without case and others
// are ignored. AMTx is a unit price; DCNTx is taken per line, which clients
// disagree about. Source: docs.cj.com/docs/s2s-implementation.
func parseConversion(query url.Values) (c conversion, err error) {
	fields := make(map[string]string, len(query))
	for name, values := range query {
		name = strings.ToUpper(name)
		if _, twice := fields[name]; twice || len(values) > 1 {
			return c, invalid("%s is given more than once", shorten(name))
		}
		fields[name] = strings.TrimSpace(values[0])
	}
	if c.Tracker, err = readAccount(fields); err != nil {
		return c, err
	}
	c.CJEvent, c.OrderID = fields["CJEVENT"], fields["OID"]
	if !plainCJEvent.MatchString(c.CJEvent) {
		return c, invalid("CJEVENT %q is not up to 64 letters and digits", shorten(c.CJEvent))
	}
	if !plainOrderID.MatchString(c.OrderID) {
		return c, invalid("OID %q is not 1 to 96 letters, digits, hyphens or underscores", shorten(c.OrderID))
	}
	if text := fields["EVENTTIME"]; text != "" {
		if c.EventTime, err = time.Parse(time.RFC3339, text); err != nil {
			return c, invalid("EVENTTIME %q is not an ISO 8601 time such as 2026-11-22T10:00:00Z", shorten(text))
		}
		c.EventTime = c.EventTime.UTC()
	}
	if c.Buyer, err = readCustomer(fields); err != nil {
		return c, err
	}
	return c, c.readAmounts(fields)
}

func readCustomer(fields map[string]string) (b Buyer, err error) {
	b.Coupon, b.Country = fields["COUPON"], strings.ToUpper(fields["CUSTOMERCOUNTRY"])
	if len(b.Coupon) > maxCoupon {
		return b, invalid("COUPON has %d characters: %d at most", len(b.Coupon), maxCoupon)
	}
	if b.Country != "" && !plainCountry.MatchString(b.Country) {
		return b, invalid("CUSTOMERCOUNTRY %q is not a code of two letters such as US", shorten(b.Country))
	}
	for _, status := range []string{"", commission.CustNew, commission.CustReturn, commission.CustLapsed} {
		if strings.EqualFold(fields["CUST_STATUS"], status) {
			b.CustStatus = status
			return b, nil
		}
	}
	return b, invalid("CUST_STATUS %q is not New, Return or Lapsed", shorten(fields["CUST_STATUS"]))
}

func readAccount(fields map[string]string) (t commission.Tracker, err error) {
	if got := fields["CID"]; got != advertiserCID {
		return t, invalid("CID %q is not an advertiser here: it is %s", shorten(got), advertiserCID)
	}
	t, known := trackerByID(fields["TYPE"])
	if !known {
		return t, invalid("TYPE %q is not an action tracker of this advertiser: the usual one is %s", shorten(fields["TYPE"]), trackers()[0].ID)
	}
	if got := fields["METHOD"]; got != "S2S" {
		return t, invalid("METHOD is %q: a server's call says S2S", shorten(got))
	}
	if got := fields["CURRENCY"]; got != "" && got != string(accountCurrency) {
		return t, invalid("CURRENCY %q can't be converted: this sandbox keeps its accounts in %s", shorten(got), accountCurrency)
	}
	return t, nil
}

func (c *conversion) readAmounts(fields map[string]string) (err error) {
	if c.Items, err = readItems(fields); err != nil {
		return err
	}
	if c.Discount, err = readAmount(fields, "DISCOUNT", "0"); err != nil {
		return err
	}
	if amount, simple := fields["AMOUNT"]; simple == (len(c.Items) > 0) {
		return invalid("give either AMOUNT (here %q) or ITEM1, AMT1 and QTY1", shorten(amount))
	}
	if len(c.Items) == 0 {
		c.Sale, err = readAmount(fields, "AMOUNT", "")
	}
	for _, item := range c.Items {
		if err == nil {
			c.Sale, err = c.Sale.Add(item.Total)
		}
	}
	if err != nil {
		return invalid("the amounts can't be added up: %v", err)
	}
	if c.Sale, err = c.Sale.Sub(c.Discount); err != nil || c.Sale.Minor < 0 {
		return invalid("DISCOUNT %s is more than the order is worth", c.Discount)
	}
	return nil
}

// readItems reads ITEM1 … ITEMn, which must follow each other.
func readItems(fields map[string]string) (items []Item, err error) {
	for len(items) < maxItems {
		n := strconv.Itoa(len(items) + 1)
		sku, ok := fields["ITEM"+n]
		if !ok {
			break
		}
		item := Item{SKU: sku}
		if sku == "" || len(sku) > 100 {
			return nil, invalid("ITEM%s is not a SKU of 1 to 100 characters", n)
		}
		if item.Quantity, err = strconv.ParseInt(fields["QTY"+n], 10, 64); err != nil || item.Quantity < 1 || item.Quantity > maxQuantity {
			return nil, invalid("QTY%s %q is not a whole number from 1 to %d", n, shorten(fields["QTY"+n]), maxQuantity)
		}
		if item.UnitPrice, err = readAmount(fields, "AMT"+n, ""); err != nil {
			return nil, err
		}
		if item.Discount, err = readAmount(fields, "DCNT"+n, "0"); err != nil {
			return nil, err
		}
		gross, err := money.FromDecimal(item.UnitPrice.Decimal().Mul(decimal.NewFromInt(item.Quantity)), accountCurrency)
		if err != nil {
			return nil, invalid("AMT%s times QTY%s: %v", n, n, err)
		}
		if item.Total, err = gross.Sub(item.Discount); err != nil || item.Total.Minor < 0 {
			return nil, invalid("DCNT%s %s is more than the line is worth", n, item.Discount)
		}
		items = append(items, item)
	}
	return items, strayItem(fields, len(items))
}

// strayItem refuses item parameters that belong to no item that was read, so
// that a gap or an item too many is not silently worth nothing.
func strayItem(fields map[string]string, items int) error {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		for _, prefix := range []string{"ITEM", "AMT", "QTY", "DCNT"} {
			n, err := strconv.Atoi(strings.TrimPrefix(name, prefix))
			if err == nil && strings.HasPrefix(name, prefix) && (n < 1 || n > items) {
				return invalid("%s belongs to no item: ITEM1, ITEM2 … must follow each other, %d at most", name, maxItems)
			}
		}
	}
	return nil
}

func readAmount(fields map[string]string, name, unset string) (money.Amount, error) {
	text := fields[name]
	if text == "" {
		text = unset
	}
	amount, err := money.Parse(text, accountCurrency)
	if err != nil {
		return money.Amount{}, invalid("%s: %v", name, err)
	}
	if amount.Minor < 0 {
		return money.Amount{}, invalid("%s %s is negative", name, shorten(text))
	}
	return amount, nil
}
