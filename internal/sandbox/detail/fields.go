package detail

import (
	"linkledger/internal/sandbox/commission"
	"linkledger/internal/sandbox/graphql"
)

// view shows rows to one side. Amounts are DecimalNumber, a JSON string.
// Deprecated fields are left out.
type view struct {
	role     Role
	accounts Accounts
}

func (v view) row(fields []graphql.Field, r commission.Row) (graphql.Object, error) {
	return graphql.Select(string(v.role)+"Commission", fields, func(f graphql.Field) (any, error) {
		switch f.Name {
		case "items":
			return graphql.List(f.Selections, itemsOf(r), v.item)
		case "situationDetails":
			return graphql.List(f.Selections, situationsOf(r), situationFields)
		case "verticalAttributes": // this shop sends none, so any may be asked for
			if len(f.Selections) == 0 {
				return graphql.Select("", nil, nil)
			}
			return nil, nil
		}
		value, known := v.field(f.Name, &r)
		return graphql.Scalar(f, value, known)
	})
}

func (v view) field(name string, r *commission.Row) (value any, known bool) {
	switch name {
	case "commissionId":
		return r.CommissionID, true
	case "original":
		return r.Original, true
	case "originalActionId":
		return r.OriginalActionID, true
	case "correctionReason":
		return graphql.TextOrNull(string(r.Reason)), true
	case "orderId":
		return graphql.TextOrNull(r.OrderID), true
	case "actionStatus":
		return string(r.Status), true
	case "actionType":
		return string(r.Type), true
	case "actionTrackerId":
		return r.Tracker.ID, true
	case "actionTrackerName":
		return r.Tracker.Name, true
	case "advertiserId":
		return v.accounts.AdvertiserCID, true
	case "advertiserName":
		return v.accounts.AdvertiserName, true
	case "publisherId":
		return v.accounts.PublisherCID, true
	case "publisherName":
		return v.accounts.PublisherName, true
	case "websiteId":
		return graphql.TextOrNull(r.PID), true
	case "websiteName":
		return v.accounts.PropertyName, true
	case "aid":
		return graphql.TextOrNull(r.AID), true
	case "clickDate":
		return instant(r.ClickDate), true
	case "clickReferringURL":
		return graphql.TextOrNull(r.Referrer), true
	case "eventDate":
		return instant(r.EventDate), true
	case "postingDate":
		return instant(r.PostingDate), true
	case "lockingDate":
		return instant(r.LockingDate), true
	case "lockingMethod":
		return string(r.Tracker.Method), true
	case "validationStatus":
		return string(r.Validation), true
	case "isCrossDevice":
		return false, true
	case "coupon":
		return graphql.TextOrNull(r.Buyer.Coupon), true
	case "country":
		return graphql.TextOrNull(r.Buyer.Country), true
	case "reviewedStatus", "source", "siteToStoreOffer",
		"initiatingBrowser", "initiatingDeviceName", "initiatingDeviceType",
		"concludingBrowser", "concludingDeviceName", "concludingDeviceType":
		return nil, true
	}
	if value, known = amount(name, r); known {
		return value, known
	}
	if v.role == Publisher {
		return graphql.TextOrNull(r.SID), name == "shopperId"
	}
	return advertiserOnly(name, r)
}

// amount answers what both sides are told. The publisher's, the advertiser's
// and the order's currency are all USD here. A bonus has no sale.
func amount(name string, r *commission.Row) (value any, known bool) {
	switch name {
	case "saleAmountPubCurrency", "saleAmountUsd":
		return sale(r), true
	case "pubCommissionAmountPubCurrency", "pubCommissionAmountUsd":
		return r.Commission.Text(), true
	case "orderDiscountPubCurrency", "orderDiscountUsd", "orderDiscountAdvCurrency", "orderDiscountOrigCurrency":
		if r.Type == commission.Bonus {
			return nil, true
		}
		return r.Discount.Text(), true
	}
	return nil, false
}

// advertiserOnly are the fields that only the brand's own token is shown; a
// publisher's sid isn't among them.
func advertiserOnly(name string, r *commission.Row) (value any, known bool) {
	switch name {
	case "saleAmountAdvCurrency":
		return sale(r), true
	case "advCommissionAmountAdvCurrency", "advCommissionAmountUsd":
		return r.Commission.Text(), true
	case "cjFeeAdvCurrency", "cjFeeUsd":
		return fee(r.Commission).Text(), true
	case "newToFile":
		if r.Buyer.CustStatus == "" {
			return nil, true
		}
		return r.Buyer.CustStatus == commission.CustNew, true
	case "adOwner":
		return nil, true
	}
	return nil, false
}

func sale(r *commission.Row) any {
	if r.Type == commission.Bonus {
		return nil
	}
	return r.Sale.Text()
}
