package sandbox

import (
	"strconv"

	"linkledger/internal/sandbox/graphql"
)

// renderCommission answers CJ's PublisherCommission. Source of the fields:
// CJ's schema of commissions.api.cj.com; the deprecated ones and those of the
// advertiser's side are left out. Amounts are DecimalNumber, a JSON string.
func renderCommission(fields []graphql.Field, c Commission) (object, error) {
	return selectFields("PublisherCommission", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "items":
			return renderList(f.Selections, itemsOf(c), renderItem)
		case "situationDetails":
			return renderList(f.Selections, situationsOf(c), renderSituation)
		case "verticalAttributes":
			if len(f.Selections) == 0 {
				return nil, errNeedsSome
			}
			return nil, nil // this shop sends none
		}
		value, known := commissionField(f.Name, c)
		return scalar(f, value, known)
	})
}

func commissionField(name string, c Commission) (value any, known bool) {
	switch name {
	case "commissionId":
		return c.CommissionID, true
	case "original":
		return c.Original, true
	case "originalActionId":
		return c.OriginalActionID, true
	case "correctionReason":
		return orNull(string(c.Reason)), true
	case "orderId":
		return c.OrderID, true
	case "actionStatus":
		return c.Status, true
	case "actionType":
		return c.actionType(), true
	case "actionTrackerId":
		return actionTracker, true
	case "actionTrackerName":
		return trackerName, true
	case "advertiserId":
		return advertiserCID, true
	case "advertiserName":
		return advertiserName, true
	case "publisherId":
		return publisherCID, true
	case "publisherName":
		return publisherName, true
	case "websiteId":
		return c.PID, true
	case "websiteName":
		return propertyName, true
	case "aid":
		return c.AID, true
	case "shopperId":
		return orNull(c.SID), true
	case "clickDate":
		return instant(c.ClickDate), true
	case "clickReferringURL":
		return orNull(c.Referrer), true
	case "eventDate":
		return instant(c.EventDate), true
	case "postingDate":
		return instant(c.PostingDate), true
	case "lockingDate":
		return instant(c.LockingDate), true
	case "lockingMethod":
		return lockingMethod, true
	case "validationStatus":
		return validationStatus, true
	case "isCrossDevice":
		return false, true
	}
	return amountField(name, c)
}

// amountField answers the amounts, and what is always null here. The
// publisher's, the advertiser's and the order's currency are all USD.
func amountField(name string, c Commission) (value any, known bool) {
	switch name {
	case "saleAmountPubCurrency", "saleAmountUsd":
		return c.Sale.Text(), true
	case "pubCommissionAmountPubCurrency", "pubCommissionAmountUsd":
		return c.Commission.Text(), true
	case "orderDiscountPubCurrency", "orderDiscountUsd", "orderDiscountAdvCurrency", "orderDiscountOrigCurrency":
		return c.Discount.Text(), true
	case "coupon":
		return orNull(c.Buyer.Coupon), true
	case "country":
		return orNull(c.Buyer.Country), true
	case "reviewedStatus", "source", "siteToStoreOffer",
		"initiatingBrowser", "initiatingDeviceName", "initiatingDeviceType",
		"concludingBrowser", "concludingDeviceName", "concludingDeviceType":
		return nil, true
	}
	return nil, false
}

// lockingMethod and validationStatus are those of the standard cycle: locked
// after the 10th of the next month, by itself.
const (
	lockingMethod    = "FIXED_DATE"
	validationStatus = "AUTOMATED"
)

func (c Commission) actionType() string {
	if c.Simple {
		return "sim_sale"
	}
	return "item_sale"
}

// itemLine is an item with the id that CJ gives it.
type itemLine struct {
	id string
	Item
}

func itemsOf(c Commission) []itemLine {
	lines := make([]itemLine, len(c.Items))
	for i, item := range c.Items {
		lines[i] = itemLine{id: c.CommissionID + "-" + strconv.Itoa(i+1), Item: item}
	}
	return lines
}

func renderItem(fields []graphql.Field, item itemLine) (object, error) {
	return selectFields("Item", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "commissionItemId":
			return scalar(f, item.id, true)
		case "sku":
			return scalar(f, item.SKU, true)
		case "quantity":
			return scalar(f, item.Quantity, true)
		case "itemListId":
			return scalar(f, orNull(itemListOf(item.SKU)), true)
		case "perItemSaleAmountPubCurrency", "perItemSaleAmountUsd":
			return scalar(f, item.UnitPrice.Text(), true)
		case "totalCommissionPubCurrency", "totalCommissionUsd":
			return scalar(f, item.Commission.Text(), true)
		case "discountPubCurrency", "discountUsd":
			return scalar(f, item.Discount.Text(), true)
		case "situationDetails":
			return renderList(f.Selections, []situation(nil), renderSituation)
		}
		return nil, errUndefined
	})
}

// situation is what CJ's commissioning tells of an order. This programme's pay
// the same in each, but they are shown.
type situation struct{ id, name string }

func situationsOf(c Commission) []situation {
	switch c.Buyer.CustStatus {
	case custNew:
		return []situation{{"1", "New Customer"}}
	case custReturn, custLapsed:
		return []situation{{"2", "Returning/Existing Customer"}}
	}
	return nil
}

func renderSituation(fields []graphql.Field, s situation) (object, error) {
	return selectFields("Situation", fields, func(f graphql.Field) (any, error) {
		if f.Name == "id" {
			return scalar(f, s.id, true)
		}
		return scalar(f, s.name, f.Name == "name")
	})
}
