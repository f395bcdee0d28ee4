package reconcile

import (
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Columns of CJ's correction files, in the documented order.
//
// Source: docs.cj.com/docs/cancellations-datafile-implementation and
// docs.cj.com/docs/restatements-datafile-implementation: UTF-8, a header row,
// one subscription and enterprise a file, no update time in the future, no
// commas, line breaks or quotation marks in values, lists parted by semicolons.
var (
	cancellationColumns = []string{"companyId", "enterpriseId", "subscriptionId", "actionTrackerId", "orderId", "updateTime", "correctionReason"}
	restatementColumns  = []string{"companyId", "enterpriseId", "subscriptionId", "actionTrackerId", "orderId", "updateTime",
		"amount", "discount", "currency", "itemSku", "itemUnitPrice", "itemQuantity", "itemDiscount", "coupon", "correctionReason"}
)

// Refusal is why an order is not in a file.
type Refusal struct {
	OrderID string
	Why     string
}

// fileReasons are the reasons as CJ's files spell them; the ones that its pages
// show. A reason is optional, so another one is left blank.
var fileReasons = map[string]string{
	"INVALID_CREDIT_CARD": "InvalidCreditCard", "RETURNED_MERCHANDISE": "ReturnedMerchandise", "CANT_SHIP_OR_SOLD_OUT": "CannotShip",
}

// orderForm is what CJ's files take as an order id, and no spreadsheet takes for
// a formula.
var orderForm = regexp.MustCompile(`^[A-Za-z0-9_#./][A-Za-z0-9_#./: -]{0,95}$`)

// Cancellations writes CJ's cancellation file: what can't be in it is named.
func Cancellations(w io.Writer, account affiliate.AdvertiserAccount, at time.Time, list []Correction) (rows int, refused []Refusal, err error) {
	return write(w, cancellationColumns, account, at, list, func(c Correction) ([]string, string) {
		return []string{fileReasons[c.Reason]}, ""
	})
}

// Restatements writes CJ's restatement file, each order as a whole: CJ
// overwrites what it had.
func Restatements(w io.Writer, account affiliate.AdvertiserAccount, at time.Time, list []Correction) (rows int, refused []Refusal, err error) {
	return write(w, restatementColumns, account, at, list, restatement)
}

func write(w io.Writer, columns []string, account affiliate.AdvertiserAccount, at time.Time, list []Correction, rest func(Correction) ([]string, string)) (rows int, refused []Refusal, err error) {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return 0, nil, err
	}
	seen := map[[2]string]bool{}
	for _, c := range list {
		order, tracker := strings.TrimSpace(c.Row.OrderID), c.Row.Tracker
		values, why := rest(c)
		switch {
		case c.Refuse != "":
			why = c.Refuse
		case c.Row.Advertiser != "" && c.Row.Advertiser != account.CompanyID:
			why = "It is a sale of another brand (advertiser " + c.Row.Advertiser + "), and the file is for company " + account.CompanyID + ". Enter that brand's numbers, and export again."
		case c.Row.Locked:
			why = "Too late: CJ has locked it and takes no correction any more."
		case c.Row.TakenBack:
			why = "CJ has taken it back already."
		case order == "":
			why = "CJ's row names no order."
		case !orderForm.MatchString(order):
			why = "Its order number has characters that CJ's file can't take. Correct it in CJ's account."
		case tracker == "" || strings.Trim(tracker, "0123456789") != "":
			why = "CJ's row names no action tracker. Pull CJ's rows again, or correct it in CJ's account."
		case seen[[2]string{order, tracker}]:
			why = "The order is in the file already: CJ corrects all that it has of it at once."
		}
		if why != "" {
			refused = append(refused, Refusal{c.Row.OrderID, why})
			continue
		}
		seen[[2]string{order, tracker}] = true
		record := append([]string{account.CompanyID, account.EnterpriseID, account.SubscriptionID, tracker, order, at.UTC().Format(time.RFC3339)}, values...)
		if err := out.Write(record); err != nil {
			return rows, refused, err
		}
		rows++
	}
	out.Flush()
	return rows, refused, out.Error()
}

// restatement are the fields of a restated order. Its articles stay as CJ has
// them, and what the order is less is a discount on the whole of it: the amount
// is that of the articles before the discount, as in CJ's own sample.
func restatement(c Correction) ([]string, string) {
	currency := string(c.Amount.Currency)
	original := affiliate.OriginalOf(c.Rows)
	var coupon string
	if original != nil && orderForm.MatchString(original.Coupon) {
		coupon = original.Coupon
	}
	switch {
	case c.Amount.Currency == "":
		return nil, "The shop's amount is not known: read in its orders of that day."
	case c.Amount.Minor <= 0:
		return nil, "Nothing is left of it: cancel it instead."
	case original == nil || c.Amount.Currency != c.Row.Amount.Currency:
		return nil, "The shop's amount is in another currency than CJ's: correct it in CJ's account."
	case original.ItemsLeftOut > 0:
		return nil, "It has more articles than are kept here: correct it in CJ's account."
	case len(original.Items) == 0:
		return []string{c.Amount.Text(), "0", currency, "", "", "", "", coupon, fileReasons[c.Reason]}, ""
	}
	total := money.New(0, c.Amount.Currency)
	var skus, prices, quantities, discounts []string
	for _, item := range original.Items {
		price, err := money.Parse(item.UnitAmount, c.Amount.Currency)
		off := money.New(0, c.Amount.Currency)
		if err == nil && item.Discount != "" {
			off, err = money.Parse(item.Discount, c.Amount.Currency)
		}
		if err != nil || item.Quantity < 1 || item.Quantity > 10_000 || !price.Sane() || !orderForm.MatchString(item.SKU) {
			return nil, "An article of it can't be written into CJ's file: correct it in CJ's account."
		}
		total.Minor += price.Minor*item.Quantity - off.Minor
		skus, prices = append(skus, item.SKU), append(prices, price.Text())
		quantities, discounts = append(quantities, strconv.FormatInt(item.Quantity, 10)), append(discounts, off.Text())
	}
	less, err := total.Sub(c.Amount)
	if err != nil || less.Minor < 0 {
		return nil, "The shop has more than CJ's articles come to: correct it in CJ's account, with its articles."
	}
	return []string{total.Text(), less.Text(), currency, strings.Join(skus, ";"), strings.Join(prices, ";"), strings.Join(quantities, ";"), strings.Join(discounts, ";"),
		coupon, fileReasons[c.Reason]}, ""
}
