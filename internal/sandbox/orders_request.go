package sandbox

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/graphql"
)

// orderRequest is one order of a mutation.
type orderRequest struct {
	conversion
	AdID, PID, SID string // whom to attribute to without a click
	Status         string // Pending, Accepted or Declined: of open-ended actions
	Reason         Reason
}

const maxOrders = 10_000 // in one request

// correctionReasons are CJ's names on the writing side.
func correctionReasons() map[string]Reason {
	return map[string]Reason{
		"": commission.OtherReason, "BadDebt": commission.BadDebt, "Bankruptcy": commission.Bankruptcy,
		"BookingCanceled": commission.BookingCanceled, "CannotShipSoldOut": commission.SoldOut, "Compliance": commission.Compliance,
		"DuplicateOrder": commission.Duplicated, "InvalidCreditCard": commission.InvalidCreditCard, "Other": commission.OtherReason,
		"ReturnedMerchandise": commission.Returned, "UnqualifiedLead": commission.UnqualifiedLead,
	}
}

// readOrders checks the one argument of a mutation.
func readOrders(f graphql.Field, argument string, now time.Time) ([]orderRequest, error) {
	if len(f.Arguments) != 1 || f.Arguments[0].Name != argument {
		return nil, fmt.Errorf("validation error of type WrongType: argument %s is required, and no other", argument)
	}
	list, ok := f.Arguments[0].Value.([]any)
	if !ok || len(list) > maxOrders {
		return nil, fmt.Errorf("validation error of type WrongType: argument %s must be a list of up to %d orders", argument, maxOrders)
	}
	var out []orderRequest
	for i, item := range list {
		fields, ok := item.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("validation error of type WrongType: argument %s[%d] must be an object", argument, i)
		}
		r, err := readOrderRequest(argument, fields, now)
		if err != nil {
			return nil, fmt.Errorf("%s[%d]: %w", argument, i, err)
		}
		out = append(out, r)
	}
	return out, nil
}

// conversionNames are the fields that an order has in common with the
// conversion call, and their names there.
func conversionNames() map[string]string {
	return map[string]string{
		"enterpriseId": "CID", "actionTrackerId": "TYPE", "orderId": "OID", "eventTime": "EVENTTIME", "cjEvent": "CJEVENT",
		"amount": "AMOUNT", "discount": "DISCOUNT", "coupon": "COUPON", "currency": "CURRENCY",
	}
}

func readOrderRequest(argument string, fields map[string]any, now time.Time) (r orderRequest, err error) {
	call := url.Values{"METHOD": {"S2S"}}
	if argument == "cancelledOrders" { // which says nothing of what was sold
		call.Set("AMOUNT", "0")
	}
	names := conversionNames()
	for name, value := range fields {
		text := scalarText(value)
		into, shared := names[name]
		switch {
		case value == nil:
		case shared:
			call.Set(into, text)
		case name == "items":
			err = readOrderItems(value, call)
		case name == "adId":
			r.AdID = text
		case name == "promotionalPropertyId":
			r.PID = text
		case name == "sid":
			r.SID = text
		case name == "verticalParameters":
			vertical, _ := value.(map[string]any)
			call.Set("CUST_STATUS", scalarText(vertical["custStatus"]))
			call.Set("CUSTOMERCOUNTRY", scalarText(vertical["customerCountry"]))
		case name == "customParameters", name == "bypassChannel", name == "ids": // kept by CJ, of no weight here
		case argument != "newOrders" && name == "updateTime":
			err = notAhead(name, text, now)
		case argument != "newOrders" && name == "correctionReason":
			var known bool
			if r.Reason, known = correctionReasons()[text]; !known {
				err = fmt.Errorf("correctionReason %q is unknown", shorten(text))
			}
		case argument != "newOrders" && name == "status":
			err = r.readStatus(argument, text)
		default:
			err = fmt.Errorf("validation error of type WrongType: field %s is undefined", name)
		}
		if err != nil {
			return r, err
		}
	}
	if argument != "newOrders" && fields["updateTime"] == nil {
		return r, fmt.Errorf("updateTime is required")
	}
	if r.Reason == "" {
		r.Reason = commission.OtherReason
	}
	if err := notAhead("eventTime", call.Get("EVENTTIME"), now); err != nil {
		return r, err
	}
	r.conversion, err = parseConversion(call)
	return r, err
}

func (r *orderRequest) readStatus(argument, text string) error {
	switch {
	case argument == "restatedOrders" && (text == "Pending" || text == "Accepted"), argument == "cancelledOrders" && text == "Declined":
		r.Status = text
		return nil
	}
	return fmt.Errorf("status %q can't be given to %s", shorten(text), argument)
}

// notAhead refuses a time that hasn't come.
func notAhead(name, text string, now time.Time) error {
	if text == "" {
		return nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return fmt.Errorf("%s %q is not an ISO 8601 time", name, shorten(text))
	}
	if t.After(now) {
		return fmt.Errorf("Order may not have a %s in the future", name) //nolint:staticcheck // CJ's wording
	}
	return nil
}

func readOrderItems(value any, call url.Values) error {
	list, ok := value.([]any)
	if !ok {
		return fmt.Errorf("validation error of type WrongType: items must be a list")
	}
	if len(list) > maxItems {
		return fmt.Errorf("Order may not have more than %d items", maxItems) //nolint:staticcheck // CJ's wording
	}
	for i, item := range list {
		fields, ok := item.(map[string]any)
		if !ok {
			return fmt.Errorf("validation error of type WrongType: items[%d] must be an object", i)
		}
		n := strconv.Itoa(i + 1)
		for name, into := range map[string]string{"sku": "ITEM", "unitPrice": "AMT", "quantity": "QTY", "discount": "DCNT"} {
			if fields[name] != nil {
				call.Set(into+n, scalarText(fields[name]))
			}
		}
	}
	return nil
}

// scalarText is a value's text: numbers may come as such or in quotes.
func scalarText(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}
