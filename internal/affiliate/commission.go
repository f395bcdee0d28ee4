package affiliate

import (
	"fmt"
	"time"

	"linkledger/internal/money"
)

// CommissionRow is one row of CJ's ledger as a `cj` entry holds it: CJ's names,
// amounts as CJ's decimal texts. CJ names no currency, so the device that
// pulled the row says which one the publisher account has.
//
// Source: PublisherCommission in the schema of commissions.api.cj.com.
type CommissionRow struct {
	CommissionID     string    `json:"commissionId"`
	OriginalActionID string    `json:"originalActionId"`
	Original         bool      `json:"original"`
	OrderID          string    `json:"orderId,omitempty"`
	ShopperID        string    `json:"shopperId,omitempty"` // the sid: our click id
	ActionStatus     string    `json:"actionStatus"`
	ActionType       string    `json:"actionType,omitempty"`
	CorrectionReason string    `json:"correctionReason,omitempty"`
	LockingMethod    string    `json:"lockingMethod,omitempty"`
	ValidationStatus string    `json:"validationStatus,omitempty"`
	WebsiteID        string    `json:"websiteId,omitempty"` // PID
	AID              string    `json:"aid,omitempty"`
	AdvertiserID     string    `json:"advertiserId,omitempty"`
	Coupon           string    `json:"coupon,omitempty"`
	Country          string    `json:"country,omitempty"`
	ClickDate        time.Time `json:"clickDate,omitzero"`
	EventDate        time.Time `json:"eventDate"`
	PostingDate      time.Time `json:"postingDate"`
	LockingDate      time.Time `json:"lockingDate,omitzero"`
	SaleAmount       string    `json:"saleAmountPubCurrency"`
	Commission       string    `json:"pubCommissionAmountPubCurrency"`
	SaleAmountUSD    string    `json:"saleAmountUsd,omitempty"`
	CommissionUSD    string    `json:"pubCommissionAmountUsd,omitempty"`
	Currency         string    `json:"currency"`
}

// CommissionSchema is the version of CommissionRow's shape in the log.
const CommissionSchema = 1

// Amounts reads the sale amount and the commission; corrections are negative.
// A bonus has no sale amount, which reads as none.
func (r CommissionRow) Amounts() (sale, commission money.Amount, err error) {
	currency, err := money.ParseCurrency(r.Currency)
	if err != nil {
		return sale, commission, fmt.Errorf("commission %s: %w", r.CommissionID, err)
	}
	sale = money.New(0, currency)
	if r.SaleAmount != "" {
		if sale, err = money.Parse(r.SaleAmount, currency); err != nil {
			return sale, commission, fmt.Errorf("sale amount of commission %s: %w", r.CommissionID, err)
		}
	}
	if commission, err = money.Parse(r.Commission, currency); err != nil {
		return sale, commission, fmt.Errorf("amount of commission %s: %w", r.CommissionID, err)
	}
	return sale, commission, nil
}
