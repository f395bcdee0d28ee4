package cj

import "time"

// Row is one row of CJ's commission ledger: an original, or a correction with
// an id of its own. Its JSON form is sealed into the log and final: names are
// those of CJ's schema, times RFC 3339 in UTC, amounts CJ's decimal text.
//
// Source: introspection of commissions.api.cj.com, type PublisherCommission.
type Row struct {
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

	// Amounts in the publisher account's currency, which the API doesn't name,
	// and in US dollars; texts such as "12.00" or "-3.5". SaleAmount and the
	// dollar amounts may be empty.
	SaleAmount    string `json:"saleAmountPubCurrency"`
	Commission    string `json:"pubCommissionAmountPubCurrency"`
	SaleAmountUSD string `json:"saleAmountUsd"`
	CommissionUSD string `json:"pubCommissionAmountUsd"`
}

// The statuses of an action that CJ's schema names. Others are kept as they come.
const (
	StatusNew      = "new"      // may be corrected or extended
	StatusExtended = "extended" // moved to the next locking date, once
	StatusLocked   = "locked"   // final, will be paid
	StatusClosed   = "closed"   // prepared for payment; no proof that money arrived
)
