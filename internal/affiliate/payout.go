package affiliate

import (
	"strconv"
	"strings"

	"linkledger/internal/money"
)

// Payout is what a cause comes to now by the payout rules, and what it counts
// for others. The book converges to it by transfers.
type Payout struct {
	Cause    string // of the ledger: "conversion:<id>" or "clicks:<offer>.<member>.<day>"
	OfferID  OfferID
	MemberID MemberID
	Day      string // with At and Cause its place in the order of sales
	At       int64  // Unix milliseconds
	ClickID  string

	Counts bool         // in tiers, bonuses and recurring
	Sale   money.Amount // that counts

	ByRule      money.Amount // what caps count
	Amount      money.Amount // with adjustments
	RuleID      RuleID
	RuleVersion int
	Inputs      string // JSON
	Explanation string
}

// Causes of the ledger that have payouts.
const (
	causeConversion = "conversion:"
	causeClicks     = "clicks:"
)

// Cause is what the ledger knows a conversion by.
func (id ConversionID) Cause() string { return causeConversion + string(id) }

// ConversionOf is the conversion that a cause names, if it is one's.
func ConversionOf(cause string) (id ConversionID, of bool) {
	name, of := strings.CutPrefix(cause, causeConversion)
	if !of {
		return "", false
	}
	return ConversionID(name), true
}

// ClicksCause is what the ledger knows the paid clicks of a day by.
func ClicksCause(offer OfferID, member MemberID, day string) string {
	return causeClicks + string(offer) + "." + string(member) + "." + day
}

// EarningOf is the id of the earning of a number of a cause. Payments in logs
// name earnings by it, so it is final.
func EarningOf(cause string, number int) EarningID {
	name, ofConversion := strings.CutPrefix(cause, causeConversion)
	if !ofConversion {
		name = strings.Replace(cause, ":", "-", 1)
	}
	return EarningID(name + "." + strconv.Itoa(number))
}

// Earner is who earned by a cause, in one currency.
type Earner struct {
	Member   MemberID
	Currency money.Currency
}
