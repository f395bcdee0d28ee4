package affiliate

import (
	"fmt"
	"time"

	"linkledger/internal/money"
)

// CommissionRow is one row of CJ's commission ledger: an original, or a
// correction with an id of its own. Its JSON form is the body of `cj` entries
// and final: names are those of CJ's schema, times RFC 3339 in UTC, amounts
// CJ's decimal text.
//
// Source: introspection of commissions.api.cj.com, type PublisherCommission.
type CommissionRow struct {
	CommissionID     string `json:"commissionId"`
	OriginalActionID string `json:"originalActionId"` // joins an original and its corrections
	Original         bool   `json:"original"`
	OrderID          string `json:"orderId"`   // the shop's
	ShopperID        string `json:"shopperId"` // the click link's sid
	ActionStatus     string `json:"actionStatus"`
	ActionType       string `json:"actionType"`
	CorrectionReason string `json:"correctionReason"` // empty on originals
	LockingMethod    string `json:"lockingMethod"`
	ValidationStatus string `json:"validationStatus"`
	WebsiteID        string `json:"websiteId"` // the PID
	AID              string `json:"aid"`
	AdvertiserID     string `json:"advertiserId"`
	Coupon           string `json:"coupon"`
	Country          string `json:"country"`

	EventDate   time.Time `json:"eventDate"`   // of the sale
	PostingDate time.Time `json:"postingDate"` // when CJ recorded it
	LockingDate time.Time `json:"lockingDate"` // when it becomes final
	ClickDate   time.Time `json:"clickDate,omitzero"`

	// Amounts in the account's currency, which the API doesn't name, and in US
	// dollars; texts such as "12.00" or "-3.5". SaleAmount and the dollar amounts
	// may be empty. An advertiser's commission is what it pays.
	SaleAmount    string `json:"saleAmountPubCurrency"`
	Commission    string `json:"pubCommissionAmountPubCurrency"`
	SaleAmountUSD string `json:"saleAmountUsd"`
	CommissionUSD string `json:"pubCommissionAmountUsd"`

	// Currency is the account's, as the device that pulled the row was told: the
	// API names none.
	Currency string `json:"currency"`

	// Items are the order's lines, as far as they can be kept; ItemsLeftOut
	// counts the others. Situations are CJ's names for what was special about
	// the order. Rows of before these were asked for have none.
	Items        []CommissionItem      `json:"items,omitempty"`
	ItemsLeftOut int                   `json:"itemsLeftOut,omitempty"`
	Situations   []CommissionSituation `json:"situationDetails,omitempty"`

	// What rows of before these were asked for have none of either. Names are for
	// people and may be cut; the ids beside them tell.
	TrackerID      string `json:"actionTrackerId,omitempty"`
	TrackerName    string `json:"actionTrackerName,omitempty"`
	AdvertiserName string `json:"advertiserName,omitempty"`
	WebsiteName    string `json:"websiteName,omitempty"` // of the PID
	Source         string `json:"source,omitempty"`
	ReviewedStatus string `json:"reviewedStatus,omitempty"`
	OrderDiscount  string `json:"orderDiscountPubCurrency,omitempty"` // of the whole order
	CrossDevice    bool   `json:"isCrossDevice,omitempty"`

	// Role says whose ledger the row is of; empty is the publisher's. Only an
	// advertiser's rows name the publisher, to whom CJ pays what they call a
	// commission.
	Role          CJRole `json:"role,omitempty"`
	PublisherID   string `json:"publisherId,omitempty"`
	PublisherName string `json:"publisherName,omitempty"`
}

// CommissionItem is a line of an order, of CJ's type Item. Amounts are decimal
// texts in the publisher account's currency.
type CommissionItem struct {
	ID         string `json:"commissionItemId"`
	SKU        string `json:"sku"`
	Quantity   int64  `json:"quantity"`
	ListID     string `json:"itemListId,omitempty"`
	UnitAmount string `json:"perItemSaleAmountPubCurrency"`
	Discount   string `json:"discountPubCurrency,omitempty"` // of the line
	Commission string `json:"totalCommissionPubCurrency,omitempty"`
}

// CommissionSituation is one of CJ's type Situation.
type CommissionSituation struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// CommissionSchema is the version of CommissionRow's shape in the log. From 2 on
// rows have what follows their items, and a role.
const CommissionSchema = 2

// Completed is a row of a publisher's that an older program wrote, with what
// that does not ask CJ for taken from what is known of the row: not to say it is
// no move.
func (r CommissionRow) Completed(known CommissionRow) CommissionRow {
	if known.Role == CJAdvertiser {
		return r
	}
	if len(r.Items) == 0 && r.ItemsLeftOut == 0 && len(r.Situations) == 0 {
		r.Items, r.ItemsLeftOut, r.Situations = known.Items, known.ItemsLeftOut, known.Situations
	}
	r.TrackerID, r.TrackerName = known.TrackerID, known.TrackerName
	r.AdvertiserName, r.WebsiteName = known.AdvertiserName, known.WebsiteName
	r.Source, r.ReviewedStatus, r.CrossDevice = known.Source, known.ReviewedStatus, known.CrossDevice
	r.OrderDiscount = known.OrderDiscount
	return r
}

// Amounts reads the sale amount and the commission; corrections are negative.
// A bonus has no sale amount, which reads as none. On an error both are zero.
func (r CommissionRow) Amounts() (sale, commission money.Amount, err error) {
	currency, err := money.ParseCurrency(r.Currency)
	if err != nil {
		return money.Amount{}, money.Amount{}, fmt.Errorf("commission %s: %w", r.CommissionID, err)
	}
	sale = money.New(0, currency)
	if r.SaleAmount != "" {
		if sale, err = money.Parse(r.SaleAmount, currency); err != nil {
			return money.Amount{}, money.Amount{}, fmt.Errorf("sale amount of commission %s: %w", r.CommissionID, err)
		}
	}
	if commission, err = money.Parse(r.Commission, currency); err != nil {
		return money.Amount{}, money.Amount{}, fmt.Errorf("amount of commission %s: %w", r.CommissionID, err)
	}
	return sale, commission, nil
}
